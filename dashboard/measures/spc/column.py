"""One indicator's control chart, and what is read from it as records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.catalogue import Baseline
from dashboard.measures.arrays import Flags, Floats, Whole
from dashboard.measures.spc.limits import ENOUGH, FEWEST, FEWEST_RANGES, Signs, compare
from dashboard.measures.spc.signals import Code
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
    own entry for each period, None where it has none.
    """

    months: tuple[Month, ...]
    polarity: int
    target: Level | None
    is_used: bool
    stated: tuple[Baseline | None, ...]
    value: Floats
    period: Whole
    counts: Flags
    centre: Floats
    reach: Floats
    points: Whole
    ranges: Whole
    code: Signs
    direction: Signs
    side: Signs
    step: Signs

    def variation(self, month: Month) -> Variation:
        """How it stands in the month, which is the last return's or one before the next."""
        base = self._base()
        value = None
        if self.months and self.months[-1] == month and not np.isnan(self.value[-1]):
            value = float(self.value[-1])
        reason = self._why_not(base)
        if reason:
            return Variation(VariationKind.NO_LIMITS, month, value, base, reason=reason)
        code = Code(int(self.code[-1])) if value is not None else Code.NONE
        centre, reach = self.centre[-1], self.reach[-1]
        is_trial = self._is_trial(-1)
        kind = self._kind(-1) if value is not None else VariationKind.NO_VALUE
        return Variation(
            kind=kind,
            month=month,
            value=value,
            base=base,
            centre=float(centre),
            lower=float(centre - reach),
            upper=float(centre + reach),
            signal=SIGNALS.get(code),
            direction=int(self.direction[-1]) if code else 0,
            run=self._run(code),
            is_trial=is_trial,
            is_still=bool(reach == 0),
            assurance=None if is_trial else self._assurance(),
            target=self.target,
        )

    def chart(self) -> Chart:
        """Limits, period by period, and every special month."""
        spans = []
        for number in np.unique(self.period):
            first, last = np.flatnonzero(self.period == number)[[0, -1]]
            centre, reach = self.centre[first], self.reach[first]
            if not np.isnan(centre):
                spans.append(
                    Span(
                        first=self.months[first],
                        last=self.months[last],
                        centre=float(centre),
                        lower=float(centre - reach),
                        upper=float(centre + reach),
                        is_trial=self._is_trial(int(first)),
                    )
                )
        marks = tuple(
            Mark(
                month=self.months[row],
                kind=self._kind(int(row)),
                signal=SIGNALS[Code(int(self.code[row]))],
                direction=int(self.direction[row]),
            )
            for row in np.flatnonzero(self.code)
        )
        return Chart(tuple(spans), marks)

    def _why_not(self, base: Base) -> NoLimits | None:
        if not self.is_used:
            return NoLimits.NOT_USED
        if base.points < FEWEST:
            return NoLimits.TOO_FEW
        return NoLimits.NO_RANGE if np.isnan(self.centre[-1]) else None

    def _base(self) -> Base:
        """Of the last return's period."""
        if not self.months:
            return Base(0, 0, None, None)
        number = int(self.period[-1])
        stated = self.stated[number]
        held = np.flatnonzero((self.period == number) & self.counts & ~np.isnan(self.value))
        return Base(
            points=int(self.points[-1]),
            ranges=int(self.ranges[-1]),
            first=self.months[held[0]] if held.size else None,
            last=self.months[held[-1]] if held.size else None,
            begun=stated.begins if stated else None,
            fixed=stated.ends if stated else None,
        )

    def _is_trial(self, row: int) -> bool:
        return bool(self.points[row] < ENOUGH or self.ranges[row] < FEWEST_RANGES)

    def _kind(self, row: int) -> VariationKind:
        if not self.code[row]:
            return VariationKind.COMMON_CAUSE
        return _MERITS[int(self.direction[row]) * self.polarity]

    def _run(self, code: Code) -> int:
        """How many returns in a row up to the last one the signal speaks of."""
        if code not in (Code.TREND, Code.ONE_SIDE):
            return 0
        signs = self.step if code is Code.TREND else self.side
        same = (signs == self.direction[-1]) & (self.period == self.period[-1])
        breaks = np.flatnonzero(~same)
        run = len(same) - 1 - int(breaks[-1]) if breaks.size else len(same)
        return run + 1 if code is Code.TREND else run  # n steps join n + 1 figures

    def _assurance(self) -> Assurance | None:
        """Where the target stands to the limits.

        Exactly on a limit is still within it. A series that stands still has one figure for
        limits, and that one meets the target or does not.
        """
        if not self.polarity or self.target is None:
            return None
        centre, reach, target = self.centre[-1:], self.reach[-1:], np.array([self.target.value])
        size = np.maximum(np.abs(centre), np.abs(target))
        side = int(compare(centre, target, size)[0]) * self.polarity
        if reach[0] == 0:
            return Assurance.PASSING if side >= 0 else Assurance.FAILING
        if compare(np.abs(centre - target), reach, size)[0] <= 0:
            return Assurance.INCONSISTENT
        return Assurance.PASSING if side > 0 else Assurance.FAILING
