"""How long the measures take, beside the usual way: one indicator at a time in pandas.

`python -m benchmarks.measures` measures 64 indicators by 120 months, the medians of five
in one run. The peer computes both changes, the arrows, the judgement and the spread, and
leaves out the parts, the small numbers, the RAG and the year to date.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from dashboard.catalogue import Catalogue, Polarity, load_catalogue
from dashboard.measures import Matrix, measure
from dashboard.periods import Month
from dashboard.records import Observation, Status

CATALOGUE = Path(__file__).resolve().parent.parent / "indicators.yaml"
FIRST = Month(2011, 3)
MONTHS = 120
RUNS = 5
LIMIT_MS = 30
MERIT = {Polarity.MORE: 1, Polarity.LESS: -1, Polarity.NONE: 0}


def invent(catalogue: Catalogue) -> list[Observation]:
    """Ten years of figures: whole numbers, one in twenty not yet available."""
    draw = random.Random(1)
    return [
        Observation(i.ref, FIRST.shift(place), Status.VALUE, Decimal(draw.randint(1, 500)))
        if draw.random() < 0.95
        else Observation(i.ref, FIRST.shift(place), Status.NOT_AVAILABLE)
        for i in catalogue.active
        for place in range(MONTHS)
    ]


def loop(catalogue: Catalogue, frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The obvious way: a series for each indicator, one measure after the other."""
    results = []
    for indicator in catalogue.active:
        series = frame[indicator.ref]
        measured = pd.DataFrame({"value": series})
        for name, lag in (("month", 1), ("year", 12)):
            change = series.pct_change(lag, fill_method=None)
            arrow = change.map(lambda c: 0 if abs(c) < 0.1 else 1 if c > 0 else -1)
            measured[f"{name} change"] = change
            measured[f"{name} arrow"] = arrow
            measured[f"{name} judgement"] = arrow * MERIT[indicator.polarity]
        window = series.rolling(12, min_periods=1)
        measured["average"] = window.mean()
        measured["minimum"] = window.min()
        measured["maximum"] = window.max()
        measured["held"] = window.count()
        results.append(measured)
    return results


def median_ms(work: Callable[[], object]) -> float:
    """Run it once to warm up, then the median of five runs."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> int:
    """Print the figures; 1 if the measures take longer than they may."""
    catalogue = load_catalogue(CATALOGUE)
    observations = invent(catalogue)
    matrix = Matrix.of(catalogue, observations)
    frame = pd.DataFrame(matrix.value, columns=list(matrix.refs))
    last = matrix.months[-1]
    measures = measure(catalogue, matrix, {})

    def read_month() -> None:
        for ref in measures.refs:
            measures.month_on_month(ref, last)
            measures.year_on_year(ref, last)
            measures.spread(ref, last)
            measures.rag(ref, last)

    ours = median_ms(lambda: measure(catalogue, matrix, {}))
    peer = median_ms(lambda: loop(catalogue, frame))
    laid_out = median_ms(lambda: Matrix.of(catalogue, observations))
    read = median_ms(read_month)
    print(f"Measures of {len(matrix.refs)} indicators by {MONTHS} months, median of {RUNS}")
    print(f"  all measures at once        {ours:8.1f} ms   (at most {LIMIT_MS})")
    print(f"  pandas, one indicator each  {peer:8.1f} ms   ({peer / ours:.0f} times as long)")
    print(f"  laying out the observations {laid_out:8.1f} ms   (once for each load)")
    print(f"  one month read as records   {read:8.1f} ms")
    return 0 if ours <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
