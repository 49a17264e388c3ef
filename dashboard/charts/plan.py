"""The plan of a drawing: where every line, tick and word stands, in px.

`draw_lines`, `draw_small` and `interactive` only put on paper what stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.endings import Ending, endings_of, spread
from dashboard.charts.layout import Layout
from dashboard.charts.months import MonthLabel, label_months
from dashboard.charts.scale import Scale, is_held, scale_of
from dashboard.charts.style import ORDER
from dashboard.charts.text import text_width, wrap
from dashboard.charts.values import MOST_VALUES, Figure, Position, ValueLabel, place_values
from dashboard.measures import VariationKind
from dashboard.views.drawing import Drawing, Level, Line, Series

_GAP = 14  # between the plot and the labels, in px
_MARGIN = 8  # right of the plot where there are no labels, in px
_MOST_ROWS = 4  # of one label
_APART = 4  # between two labels, in px
_WIDEST_WORD = 1 / 3  # of the drawing; a longer word of a name is parted
_LARGEST, _SMALLEST = 5.5, 3.5  # radius of a mark, in px
_SHARE = 0.5  # of the room between two months that a mark's radius may take
_BESIDE = 3.5  # between two levels that coincide, middle to middle, in px


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a line's end: their lines, centred at height `y`.

    `end` is where the line stops that they name.
    """

    ending: Ending
    text: tuple[str, ...]
    y: float
    end: Position


