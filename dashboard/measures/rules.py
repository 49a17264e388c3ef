"""The catalogue's rules as columns of numbers, one entry for each active indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

import numpy as np

from dashboard.catalogue import (
    Catalogue,
    Comparator,
    Defaults,
    Indicator,
    Kind,
    Polarity,
    RagBasis,
    RagRule,
    Target,
)
from dashboard.measures.arrays import Flags, Floats, Whole

_NAN = float("nan")
_MERIT = {Polarity.MORE: 1, Polarity.LESS: -1, Polarity.NONE: 0}
_COMPARED = (Kind.PERCENTAGE, Kind.RATE)


class Step(IntEnum):
    """What a status may rest on, in the usual order of the ladder."""

    TARGET = 0
    NEIGHBOURS = 1
    ENGLAND = 2
    DIRECTION = 3


DROPPED = len(Step)
_STEPS = {
    RagBasis.TARGET: (Step.TARGET,),
    RagBasis.COMPARATOR: (Step.NEIGHBOURS, Step.ENGLAND),
    RagBasis.DIRECTION: (Step.DIRECTION,),
}


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """How each indicator is computed and judged. Every array has an entry for each.

    `polarity` is 1 where more is better, -1 where less is, 0 without judgement. `lag` is
    the months back to the return before. `multiplier` turns parts into a figure, NaN
    where parts make none; `numerator` and `denominator` are the columns that hold the
    parts, -1 where none does. `threshold` moves the arrow, in per cent or, where
    `in_points`, in percentage points; `printed_threshold` is always in per cent, as
    printed changes are. `neighbours` and `england` are NaN where nothing can be held
    against them, as with counts. `rank` is Step x indicators: the place of each step on
    the ladder, DROPPED if it is not on it.
    """

    polarity: Whole
    lag: Whole
    is_quarterly: Flags
    is_percentage: Flags
    counts: Flags
    is_share: Flags
    multiplier: Floats
    numerator: Whole
    denominator: Whole
    threshold: Floats
    in_points: Flags
    printed_threshold: Floats
    neighbours: Floats
    england: Floats
    rank: Whole
    tolerance: Floats
    tolerance_in_points: Flags

    @classmethod
    def of(cls, catalogue: Catalogue) -> Rules:
        """Read them from the catalogue, for its active indicators in their order."""
        active = catalogue.active
        columns = {indicator.ref: column for column, indicator in enumerate(active)}
        tolerances = [tolerance_of(i, catalogue.defaults) for i in active]
        default = catalogue.defaults.arrow_threshold_percent

        def numbers(read: Callable[[Indicator], Decimal | float | None]) -> Floats:
            return np.array([_float(read(i)) for i in active], np.float64)

        def whole(values: Iterable[int]) -> Whole:
            return np.fromiter(values, np.int64, len(active))

        def flags(read: Callable[[Indicator], bool]) -> Flags:
            return np.array([read(i) for i in active], np.bool_)

        def part(ref: str | None) -> int:
            return columns.get(ref or "", -1)

        return cls(
            polarity=whole(_MERIT[i.polarity] for i in active),
            lag=whole(3 if i.is_quarterly else 1 for i in active),
            is_quarterly=flags(lambda i: i.is_quarterly),
            is_percentage=flags(lambda i: i.is_percentage),
            counts=flags(lambda i: i.kind is Kind.COUNT),
            is_share=flags(lambda i: i.kind in _COMPARED),
            multiplier=numbers(multiplier_of),
            numerator=whole(part(i.made_of.numerator if i.made_of else None) for i in active),
            denominator=whole(
                part(i.made_of.denominator if i.made_of else None) for i in active
            ),
            threshold=numbers(lambda i: _threshold_points(i) or _threshold(i) or default),
            in_points=flags(lambda i: _threshold_points(i) is not None),
            printed_threshold=numbers(lambda i: _threshold(i) or default),
            neighbours=numbers(lambda i: _compared(i, i.comparators.neighbours)),
            england=numbers(lambda i: _compared(i, i.comparators.england)),
            rank=np.array([_ranks(i.rag or RagRule()) for i in active], np.int64)
            .reshape(len(active), len(Step))
            .T,
            tolerance=np.array([amount for amount, _ in tolerances], np.float64),
            tolerance_in_points=np.array([points for _, points in tolerances], np.bool_),
        )


def tolerance_of(
    indicator: Indicator, defaults: Defaults, target: Target | None = None
) -> tuple[float, bool]:
    """How far amber reaches, and whether that is in percentage points.

    The target's own tolerance comes first, then the indicator's, then the default:
    points for percentages, per cent for the rest.
    """
    for rule in (target, indicator.rag):
        if rule and rule.tolerance_points is not None:
            return float(rule.tolerance_points), True
        if rule and rule.tolerance_percent is not None:
            return float(rule.tolerance_percent), False
    if indicator.is_percentage:
        return float(defaults.tolerance_points), True
    return float(defaults.tolerance_percent), False


def _float(value: Decimal | float | None) -> float:
    return _NAN if value is None else float(value)


def multiplier_of(indicator: Indicator) -> Decimal | int | None:
    """A percentage needs no catalogue entry to be a hundred times its parts."""
    if indicator.kind is Kind.COUNT:
        return None
    if indicator.made_of:
        return indicator.made_of.multiplier
    return 100 if indicator.is_percentage else None


def _threshold(indicator: Indicator) -> Decimal | None:
    return indicator.arrow.threshold_percent if indicator.arrow else None


def _threshold_points(indicator: Indicator) -> Decimal | None:
    return indicator.arrow.threshold_points if indicator.arrow else None


def _compared(indicator: Indicator, comparator: Comparator | None) -> Decimal | None:
    """Counts of areas of different size are not comparable; rates and percentages are."""
    return comparator.value if comparator and indicator.kind in _COMPARED else None


def _ranks(rule: RagRule) -> list[int]:
    ladder = [step for basis in rule.ladder for step in _STEPS[basis]]
    return [ladder.index(step) if step in ladder else DROPPED for step in Step]
