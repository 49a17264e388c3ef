"""At the boundary the arithmetic is exactly right, in spite of binary fractions.

Figures are drawn on a threshold and one or two units of the twelfth digit beside it, and
the answer is compared with that of exact fractions.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dashboard.periods import Month
from dashboard.records import Arrow, Colour, Observation, Status
from tests.spec.example import REF, indicator, measured, targets

MONTH = Month(2021, 2)
DIGITS = 12
TWELVE = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)

figures = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent),
    st.integers(1, 10**DIGITS - 1),
    st.integers(-9, 0),
)
halves = st.integers(1, 199).map(lambda n: Decimal(n) / 2)
counts = st.integers(1, 1_000_000)
beside = st.integers(-2, 2)
signs = st.sampled_from([1, -1])


def near(exact: Fraction, units: int) -> Decimal:
    """The figure of twelve digits at that place, or so many units of the last beside it."""
    rounded = TWELVE.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    unit = Decimal(1).scaleb(rounded.adjusted() - DIGITS + 1)
    return TWELVE.add(rounded, units * unit)


def arrow_of(before: Observation, after: Observation, rule: dict[str, Decimal]) -> Arrow | None:
    entry = indicator(kind="percentage", arrow=rule)
    return measured(entry, [before, after]).month_on_month(REF, MONTH).arrow


def value(month: Month, figure: Decimal) -> Observation:
    return Observation(REF, month, Status.VALUE, figure)


def share(month: Month, top: int, bottom: int) -> Observation:
    parts = Decimal(top), Decimal(bottom)
    return Observation(REF, month, Status.VALUE, Decimal(50), *parts)


def expected(change: Fraction, moved: bool) -> Arrow:
    if not moved or change == 0:
        return Arrow.SIMILAR
    return Arrow.UP if change > 0 else Arrow.DOWN


@settings(max_examples=400, deadline=None)
@given(figures, halves, beside, signs)
@example(Decimal("0.7"), Decimal(10), 0, 1)
@example(Decimal("33.3"), Decimal(10), 0, 1)
@example(Decimal("999999999999"), Decimal(10), 0, 1)
def test_relative_threshold(before: Decimal, threshold: Decimal, units: int, sign: int) -> None:
    start, limit = Fraction(before), Fraction(threshold)
    after = near(start * (1 + sign * limit / 100), units)
    change = Fraction(after) - start
    found = arrow_of(
        value(MONTH.shift(-1), before), value(MONTH, after), {"threshold_percent": threshold}
    )
    assert found == expected(change, abs(change) * 100 >= limit * start)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**6), halves, beside, signs)
def test_threshold_in_points(
    hundredths: int, threshold: Decimal, units: int, sign: int
) -> None:
    before = Decimal(hundredths) / 10_000
    after = before + sign * threshold + Decimal(units).scaleb(-9)
    change = Fraction(after) - Fraction(before)
    found = arrow_of(
        value(MONTH.shift(-1), before), value(MONTH, after), {"threshold_points": threshold}
    )
    assert found == expected(change, abs(change) >= Fraction(threshold))


@settings(max_examples=300, deadline=None)
@given(counts, counts, counts, halves, beside, signs, st.booleans())
@example(10, 50, 50, Decimal(10), 0, 1, False)
@example(1, 3, 30, Decimal(10), 0, 1, False)
def test_change_of_parts(
    top: int,
    bottom: int,
    bottom_now: int,
    threshold: Decimal,
    units: int,
    sign: int,
    in_points: bool,
) -> None:
    start, limit = Fraction(100 * top, bottom), Fraction(threshold)
    step = limit if in_points else start * limit / 100
    top_now = max(0, round((start + sign * step) * bottom_now / 100) + units)
    change = Fraction(100 * top_now, bottom_now) - start
    rule = {"threshold_points" if in_points else "threshold_percent": threshold}
    found = arrow_of(
        share(MONTH.shift(-1), top, bottom), share(MONTH, top_now, bottom_now), rule
    )
    assert found == expected(change, abs(change) >= step)


@settings(max_examples=400, deadline=None)
@given(figures, halves, beside, st.sampled_from(["more is better", "less is better"]))
@example(Decimal("0.7"), Decimal(5), 0, "less is better")
def test_tolerance(target: Decimal, tolerance: Decimal, units: int, polarity: str) -> None:
    goal, reach = Fraction(target), Fraction(target) * Fraction(tolerance) / 100
    more = polarity == "more is better"
    limit = goal - reach if more else goal + reach
    for place in (goal, limit):
        figure = near(place, units)
        held_against = targets(f"2020-21: {target:f}", tolerance_percent=tolerance)
        entry = indicator(polarity=polarity, targets=held_against)
        rag = measured(entry, [value(MONTH, figure)]).rag(REF, MONTH)
        sign = 1 if more else -1
        if sign * Fraction(figure) >= sign * goal:
            assert rag.colour is Colour.GREEN
        elif sign * Fraction(figure) >= sign * limit:
            assert rag.colour is Colour.AMBER
        else:
            assert rag.colour is Colour.RED


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 10**8), min_size=11, max_size=11),
    st.integers(100, 10**9),
    beside,
    st.sampled_from([Fraction(1), Fraction(95, 100)]),
)
def test_year_to_date(pence: list[int], target: int, units: int, share: Fraction) -> None:
    """Money to the penny: the last month is chosen so that the sum meets the limit."""
    goal = Fraction(target, 100)
    wanted = round(100 * goal * share * 11 / 12) + units
    pence = [amount % (wanted // 11 + 1) for amount in pence]
    pence[-1] = wanted - sum(pence[:-1])
    total = Fraction(sum(pence), 100)
    in_pounds = Decimal(target) / 100
    entry = indicator(kind="money", targets=targets(f"2020-21: {in_pounds:f} in total"))
    observations = [
        value(MONTH.shift(place - 10), Decimal(amount) / 100)
        for place, amount in enumerate(pence)
    ]
    rag = measured(entry, observations).rag(REF, MONTH)
    pace = goal * 11 / 12
    if total >= pace:
        assert rag.colour is Colour.GREEN
    elif total >= pace * Fraction(95, 100):
        assert rag.colour is Colour.AMBER
    else:
        assert rag.colour is Colour.RED
