"""The same drawing as a Plotly figure: hover, and nothing else that moves.

Uses scatter traces alone, which is what the basic bundle of plotly.js holds.
"""

from __future__ import annotations

import html
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.layout import WIDE, layout_for
from dashboard.charts.plan import Label, Path, Plan, plan
from dashboard.charts.scale import is_held
from dashboard.charts.style import (
    BASELINE,
    FONT,
    HAIRLINE,
    INK,
    PAPER,
    SECOND_INK,
    STROKES,
    STRONG,
)
from dashboard.views.drawing import Drawing, Level, Line

INTERACTIVE_CONFIG = {
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "responsive": True,
}

_CLEAR = "rgba(0,0,0,0)"
_HALO = ", ".join([f"0 0 2px {PAPER}"] * 3)


def interactive(drawing: Drawing, width: int = WIDE.width) -> go.Figure:
    """The figure: places along the months (0, 1, ...) by figures; None is a gap.

    It fills the width it is given on the page; `width` only chooses how words wrap.
    """
    placed = plan(drawing, layout_for(width))
    first, last = _reach(placed)
    traces = [_level(level, first, last) for level, _ in placed.levels]
    traces += [_series(path, placed, drawing) for path in placed.paths]
    return go.Figure(data=traces, layout=_layout(placed, first, last))


def _reach(placed: Plan) -> tuple[float, float]:
    """The plot's left and right edge, in months from the first."""
    if len(placed.xs) < 2:
        return -1.0, 1.0
    inset = (placed.xs[0] - placed.left) / (placed.xs[1] - placed.xs[0])
    return -round(inset, 3), round(len(placed.xs) - 1 + inset, 3)


def _stroke(line: Line) -> dict[str, Any]:
    stroke = STROKES[line]
    look: dict[str, Any] = {"color": stroke.colour, "width": stroke.width}
    if stroke.dash:
        look["dash"] = ",".join(f"{length}px" for length in stroke.dash)
    return look


def _level(level: Level, first: float, last: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": _plain(level.name),
        "x": [first, last],
        "y": [level.value, level.value],
        "line": _stroke(level.line),
        "hoverinfo": "skip",
    }


def _series(path: Path, placed: Plan, drawing: Drawing) -> dict[str, Any]:
    series = path.series
    prefix = f"{series.name}, " if len(drawing.series) > 1 else ""
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _plain(series.name),
        "x": list(range(len(series.points))),
        "y": [point.value if is_held(point.value) else None for point in series.points],
        "line": _stroke(series.line),
        "marker": {
            "color": STROKES[series.line].colour,
            "size": _sizes(path),
            "opacity": 1,
            "line": {"width": 0},
        },
        "hovertext": [
            _plain(f"{prefix}{point.month.long}: {point.label}") for point in series.points
        ],
        "hoverinfo": "text",
        "connectgaps": False,
        "cliponaxis": False,
    }
    if series.line is Line.OURS:
        labels = {value.place: value for value in placed.values}
        places = range(len(series.points))
        trace["mode"] = "lines+markers+text"
        trace["text"] = [_plain(labels[n].text) if n in labels else "" for n in places]
        trace["textposition"] = [
            "bottom center" if n in labels and not labels[n].above else "top center"
            for n in places
        ]
        trace["textfont"] = {"weight": STRONG, "shadow": _HALO}
    return trace


def _sizes(path: Path) -> list[float]:
    radii = {dot.place: dot.radius for dot in path.dots}
    return [2 * radii.get(place, 0) for place in range(len(path.series.points))]


def _layout(placed: Plan, first: float, last: float) -> dict[str, Any]:
    layout, scale = placed.layout, placed.scale
    axis = {"fixedrange": True, "zeroline": False, "tickmode": "array"}
    words = {"color": SECOND_INK, "size": layout.axis}
    return {
        "template": "none",
        "height": layout.height,
        "autosize": True,
        "margin": {
            "l": round(placed.left),
            "r": round(layout.width - placed.right),
            "t": layout.top,
            "b": layout.foot,
            "pad": 0,
        },
        "font": {"family": FONT, "size": layout.text, "color": INK},
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": PAPER, "bordercolor": INK, "align": "left"},
        "uirevision": "drawing",
        "xaxis": {
            **axis,
            "range": [first, last],
            "showgrid": False,
            "showline": True,
            "linecolor": BASELINE,
            "tickvals": [label.place for label in placed.months],
            "ticktext": [
                f"{label.month}<br>{label.year}" if label.year else label.month
                for label in placed.months
            ],
            "tickangle": 0,
            "tickfont": words,
        },
        "yaxis": {
            **axis,
            "range": [scale.start, scale.end],
            "gridcolor": HAIRLINE,
            "tickvals": list(scale.ticks),
            "ticktext": [_plain(label) for label in scale.labels],
            "ticklabelstandoff": 6,
            "tickfont": words,
        },
        "annotations": [_annotation(label, placed) for label in placed.labels],
    }


def _annotation(label: Label, placed: Plan) -> dict[str, Any]:
    """A label beside its line's end, moved up or down as the plan has it."""
    annotation: dict[str, Any] = {
        "text": "<br>".join(_plain(line) for line in label.text),
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 6,
        "y": label.ending.value,
        "yref": "y",
        "yanchor": "middle",
        "yshift": round(placed.y(label.ending.value) - label.y, 1),
        "align": "left",
        "showarrow": False,
    }
    if label.ending.is_ours:
        annotation["font"] = {"weight": STRONG}
    return annotation


def _plain(text: str) -> str:
    """Text that Plotly shows as it stands, since it reads a few HTML tags."""
    return html.escape(text, quote=False)
