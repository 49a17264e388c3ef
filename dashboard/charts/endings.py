"""Labels at the ends of lines: merged when lines coincide, spread apart when near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.scale import is_held
from dashboard.charts.style import ORDER
from dashboard.views.drawing import Drawing, Line

# Lines whose names are common nouns, written small inside a sentence.
_COMMON = {
    Line.NEIGHBOURS,
    Line.TARGET,
    Line.AVERAGE,
    Line.LIMIT,
    Line.TRIAL_LIMIT,
}


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands at the end of one or more lines that coincide.

    `month` is the place of the last figure in the drawing's months, None for a level,
    which runs to the edge of the plot.
    """

    lines: tuple[Line, ...]
    names: tuple[str, ...]
    label: str
    value: float
    month: int | None

    @property
    def is_ours(self) -> bool:
        return self.lines == (Line.OURS,)

    @property
    def name(self) -> str:
        """The names as a list: "England, South East and target"."""
        first, *others = self.names
        if self.lines[0] in _COMMON:
            first = first[:1].upper() + first[1:]
        rest = [
            name[:1].lower() + name[1:] if line in _COMMON and not name[1:2].isupper() else name
            for line, name in zip(self.lines[1:], others, strict=True)
        ]
        *before, last = [first, *rest]
        return f"{', '.join(before)} and {last}" if before else last


def endings_of(drawing: Drawing, nearness: float) -> list[Ending]:
    """The labels a drawing needs, highest value first.

    Lines with the same printed value, no further apart than `nearness` in the scale's
    unit, share a label; a level that stops before the last month has none. Our own line
    needs none when it is the only series: the title names it. Its value stands on its last
    point, so its label is the name alone.
    """
    last = len(drawing.months) - 1
    endings: list[Ending] = []
    for series in drawing.series if len(drawing.series) > 1 else ():
        held = [(n, p.label, p.value) for n, p in enumerate(series.points) if is_held(p.value)]
        if held:
            n, label, value = held[-1]
            # A figure of an earlier month must not pass for the latest.
            if series.line is Line.OURS or n < last:
                label = ""
            endings.append(Ending((series.line,), (series.name,), label, value, n))
    endings += [
        Ending((level.line,), (level.name,), level.label, level.value, None)
        for level in drawing.levels
        if is_held(level.value) and level.last is None
    ]
    endings.sort(key=lambda e: ORDER[e.lines[0]])
    merged: list[Ending] = []
    for ending in endings:
        for place, other in enumerate(merged):
            if _coincide(other, ending, nearness):
                merged[place] = _join(other, ending)
                break
        else:
            merged.append(ending)
    return sorted(merged, key=lambda e: -e.value)


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """Centres of blocks of these heights, in order, nearest to where they are wanted.

    None overlaps the next, and all lie between top and bottom if they fit at all.
    Least squares: blocks that would overlap move together, to their common mean.
    """
    offsets, height = [], 0.0
    for block in heights:
        offsets.append(height + block / 2)
        height += block
    # Less its offset, each centre may not come before the one above it; where it would,
    # pool the two (isotonic regression).
    pools: list[tuple[float, int]] = []
    for centre, offset in zip(wanted, offsets, strict=True):
        mean, size = centre - offset, 1
        while pools and pools[-1][0] > mean:
            above, count = pools.pop()
            mean = (above * count + mean * size) / (count + size)
            size += count
        pools.append((mean, size))
    shifts = [mean for mean, size in pools for _ in range(size)]
    highest, lowest = top, max(top, bottom - height)
    return [
        min(max(shift, highest), lowest) + offset
        for shift, offset in zip(shifts, offsets, strict=True)
    ]


def _coincide(one: Ending, other: Ending, nearness: float) -> bool:
    return one.label == other.label != "" and abs(one.value - other.value) <= nearness


def _join(one: Ending, other: Ending) -> Ending:
    lines, names = one.lines + other.lines, one.names + other.names
    return Ending(lines, names, one.label, one.value, one.month)
