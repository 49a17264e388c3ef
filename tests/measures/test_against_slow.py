"""Every measure of random datasets is what the slow way makes of them."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue, Indicator
from dashboard.measures import Matrix, measure
from dashboard.periods import Month
from dashboard.records import Observation, PublishedFigure
from tests.measures.slow import Slow
from tests.spec.example import catalogue, comparators, indicator, observed, printed, targets

Dataset = tuple[Catalogue, list[Observation], dict[tuple[str, Month], PublishedFigure]]

FIRST = Month(2019, 1)
FIGURES = (
    "", "missing", "tbc", "tbc", "-", "c", "0", "0", "1", "9", "10", "11", "90", "95", "99",
    "100", "105", "110", "0.7", "0.77", "0.735", "33.3", "36.63", "1 of 3", "9 of 90",
    "10 of 100", "11 of 100", "190 of 200", "0 of 9", "0 of 0",
)  # fmt: skip
TARGETS = (
    "", "", "2020-21: 100", "2019-20: 10", "2018-19: 0.7", "2018-19: 100, 2019-20: TBC",
    "2019-20: TBC", "2019-20: 120 in total", "2018-19: 40 in total, 2020-21: TBC",
)  # fmt: skip
PARTS: dict[str, Any] = {"numerator": "N", "denominator": "D", "multiplier": 100}
PER_TEN_THOUSAND = PARTS | {"multiplier": 10000}


@st.composite
def indicators(draw: st.DrawFn, ref: str) -> Indicator:
    """One of any kind, under any of the rules that a catalogue may state."""
    kind = draw(st.sampled_from(["count", "count", "percentage", "percentage", "rate", "days"]))
    per_cent = [{"threshold_percent": "5"}, {"threshold_percent": "12.5"}]
    in_points = [{"threshold_points": "5"}, {"threshold_points": "0.5"}]
    reach = [{}, {"tolerance_percent": "10"}, {"tolerance_percent": "2.5"}]
    if kind == "percentage":
        per_cent += in_points
        reach += [{"tolerance_points": "2"}, {"tolerance_points": "10"}]
    ladders = [
        {},
        {"ladder": ["direction"]},
        {"ladder": ["comparator", "target"]},
        {"ladder": ["comparator", "direction", "target"]},
    ]
    made_of = {"percentage": PARTS, "rate": PER_TEN_THOUSAND}.get(kind)
    level = draw(st.sampled_from(["", "0", "95", "100"]))
    return indicator(
        ref,
        kind=kind,
        polarity=draw(st.sampled_from(["more is better", "less is better", "no judgement"])),
        frequency=draw(st.sampled_from(["monthly", "monthly", "quarterly"])),
        made_of=draw(st.sampled_from([None, made_of])),
        arrow=draw(st.sampled_from([None, *per_cent])),
        rag=draw(st.sampled_from([None, *({**a, **b} for a in ladders for b in reach)])),
        targets=targets(draw(st.sampled_from(TARGETS)), **draw(st.sampled_from(reach))),
        comparators=comparators(level, draw(st.sampled_from(["", "90"]))),
    )


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    """Three indicators and two that may be their parts, over up to two years."""
    whole = catalogue(
        indicator("N"), indicator("D"), *(draw(indicators(ref)) for ref in ("X", "Y", "Z"))
    )
    first = FIRST.shift(draw(st.integers(0, 11)))
    length = draw(st.integers(1, 26))
    observations = [
        o
        for ref in ("N", "D", "X", "Y", "Z")
        for place, text in enumerate(
            draw(st.lists(st.sampled_from(FIGURES), min_size=length, max_size=length))
        )
        for o in observed(ref, first.shift(place), text)
    ]
    changes: dict[tuple[str, Month], PublishedFigure] = {}
    for ref in ("X", "Y"):
        text = draw(st.sampled_from(["", "- n/a", "10", "-10", "9", "0", "150", "5"]))
        if text:
            changes |= printed({first.shift(length - 1): text}, ref)
    return whole, observations, changes


def check_all(dataset: Dataset) -> int:
    """Compare every measure of every cell; how many cells there were."""
    whole, observations, changes = dataset
    quick = measure(whole, Matrix.of(whole, observations), changes)
    slow = Slow(whole, observations, changes)
    cells = [(ref, month) for ref in quick.refs for month in quick.months]
    for ref, month in cells:
        for name in ("month_on_month", "year_on_year", "spread", "rag"):
            found = getattr(quick, name)(ref, month)
            agree(found, getattr(slow, name)(ref, month), f"{name} of {ref} in {month}")
        for name in ("value", "figure", "parts"):
            agree_number(
                getattr(quick, name)(ref, month), getattr(slow, name)(ref, month), name
            )
        assert quick.is_due(ref, month) is slow.due(ref, month)
    return len(cells)


def agree(found: Any, expected: Any, where: str) -> None:
    """Two records say the same: words exactly, numbers to twelve figures."""
    assert type(found) is type(expected), where
    if found is None:
        return
    for name in (f.name for f in fields(found)):
        one, other = getattr(found, name), getattr(expected, name)
        if name == "year_to_date":
            agree(one, other, f"{where}, {name}")
        elif isinstance(other, float):
            agree_number(one, other, f"{where}, {name}")
        else:
            assert one == other, f"{where}, {name}"


def agree_number(found: Any, expected: Any, where: str) -> None:
    if expected is None or found is None:
        assert found is expected, where
    elif isinstance(expected, tuple):
        assert found == tuple(float(part) for part in expected), where
    else:
        assert found == pytest.approx(float(expected), rel=1e-12, abs=1e-12), where


@settings(max_examples=120, deadline=None)
@given(datasets())
def test_random_datasets(dataset: Dataset) -> None:
    check_all(dataset)


@pytest.mark.long
def test_many_random_datasets(record_property: Any) -> None:
    cells = 0

    @settings(max_examples=4000, deadline=None, database=None)
    @given(datasets())
    def compare(dataset: Dataset) -> None:
        nonlocal cells
        cells += check_all(dataset)

    compare()
    record_property("cells compared", cells)
    assert cells > 4000
