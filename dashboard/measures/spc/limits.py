"""Limits of XmR charts: what is usual for a series, from its own month-to-month movement.

The rules are those of NHS England's Making Data Count, with exceptions where these would
mislead; tests/spec/spc.md states all of them. Rows are successive returns: for a quarterly
indicator the months between are left out before anything is computed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.arrays import Flags, Floats, Whole, divide

FEWEST = 7
"""Points under which there are no limits."""
ENOUGH = 12
"""Points from which limits are more than trial limits."""
FEWEST_RANGES = FEWEST - 1
"""Ranges that as many points without a gap have; limits that rest on fewer are trial."""

Signs = NDArray[np.int8]

SCREEN = 3.267
"""Ranges not under so many times their mean are left out of it."""
REACH = 2.66
"""The limits lie so many mean ranges from the centre."""
_NEAR = 2 / 3
_SLACK = 32 * float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Limits of series, by series alone or rows x series; NaN where there are none.

    `points` and `ranges` are how many figures, and movements between neighbouring rows, lie
    in the base: the rows of a period from which its limits are worked out.
    """

    centre: Floats
    reach: Floats
    points: Whole
    ranges: Whole

    @property
    def lower(self) -> Floats:
        """The lower limit."""
        return self.centre - self.reach

    @property
    def upper(self) -> Floats:
        """The upper limit."""
        return self.centre + self.reach

    @property
    def near(self) -> Floats:
        """How far from the centre the near limits are."""
        return self.reach * _NEAR

    def where(self, rows: Flags) -> Limits:
        """Laid out in the rows that they hold in, if these are limits by series."""
        return Limits(
            np.where(rows, self.centre, np.nan),
            np.where(rows, self.reach, np.nan),
            np.where(rows, self.points, 0),
            np.where(rows, self.ranges, 0),
        )


def find_limits(value: Floats, period: Whole, counts: Flags, *, screens: bool = True) -> Limits:
    """The limits of every series in every row, anew in each period.

    `value` is rows x series, NaN for a gap. `period` counts how often the limits of a series
    were begun anew, so it never falls from row to row; `counts` is false in rows that a
    fixed base leaves out. The rest is as in `limits_of`.
    """
    found = Limits(
        np.full(value.shape, np.nan),
        np.full(value.shape, np.nan),
        np.zeros(value.shape, np.int64),
        np.zeros(value.shape, np.int64),
    )
    for number in range(int(period.max(initial=0)) + 1):
        here = period == number
        mine = limits_of(value, here & counts, screens=screens).where(here)
        found = Limits(
            np.where(here, mine.centre, found.centre),
            np.where(here, mine.reach, found.reach),
            found.points + mine.points,
            found.ranges + mine.ranges,
        )
    return found


def limits_of(value: Floats, base: Flags, *, screens: bool = True) -> Limits:
    """The limits that follow from the rows of a base, by series.

    A range is the movement between two neighbouring rows of the base, none of them a gap:
    what lies on either side of a gap is not compared. `screens` drops, in one pass, the
    ranges not under 3.267 times their mean.

    Where no movement is left after screening, because the series stands still but for a few
    jumps, the centre is the median instead of the mean, and the range is not screened: then
    the jumps are unusual and nothing else is.
    """
    held = base & ~np.isnan(value)
    pairs = held[1:] & held[:-1]
    moved = np.abs(np.diff(value, axis=0)) * np.abs(compare(value[1:], value[:-1]))
    count, pair_count = held.sum(axis=0), pairs.sum(axis=0)
    centre, mean_range = _mean(value, held, count), _mean(moved, pairs, pair_count)
    if screens:
        limit = SCREEN * mean_range
        kept = pairs & (moved < limit - _SLACK * limit)
        screened = _mean(moved, kept, kept.sum(axis=0))
        still = ~(screened > 0) & (pair_count > 0)
        if still.any():
            centre[still] = _medians(value[:, still], held[:, still])
        mean_range = np.where(still, mean_range, screened)
    enough = (count >= FEWEST) & (pair_count > 0)
    return Limits(
        centre=np.where(enough, centre, np.nan),
        reach=np.where(enough, REACH * mean_range, np.nan),
        points=count,
        ranges=pair_count,
    )


def compare(value: Floats, other: Floats, size: Floats | None = None) -> Signs:
    """1 where a value is above the other, -1 below, 0 where they are equal or one is missing.

    A figure such as 100 x 7/100 is not quite 7 in binary, and a mean may miss a figure that
    it equals, by a few parts in 1e16 of `size`, the larger of what both were made from. That
    much is no difference.
    """
    if size is None:
        size = np.maximum(np.abs(value), np.abs(other))
    apart = value - other
    return np.sign(np.where(np.abs(apart) > _SLACK * size, apart, 0.0)).astype(np.int8)


def _mean(array: Floats, counted: Flags, count: Whole) -> Floats:
    """By series, of what is counted; NaN where nothing is."""
    return divide(np.where(counted, array, 0.0).sum(axis=0), count.astype(np.float64))


def _medians(value: Floats, counted: Flags) -> Floats:
    """By series, of what is counted; NaN where nothing is."""
    ranked = np.sort(np.where(counted, value, np.inf), axis=0)
    count = counted.sum(axis=0)
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(value) - 1)
    columns = np.arange(value.shape[1])
    with np.errstate(invalid="ignore"):
        median = (ranked[low, columns] + ranked[high, columns]) / 2
    return np.where(count > 0, median, np.nan)
