"""What is unusual in a series: the four signals, in the order in which they are looked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dashboard.measures.arrays import Floats, Whole
from dashboard.measures.spc.limits import Limits, Signs, compare

RUN = 7
"""Points in a row that make a trend, or lie on one side."""


class Code(IntEnum):
    """A signal, as the matrix holds it. The first that fits is a point's signal."""

    NONE = 0
    OUTSIDE = 1
    TREND = 2
    TWO_OF_THREE = 3
    ONE_SIDE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Of each point, rows x series: its signal, and whether that is high (1) or low (-1).

    NONE and 0 wherever there are no limits.
    """

    code: Signs
    direction: Signs


def find_signals(value: Floats, period: Whole, limits: Limits) -> Signals:
    """The signals of every series, as they stand at its last row.

    A point is outside the limits; or one of seven that rise or fall without a pause; or
    beyond a near limit, where two of three are and all three lie on that side of the centre,
    a point outside not counted; or one of seven on one side. A gap breaks every run, and so
    does a new period. A point that ends one trend and begins the next belongs to the next.
    """
    centre, reach = limits.centre, limits.reach
    side = compare(value, centre)
    distance, size = np.abs(value - centre), np.maximum(np.abs(value), np.abs(centre))
    outside = compare(distance, reach, size) > 0
    near = (compare(distance, limits.near, size) > 0) & ~outside
    step = np.zeros_like(side)
    joined = (period[1:] == period[:-1]) & ~np.isnan(centre[1:])
    step[1:] = np.where(joined, compare(value[1:], value[:-1]), 0)

    trend = _part_of(_ending(step, RUN - 1), RUN)
    together = _ending(side, 3, period) * (_sum(near.astype(np.int8), 3) >= 2)
    two_of_three = _part_of(together, 3) * near
    one_side = _part_of(_ending(side, RUN, period), RUN)

    found = [outside, trend != 0, two_of_three != 0, one_side != 0]
    codes = [Code.OUTSIDE, Code.TREND, Code.TWO_OF_THREE, Code.ONE_SIDE]
    return Signals(
        code=np.select(found, [np.int8(code) for code in codes], np.int8(Code.NONE)),
        direction=np.select(found, [side, trend, side, side], np.int8(0)),
    )


def _sum(signs: Signs, length: int) -> Signs:
    """Over so many rows that end with each; 0 where there are fewer."""
    total = np.zeros_like(signs)
    if len(signs) >= length:
        total[length - 1 :] = sliding_window_view(signs, length, axis=0).sum(axis=-1)
    return total


def _ending(signs: Signs, length: int, period: Whole | None = None) -> Signs:
    """1 or -1 where so many rows of one sign end, all in one period; otherwise 0."""
    total = _sum(signs, length)
    ending: Signs = np.sign(total) * (np.abs(total) == length)
    if period is not None and len(period) >= length:
        ending[length - 1 :] *= period[length - 1 :] == period[: len(period) - length + 1]
    return ending


def _part_of(ending: Signs, length: int) -> Signs:
    """For each row the sign of the last run of so many rows that it is part of."""
    part = np.zeros_like(ending)
    for later in range(length):
        rows = ending[later:]
        part[: len(rows)] = np.where(rows != 0, rows, part[: len(rows)])
    return part
