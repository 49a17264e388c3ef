"""What stands out in an indicator's own figures: gaps, zeros, jumps, small numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from dashboard.catalogue import Indicator, Kind
from dashboard.findings.finding import Found
from dashboard.findings.held import Held
from dashboard.findings.saying import gap, number, points, say
from dashboard.periods import Month
from dashboard.records import Colour, Observation, Status

FEWEST_MONTHS = 12
REMEMBERED = 36
FAR = Decimal("3.5")
"""An outlier lies more than 3.5 robust standard deviations from the median."""

SCALE = Decimal("1.4826")
"""Makes a median absolute deviation the standard deviation of a normal distribution."""

SMALLEST, LARGEST = 1, 5


def check_gaps(held: Held) -> Iterator[Found]:
    """A month that was due and is blank, in an indicator that is otherwise held."""
    for indicator in held.active:
        held_months = [m for m in held.looked if (indicator.ref, m) in held.cells]
        for month in held_months:
            status = held.holdings.measures.observation_status(indicator.ref, month)
            if status is Status.MISSING:
                yield Found(
                    (indicator.ref,),
                    month,
                    f"{indicator.ref}, {month.long}: the cell is blank although a return is "
                    "due. Ask for the figure, or for the reason why there is none.",
                )


def check_not_due(held: Held) -> Iterator[Found]:
    """A figure in a month for which a quarterly indicator has no return."""
    for indicator in held.active:
        if indicator.is_quarterly:
            for month, value in held.looked_values(indicator.ref).items():
                if not month.is_quarter_end:
                    yield Found(
                        (indicator.ref,),
                        month,
                        f"{indicator.ref}, {month.long}: {say(indicator, value)} is held, but "
                        "the indicator is quarterly and no return is due in this month.",
                    )


def check_doubtful_zeros(held: Held) -> Iterator[Found]:
    """Zeros that may be gaps: all that is held, after months that had no figure yet."""
    last = held.looked[-1] if held.looked else None
    for indicator in held.active:
        if last is None:
            return
        values = held.values(indicator.ref)
        if not values or any(values.values()) or max(values) != last:
            continue
        first = min(values)
        before = [
            month
            for month in held.months
            if month < first
            and held.holdings.measures.observation_status(indicator.ref, month)
            is Status.NOT_AVAILABLE
        ]
        if before and held.printed(indicator.ref, last, "change") is None:
            yield Found(
                (indicator.ref,),
                last,
                f"{indicator.ref}, {last.long}: every figure since {first.long} is 0 and "
                f'{before[-1].long} was "not yet available", so that a missing figure may '
                "have been written as 0.",
            )


def check_restated(held: Held) -> Iterator[Found]:
    """A figure that a later load changed."""
    for (ref, month), earlier in held.holdings.restated.items():
        indicator, now = held.catalogue.find(ref), held.cells.get((ref, month))
        if indicator is None or now is None or month not in held.looked:
            continue
        before = earlier[-1]
        if _text(indicator, before) != _text(indicator, now):
            yield Found(
                (ref,),
                month,
                f"{ref}, {month.long}: {_text(indicator, before)} was held and a later file "
                f"says {_text(indicator, now)}{_difference(indicator, before, now)}.",
            )


def _text(indicator: Indicator, cell: Observation) -> str:
    return str(cell.status) if cell.value is None else say(indicator, cell.value)


def _difference(indicator: Indicator, before: Observation, now: Observation) -> str:
    if before.value is None or now.value is None:
        return ""
    apart = now.value - before.value
    return f", {points(apart) if indicator.is_percentage else gap(apart)}"


def check_outliers(held: Held) -> Iterator[Found]:
    """A figure far from the indicator's others of the three years before it.

    Far is more than 3.5 robust standard deviations from the median: 1.4826 times the
    median absolute deviation. Twelve earlier figures are the fewest that can tell.
    """
    for indicator in held.active:
        values = held.values(indicator.ref)
        for month, value in held.looked_values(indicator.ref).items():
            others = [v for m, v in values.items() if 0 < month.index - m.index <= REMEMBERED]
            if len(others) < FEWEST_MONTHS:
                continue
            middle, deviation = robust(others)
            distance = abs(value - middle)
            if deviation and distance > FAR * deviation and distance > 1:
                apart = points(distance) if indicator.is_percentage else gap(distance)
                yield Found(
                    (indicator.ref,),
                    month,
                    f"{indicator.ref}, {month.long}: {say(indicator, value)}, while the middle "
                    f"one of the {len(others)} figures before it is {say(indicator, middle)}, "
                    f"{apart}, {number(round(distance / deviation, 1))} times their usual "
                    "deviation.",
                )


def robust(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Median and robust standard deviation."""
    middle = median(values)
    return middle, SCALE * median([abs(value - middle) for value in values])


def check_small_counts(held: Held) -> Iterator[Found]:
    """A count of children from 1 to 5, by which a child might be known."""
    for indicator in held.active:
        if indicator.kind is not Kind.COUNT or indicator.counts_children is False:
            continue
        for month, value in held.looked_values(indicator.ref).items():
            if SMALLEST <= value <= LARGEST:
                yield Found(
                    (indicator.ref,),
                    month,
                    f"{indicator.ref}, {month.long}: {number(value)}, a count of children "
                    f"from {SMALLEST} to {LARGEST}, which may not be published.",
                )


def last_red(held: Held, month: Month) -> Iterator[Indicator]:
    """The indicators that are red in a month."""
    for indicator in held.active:
        if held.holdings.measures.rag(indicator.ref, month).colour is Colour.RED:
            yield indicator
