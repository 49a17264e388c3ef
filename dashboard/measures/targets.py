"""Which target stands in a month: its own year's, or the latest carried forward."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.catalogue import Catalogue, Indicator, Target, TargetBasis, TargetStatus
from dashboard.measures.arrays import Flags, Floats, Whole
from dashboard.measures.rules import tolerance_of
from dashboard.periods import FinancialYear, Month

NO_YEAR = 0


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """The target that stands for each month and indicator, months x indicators.

    `value` is NaN where none does. `year` is the start of the target's financial year
    and `unconfirmed` that of the first later one still to be confirmed, NO_YEAR if there
    is none. `stale` marks a target carried forward, `total` one for the whole year.
    """

    value: Floats
    year: Whole
    unconfirmed: Whole
    stale: Flags
    total: Flags
    tolerance: Floats
    in_points: Flags

    @classmethod
    def of(cls, catalogue: Catalogue, months: tuple[Month, ...]) -> Targets:
        """Find them in the catalogue; every month of a financial year has the same."""
        years = sorted({month.financial_year for month in months})
        shape = (len(years), len(catalogue.active))
        value, tolerance = np.full(shape, np.nan), np.full(shape, np.nan)
        year, unconfirmed = (np.full(shape, NO_YEAR, np.int64) for _ in range(2))
        stale, total, in_points = (np.zeros(shape, np.bool_) for _ in range(3))
        for column, indicator in enumerate(catalogue.active):
            for row, current in enumerate(years if indicator.targets else ()):
                target = standing(indicator, current)
                if target is None or target.value is None:
                    continue
                cell = row, column
                value[cell] = float(target.value)
                year[cell] = target.financial_year.start
                unconfirmed[cell] = _unconfirmed(indicator, target, current)
                stale[cell] = target.financial_year != current
                total[cell] = target.basis is TargetBasis.TOTAL
                tolerance[cell], in_points[cell] = tolerance_of(
                    indicator, catalogue.defaults, target
                )
        rows = [years.index(month.financial_year) for month in months]
        return cls(
            value=value[rows],
            year=year[rows],
            unconfirmed=unconfirmed[rows],
            stale=stale[rows],
            total=total[rows],
            tolerance=tolerance[rows],
            in_points=in_points[rows],
        )


def standing(indicator: Indicator, year: FinancialYear) -> Target | None:
    """The latest target set for that year or an earlier one."""
    known = [
        target
        for target in indicator.targets
        if target.status is TargetStatus.SET and target.financial_year <= year
    ]
    return max(known, key=lambda target: target.financial_year, default=None)


def _unconfirmed(indicator: Indicator, carried: Target, current: FinancialYear) -> int:
    years = [
        target.financial_year.start
        for target in indicator.targets
        if target.status is TargetStatus.TO_BE_CONFIRMED
        and carried.financial_year < target.financial_year <= current
    ]
    return min(years, default=NO_YEAR)
