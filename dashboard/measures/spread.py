"""Average, minimum and maximum over twelve months, and the year to date."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.measures.arrays import YEAR, Flags, Floats, Whole, divide, year_ending
from dashboard.measures.figures import Figures
from dashboard.measures.rules import Rules
from dashboard.periods import Month

RETURNS_A_YEAR = 4


@dataclass(frozen=True, slots=True, eq=False)
class Spreads:
    """Of the twelve months ending with each; NaN where none of them has a value.

    `held` counts the months with a value, `due` (by indicator) those there could be:
    for a quarterly indicator both count returns.
    """

    average: Floats
    minimum: Floats
    maximum: Floats
    held: Whole
    due: Whole


@dataclass(frozen=True, slots=True, eq=False)
class YearsToDate:
    """Sums since April, the month itself included.

    `months` and `elapsed` are how many months, and returns, lie in between: elapsed by
    month and indicator, months by month alone (months x 1).
    """

    held: Whole
    elapsed: Whole
    months: Whole
    total: Floats

    @property
    def complete(self) -> Flags:
        """Whether every month (return, if quarterly) since April has a value."""
        complete: Flags = self.held == self.elapsed
        return complete


def spread(figures: Figures, rules: Rules) -> Spreads:
    """Take each month with the eleven before it.

    The average of a ratio is the sum of numerators over the sum of denominators where
    every month held has parts. If any has none, and for all that is no ratio, it is the
    mean of the values as supplied. Minimum and maximum are of the unrounded figures.
    """
    returned = year_ending(figures.returned, False)
    held = returned.sum(axis=2)
    mean = divide(_sum(figures.value, figures.returned), held.astype(np.float64))
    pooled = figures.returned & figures.has_parts
    numerators, denominators = (
        _sum(part, pooled) for part in (figures.numerator, figures.denominator)
    )
    every = (held > 0) & (year_ending(pooled, False).sum(axis=2) == held)
    ratio = rules.multiplier * divide(numerators, denominators)
    figure = year_ending(figures.figure, np.nan)
    none = held == 0
    return Spreads(
        average=np.where(every, ratio, mean),
        minimum=np.where(none, np.nan, np.where(returned, figure, np.inf).min(axis=2)),
        maximum=np.where(none, np.nan, np.where(returned, figure, -np.inf).max(axis=2)),
        held=held,
        due=np.where(rules.is_quarterly, RETURNS_A_YEAR, YEAR),
    )


def add_up(figures: Figures, rules: Rules, months: tuple[Month, ...]) -> YearsToDate:
    """Sum the values of each financial year up to each month."""
    so_far = np.array([(month.number - 4) % YEAR + 1 for month in months], np.int64)[:, None]
    since_april = (np.arange(YEAR) >= YEAR - so_far)[:, None, :]
    returned = year_ending(figures.returned, False) & since_april
    values = year_ending(figures.value, np.nan)
    return YearsToDate(
        held=returned.sum(axis=2),
        elapsed=np.where(rules.is_quarterly, so_far // 3, so_far),
        months=so_far,
        total=np.where(returned, values, 0.0).sum(axis=2),
    )


def _sum(array: Floats, counted: Flags) -> Floats:
    summed: Floats = year_ending(np.where(counted, array, 0.0), 0.0).sum(axis=2)
    return summed
