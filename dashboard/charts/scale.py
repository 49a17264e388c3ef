"""The vertical scale of a drawing: its own, with round numbers.

Starts at zero where that costs at most half the height, that is where the lowest figure
is no more than half the highest; otherwise near the lowest figure, and the subtitle says
where. It never spans less than a tenth of the highest figure, so that small movements
look small. It falls below zero only if figures do, and shares never pass 100% on it
unless one does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from dashboard.views.drawing import Drawing

_MOST_STEPS = 6
_LEAST_SPAN = 0.1
# Room under the lowest figure for its label, as a share of the span.
_ROOM = 0.08


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks from the bottom of the chart to its top, with their labels."""

    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    @property
    def start(self) -> float:
        return self.ticks[0]

    @property
    def end(self) -> float:
        return self.ticks[-1]

    def share(self, value: float) -> float:
        """How far up a value stands, from 0 at the bottom to 1 at the top."""
        return (value - self.start) / (self.end - self.start)


def is_held(value: float | None) -> TypeGuard[float]:
    """Whether there is a figure to draw; anything else is a gap."""
    return value is not None and math.isfinite(value)


def scale_start(drawing: Drawing) -> float:
    """Where the scale starts, for the subtitle. Zero if there is nothing to draw."""
    return scale_of(drawing).start


def scale_of(drawing: Drawing) -> Scale:
    """The scale that holds every figure and level of the drawing."""
    figures = list(_figures(drawing)) or [0.0]
    low, high = _bounds(figures, is_percentage=drawing.suffix == "%")
    step = _step(high - low, whole=all(figure == int(figure) for figure in figures))
    decimals = max(0, -math.floor(math.log10(step)))
    # The slack keeps 0.3 / 0.1 from counting as a little over or under three steps.
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(n * step, decimals) + 0.0 for n in range(first, last + 1))
    return Scale(ticks, tuple(_label(tick, decimals, drawing.suffix) for tick in ticks))


def _figures(drawing: Drawing) -> Iterator[float]:
    for series in drawing.series:
        yield from (p.value for p in series.points if is_held(p.value))
    yield from (level.value for level in drawing.levels if is_held(level.value))


def _bounds(figures: list[float], *, is_percentage: bool) -> tuple[float, float]:
    low, high = min(figures), max(figures)
    floor = 0.0 if low >= 0 else -math.inf
    ceiling = 0.0 if high <= 0 and low < 0 else math.inf
    if is_percentage and low >= 0 and high <= 100:
        ceiling = 100.0
    if 0 <= low <= high / 2:
        low = 0.0
    elif low / 2 <= high <= 0:
        high = 0.0
    least = _LEAST_SPAN * max(abs(low), abs(high)) or 1.0
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    if low != 0:
        low -= _ROOM * (high - low)
    return max(low, floor), min(high, ceiling)


def _step(span: float, *, whole: bool) -> float:
    """The smallest round step that divides the span at most six times."""
    power = math.floor(math.log10(span / _MOST_STEPS))
    candidates = (m * 10.0**p for p in range(power, power + 2) for m in (1, 2, 5))
    step = next(step for step in candidates if span / step <= _MOST_STEPS)
    return max(step, 1.0) if whole else step


def _label(tick: float, decimals: int, suffix: str) -> str:
    sign = "\u2212" if tick < 0 else ""
    return f"{sign}{abs(tick):,.{decimals}f}{suffix}"
