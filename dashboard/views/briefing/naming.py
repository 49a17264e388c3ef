"""How the briefing names things: an indicator, a month, a figure, and how far it moved."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.catalogue import Indicator, Kind
from dashboard.periods import Month
from dashboard.records import Change
from dashboard.views import words
from dashboard.views.briefing.sentences import Part
from dashboard.views.explaining import Figure
from dashboard.views.holdings import Holdings
from dashboard.views.status import arrow_threshold

_PER = re.compile(r"per [\d,]+")
_NEAR = 6
"""Months within which a month is clear without its year."""


def subject(indicator: Indicator) -> str:
    """What a sentence is about: "looked-after children", "the rate of looked-after children".

    An indicator of which the catalogue does not say it is called by its name.
    """
    if indicator.said is None:
        return indicator.name
    return f"the rate of {indicator.said}" if indicator.kind is Kind.RATE else indicator.said


def month_name(month: Month, at: Month) -> str:
    """By the shortest name that is clear beside another month: "January", "February 2020"."""
    return month.name if 0 <= at.index - month.index <= _NEAR else month.long


def value(
    indicator: Indicator, month: Month, number: float, *, fine: bool = False, full: bool = False
) -> Part:
    """A figure of a month; `full` says of a rate what it is a rate of."""
    text = words.figure(indicator, number, fine=fine)
    rate = _PER.match(indicator.unit) if full and indicator.kind is Kind.RATE else None
    if rate:
        text = f"{text} {rate[0]}"
    return Part(text, indicator.ref, month, Figure.VALUE)


@dataclass(frozen=True, slots=True)
class Move:
    """A change as it is said. `way` is 1, -1, or 0 where both figures are shown alike.

    `size` is "10 percentage points" or "4, or 3%"; empty where nothing moved.
    """

    way: int
    size: str

    @property
    def verb(self) -> str:
        return "rose" if self.way > 0 else "fell"

    @property
    def noun(self) -> str:
        return "rise" if self.way > 0 else "fall"


def measure_move(
    holdings: Holdings, indicator: Indicator, change: Change, *, fine: bool
) -> Move | None:
    """How far a figure moved; None without figures on both sides."""
    before, after = change.before, change.after
    if change.arrow is None or before is None or after is None:
        return None
    shown = [words.figure(indicator, figure, fine=fine) for figure in (before, after)]
    if shown[0] == shown[1]:
        return Move(0, "")
    way = 1 if after > before else -1
    size = size_text(indicator, after - before, fine=fine)
    if change.points is None and change.relative is not None and not change.small:
        size += _in_per_cent(change.relative, change.arrow == "similar", holdings, indicator)
    return Move(way, size)


def must_be_fine(indicator: Indicator, one: float, other: float) -> bool:
    """Whether two figures have to be shown to one decimal, because shown whole they would
    not differ by what is said of them."""
    if indicator.kind is Kind.COUNT:
        return False
    whole = [words.round_half_up(figure) for figure in (one, other)]
    return abs(whole[0] - whole[1]) != words.round_half_up(abs(one - other)) or any(
        "." in words.figure(indicator, figure) for figure in (one, other)
    )


def size_text(indicator: Indicator, size: float, *, fine: bool = False) -> str:
    """How far two figures are apart: "10 percentage points", "48", "8.3"."""
    places = 1 if fine or (indicator.kind is Kind.COUNT and not size.is_integer()) else 0
    text = words.number(abs(size), places)
    return f"{text} {_points(text)}" if indicator.is_percentage else text


def _in_per_cent(
    relative: float, is_similar: bool, holdings: Holdings, indicator: Indicator
) -> str:
    percent = words.round_half_up(abs(relative) * 100)
    threshold = words.round_half_up(arrow_threshold(holdings, indicator))
    if is_similar and percent == threshold:
        return f", or just under {words.number(float(threshold))}%"
    return f", or {words.number(float(percent))}%" if percent else ""


def points(size: float) -> str:
    """ "5 percentage points", to one decimal under one."""
    text = words.number(size, 0 if size >= 1 else 1)
    return f"{text} {_points(text)}"


def _points(text: str) -> str:
    return "percentage point" if text == "1" else "percentage points"
