"""One indicator's control chart, and what is read from it as records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.catalogue import Baseline
from dashboard.measures.arrays import Flags, Floats, Whole
from dashboard.measures.spc.limits import (
    ENOUGH,
    FEWEST,
    FEWEST_RANGES,
    Limits,
    Signs,
    compare,
    find_limits,
)
from dashboard.measures.spc.signals import Code, Signals, find_signals
from dashboard.measures.spc.variation import (
    Assurance,
    Base,
    Chart,
    Level,
    Mark,
    NoLimits,
    Signal,
    Span,
    Variation,
    VariationKind,
)
from dashboard.periods import Month

SIGNALS = {
    Code.OUTSIDE: Signal.OUTSIDE,
    Code.TREND: Signal.TREND,
    Code.TWO_OF_THREE: Signal.TWO_OF_THREE,
    Code.ONE_SIDE: Signal.ONE_SIDE,
}
_MERITS = {
    1: VariationKind.IMPROVING,
    0: VariationKind.UNUSUAL,
    -1: VariationKind.CONCERNING,
}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The returns of one indicator up to a month; each array has an entry for each of them.

    `polarity` is 1 where more is better, -1 where less is, 0 without judgement; `target` a
    level to be at; `counts` says which returns limits rest on, `stated` has the catalogue's
    own entry for each period, None where it has none. The rest is of the last return: its
    limits, as in `Limits`, and its signal.
    """

    months: tuple[Month, ...]
    polarity: int
    target: Level | None
    is_used: bool
    stated: tuple[Baseline | None, ...]
    value: Floats
    period: Whole
    counts: Flags
    centre: float
    reach: float
    points: int
    ranges: int
    code: Code
    direction: int

    def variation(self, month: Month) -> Variation:
        """How it stands in the month, which is the last return's or one before the next."""
        base = self._base()
        value = None
        if self.months and self.months[-1] == month and not np.isnan(self.value[-1]):
            value = float(self.value[-1])
        reason = self._why_not()
        if reason:
            return Variation(VariationKind.NO_LIMITS, month, value, base, reason=reason)
        code = self.code if value is not None else Code.NONE
        kind = self._kind(code, self.direction)
        is_trial = _is_trial(self.points, self.ranges)
        return Variation(
            kind=kind if value is not None else VariationKind.NO_VALUE,
            month=month,
            value=value,
            base=base,
            centre=self.centre,
            lower=self.centre - self.reach,
            upper=self.centre + self.reach,
            signal=SIGNALS.get(code),
            direction=self.direction if code else 0,
            run=self._run(code),
            is_trial=is_trial,
            is_still=self.reach == 0,
            assurance=None if is_trial else self._assurance(),
            target=self.target,
        )

    def chart(self) -> Chart:
        """Limits, period by period, and every special month."""
        value, period = self.value[:, None], self.period[:, None]
        limits = find_limits(value, period, self.counts[:, None])
        signals = find_signals(value, period, limits)
        return Chart(tuple(self._spans(limits)), tuple(self._marks(signals)))

    def _spans(self, limits: Limits) -> Iterator[Span]:
        for number in np.unique(self.period):
            first, last = np.flatnonzero(self.period == number)[[0, -1]]
            centre, reach = float(limits.centre[first, 0]), float(limits.reach[first, 0])
            points, ranges = int(limits.points[first, 0]), int(limits.ranges[first, 0])
            if not np.isnan(centre):
                yield Span(
                    first=self.months[first],
                    last=self.months[last],
                    centre=centre,
                    lower=centre - reach,
                    upper=centre + reach,
                    is_trial=_is_trial(points, ranges),
                )

    def _marks(self, signals: Signals) -> Iterator[Mark]:
        for row in np.flatnonzero(signals.code[:, 0]):
            code, direction = Code(signals.code[row, 0]), int(signals.direction[row, 0])
            kind = self._kind(code, direction)
            yield Mark(self.months[row], kind, SIGNALS[code], direction)

    def _why_not(self) -> NoLimits | None:
        if not self.is_used:
            return NoLimits.NOT_USED
        if self.points < FEWEST:
            return NoLimits.TOO_FEW
        return NoLimits.NO_RANGE if np.isnan(self.centre) else None

    def _base(self) -> Base:
        """Of the last return's period."""
        if not self.months:
            return Base(0, 0, None, None)
        number = int(self.period[-1])
        stated = self.stated[number]
        held = np.flatnonzero((self.period == number) & self.counts & ~np.isnan(self.value))
        return Base(
            points=self.points,
            ranges=self.ranges,
            first=self.months[held[0]] if held.size else None,
            last=self.months[held[-1]] if held.size else None,
            begun=stated.begins if stated else None,
            fixed=stated.ends if stated else None,
        )

    def _kind(self, code: Code, direction: int) -> VariationKind:
        return _MERITS[direction * self.polarity] if code else VariationKind.COMMON_CAUSE

    def _run(self, code: Code) -> int:
        """How many returns in a row up to the last one the signal speaks of."""
        if code not in (Code.TREND, Code.ONE_SIDE):
            return 0
        mine = self.value[self.period == self.period[-1]]
        if code is Code.ONE_SIDE:
            return _ending(compare(mine, np.full(mine.shape, self.centre)), self.direction)
        steps = compare(mine[1:], mine[:-1])
        return _ending(steps, self.direction) + 1  # n steps join n + 1 figures

    def _assurance(self) -> Assurance | None:
        """Where the target stands to the limits.

        Exactly on a limit is still within it. A series that stands still has one figure for
        limits, and that one meets the target or does not.
        """
        if not self.polarity or self.target is None:
            return None
        centre, reach, target = (
            np.array([number]) for number in (self.centre, self.reach, self.target.value)
        )
        side = int(compare(centre, target)[0]) * self.polarity
        if self.reach == 0:
            return Assurance.PASSING if side >= 0 else Assurance.FAILING
        size = np.maximum(np.abs(centre), np.abs(target))
        if compare(np.abs(centre - target), reach, size)[0] <= 0:
            return Assurance.INCONSISTENT
        return Assurance.PASSING if side > 0 else Assurance.FAILING


def _is_trial(points: int, ranges: int) -> bool:
    return points < ENOUGH or ranges < FEWEST_RANGES


def _ending(signs: Signs, sign: int) -> int:
    """How many at the end are of that sign."""
    others = np.flatnonzero(signs != sign)
    return len(signs) - 1 - int(others[-1]) if others.size else len(signs)
