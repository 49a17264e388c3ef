"""Colours, weights and dashes of lines: the one place that gives them.

The colours are the Government Analysis Function's categorical palette. Dashes differ as
well, so that lines stay apart on a black and white print. #F46A25 has 3.0 to 1 on white
and no more, hence never under 2 px.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.views.drawing import Line

INK = "#1B1F23"
SECOND_INK = "#4B545C"
HAIRLINE = "#E3E6E9"
BASELINE = "#8A939B"
SPARK_LINE = "#5F6973"
SPARK_AVERAGE = "#AEB6BD"
PAPER = "#FFFFFF"

FONT = "Public Sans, system-ui, sans-serif"
STRONG = 600


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: width in px, dash lengths in px (none if solid)."""

    colour: str
    width: float
    dash: tuple[int, ...] = ()


_NEIGHBOURS = Stroke("#28A197", 2, (11, 3))
_ENGLAND = Stroke("#801650", 2)
_REGION = Stroke("#F46A25", 2, (11, 3, 3, 3))

STROKES = {
    Line.OURS: Stroke("#12436D", 3.5),
    Line.NEIGHBOURS: _NEIGHBOURS,
    Line.ENGLAND: _ENGLAND,
    Line.REGION: _REGION,
    Line.TARGET: Stroke("#3D3D3D", 2, (6, 5)),
    Line.AVERAGE: Stroke("#3D3D3D", 2, (2, 4)),
    Line.LIMIT: Stroke("#5F6973", 2),
    Line.TRIAL_LIMIT: Stroke("#5F6973", 2, (4, 3)),
    Line.SECOND: _NEIGHBOURS,
    Line.THIRD: _ENGLAND,
    Line.FOURTH: _REGION,
}

OURS = STROKES[Line.OURS].colour

# Drawn first to last, so that a dashed target shows on top of a comparator it meets.
# Names joined in one label follow the same order.
ORDER = {
    line: place
    for place, line in enumerate(
        (
            Line.LIMIT,
            Line.TRIAL_LIMIT,
            Line.ENGLAND,
            Line.REGION,
            Line.NEIGHBOURS,
            Line.SECOND,
            Line.THIRD,
            Line.FOURTH,
            Line.TARGET,
            Line.AVERAGE,
            Line.OURS,
        )
    )
}
