"""Control charts a second time, slowly: one series, one point, one rule, exact fractions.

Nothing is shared with the product but the names of its answers. A series is a list of
returns, None for a gap; `periods` says which of them share their limits, `counts` which of
them the limits rest on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from statistics import median

from dashboard.measures import Assurance, Signal, VariationKind

Series = Sequence[Fraction | None]


@dataclass(frozen=True)
class Line:
    """The limits of one period."""

    centre: Fraction
    reach: Fraction
    points: int
    ranges: int

    @property
    def is_trial(self) -> bool:
        return self.points < 12 or self.ranges < 6


@dataclass(frozen=True)
class Point:
    """The signal of one point, 1 if it is high and -1 if low."""

    signal: Signal | None = None
    direction: int = 0


def rest_on(
    series: Series, periods: Sequence[int], counts: Sequence[bool], period: int
) -> tuple[list[Fraction], list[Fraction]]:
    """The figures the limits of a period rest on, and the ranges between neighbours."""
    figures: list[Fraction] = []
    ranges: list[Fraction] = []
    for row, figure in enumerate(series):
        if figure is None or periods[row] != period or not counts[row]:
            continue
        figures.append(figure)
        before = series[row - 1] if row else None
        if before is not None and periods[row - 1] == period and counts[row - 1]:
            ranges.append(abs(figure - before))
    return figures, ranges


def line_of(
    series: Series,
    periods: Sequence[int],
    counts: Sequence[bool],
    period: int,
    *,
    screens: bool = True,
    fewest: int = 7,
) -> Line | None:
    """The limits of a period; None where there are too few figures or no range."""
    figures, ranges = rest_on(series, periods, counts, period)
    if len(figures) < fewest or not ranges:
        return None
    centre = sum(figures, Fraction()) / len(figures)
    mean_range = sum(ranges, Fraction()) / len(ranges)
    if screens:
        kept = [moved for moved in ranges if moved < Fraction("3.267") * mean_range]
        if sum(kept) > 0:
            mean_range = sum(kept, Fraction()) / len(kept)
        else:
            centre = median(figures)
    return Line(centre, Fraction("2.66") * mean_range, len(figures), len(ranges))


def points_of(
    series: Series, periods: Sequence[int], lines: Sequence[Line | None]
) -> list[Point]:
    """The signal of each point; `lines` has the limits of each period."""

    def window(start: int, length: int) -> list[Fraction]:
        """So many figures in a row, in one period that has limits; empty if there are not."""
        rows = range(start, start + length)
        if start < 0 or rows[-1] >= len(series) or lines[periods[start]] is None:
            return []
        if any(series[row] is None or periods[row] != periods[start] for row in rows):
            return []
        return [figure for figure in series[start : start + length] if figure is not None]

    def side(figure: Fraction, line: Line) -> int:
        return (figure > line.centre) - (figure < line.centre)

    def is_near(figure: Fraction, line: Line) -> bool:
        distance = abs(figure - line.centre)
        return Fraction(2, 3) * line.reach < distance <= line.reach

    found = []
    for row, figure in enumerate(series):
        line = lines[periods[row]]
        if figure is None or line is None:
            found.append(Point())
            continue
        if abs(figure - line.centre) > line.reach:
            found.append(Point(Signal.OUTSIDE, side(figure, line)))
            continue
        trend = 0
        for start in range(row - 6, row + 1):  # the last that fits counts
            steps = list(pairwise(window(start, 7)))
            if steps and all(before < after for before, after in steps):
                trend = 1
            if steps and all(before > after for before, after in steps):
                trend = -1
        if trend:
            found.append(Point(Signal.TREND, trend))
            continue
        is_one_of_two = False
        for start in range(row - 2, row + 1):
            three = window(start, 3)
            together = {side(f, line) for f in three} in ({1}, {-1})
            if together and sum(is_near(f, line) for f in three) >= 2:
                is_one_of_two = True
        if is_one_of_two and is_near(figure, line):
            found.append(Point(Signal.TWO_OF_THREE, side(figure, line)))
            continue
        is_one_of_seven = False
        for start in range(row - 6, row + 1):
            if {side(f, line) for f in window(start, 7)} in ({1}, {-1}):
                is_one_of_seven = True
        if is_one_of_seven:
            found.append(Point(Signal.ONE_SIDE, side(figure, line)))
            continue
        found.append(Point())
    return found


def icon_of(point: Point, polarity: int) -> VariationKind:
    """What a point is for the better or worse; polarity 1 where more is better."""
    if point.signal is None:
        return VariationKind.COMMON_CAUSE
    if not polarity:
        return VariationKind.UNUSUAL
    is_good = point.direction == polarity
    return VariationKind.IMPROVING if is_good else VariationKind.CONCERNING


def assurance_of(line: Line, target: Fraction | None, polarity: int) -> Assurance | None:
    """Whether a target is always met, never, or now and then."""
    if target is None or not polarity:
        return None
    if not line.reach:
        is_met = line.centre >= target if polarity == 1 else line.centre <= target
        return Assurance.PASSING if is_met else Assurance.FAILING
    if target < line.centre - line.reach:
        return Assurance.PASSING if polarity == 1 else Assurance.FAILING
    if target > line.centre + line.reach:
        return Assurance.FAILING if polarity == 1 else Assurance.PASSING
    return Assurance.INCONSISTENT


def run_of(point: Point, series: Series, periods: Sequence[int], line: Line) -> int:
    """Figures in a row, up to the last, that go on as its trend or one side does."""
    last, run = len(series) - 1, 0
    if point.signal not in (Signal.TREND, Signal.ONE_SIDE):
        return 0
    for row in range(last, -1, -1):
        figure = series[row]
        if figure is None or periods[row] != periods[last]:
            break
        if point.signal is Signal.ONE_SIDE and (figure - line.centre) * point.direction <= 0:
            break
        after = series[row + 1] if row < last else None
        turns = after is not None and (after - figure) * point.direction <= 0
        if point.signal is Signal.TREND and turns:
            break
        run += 1
    return run
