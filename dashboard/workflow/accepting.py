"""Findings are accepted with a reason by an officer, and may be opened again.

What is accepted is a finding with its evidence. When a figure changes the evidence does,
and the finding is open as if nobody had ever looked at it.
"""

from __future__ import annotations

from dashboard.people import Account, AuditEntry
from dashboard.store import Store
from dashboard.store.findings import Decided, Decision
from dashboard.workflow.permissions import Permission, may

LONGEST_REASON = 1000


class AcceptingError(Exception):
    """A finding cannot be accepted or reopened: the message says why, and what to do."""


def is_accepted(evidence: str, last: Decided | None) -> bool:
    """Whether the last decision accepted a finding as it is now."""
    return last is not None and last.decision is Decision.ACCEPT and last.evidence == evidence


def check_decision(
    decision: Decision, account: Account, evidence: str, last: Decided | None, reason: str
) -> None:
    """Raise AcceptingError unless this account may decide so now, for that reason."""
    if not may(account.roles, Permission.ACCEPT_FINDINGS):
        raise AcceptingError(
            "Your account may not accept findings. Ask an officer, who answers for the dataset."
        )
    if not reason.strip():
        raise AcceptingError("Nothing was changed, because no reason was given. Give one.")
    if len(reason) > LONGEST_REASON:
        raise AcceptingError(
            f"The reason is {len(reason):,} characters long. Shorten it to {LONGEST_REASON:,}."
        )
    accepted = is_accepted(evidence, last)
    if decision is Decision.ACCEPT and accepted:
        raise AcceptingError("Somebody else has accepted this finding already.")
    if decision is Decision.REOPEN and not accepted:
        raise AcceptingError("This finding is open already, so there is nothing to reopen.")


def decide(
    store: Store,
    decision: Decision,
    account: Account,
    key: str,
    evidence: str,
    reason: str,
    entry: AuditEntry,
) -> None:
    """Accept or reopen a finding, on record. Raises AcceptingError if it may not be."""
    last = store.decisions.last().get(key)
    check_decision(decision, account, evidence, last, reason)
    store.decisions.decide(key, evidence, decision, reason.strip(), entry)
