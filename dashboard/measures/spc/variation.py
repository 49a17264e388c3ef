"""One cell of the control charts as a record: how a month stands to what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.periods import FinancialYear, Month


class VariationKind(StrEnum):
    """What a month is beside what is usual. UNUSUAL has no polarity to judge it by."""

    IMPROVING = "improving"
    CONCERNING = "concerning"
    UNUSUAL = "unusual"
    COMMON_CAUSE = "common cause"
    NO_VALUE = "no value"
    NO_LIMITS = "no limits"

    @property
    def is_special(self) -> bool:
        """Whether a signal was found."""
        return self in (
            VariationKind.IMPROVING,
            VariationKind.CONCERNING,
            VariationKind.UNUSUAL,
        )


class Signal(StrEnum):
    """Why a month is unusual."""

    OUTSIDE = "outside the limits"
    TREND = "seven rising or falling"
    TWO_OF_THREE = "two of three near a limit"
    ONE_SIDE = "seven on one side of the average"


class Assurance(StrEnum):
    """Whether the target lies beyond the limits, so that it is always met, or never."""

    PASSING = "consistently passing"
    FAILING = "consistently failing"
    INCONSISTENT = "inconsistent"


class NoLimits(StrEnum):
    """Why there are no limits."""

    TOO_FEW = "fewer than seven figures"
    NO_RANGE = "no two figures in a row"
    NOT_USED = "not used for this indicator"


@dataclass(frozen=True, slots=True)
class Base:
    """What limits rest on: so many figures and movements between neighbouring ones.

    `first` and `last` are the first and last month of these figures, None if there is none.
    `begun` is the month in which the catalogue begins them anew and `fixed` that after which
    later figures do not count; None where it says nothing.
    """

    points: int
    ranges: int
    first: Month | None
    last: Month | None
    begun: Month | None = None
    fixed: Month | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A target that is a level, of its financial year; `is_stale` if carried forward."""

    value: float
    year: FinancialYear
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Variation:
    """How a month stands to what is usual, by all that was held up to that month.

    `centre`, `lower` and `upper` are unrounded and may lie beyond what is possible, such as
    below 0; None without limits, and `reason` then says why. `signal` stands only if the
    month is special; `direction` is then 1 where it is high or rises and -1 where it is low
    or falls. `run` is how many figures in a row up to this one go on rising, falling or
    lying on the side that a trend or one side speaks of, otherwise 0. `is_trial` marks
    limits that rest on little: they have no assurance, and no topic is raised by them alone.
    `assurance` holds `target` against the limits; None without a polarity or a level to be
    at. `is_still` says that all figures of the base are the same.
    """

    kind: VariationKind
    month: Month
    value: float | None
    base: Base
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    signal: Signal | None = None
    direction: int = 0
    run: int = 0
    is_trial: bool = False
    is_still: bool = False
    assurance: Assurance | None = None
    target: Level | None = None
    reason: NoLimits | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Months in a row that share their limits, as they stand in a chart."""

    first: Month
    last: Month
    centre: float
    lower: float
    upper: float
    is_trial: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A month that is special, in a chart."""

    month: Month
    kind: VariationKind
    signal: Signal
    direction: int


@dataclass(frozen=True, slots=True)
class Chart:
    """An indicator's limits and special months, up to a month and as known in it."""

    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
