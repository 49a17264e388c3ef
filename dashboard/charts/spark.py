"""Sparklines: 64 of them stand on the scorecard, so they are small and quick to make."""

from __future__ import annotations

from dashboard.charts.scale import is_held
from dashboard.charts.style import OURS, SPARK_AVERAGE, SPARK_LINE
from dashboard.charts.svg import escape, number
from dashboard.views.drawing import Spark

_WIDTH, _HEIGHT, _INSET = 100, 28, 4
_FEWEST = 3


def draw_spark(spark: Spark) -> str:
    """A sparkline on its own scale, 100 by 28 px, or words if it has under three values.

    The dot is the latest month and no other; the hairline is the average. A gap breaks
    the line, and a figure between two gaps is a speck.
    """
    held = [value for value in spark.values if is_held(value)]
    if len(held) < _FEWEST:
        return '<span class="few">too few to draw</span>'
    average = spark.average if is_held(spark.average) else None
    if average is not None:
        held.append(average)
    low, high = min(held), max(held)

    def height(value: float) -> str:
        # A constant series runs along the middle.
        share = (value - low) / (high - low) if high > low else 0.5
        return number(_HEIGHT - _INSET - (_HEIGHT - 2 * _INSET) * share)

    step = (_WIDTH - 2 * _INSET) / (len(spark.values) - 1)
    d: list[str] = []
    at = ""
    for place, value in enumerate(spark.values):
        joined, at = at, ""
        if is_held(value):
            at = f"{number(_INSET + place * step)} {height(value)}"
            alone = not joined and not _follows(spark.values, place)
            d.append(f"{'L' if joined else 'M'}{at}{'h0' if alone else ''}")
    parts = [
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-label="{escape(spark.description)}">'
    ]
    if average is not None:
        parts.append(f'<path d="M0 {height(average)}H{_WIDTH}" stroke="{SPARK_AVERAGE}"/>')
    parts.append(
        f'<path d="{"".join(d)}" fill="none" stroke="{SPARK_LINE}" stroke-width="1.4"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    )
    if at:
        x, _, y = at.partition(" ")
        parts.append(f'<circle cx="{x}" cy="{y}" r="2.6" fill="{OURS}"/>')
    return "".join([*parts, "</svg>"])


def _follows(values: tuple[float | None, ...], place: int) -> bool:
    return place + 1 < len(values) and is_held(values[place + 1])
