"""What a chart shows, before anything draws it.

The static SVG, the small multiples, the sparkline and the interactive figure are all
made from these records, so they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.measures import VariationKind
from dashboard.periods import Month

MARK_WORDS = {
    VariationKind.CONCERNING: "worse than usual",
    VariationKind.IMPROVING: "better than usual",
    VariationKind.UNUSUAL: "not as usual",
}
"""What the marks of a drawing mean."""


class Line(StrEnum):
    """The part a line plays, from which its colour, weight and dash follow."""

    OURS = "ours"
    NEIGHBOURS = "neighbours"
    ENGLAND = "england"
    REGION = "region"
    TARGET = "target"
    AVERAGE = "average"
    LIMIT = "limit"
    TRIAL_LIMIT = "trial-limit"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a series. `value` is None for a gap; `label` is as printed.

    `mark` is what a month is that is not as usual, where a drawing shows that.
    """

    month: Month
    value: float | None
    label: str
    mark: VariationKind | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A line of points, one for each month of the drawing, in order."""

    name: str
    line: Line
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A horizontal line: a comparator, a target, an average or a limit.

    `first` and `last` are the months it runs from and to; None where it reaches the edge.
    """

    name: str
    line: Line
    value: float
    label: str
    first: Month | None = None
    last: Month | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as the reader is meant to see it.

    `title` says the finding, `subtitle` the measure, area and period, `description`
    (the alternative text) every value. The first series is the council's own; at most
    four series and levels together, and one target; limits take the comparators' place.
    `suffix` is "%" for percentages.
    """

    title: str
    subtitle: str
    description: str
    months: tuple[Month, ...]
    series: tuple[Series, ...]
    levels: tuple[Level, ...]
    suffix: str = ""

    @property
    def marks(self) -> tuple[VariationKind, ...]:
        """The kinds of month that are marked, each once."""
        found = {point.mark for series in self.series for point in series.points}
        return tuple(kind for kind in VariationKind if kind in found)


@dataclass(frozen=True, slots=True)
class Spark:
    """A sparkline: values oldest first, None for a gap; the average as a hairline."""

    values: tuple[float | None, ...]
    average: float | None
    description: str
