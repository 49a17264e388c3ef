"""The same drawing as a Plotly figure: hover, and nothing else that moves.

Uses scatter traces alone, which is what the basic bundle of plotly.js holds.
"""

from __future__ import annotations

import html
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.layout import WIDE, layout_for
from dashboard.charts.plan import Label, Path, Plan, Rule, plan
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
from dashboard.measures import VariationKind
from dashboard.views.drawing import MARK_WORDS, Drawing, Line, Point

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
    traces = [_level(rule, first, last) for rule in placed.levels]
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


def _level(rule: Rule, first: float, last: float) -> dict[str, Any]:
    level = rule.level
    return {
        "type": "scatter",
        "mode": "lines",
        "name": _plain(level.name),
        "x": [
            first if rule.first is None else rule.first - 0.5,
            last if rule.last is None else rule.last + 0.5,
        ],
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
            **_marked(path),
        },
        "hovertext": [_plain(f"{prefix}{_hover(point)}") for point in series.points],
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


def _hover(point: Point) -> str:
    said = f"{point.month.long}: {point.label}"
    return f"{said}, {MARK_WORDS[point.mark]}" if point.mark else said


def _sizes(path: Path) -> list[float]:
    radii = {dot.place: dot.radius for dot in path.dots}
    return [2 * radii.get(place, 0) for place in range(len(path.series.points))]


# Name, size for a radius of 1, fill, edge and its width for a radius of 1.
_SYMBOLS = {
    VariationKind.CONCERNING: ("diamond", 2.8, INK, PAPER, 0.15),
    VariationKind.IMPROVING: ("circle", 2.0, PAPER, INK, 0.4),
    VariationKind.UNUSUAL: ("square", 2.0, INK, PAPER, 0.15),
}


def _marked(path: Path) -> dict[str, Any]:
    """Symbols of the months that are not as usual; nothing where there are none."""
    marked = {dot.place: dot for dot in path.dots if dot.mark}
    if not marked:
        return {}
    colour = STROKES[path.series.line].colour
    looks = []
    for place, size in enumerate(_sizes(path)):
        look = ("circle", size, colour, colour, 0.0)
        if (dot := marked.get(place)) and dot.mark:
            name, of_one, fill, edge, width = _SYMBOLS[dot.mark]
            look = (name, of_one * dot.radius, fill, edge, width * dot.radius)
        looks.append(look)
    names, sizes, fills, edges, widths = map(list, zip(*looks, strict=True))
    return {
        "symbol": names,
        "size": sizes,
        "color": fills,
        "line": {"color": edges, "width": widths},
    }


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
