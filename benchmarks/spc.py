"""How long 1,000 control charts take, beside the usual way: one series at a time in pandas.

`python -m benchmarks.spc` charts 1,000 series of 60 points, the medians of five in one run.
Both give limits and the signal of every point; they must agree before a figure is printed.
The peer knows neither gaps nor periods.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.measures import median_ms
from dashboard.measures.spc import Code, find_limits, find_signals

SERIES, POINTS = 1000, 60
LIMIT_MS = 100
Floats = NDArray[np.float64]


def invent() -> Floats:
    """Points by series: noise of several widths, a tenth of the series with a shift.

    Unrounded, since the peer cannot tell a point that is the mean from one beside it.
    """
    draw = np.random.default_rng(1)
    value = draw.normal(50, draw.uniform(2, 9, SERIES), (POINTS, SERIES))
    value[POINTS // 2 :, ::10] += 9
    return value


def chart(value: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """Ours: the upper limit and the signal of every point."""
    period, counts = np.zeros(value.shape, np.int64), np.ones(value.shape, np.bool_)
    limits = find_limits(value, period, counts)
    return limits.upper, find_signals(value, period, limits).code


def loop(frame: pd.DataFrame) -> tuple[Floats, NDArray[np.int8]]:
    """The obvious way: a series after the other, a signal after the other."""
    uppers, codes = [], []
    for name in frame.columns:
        series = frame[name]
        ranges = series.diff().abs().dropna()
        kept = ranges[ranges < 3.267 * ranges.mean()]
        mean, reach = series.mean(), 2.66 * kept.mean()
        side = np.sign(series - mean)
        outside = (series - mean).abs() > reach
        near = ((series - mean).abs() > reach * 2 / 3) & ~outside
        step = np.sign(series.diff().fillna(0))
        trend = _spread(step.rolling(6).sum().abs() == 6, 7)
        three = (side.rolling(3).sum().abs() == 3) & (near.rolling(3).sum() >= 2)
        one_side = _spread(side.rolling(7).sum().abs() == 7, 7)
        codes.append(
            np.select(
                [outside, trend, _spread(three, 3) & near, one_side],
                [Code.OUTSIDE, Code.TREND, Code.TWO_OF_THREE, Code.ONE_SIDE],
                Code.NONE,
            ).astype(np.int8)
        )
        uppers.append(np.full(len(series), mean + reach))
    return np.column_stack(uppers), np.column_stack(codes)


def _spread(ending: pd.Series[bool], length: int) -> pd.Series[bool]:
    """All points of the runs that end where it is true."""
    return ending[::-1].rolling(length, min_periods=1).max()[::-1] > 0


def main() -> int:
    """Print the figures; 1 if they differ or take longer than they may."""
    value = invent()
    frame = pd.DataFrame(value)
    (upper, code), (their_upper, their_code) = chart(value), loop(frame)
    if not (np.allclose(upper, their_upper, atol=1e-9) and (code == their_code).all()):
        print("Control charts: the two ways differ, so their times say nothing.")
        return 1
    ours, peer = median_ms(lambda: chart(value)), median_ms(lambda: loop(frame))
    special = int((code != Code.NONE).sum())
    print(f"Control charts of {SERIES:,} series of {POINTS} points, {special:,} unusual")
    print(f"  all series at once          {ours:8.1f} ms   (at most {LIMIT_MS})")
    print(f"  pandas, one series each     {peer:8.1f} ms   ({peer / ours:.0f} times as long)")
    return 0 if ours <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
