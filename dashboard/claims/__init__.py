"""The reader of commentary: what a paragraph claims, and whether the figures agree.

English only, by rules alone: the same paragraph and the same figures always give the same
verdicts. It warns and never rewrites.
"""

from dashboard.claims.claim import Claim, ClaimKind, Remark, RemarkKind, Verdict
from dashboard.claims.facts import Facts, Usual, beside, facts_of
from dashboard.claims.reader import read_claims
from dashboard.claims.remarks import Paragraph, read_promises, read_remarks

__all__ = [
    "Claim",
    "ClaimKind",
    "Facts",
    "Paragraph",
    "Remark",
    "RemarkKind",
    "Usual",
    "Verdict",
    "beside",
    "facts_of",
    "read_claims",
    "read_promises",
    "read_remarks",
]
