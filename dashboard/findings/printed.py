"""Whether what a file prints beside its figures can follow from them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dashboard.catalogue import Indicator, Kind
from dashboard.findings.finding import Found
from dashboard.findings.held import Held
from dashboard.findings.interval import Interval, as_rounded, exactly
from dashboard.findings.saying import gap, number, points, say, span
from dashboard.findings.window import windows_of
from dashboard.periods import Month
from dashboard.records import Arrow

_YEAR = 12
_ZERO, _HUNDRED = Fraction(0), Fraction(100)


def check_averages(held: Held) -> Iterator[Found]:
    """An average that no figures of the months not held could make.

    A count's average is its mean. That of a percentage or rate may be a mean or made of
    sums, so it is only known to lie between the smallest and the largest.
    """
    for indicator, month, _ in held.papers():
        average = held.printed(indicator.ref, month, "average")
        window = windows_of(held)[indicator.ref, month]
        if average is None or not window.figures or indicator.is_quarterly:
            continue
        possible = window.mean() if indicator.kind is Kind.COUNT else window.range()
        if not as_rounded(average).meets(possible):
            sign = "%" if indicator.is_percentage else ""
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}, {month.long}: the average printed is "
                f"{say(indicator, average)}, but with {window.said()} it can only be "
                f"{span(possible, sign)}, {_apart(indicator, average, possible)}.",
            )


def check_maxima(held: Held) -> Iterator[Found]:
    """A maximum below a month of its own twelve, or above all twelve."""
    for indicator, month, _ in held.papers():
        printed = held.printed(indicator.ref, month, "maximum")
        window = windows_of(held)[indicator.ref, month]
        if printed is None or not window.figures:
            continue
        top = max(window.figures, key=lambda at: window.figures[at].low)
        figure, value = as_rounded(printed), held.value(indicator.ref, top)
        assert value is not None
        if figure.high is not None and figure.high < window.figures[top].low:
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}, {month.long}: the 12-month maximum printed is "
                f"{say(indicator, printed)}, but {top.long} had {say(indicator, value)}, "
                f"{_gap(indicator, value - printed)}.",
            )
        elif not window.unknown and not figure.meets(window.figures[top]):
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}, {month.long}: the 12-month maximum printed is "
                f"{say(indicator, printed)}, but the highest of the twelve months is "
                f"{say(indicator, value)} in {top.long}, {_gap(indicator, printed - value)}.",
            )


def check_changes(held: Held) -> Iterator[Found]:
    """A change whose earlier figure cannot have been."""
    for indicator, month, columns in held.papers():
        change, now = columns.get("change"), held.ever(indicator, month)
        value = held.value(indicator.ref, month)
        if change is None or change.value is None or now is None or value is None:
            continue
        if reason := _impossible_before(indicator, change.value, now):
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}, {month.long}: a change of {number(change.value)}% to "
                f"{say(indicator, value)} is printed, but {reason}.",
            )


def _impossible_before(indicator: Indicator, change: Decimal, now: Interval) -> str:
    """Why no figure of the year before gives that change; empty if one does."""
    grown = factor(change)
    if grown.high is None or grown.high < 0:
        return "nothing can fall by more than 100%"
    if now == exactly(0):
        return "" if change in (0, -100) else "only a fall of 100% ends at 0"
    before = now.over(Interval(max(grown.low, _ZERO), grown.high))
    if change == -100 and now.low > 0:
        return "a fall of 100% ends at 0"
    if indicator.kind is Kind.COUNT and not before.holds_whole():
        return f"that would be from {span(before)}, in which there is no whole number"
    if indicator.is_percentage and before.low > _HUNDRED:
        return f"that would be from {span(before, '%')}, and a share cannot be above 100%"
    return ""


def check_changes_of_ratios(held: Held) -> Iterator[Found]:
    """A percentage's change that does not follow from those of its parts, or two months."""
    for indicator, month, found in _changes(held):
        printed, expected = found
        is_explained = (
            as_rounded(printed).meets(expected)
            or _in_points(held, indicator, month, found)
            or _is_of_rounded(held, indicator, month, found)
        )
        if is_explained:
            continue
        yield Found(
            (indicator.ref,),
            month,
            f"{indicator.ref}, {month.long}: a change of {number(printed)}% is printed, but "
            f"{_source(held, indicator, month)} make it {span(expected, '%')}, "
            f"{points(_distance(Fraction(printed), expected))}.",
        )


def check_changes_in_points(held: Held) -> Iterator[Found]:
    """A change printed in per cent that is the difference in percentage points."""
    for indicator, month, found in _changes(held):
        printed, expected = found
        if as_rounded(printed).meets(expected):
            continue
        if difference := _in_points(held, indicator, month, found):
            rounded = _is_of_rounded(held, indicator, month, found)
            or_rounded = " or the rounded percentages compared" if rounded else ""
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}, {month.long}: a change of {number(printed)}% is printed, "
                f"as if the {span(difference)} percentage points were meant{or_rounded}; "
                f"{_source(held, indicator, month)} make the relative change "
                f"{span(expected, '%')}, {points(_distance(Fraction(printed), expected))}.",
            )


