"""What holds of control charts whatever the figures: time, gaps, units, and what is hidden."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.measures import NoLimits, Variation, VariationKind
from dashboard.measures.spc import find_limits, find_signals
from dashboard.periods import Month
from dashboard.records import Observation, Status
from tests.spec.example import REF, column, indicator, measured, targets

FIRST = Month(2019, 1)
FIGURES = st.lists(
    st.one_of(st.none(), st.integers(0, 60), st.integers(30, 34)), min_size=1, max_size=40
)


def observe(figures: list[int | None]) -> list[Observation]:
    return [
        Observation(REF, FIRST.shift(place), Status.NOT_AVAILABLE)
        if figure is None
        else Observation(REF, FIRST.shift(place), Status.VALUE, Decimal(figure))
        for place, figure in enumerate(figures)
    ]


@settings(max_examples=80, deadline=None)
@given(FIGURES, st.data())
def test_a_later_month_changes_nothing_that_was_said(
    figures: list[int | None], data: st.DataObject
) -> None:
    until = data.draw(st.integers(0, len(figures) - 1))
    month = FIRST.shift(until)
    entry = indicator(targets=targets("2019-20: 31"), frequency="monthly")
    whole = measured(entry, observe(figures))
    part = measured(entry, observe(figures[: until + 1]))
    assert whole.variation(REF, month) == part.variation(REF, month)
    assert whole.chart(REF, month) == part.chart(REF, month)


@settings(max_examples=80, deadline=None)
@given(FIGURES)
def test_more_is_better_and_less_is_better_are_opposites(figures: list[int | None]) -> None:
    """Turned upside down, what was better is worse, and nothing else changes."""
    month = FIRST.shift(len(figures) - 1)
    more = measured(indicator(), observe(figures)).variation(REF, month)
    turned = [None if figure is None else -figure for figure in figures]
    less = measured(indicator(polarity="less is better"), observe(turned)).variation(REF, month)
    assert (less.kind, less.signal, less.run) == (more.kind, more.signal, more.run)
    assert less.direction == -more.direction


@settings(max_examples=80, deadline=None)
@given(FIGURES, st.sampled_from([0.001, 7.0, 1e6]))
def test_the_unit_does_not_matter(figures: list[int | None], unit: float) -> None:
    value = np.array([[np.nan if figure is None else float(figure)] for figure in figures])
    period, counts = np.zeros(value.shape, np.int64), np.ones(value.shape, np.bool_)
    limits = find_limits(value, period, counts)
    scaled = find_limits(value * unit, period, counts)
    assert scaled.centre == pytest.approx(limits.centre * unit, nan_ok=True)
    assert scaled.reach == pytest.approx(limits.reach * unit, nan_ok=True)
    one, other = (
        find_signals(value, period, limits),
        find_signals(value * unit, period, scaled),
    )
    assert (one.code == other.code).all()


def test_a_figure_made_of_parts_equals_the_same_figure_as_supplied() -> None:
    """100 times 7/100 is not quite 7 in binary; no range, side or step follows from that."""
    figures = ", ".join(["7 of 100", "7"] * 8)
    found = measured(indicator(kind="percentage"), column(FIRST.shift(15), figures)).variation(
        REF, FIRST.shift(15)
    )
    assert (found.kind, found.is_still) == (VariationKind.COMMON_CAUSE, True)


def test_a_mean_that_is_a_figure_puts_it_on_neither_side() -> None:
    """0.1, 0.2 and 0.3 have no exact mean in binary, yet 0.2 is it."""
    figures = ", ".join(["0.1", "0.2", "0.3"] * 5 + ["0.2"] * 9)
    found = measured(indicator(kind="rate"), column(FIRST.shift(23), figures)).variation(
        REF, FIRST.shift(23)
    )
    assert found.signal is None


def test_a_month_that_is_switched_off_says_so() -> None:
    entry = indicator(spc={"no_limits": "It is the same every month."})
    found = measured(entry, observe([1, 5] * 9)).variation(REF, FIRST.shift(17))
    assert (found.kind, found.reason) == (VariationKind.NO_LIMITS, NoLimits.NOT_USED)
    assert found.value == 5


def test_what_is_hidden_leaves_no_trace() -> None:
    """Whatever the hidden figure, the record made without it is the same."""
    figures = ["9", "14"] * 9

    def public(hidden: int) -> Variation:
        seen = [
            replace(o, status=Status.SUPPRESSED, value=None) if o.value == hidden else o
            for o in observe([*map(int, figures), hidden, 11])
        ]
        return measured(indicator(), seen).variation(REF, FIRST.shift(19))

    assert public(1) == public(5)
    assert public(1).base.points == 19