@dataclass(frozen=True, slots=True)
class Dot:
    """A point drawn as a dot: its place among the months, position and radius in px.

    A marked month has a shape instead: see `Point.mark`.
    """

    place: int
    at: Position
    radius: float
    mark: VariationKind | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A level as drawn: its height and ends in px, and the places it runs between.

    `first` and `last` are None where it runs to the edge of the plot; otherwise it reaches
    half a month beyond.
    """

    level: Level
    y: float
    left: float
    right: float
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A series as drawn: runs of neighbouring figures, broken at gaps, and dots."""

    series: Series
    runs: tuple[tuple[Position, ...], ...]
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing, placed. `xs` are the months' places."""

    layout: Layout
    scale: Scale
    left: float
    right: float
    xs: tuple[float, ...]
    paths: tuple[Path, ...]
    levels: tuple[Rule, ...]
    labels: tuple[Label, ...]
    values: tuple[ValueLabel, ...]
    months: tuple[MonthLabel, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no series has a figure."""
        return not any(path.runs for path in self.paths)

    def y(self, value: float) -> float:
        return _height(value, self.scale, self.layout)


def plan(drawing: Drawing, layout: Layout) -> Plan:
    """Place a drawing, whatever number of months and figures it has, even none."""
    scale = scale_of(drawing)
    nearness = (scale.end - scale.start) * layout.leading / 2 / layout.plot_height
    endings = endings_of(drawing, nearness)
    texts, column = _wrap_all(endings, layout)
    left = max(text_width(label, layout.axis) for label in scale.labels) + 10
    right = layout.width - (column + _GAP if column else _MARGIN)
    xs = _columns(drawing, left, right, layout)
    paths = tuple(
        _path(series, xs, scale, layout)
        for series in sorted(drawing.series, key=lambda series: ORDER[series.line])
    )
    levels = _levels(drawing, scale, layout, (left, right), xs)
    heights = [_height(ending.value, scale, layout) for ending in endings]
    blocks = [len(text) * layout.leading + _APART for text in texts]
    centres = spread(heights, blocks, 2, layout.height - 2)
    ends = [right if ending.month is None else xs[ending.month] for ending in endings]
    rules = [((rule.left, rule.y), (rule.right, rule.y)) for rule in levels]
    rules.append(((left, layout.bottom), (right, layout.bottom)))
    others = [run for path in paths if path.series.line is not Line.OURS for run in path.runs]
    return Plan(
        layout=layout,
        scale=scale,
        left=left,
        right=right,
        xs=xs,
        paths=paths,
        levels=levels,
        labels=tuple(
            Label(ending, text, centre, (end, y))
            for ending, text, centre, end, y in zip(
                endings, texts, centres, ends, heights, strict=True
            )
        ),
        values=place_values(
            _our_figures(drawing, xs, scale, layout),
            len(xs),
            [run for path in paths if path.series.line is Line.OURS for run in path.runs],
            [*others, *rules],
            layout,
        ),
        months=label_months(
            drawing.months, xs[1] - xs[0] if len(xs) > 1 else layout.width, layout
        ),
    )


def _height(value: float, scale: Scale, layout: Layout) -> float:
    return layout.bottom - layout.plot_height * scale.share(value)


def _wrap_all(endings: Sequence[Ending], layout: Layout) -> tuple[list[tuple[str, ...]], float]:
    """The labels' lines, and the width of the column that holds them, 0 without any."""
    if not endings:
        return [], 0
    words = (text_width(w, layout.text, e.is_ours) for e in endings for w in e.name.split())
    longest = min(max(words, default=0), _WIDEST_WORD * layout.width)
    width = max(layout.gutter, longest, *(text_width(e.label, layout.text) for e in endings))
    room = layout.height - _APART * (len(endings) + 1)
    for limit in range(_MOST_ROWS, 0, -1):
        texts = [wrap(e.name, e.label, layout.text, width, limit, e.is_ours) for e in endings]
        if sum(map(len, texts)) * layout.leading <= room:
            break
    widest = max(
        text_width(line, layout.text, ending.is_ours)
        for ending, text in zip(endings, texts, strict=True)
        for line in text
    )
    return texts, widest


def _columns(drawing: Drawing, left: float, right: float, layout: Layout) -> tuple[float, ...]:
    """Where months stand: inset, so that the first and last value's label has room."""
    count = len(drawing.months)
    if count == 1:
        return ((left + right) / 2,)
    ends = [
        point.label
        for series in drawing.series
        if series.line is Line.OURS
        for point in (*series.points[:1], *series.points[-1:])
    ]
    widest = max((text_width(label, layout.text, True) for label in ends), default=0)
    inset = min(max(28, widest) / 2, (right - left) / 4)
    spacing = (right - left - 2 * inset) / max(1, count - 1)
    return tuple(left + inset + n * spacing for n in range(count))


def _levels(
    drawing: Drawing,
    scale: Scale,
    layout: Layout,
    edges: tuple[float, float],
    xs: Sequence[float],
) -> tuple[Rule, ...]:
    """Levels from the top; those at the end that coincide lie side by side."""
    levels = sorted(
        (level for level in drawing.levels if is_held(level.value)),
        key=lambda level: (-level.value, ORDER[level.line]),
    )
    ending = [level for level in levels if level.last is None]
    heights = [_height(level.value, scale, layout) for level in ending]
    beside = spread(heights, [_BESIDE] * len(ending), layout.top - _BESIDE, layout.bottom)
    placed = dict(zip(map(id, ending), beside, strict=True))
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 0.0

    def rule(level: Level) -> Rule:
        y = placed.get(id(level), _height(level.value, scale, layout))
        first = None if level.first is None else drawing.months.index(level.first)
        last = None if level.last is None else drawing.months.index(level.last)
        start = edges[0] if first is None else xs[first] - half
        end = edges[1] if last is None else xs[last] + half
        return Rule(level, y, start, end, first, last)

    return tuple(map(rule, levels))


def _path(series: Series, xs: Sequence[float], scale: Scale, layout: Layout) -> Path:
    runs: list[list[tuple[int, Position]]] = [[]]
    for place, (point, x) in enumerate(zip(series.points, xs, strict=True)):
        if is_held(point.value):
            runs[-1].append((place, (x, _height(point.value, scale, layout))))
        elif runs[-1]:
            runs.append([])
    latest = len(xs) - 1
    spacing = xs[1] - xs[0] if latest > 0 else _LARGEST * 2
    mark = min(_LARGEST, max(_SMALLEST, _SHARE * spacing))
    ours = series.line is Line.OURS
    every = ours and not layout.brief and len(xs) <= MOST_VALUES
    dots = []
    for run in runs:
        for place, at in run:
            if kind := series.points[place].mark:
                dots.append(Dot(place, at, mark, kind))
            elif ours and place == latest:
                dots.append(Dot(place, at, _LARGEST))
            elif every or len(run) == 1:
                dots.append(Dot(place, at, 3.5 if ours else 3))
    lines = tuple(tuple(at for _, at in run) for run in runs if run)
    return Path(series, lines, tuple(dots))


def _our_figures(
    drawing: Drawing, xs: Sequence[float], scale: Scale, layout: Layout
) -> list[Figure]:
    return [
        Figure(place, point.label, point.value, x, _height(point.value, scale, layout))
        for series in drawing.series
        if series.line is Line.OURS
        for place, (point, x) in enumerate(zip(series.points, xs, strict=True))
        if is_held(point.value)
    ]
