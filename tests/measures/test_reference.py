"""The published month comes out of the measures as it was printed, and as it was judged."""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from dashboard.catalogue import load_catalogue
from dashboard.measures import Measures
from dashboard.periods import Month
from dashboard.records import Arrow, Basis, Colour, Judgement, NoChange, Status
from tests.measures.published import FEBRUARY, MONTHS, RATIOS, Published, number

ROOT = Path(__file__).resolve().parents[2]
COLOURS = {
    Colour.RED: "EH3e% | CP3-QL | LAC1 | LAC1-NI | NI147 | LAC9 (val) | LAC16",
    Colour.AMBER: "M6-QL (val) | EH5-QL | EH3c% | EH3d% | EH4 (val) | EH4-QL | CP3-QL (val)",
    Colour.GREEN: "M6-QL | EH3a% | EH3b% | CP4 | CP5-QL (val) | CP5-QL | CP9 | CP7 | LAC2"
    " | LAC3",
    Colour.STEADY: "M8-QL | CP8-QL | LAC7-QL | LAC10 (%) | LAC10-QL | LAC11-QL"
    " | LAC11-QL (%) | LAC9 | EH2",
    Colour.QUERY: "LSCB17a | YO2",
    Colour.CANNOT_JUDGE: "LAC6 (val)",
    Colour.NO_VALUE: "CP2b % | FM011 | FM012",
}


@pytest.fixture(scope="module")
def published(reference: Path) -> Published:
    return Published.read(reference)


@pytest.fixture(scope="module")
def measures(published: Published) -> Measures:
    return published.measures(load_catalogue(ROOT / "indicators.yaml"))


def test_64_indicators_in_seven_months(published: Published, measures: Measures) -> None:
    assert sorted(measures.refs) == sorted(published.cells)
    assert len(measures.refs) == 64
    assert measures.months == MONTHS


def test_all_59_printed_arrows(published: Published, measures: Measures) -> None:
    printed = {ref: f for (ref, _), f in published.printed().items() if f.arrow}
    assert len(printed) == 59
    for ref, figure in printed.items():
        change = measures.year_on_year(ref, FEBRUARY)
        assert change.published, ref
        assert change.arrow is figure.arrow, ref
        assert change.baseline == Month(2020, 2)


def test_five_without_a_printed_change(published: Published, measures: Measures) -> None:
    refs = [ref for ref, text in published.changes.items() if text == "- n/a"]
    reasons = {ref: measures.year_on_year(ref, FEBRUARY).reason for ref in refs}
    assert reasons == {
        "CP2b %": NoChange.NO_VALUE,
        "LSCB17a": NoChange.NOT_PRINTED,
        "YO2": NoChange.NOT_PRINTED,
        "FM011": NoChange.NOT_DUE,
        "FM012": NoChange.NOT_DUE,
    }
    assert not any(measures.year_on_year(ref, FEBRUARY).arrow for ref in refs)


def test_a_printed_change_stands_in_its_own_month_alone(measures: Measures) -> None:
    for ref in measures.refs:
        for month in MONTHS[:-1]:
            change = measures.year_on_year(ref, month)
            assert change.arrow is None, (ref, month)
            assert not change.published


@pytest.mark.parametrize("ref", RATIOS)
def test_ratios_in_all_seven_months(ref: str, published: Published, measures: Measures) -> None:
    top, bottom = RATIOS[ref]
    for month in MONTHS:
        cells = (published.cells[part][month] for part in (top, bottom))
        numerator, denominator = (number(text) for text in cells)
        assert measures.parts(ref, month) == (float(numerator), float(denominator))
        figure = measures.figure(ref, month)
        assert figure == pytest.approx(float(Fraction(numerator) * 100 / Fraction(denominator)))
        whole = (numerator * 100 / denominator).quantize(Decimal(1), ROUND_HALF_UP)
        assert whole == number(published.cells[ref][month]), month


def test_no_other_indicator_is_made_of_parts(measures: Measures) -> None:
    made = {ref for ref in measures.refs for m in MONTHS if measures.parts(ref, m)}
    assert made == set(RATIOS)


def test_judgements_of_february(measures: Measures) -> None:
    found = Counter(measures.month_on_month(r, FEBRUARY).judgement for r in measures.refs)
    assert found == {
        Judgement.IMPROVING: 9,
        Judgement.WORSENING: 9,
        Judgement.SIMILAR: 18,
        Judgement.NOT_JUDGED: 25,
        Judgement.NO_VALUE: 3,
    }


def test_without_a_value_in_february(measures: Measures) -> None:
    statuses = {ref: measures.observation_status(ref, FEBRUARY) for ref in measures.refs}
    assert {ref: s for ref, s in statuses.items() if s is not Status.VALUE} == {
        "CP2b %": Status.NOT_APPLICABLE,
        "FM011": Status.NOT_DUE,
        "FM012": Status.NOT_DUE,
    }
    last = measures.last_return("FM011", FEBRUARY)
    assert last == Month(2020, 12)
    assert measures.figure("FM011", last) == 23


def test_status_of_february(measures: Measures) -> None:
    by_colour: dict[Colour, set[str]] = {colour: set() for colour in Colour}
    for ref in measures.refs:
        by_colour[measures.rag(ref, FEBRUARY).colour].add(ref)
    assert len(by_colour.pop(Colour.NOT_JUDGED)) == 25
    assert by_colour == {colour: set(refs.split(" | ")) for colour, refs in COLOURS.items()}


def test_contacts_fell(measures: Measures) -> None:
    change = measures.month_on_month("M1", FEBRUARY)
    assert (change.after, change.before) == (1297, 1464)
    assert change.arrow is Arrow.DOWN
    assert change.relative == pytest.approx(-0.11407, abs=1e-5)
    assert change.baseline == Month(2021, 1)


def test_visits_in_time_rose_by_six_points(measures: Measures) -> None:
    change = measures.month_on_month("LAC7-QL", FEBRUARY)
    assert (change.before, change.after, change.points) == (84, 90, 6)
    assert change.arrow is Arrow.SIMILAR


@pytest.mark.parametrize(
    ("ref", "target", "year", "unconfirmed"),
    [
        ("NI147", 94, "2019-20", None),
        ("LAC1", 420, "2019-20", None),
        ("LAC16", 200, "2019-20", None),
        ("LAC9 (val)", 112, "2017-18", "2018-19"),
        ("LAC6 (val)", 50, "2017-18", None),
    ],
)
def test_targets_carried_forward(
    ref: str, target: float, year: str, unconfirmed: str | None, measures: Measures
) -> None:
    rag = measures.rag(ref, FEBRUARY)
    assert (rag.basis, rag.reference, str(rag.year)) == (Basis.STALE_TARGET, target, year)
    since = rag.to_be_confirmed_since
    assert (str(since) if since else None) == unconfirmed


def test_adoptions_cannot_be_judged_yet(measures: Measures) -> None:
    progress = measures.rag("LAC6 (val)", FEBRUARY).year_to_date
    assert progress is not None
    assert (progress.held, progress.elapsed, progress.total) == (7, 11, 28)


def test_a_doubtful_zero_keeps_its_arrow(measures: Measures) -> None:
    for ref in ("LSCB17a", "YO2"):
        change = measures.month_on_month(ref, FEBRUARY)
        assert (change.arrow, change.judgement) == (Arrow.SIMILAR, Judgement.SIMILAR)
        assert measures.figure(ref, FEBRUARY) == 0
