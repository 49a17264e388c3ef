"""Ties between whole numbers, and what they leave possible.

A tie says that a weighted sum of unknowns lies between two numbers: an identity of the
catalogue, or a printed percentage with its rounding. From the range of all but one of its
unknowns follows a range of that one; repeated until nothing changes, this is what a
patient reader can work out.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

Unknown = tuple[str, int]
"""A number by its name and month index: the ref of a count, or a part in words."""

Range = tuple[float, float]
"""The least and the greatest whole number it can be; empty if the first is greater."""

ANY: Range = (0, math.inf)
NONE: Range = (1, 0)
_SLACK = 1e-6
_MOST_STEPS = 20_000


class Ranges(dict[Unknown, Range]):
    """Ranges found now, over those found earlier; of what nobody knows, any number."""

    def __init__(self, earlier: Mapping[Unknown, Range]) -> None:
        super().__init__()
        self._earlier = earlier

    def __missing__(self, unknown: Unknown) -> Range:
        return self._earlier.get(unknown, ANY)


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """`low` <= sum of weight times unknown <= `high`.

    It is known only while the cell `shown_by`, if there is one, can be read.
    """

    terms: tuple[tuple[Unknown, float], ...]
    low: float = 0
    high: float = 0
    shown_by: Unknown | None = None

    def unknowns(self) -> Iterator[Unknown]:
        return (unknown for unknown, _ in self.terms)

    def narrow(self, ranges: Ranges) -> Iterator[tuple[Unknown, Range]]:
        """What it leaves possible for each unknown, given the ranges of the others."""
        spans = [_scaled(ranges[unknown], weight) for unknown, weight in self.terms]
        for place, (unknown, weight) in enumerate(self.terms):
            if spans[place][0] == spans[place][1]:
                continue  # a figure that can be read stands, whatever contradicts it
            least, most = self.low, self.high
            for other, span in enumerate(spans):
                if other != place:
                    least, most = least - span[1], most - span[0]
            yield unknown, _whole(_scaled((least, most), 1 / weight))


def meet(first: Range, second: Range) -> Range:
    """What both leave possible."""
    return max(first[0], second[0]), min(first[1], second[1])


def narrow_all(
    ties: Iterable[Tie],
    touching: Callable[[Unknown], Iterable[Tie]],
    ranges: Ranges,
) -> set[Unknown]:
    """Narrow the ranges by these ties and whatever they touch, until nothing changes.

    Returns the unknowns whose range changed. Should the ranges creep without end, what is
    left is called impossible, so that more is hidden rather than less.
    """
    changed: set[Unknown] = set()
    waiting = deque(ties)
    queued = set(map(id, waiting))
    steps = 0
    while waiting:
        tie = waiting.popleft()
        queued.discard(id(tie))
        steps += 1
        for unknown, found in tie.narrow(ranges):
            before = ranges[unknown]
            after = NONE if steps > _MOST_STEPS else meet(before, found)
            if after == before or before[0] >= before[1]:
                continue
            ranges[unknown] = after
            changed.add(unknown)
            for other in touching(unknown):
                if other is not tie and id(other) not in queued:
                    queued.add(id(other))
                    waiting.append(other)
    return changed


def _scaled(span: Range, weight: float) -> Range:
    low, high = span[0] * weight, span[1] * weight
    return (low, high) if weight > 0 else (high, low)


def _whole(span: Range) -> Range:
    low, high = span
    return (
        math.ceil(low - _SLACK) if math.isfinite(low) else low,
        math.floor(high + _SLACK) if math.isfinite(high) else high,
    )
