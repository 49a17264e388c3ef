"""The control charts of all indicators, and how they stood in one month.

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
from dashboard.measures.spc.limits import Limits, limits_of
from dashboard.measures.spc.signals import RUN, Code, Signals, find_signals
from dashboard.measures.spc.variation import Level
from dashboard.measures.targets import Targets
from dashboard.periods import FinancialYear, Month


@dataclass(frozen=True, slots=True, eq=False)
class Returns:
    """The returns of the indicators that are due in the same months, months x indicators.

    `rows` are these months' places in the matrix and `places` where its indicators stand
    here, -1 for any other. `counts` says which returns limits rest on.
    """

    rows: Whole
    places: Whole
    value: Floats
    period: Whole
    counts: Flags

    @classmethod
    def of(cls, rows: Whole, belongs: Flags, figures: Figures, baselines: Baselines) -> Returns:
        """Only what was due and has a value counts; whatever else is held is a gap."""
        cells = np.ix_(rows, np.flatnonzero(belongs))
        counts = baselines.counts & baselines.used
        return cls(
            rows=rows,
            places=np.where(belongs, np.cumsum(belongs) - 1, -1),
            value=np.where(figures.returned, figures.figure, np.nan)[cells],
            period=baselines.period[cells],
            counts=counts[cells],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Returned:
    """The same up to a month, with the limits and the signals of the last return.

    What other months were is not worked out until somebody asks for a chart.
    """

    months: tuple[Month, ...]
    returns: Returns
    limits: Limits
    signals: Signals

    @classmethod
    def of(cls, months: tuple[Month, ...], returns: Returns, count: int) -> Returned:
        """With the first `count` returns; a signal follows from the last seven."""
        value, period = returns.value[:count], returns.period[:count]
        here = period == period[-1:]
        limits = limits_of(value, here & returns.counts[:count])
        tail = limits.where(here[-RUN:])
        signals = find_signals(value[-RUN:], period[-RUN:], tail)
        return cls(tuple(months[n] for n in returns.rows[:count]), returns, limits, signals)


@dataclass(frozen=True, slots=True, eq=False)
class Charts:
    """Everything the charts are made from, in all months."""

    months: tuple[Month, ...]
    rules: Rules
    targets: Targets
    baselines: Baselines
    monthly: Returns
    quarterly: Returns

    @classmethod
    def of(
        cls,
        months: tuple[Month, ...],
        figures: Figures,
        rules: Rules,
        targets: Targets,
        baselines: Baselines,
    ) -> Charts:
        """Part the indicators by when they are due."""
        every = np.arange(len(months))
        due = np.array([n for n in every if months[n].is_quarter_end], np.int64)
        return cls(
            months=months,
            rules=rules,
            targets=targets,
            baselines=baselines,
            monthly=Returns.of(every, ~rules.is_quarterly, figures, baselines),
            quarterly=Returns.of(due, rules.is_quarterly, figures, baselines),
        )

    def at(self, row: int) -> Control:
        """How they stood in the month at that row."""
        due = int(np.searchsorted(self.quarterly.rows, row, side="right"))
        return Control(
            charts=self,
            row=row,
            monthly=Returned.of(self.months, self.monthly, row + 1),
            quarterly=Returned.of(self.months, self.quarterly, due),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """All charts as they stood in the month at `row`."""

    charts: Charts
    row: int
    monthly: Returned
    quarterly: Returned

    def column(self, number: int) -> Column:
        """The chart of one indicator."""
        charts = self.charts
        is_quarterly = bool(charts.rules.is_quarterly[number])
        returned = self.quarterly if is_quarterly else self.monthly
        returns, limits, signals = returned.returns, returned.limits, returned.signals
        place, count = int(returns.places[number]), len(returned.months)
        return Column(
            months=returned.months,
            polarity=int(charts.rules.polarity[number]),
            target=self._target(number),
            is_used=bool(charts.baselines.used[number]),
            stated=charts.baselines.stated[number],
            value=returns.value[:count, place],
            period=returns.period[:count, place],
            counts=returns.counts[:count, place],
            centre=float(limits.centre[place]),
            reach=float(limits.reach[place]),
            points=int(limits.points[place]),
            ranges=int(limits.ranges[place]),
            code=Code(signals.code[-1, place]) if count else Code.NONE,
            direction=int(signals.direction[-1, place]) if count else 0,
        )

    def _target(self, number: int) -> Level | None:
        """The target in force, unless it is a total for the year."""
        targets, cell = self.charts.targets, (self.row, number)
        if np.isnan(targets.value[cell]) or targets.total[cell]:
            return None
        return Level(
            value=float(targets.value[cell]),
            year=FinancialYear(int(targets.year[cell])),
            is_stale=bool(targets.stale[cell]),
        )