def check_arrows(held: Held) -> Iterator[Found]:
    """An arrow that does not go with the change printed beside it."""
    threshold = held.catalogue.defaults.arrow_threshold_percent
    for indicator, month, columns in held.papers():
        change = columns.get("change")
        if change is None or change.value is None or change.arrow is None:
            continue
        wanted = _arrow(change.value, threshold)
        at_the_edge = abs(abs(change.value) - threshold) <= Decimal("0.5")
        if change.arrow is not wanted and not (at_the_edge and Arrow.SIMILAR is change.arrow):
            yield Found(
                (indicator.ref,),
                month,
                f'{indicator.ref}, {month.long}: the arrow printed says "{change.arrow}", but '
                f'{number(change.value)}% is "{wanted}", the limit being {number(threshold)}%.',
            )


def _arrow(change: Decimal, threshold: Decimal) -> Arrow:
    if abs(change) < threshold:
        return Arrow.SIMILAR
    return Arrow.UP if change > 0 else Arrow.DOWN


def factor(change: Decimal) -> Interval:
    """By what a figure was multiplied: 1.145 to 1.155 for 15%."""
    figure = as_rounded(change)
    assert figure.high is not None
    return Interval(1 + figure.low / 100, 1 + figure.high / 100)


def _changes(held: Held) -> Iterator[tuple[Indicator, Month, tuple[Decimal, Interval]]]:
    """Printed changes of percentages with what else is known of each, in per cent."""
    for indicator, month, columns in held.papers():
        change = columns.get("change")
        if indicator.is_percentage and change and change.value is not None:
            expected = _of_months(held, indicator, month) or _of_parts(held, indicator, month)
            if expected:
                yield indicator, month, (change.value, expected)


def _of_months(held: Held, indicator: Indicator, month: Month) -> Interval | None:
    """The change from the same month last year, where both are held, however rounded."""
    now, before = held.ever(indicator, month), held.ever(indicator, _last_year(month))
    if now is None or before is None or before.low <= 0:
        return None
    return _as_change(now.over(before))


def _of_parts(held: Held, indicator: Indicator, month: Month) -> Interval | None:
    """The change that those printed for numerator and denominator make."""
    made = indicator.made_of
    if not (made and made.numerator and made.denominator):
        return None
    top = held.printed(made.numerator, month, "change")
    bottom = held.printed(made.denominator, month, "change")
    if top is None or bottom is None or bottom <= -100 or top < -100:
        return None
    return _as_change(_not_below_zero(factor(top)).over(_not_below_zero(factor(bottom))))


def _as_change(ratio: Interval) -> Interval:
    high = None if ratio.high is None else 100 * (ratio.high - 1)
    return Interval(100 * (ratio.low - 1), high)


def _not_below_zero(figure: Interval) -> Interval:
    return Interval(max(figure.low, _ZERO), figure.high)


def _exact(held: Held, indicator: Indicator, month: Month) -> Interval | None:
    """The percentage from its parts where both are held, otherwise as held."""
    made = indicator.made_of
    top = held.value(made.numerator, month) if made else None
    bottom = held.value(made.denominator, month) if made else None
    if made and top is not None and bottom:
        share = Fraction(made.multiplier) * Fraction(top) / Fraction(bottom)
        return Interval(share, share)
    return held.figure(indicator.ref, month)


def _in_points(
    held: Held, indicator: Indicator, month: Month, found: tuple[Decimal, Interval]
) -> Interval | None:
    """The difference in percentage points, where that is what was printed."""
    printed, expected = found
    now = _exact(held, indicator, month)
    if now is None or now.high is None or expected.high is None or expected.low <= -100:
        return None
    low = now.low * (1 - 1 / (1 + expected.low / 100))
    high = now.high * (1 - 1 / (1 + expected.high / 100))
    difference = Interval(min(low, high), max(low, high))
    return difference if as_rounded(printed).meets(difference) else None


def _is_of_rounded(
    held: Held, indicator: Indicator, month: Month, found: tuple[Decimal, Interval]
) -> bool:
    """Whether the change is that of the two percentages once rounded."""
    printed, expected = found
    now, value = _exact(held, indicator, month), held.value(indicator.ref, month)
    if now is None or value is None or expected.low <= -100 or expected.high is None:
        return False
    grown = Interval(1 + expected.low / 100, 1 + expected.high / 100)
    before = now.over(grown)
    if before.high is None:
        return False
    return any(
        as_rounded(printed).meets(_as_change(exactly(round(value)).over(exactly(earlier))))
        for earlier in range(max(round(before.low), 1), round(before.high) + 1)
    )


def _source(held: Held, indicator: Indicator, month: Month) -> str:
    if _of_months(held, indicator, month):
        return f"the figures of {_last_year(month).long} and {month.long}"
    made = indicator.made_of
    assert made
    return f"the changes printed for {made.numerator} and {made.denominator}"


def _last_year(month: Month) -> Month:
    return month.shift(-_YEAR)


def _distance(value: Fraction, interval: Interval) -> Fraction:
    """How far a number is from the nearest end of an interval that does not hold it."""
    if value < interval.low or interval.high is None:
        return interval.low - value
    return value - interval.high


def _apart(indicator: Indicator, printed: Decimal, possible: Interval) -> str:
    distance = _distance(Fraction(printed), possible)
    return points(distance) if indicator.is_percentage else gap(distance)


def _gap(indicator: Indicator, difference: Decimal) -> str:
    return points(difference) if indicator.is_percentage else gap(difference)
