"""What a sentence asserts, before anything is held against it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.claims.directions import Direction
from dashboard.claims.facts import Facts
from dashboard.claims.quantities import Quantity
from dashboard.claims.references import Against, Reference, Relation
from dashboard.claims.times import When
from dashboard.periods import Month


@dataclass(frozen=True, slots=True)
class Level:
    """A figure of one month, or of a time that is not held where there is no month.

    It may be only a part of it where `may_be_part`.
    """

    about: Facts
    quantity: Quantity
    month: Month | None
    may_be_part: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in the paragraph of a percentage: of its numerator or its denominator."""

    about: Facts
    quantity: Quantity
    month: Month | None


@dataclass(frozen=True, slots=True)
class Movement:
    """A change up to the month `at`, since a month or without saying since when.

    `is_monthly` where only the month before can be meant: "this month", "continues to".

    `about` is None where something moved that is no indicator.
    """

    about: Facts | None
    direction: Direction
    at: Month
    since: When | None = None
    amount: Quantity | None = None
    before: Quantity | None = None
    before_at: Month | None = None
    after: Quantity | None = None
    is_monthly: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure against a reference, by a difference and with its value where they stand.

    `of_average` where it is the indicator's own 12-month average that is compared.
    Without a relation only the reference's own value is asserted.
    """

    about: Facts
    reference: Reference
    relation: Relation | None = None
    difference: Quantity | None = None
    value: Quantity | None = None
    of_average: bool = False


@dataclass(frozen=True, slots=True)
class TargetMet:
    """That the target is met, or is not."""

    about: Facts
    is_met: bool


@dataclass(frozen=True, slots=True)
class Extreme:
    """The highest (1) or lowest (-1) since a month; of all months without one.

    `is_merit` for the best and the worst.
    """

    about: Facts
    sign: int
    is_merit: bool
    first: Month | None
    at: Month


@dataclass(frozen=True, slots=True)
class Streak:
    """So many changes in one direction, one after the other, or more unless `is_exact`."""

    about: Facts
    direction: Direction
    count: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Unusual:
    """That the month is other than usual, on the side of `sign` if not 0; or that it is not.

    `is_over_time` where that is said of a change over a longer time than from one return to
    the next.
    """

    about: Facts
    is_special: bool
    sign: int = 0
    is_merit: bool = False
    is_over_time: bool = False


Assertion = Level | Counted | Movement | Comparison | TargetMet | Extreme | Streak | Unusual


@dataclass(frozen=True, slots=True)
class Placed:
    """An assertion and where it stands in its sentence."""

    start: int
    end: int
    assertion: Assertion


COMPARATORS = frozenset({Against.NEIGHBOURS, Against.ENGLAND, Against.REGION})
