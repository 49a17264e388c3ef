"""Values beside the points of our own line: which of them, and on which side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dashboard.charts.layout import Layout
from dashboard.charts.text import text_width

Position = tuple[float, float]
Run = Sequence[Position]

MOST_VALUES = 13
"""With more months, only the first, last, lowest and highest value are labelled."""

_CLEAR = 11  # between the point and the words, in px
_CAP = 0.75  # height of figures, in em

_DIP = 5  # how far words may reach below the plot, in px

# What it costs a label to stand in the way of things; the cheaper side is taken.
_OUTSIDE, _OWN_LINE, _OWN_LINE_NEAR, _OTHER_LINE, _OTHER_SIDE = 10.0, 2.0, 0.5, 1.0, 0.45


@dataclass(frozen=True, slots=True)
class Figure:
    """A held figure of our line: its place among the months, and where it stands."""

    place: int
    label: str
    value: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ValueLabel:
    """A figure's label: the middle and foot of its words, in px."""

    place: int
    text: str
    x: float
    y: float
    above: bool


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    top: float
    bottom: float

    def grown(self, by: float) -> _Box:
        return _Box(self.left - by, self.right + by, self.top - by, self.bottom + by)

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_crossed(self, start: Position, end: Position) -> bool:
        """Whether a segment, running from left to right, passes through."""
        (x1, y1), (x2, y2) = start, end
        if x2 < self.left or x1 > self.right:
            return False
        slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
        near = y1 + slope * (max(x1, self.left) - x1)
        far = y1 + slope * (min(x2, self.right) - x1)
        return min(near, far) < self.bottom and max(near, far) > self.top


def place_values(
    figures: Sequence[Figure],
    months: int,
    own: Iterable[Run],
    others: Iterable[Run],
    layout: Layout,
) -> tuple[ValueLabel, ...]:
    """Labels for our line, below a dip and above otherwise, unless a line is in the way.

    `others` are the other series, the levels and the base line. Labels never overlap: of
    two that would, the one that matters less is left out. So is, in a long series, one
    that would hide the line.
    """
    own, others = list(own), list(others)
    cap = layout.text * _CAP
    placed: list[tuple[_Box, ValueLabel]] = []
    for place in _choose(figures, months, layout):
        figure = figures[place]
        half = text_width(figure.label, layout.text, True) / 2
        x = min(max(figure.x, half + 2), layout.width - half - 2)
        preferred = not _is_dip(figures, place)
        best: tuple[float, _Box, ValueLabel] | None = None
        for above in (preferred, not preferred):
            foot = figure.y - _CLEAR if above else figure.y + _CLEAR + cap
            box = _Box(x - half, x + half, foot - cap, foot)
            if any(box.grown(4).meets(other) for other, _ in placed):
                continue
            cost = _cost(box, own, others, layout) + (_OTHER_SIDE if above != preferred else 0)
            if best is None or cost < best[0]:
                best = cost, box, ValueLabel(figure.place, figure.label, x, foot, above)
        if best and (months <= MOST_VALUES or not placed or best[0] < _OWN_LINE):
            placed.append(best[1:])
    return tuple(sorted((label for _, label in placed), key=lambda label: label.place))


def _choose(figures: Sequence[Figure], months: int, layout: Layout) -> list[int]:
    """Indexes of the figures to label, those that matter most first."""
    if not figures:
        return []
    last = len(figures) - 1
    if layout.brief:
        return [last]
    widest = max(text_width(figure.label, layout.text, True) for figure in figures)
    spacing = min(
        ((b.x - a.x) / (b.place - a.place) for a, b in pairwise(figures)),
        default=float(layout.width),
    )
    if months <= MOST_VALUES and widest + 6 <= spacing:
        return list(range(last, -1, -1))
    highest = max(range(len(figures)), key=lambda n: figures[n].value)
    lowest = min(range(len(figures)), key=lambda n: figures[n].value)
    return list(dict.fromkeys((last, highest, lowest, 0)))


def _is_dip(figures: Sequence[Figure], place: int) -> bool:
    """Whether the figure is lower than one it stands beside and higher than neither."""
    value = figures[place].value
    beside = [
        f.value for f in (*figures[max(0, place - 1) : place], *figures[place + 1 : place + 2])
    ]
    return any(value < other for other in beside) and all(value <= other for other in beside)


def _cost(box: _Box, own: Iterable[Run], others: Iterable[Run], layout: Layout) -> float:
    cost = _OUTSIDE if box.top < 1 or box.bottom > layout.bottom + _DIP else 0.0
    near, nearer = box.grown(4), box.grown(2)
    cost += _OWN_LINE * any(_crosses(run, box) for run in own)
    cost += _OWN_LINE_NEAR * any(_crosses(run, near) for run in own)
    return cost + _OTHER_LINE * sum(_crosses(run, nearer) for run in others)


def _crosses(run: Run, box: _Box) -> bool:
    return any(box.is_crossed(start, end) for start, end in pairwise(run))
