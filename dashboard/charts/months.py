"""Months along the bottom of a drawing, each year named once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.layout import Layout
from dashboard.charts.text import text_width
from dashboard.periods import Month

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class MonthLabel:
    """A month's name at its place among the months; its year where that is new."""

    place: int
    month: str
    year: str


def label_months(
    months: Sequence[Month], spacing: float, layout: Layout
) -> tuple[MonthLabel, ...]:
    """As many labels as fit with months `spacing` px apart.

    Counted back from the latest month, so that it always has one.
    """
    last = len(months) - 1
    if layout.brief:
        places = sorted({0, last}) if months else []
    else:
        width = text_width("2020", layout.axis) + 4
        step = next((step for step in _STEPS if spacing * step >= width), len(months) or 1)
        places = sorted(range(last, -1, -step))
    labels = []
    year = None
    for place in places:
        month = months[place]
        new = layout.brief or month.year != year
        labels.append(MonthLabel(place, month.abbreviation, str(month.year) if new else ""))
        year = month.year
    return tuple(labels)
