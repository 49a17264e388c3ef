"""The reader against the labelled cases, those set aside among them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.claims import ClaimKind, Verdict, read_claims
from tests.claims.cases import Case, pairs, read_cases, score, wilson

DEVELOPED, ASIDE = read_cases("claims.md"), read_cases("claims-aside.md")
UNUSUAL = read_cases("claims-usual.md")
UNUSUAL_ASIDE = read_cases("claims-usual-aside.md")
ALL = {
    "developed": DEVELOPED,
    "aside": ASIDE,
    "of the unusual": UNUSUAL,
    "of the unusual, aside": UNUSUAL_ASIDE,
}
PRECISION = 0.95
RECALL = {"all": 0.95, "not agreeing": 0.85}


def test_there_are_enough_cases_and_not_only_true_claims() -> None:
    labels = [e.verdict for case in (*DEVELOPED, *ASIDE) for e in case.expected]
    assert len(labels) >= 150
    assert sum(len(case.expected) for case in ASIDE) >= 60
    assert sum(v is not Verdict.AGREES for v in labels) * 3 >= len(labels)
    assert set(labels) == set(Verdict)


@pytest.mark.parametrize("cases", ALL.values(), ids=ALL)
@pytest.mark.parametrize("which", ["all", "not agreeing"])
def test_claims_are_found_and_judged(cases: list[Case], which: str) -> None:
    scored = score(cases, only_not_agreeing=which == "not agreeing")
    assert scored.precision >= PRECISION, scored
    assert scored.recall >= RECALL[which], scored


def test_no_finding_pairs_with_two_labels() -> None:
    for case in (case for cases in ALL.values() for case in cases):
        matched = pairs(case, read_claims(case.paragraph, case.facts))
        assert len({id(claim) for _, claim in matched}) == len(matched)


def test_the_interval_is_wilsons() -> None:
    """Wilson's own property: its ends p solve |p - x/n| = z sqrt(p(1 - p)/n)."""
    for end in wilson(18, 20):
        assert abs(end - 0.9) == pytest.approx(1.96 * (end * (1 - end) / 20) ** 0.5)


def test_without_knowing_what_is_usual_nothing_unusual_is_claimed() -> None:
    """The same paragraphs, read by somebody who was not told."""
    for case in (*UNUSUAL, *UNUSUAL_ASIDE):
        claims = read_claims(case.paragraph, replace(case.facts, usual=None))
        assert ClaimKind.UNUSUAL not in {claim.kind for claim in claims}


def test_what_is_said_of_the_unusual_names_the_usual_range() -> None:
    case = next(c for c in UNUSUAL if "significant increase in contacts" in c.paragraph)
    (claim,) = (c for c in read_claims(case.paragraph, case.facts) if "signif" in c.quote)
    assert claim.sentence == (
        "The figures held say otherwise: 1,430 in February 2021 is within the usual range of "
        "1,129 to 1,639."
    )
