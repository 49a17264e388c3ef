"""What was measured, run by run."""

from __future__ import annotations

import statistics
from collections import defaultdict
from enum import StrEnum

from benchmarks.peers import Peer


class Measure(StrEnum):
    """What is measured, in the unit of its name."""

    ROWS = "64 rows visible, ms"
    TRANSFERRED = "transferred until idle, kB"
    SHIFT = "layout shift, 1440 px wide"
    SHIFT_ON_PHONE = "layout shift, 390 px wide"
    NARROWED = "filter: one theme's rows painted, ms"
    WIDENED = "filter: back to 64 rows painted, ms"
    CHART = "static chart in its first frame, ms"
    FIRST_PAINT = "first contentful paint, ms"
    INTERACTIVE = "interactive chart ready, ms"


class Samples:
    """The figures of every run, by peer and measure."""

    def __init__(self) -> None:
        self._held: dict[tuple[Peer, Measure], list[float]] = defaultdict(list)

    def add(self, peer: Peer, measure: Measure, figure: float) -> None:
        """Keep the figure of one more run."""
        self._held[peer, measure].append(figure)

    def median(self, peer: Peer, measure: Measure) -> float:
        """The median of the runs. Raises KeyError if there was none."""
        if (peer, measure) not in self._held:
            raise KeyError(f"{peer}: {measure} was not measured.")
        return statistics.median(self._held[peer, measure])
