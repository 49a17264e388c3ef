"""The control charts of all indicators, as they stood in one month.

Limits are worked out from what was held up to that month: what is said of February does not
change when March is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.measures.arrays import Flags, Floats, Whole
from dashboard.measures.figures import Figures
from dashboard.measures.rules import Rules
from dashboard.measures.spc.baselines import Baselines
from dashboard.measures.spc.column import Column
from dashboard.measures.spc.limits import Limits, find_limits
from dashboard.measures.spc.signals import Signals, find_signals
from dashboard.measures.spc.variation import Level
from dashboard.measures.targets import Targets
from dashboard.periods import FinancialYear, Month


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """The charts of the indicators that are due in the same months, months x indicators.

    `places` are where these indicators stand here, -1 for any other.
    """

    months: tuple[Month, ...]
    places: Whole
    value: Floats
    period: Whole
    counts: Flags
    limits: Limits
    signals: Signals


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """All charts as they stood in the month at `row`."""

    row: int
    rules: Rules
    targets: Targets
    baselines: Baselines
    monthly: Returns
    quarterly: Returns

    @classmethod
    def of(
        cls,
        months: tuple[Month, ...],
        row: int,
        figures: Figures,
        rules: Rules,
        targets: Targets,
        baselines: Baselines,
    ) -> Control:
        """Work out limits and signals from the returns up to that row.

        Only what was due and has a value counts; whatever else is held is a gap.
        """
        figure = np.where(figures.returned, figures.figure, np.nan)
        counts = baselines.counts & baselines.used

        def chart(is_quarterly: bool) -> Returns:
            belongs = rules.is_quarterly == is_quarterly
            due = [n for n in range(row + 1) if not is_quarterly or months[n].is_quarter_end]
            cells = np.ix_(np.array(due, np.int64), np.flatnonzero(belongs))
            value, period, mine = figure[cells], baselines.period[cells], counts[cells]
            limits = find_limits(value, period, mine)
            return Returns(
                months=tuple(months[n] for n in due),
                places=np.where(belongs, np.cumsum(belongs) - 1, -1),
                value=value,
                period=period,
                counts=mine,
                limits=limits,
                signals=find_signals(value, period, limits),
            )

        return cls(row, rules, targets, baselines, chart(False), chart(True))

    def column(self, number: int) -> Column:
        """The chart of one indicator."""
        is_quarterly = bool(self.rules.is_quarterly[number])
        returns = self.quarterly if is_quarterly else self.monthly
        place = int(returns.places[number])
        limits, signals = returns.limits, returns.signals
        return Column(
            months=returns.months,
            polarity=int(self.rules.polarity[number]),
            target=self._target(number),
            is_used=bool(self.baselines.used[number]),
            stated=self.baselines.stated[number],
            value=returns.value[:, place],
            period=returns.period[:, place],
            counts=returns.counts[:, place],
            centre=limits.centre[:, place],
            reach=limits.reach[:, place],
            points=limits.points[:, place],
            ranges=limits.ranges[:, place],
            code=signals.code[:, place],
            direction=signals.direction[:, place],
            side=signals.side[:, place],
            step=signals.step[:, place],
        )

    def _target(self, number: int) -> Level | None:
        """The target in force, unless it is a total for the year."""
        targets, cell = self.targets, (self.row, number)
        if np.isnan(targets.value[cell]) or targets.total[cell]:
            return None
        return Level(
            value=float(targets.value[cell]),
            year=FinancialYear(int(targets.year[cell])),
            is_stale=bool(targets.stale[cell]),
        )
