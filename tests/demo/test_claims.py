"""What the services of Exampleshire said, held against the figures as they are known today."""

from __future__ import annotations

import pytest

from dashboard.catalogue import Catalogue
from dashboard.claims import Verdict, beside, read_claims
from dashboard.demo.telling import PARTS, SLIPS
from dashboard.periods import Month
from dashboard.store import Store
from dashboard.views.checks import facts_at
from dashboard.views.holdings import read_holdings

Places = set[tuple[str, Month]]


@pytest.fixture(scope="module")
def contradicted(demo_store: Store, invented: Catalogue) -> Places:
    """Where a paragraph of these sixty months says what the figures do not bear out."""
    holdings = read_holdings(demo_store, invented)
    found, facts = set(), {}
    for comment in sorted(demo_store.comments(), key=lambda comment: comment.month):
        if comment.month not in facts:
            facts = {comment.month: facts_at(holdings, comment.month)}
        known = facts[comment.month]
        claims = read_claims(comment.text, beside(known[comment.ref], known.values()))
        if any(claim.verdict is Verdict.DISAGREES for claim in claims):
            found.add((comment.ref, comment.month))
    return found


def counts_behind(ref: str, catalogue: Catalogue) -> set[str]:
    made = catalogue.indicator(ref).made_of
    named = {made.numerator, made.denominator} if made else set()
    return {ref, *PARTS.get(ref, ()), *(count for count in named if count)}


def test_only_what_was_told_wrongly_on_purpose_is_contradicted(
    contradicted: Places, invented: Catalogue
) -> None:
    """Each was written when a slip in a count behind the figure, or the one before, held."""
    for ref, month in contradicted:
        counts = counts_behind(ref, invented)
        assert any(
            slip.count in counts and (slip.holds(slip.month, month) and slip.month <= month)
            for slip in SLIPS
        ), (ref, month)


def test_counts_told_wrongly_are_found(contradicted: Places) -> None:
    refs = {ref for ref, _ in contradicted}
    assert refs >= {slip.count for slip in SLIPS if slip.why} - {"visited"}
    assert ("LAC7-QL", Month(2026, 1)) in contradicted
