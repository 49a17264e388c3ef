"""Static SVG of a drawing, complete in itself: page, print and PDF need no stylesheet.

Roots have the classes `chart-w` (wide), `chart-m` (narrow) and `chart-s` (small). Inside,
`axis` marks words of the axes, `value` values on points, `rule` gridlines, `mark` months that
are not as usual, and each line has the class of its part ("ours", "target"), so that a
stylesheet can answer forced colours.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from dashboard.charts.layout import SMALL, WIDE, Layout, layout_for
from dashboard.charts.plan import Label, Path, Plan, plan
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
from dashboard.charts.values import Position
from dashboard.measures import VariationKind
from dashboard.views.drawing import Drawing, Line

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CLEAR = 8  # between a line's last point and that hairline, in px
_LEADER = 6  # how far a label may stand from its line before a hairline joins them


def draw_lines(drawing: Drawing, width: int = WIDE.width) -> str:
    """A line chart, 860 px wide, or 420 for a phone (any width under 640)."""
    return _draw(drawing, layout_for(width))


def draw_small(drawing: Drawing) -> str:
    """A small multiple, 320 by 150 px: our line, its latest value, thin comparators."""
    return _draw(drawing, SMALL)


def escape(text: str) -> str:
    """Text for an element or attribute, without characters that XML does not allow."""
    return html.escape(_NOT_XML.sub("", text))


def number(value: float) -> str:
    """A coordinate to a tenth of a px, in as few characters as it takes."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _draw(drawing: Drawing, layout: Layout) -> str:
    placed = plan(drawing, layout)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{layout.name}"'
        f' viewBox="0 0 {layout.width} {layout.height}" role="img"'
        f' aria-label="{escape(drawing.description)}"'
        f' font-family="{FONT}" font-size="{number(layout.text)}" fill="{INK}">'
        + "".join(_parts(placed))
        + "</svg>"
    )


def _parts(placed: Plan) -> Iterator[str]:
    yield from _scale(placed)
    yield from _months(placed)
    for rule in placed.levels:
        ends = ((rule.left, rule.y), (rule.right, rule.y))
        yield _line(rule.level.line, [ends], placed.layout)
    for path in placed.paths:
        yield from _series(path, placed.layout)
    for label in placed.labels:
        yield from _label(label, placed)
    for value in placed.values:
        yield _text(value.text, value.x, value.y, "middle", _VALUE)
    if placed.is_empty:
        middle = (placed.left + placed.right) / 2
        yield _text("No figures to draw", middle, placed.layout.top + 20, "middle")


# A halo of paper keeps a value legible where a line must pass behind it.
_VALUE = (
    f' class="value" font-weight="{STRONG}" stroke="{PAPER}" stroke-width="4"'
    ' stroke-linejoin="round" paint-order="stroke"'
)


def _scale(placed: Plan) -> Iterator[str]:
    layout, scale = placed.layout, placed.scale
    ticks = list(zip(scale.ticks, scale.labels, strict=True))
    for tick, label in ticks[:: len(ticks) - 1] if layout.brief else ticks:
        y = placed.y(tick)
        colour = BASELINE if tick == scale.start else HAIRLINE
        rule = f"M{number(placed.left)} {number(y)}H{number(placed.right)}"
        yield f'<path class="rule" d="{rule}" stroke="{colour}"/>'
        if not placed.is_empty or placed.levels:
            yield _axis_text(label, placed.left - 8, y + layout.axis * 0.36, "end", layout)


def _months(placed: Plan) -> Iterator[str]:
    layout = placed.layout
    foot = layout.bottom + 8 + layout.axis * 0.9
    for label in placed.months:
        x = placed.xs[label.place]
        if layout.brief:
            words = f"{label.month} {label.year}"
            if len(placed.months) == 1:
                yield _axis_text(words, x, foot, "middle", layout)
            elif label.place == 0:
                yield _axis_text(words, placed.left, foot, "start", layout)
            else:
                yield _axis_text(words, placed.right, foot, "end", layout)
            continue
        yield _axis_text(label.month, x, foot, "middle", layout)
        if label.year:
            yield _axis_text(label.year, x, foot + layout.leading - 1, "middle", layout)


def _series(path: Path, layout: Layout) -> Iterator[str]:
    line = path.series.line
    if lines := [run for run in path.runs if len(run) > 1]:
        yield _line(line, lines, layout)
    for dot in path.dots:
        x, y = dot.at
        if dot.mark:
            yield _mark(dot.mark, x, y, dot.radius)
            continue
        yield (
            f'<circle class="{line}" cx="{number(x)}" cy="{number(y)}"'
            f' r="{number(dot.radius)}" fill="{STROKES[line].colour}"/>'
        )


# Round a middle at 0 0, with a radius of 1; a ring is cut out of the line.
_MARKS = {
    VariationKind.CONCERNING: "M0-1.4 1.4 0 0 1.4-1.4 0z",
    VariationKind.IMPROVING: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0z",
    VariationKind.UNUSUAL: "M-1-1H1V1H-1z",
}


def _mark(kind: VariationKind, x: float, y: float, radius: float) -> str:
    """A month that is not as usual, by its shape: worse, better, or neither."""
    is_ring = kind is VariationKind.IMPROVING
    fill, edge, width = (PAPER, INK, 0.4) if is_ring else (INK, PAPER, 0.15)
    place = f"translate({number(x)} {number(y)})scale({number(radius)})"
    return (
        f'<path class="mark {kind}" d="{_MARKS[kind]}" transform="{place}"'
        f' fill="{fill}" stroke="{edge}" stroke-width="{width}"/>'
    )


def _line(line: Line, runs: Iterable[Iterable[Position]], layout: Layout) -> str:
    stroke = STROKES[line]
    width = layout.our_width if line is Line.OURS else stroke.width
    d = "".join("M" + "L".join(f"{number(x)} {number(y)}" for x, y in run) for run in runs)
    dash = f' stroke-dasharray="{" ".join(map(str, stroke.dash))}"' if stroke.dash else ""
    return (
        f'<path class="{line}" d="{d}" fill="none" stroke="{stroke.colour}"'
        f' stroke-width="{number(width)}" stroke-linejoin="round"{dash}/>'
    )


def _label(label: Label, placed: Plan) -> Iterator[str]:
    layout = placed.layout
    x = placed.right + 8
    end, y = label.end
    stops_early = label.ending.month is not None and label.ending.month < len(placed.xs) - 1
    if stops_early or abs(label.y - y) > _LEADER:
        start = end + (_CLEAR if label.ending.month is not None else 0)
        yield (
            f'<path class="rule" d="M{number(start)} {number(y)}L{number(x - 2)}'
            f' {number(label.y)}" stroke="{BASELINE}" fill="none"/>'
        )
    weight = f' font-weight="{STRONG}"' if label.ending.is_ours else ""
    first = label.y - layout.leading * (len(label.text) / 2 - 0.5) + layout.text * 0.36
    for row, text in enumerate(label.text):
        yield _text(text, x, first + row * layout.leading, "start", weight)


def _axis_text(text: str, x: float, y: float, anchor: str, layout: Layout) -> str:
    attributes = f' class="axis" font-size="{number(layout.axis)}" fill="{SECOND_INK}"'
    return _text(text, x, y, anchor, attributes)


def _text(text: str, x: float, y: float, anchor: str, attributes: str = "") -> str:
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{number(x)}" y="{number(y)}"{side}{attributes}>{escape(text)}</text>'
