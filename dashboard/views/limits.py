"""The layer of a chart that shows what is usual: limits as lines, other months marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dashboard.catalogue import Indicator
from dashboard.measures.spc import Mark, Span
from dashboard.periods import Month
from dashboard.views.drawing import MARK_WORDS, Level, Line, Series
from dashboard.views.holdings import Holdings
from dashboard.views.variation import average_of_range, ends_of_range, may_be_passed


def draw_limits(
    holdings: Holdings, indicator: Indicator, ours: Series
) -> tuple[Series, tuple[Level, ...], str]:
    """Our series with its marks, the limits as levels, and the marks in words.

    Everything is as known in the last month of the series. A limit that no figure can pass
    is not drawn. Without limits nothing changes.
    """
    months = tuple(point.month for point in ours.points)
    chart = holdings.measures.chart(indicator.ref, months[-1])
    marks = {mark.month: mark for mark in chart.marks if mark.month >= months[0]}
    marked = replace(
        ours,
        points=tuple(
            replace(p, mark=marks[p.month].kind) if p.month in marks else p for p in ours.points
        ),
    )
    last = chart.spans[-1] if chart.spans else None
    levels = tuple(
        level
        for span in chart.spans
        if span.last >= months[0]
        for level in _lines(indicator, span, months[0], is_last=span is last)
    )
    return marked, levels, _in_words(marks.values())


def _lines(indicator: Indicator, span: Span, first: Month, *, is_last: bool) -> Iterator[Level]:
    """The average and the limits of a period."""
    begins = span.first if span.first > first else None
    ends = None if is_last else span.last
    yield Level(
        "Average", Line.AVERAGE, span.centre, average_of_range(indicator, span), begins, ends
    )
    if span.lower == span.upper:
        return  # it stands still, and the average says where
    line = Line.TRIAL_LIMIT if span.is_trial else Line.LIMIT
    trial = "trial " if span.is_trial else ""
    texts = ends_of_range(indicator, span)
    sides = (("Lower", span.lower), ("Upper", span.upper))
    for (side, value), text, shown in zip(
        sides, texts, may_be_passed(indicator, span), strict=True
    ):
        if shown:
            yield Level(f"{side} {trial}limit", line, value, text, begins, ends)


def _in_words(marks: Iterable[Mark]) -> str:
    """For the alternative text: each marked month, and by which signal."""
    said = "; ".join(f"{m.month.short} {MARK_WORDS[m.kind]}, {m.signal}" for m in marks)
    return f" Marked: {said}." if said else ""
