"""The shapes in which measures compute, and how one month sees another.

Every array is months x indicators. NaN stands for a number that is not held.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]

YEAR = 12


def at_least(left: Floats, right: Floats, scale: Floats) -> Flags:
    """Whether left >= right, true at the boundary in spite of binary fractions.

    `scale` is the sum of the magnitudes that went into both sides. A decimal becomes
    the nearest binary fraction, off by at most 1.1e-16 of itself, so with its roundings
    a side strays by no more than about 2e-16 of the scale: the slack below. Two sides
    that truly differ are further apart. For an arrow at 10%, with 12 significant digits,
    the sides are 100 |a - b| and 10 b: they differ by 1e-12 b at least, against a slack
    of 2.2e-16 x 230 b = 5e-14 b. That leaves room for thresholds in half per cents under
    100, and for parts up to a million.
    """
    reached: Flags = left >= right - np.finfo(np.float64).eps * scale
    return reached


def earlier(array: NDArray[Any], lag: int | Whole, missing: object) -> NDArray[Any]:
    """Each cell's value so many months before (by column), `missing` before the first."""
    rows = np.arange(len(array))[:, None] - np.broadcast_to(lag, array.shape[1:])
    padded = np.vstack([array, np.full((1, *array.shape[1:]), missing, array.dtype)])
    return np.take_along_axis(padded, np.maximum(rows, -1), axis=0)  # -1 is the padding


def year_ending(array: NDArray[Any], missing: object) -> NDArray[Any]:
    """The twelve months ending with each, oldest first: months x indicators x 12."""
    before = np.full((YEAR, *array.shape[1:]), missing, array.dtype)
    return sliding_window_view(np.vstack([before, array]), YEAR, axis=0)[1:]


def divide(top: Floats, bottom: Floats) -> Floats:
    """top / bottom, NaN where bottom is 0."""
    quotient = np.full(np.broadcast_shapes(top.shape, bottom.shape), np.nan)
    np.divide(top, bottom, out=quotient, where=bottom != 0)
    return quotient
