"""Extremes and streaks: "lowest since August", "the third consecutive month"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dashboard.claims.slate import Slate
from dashboard.claims.times import COUNTED, NAMES, counted, month_named
from dashboard.periods import Month

_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_ORDINAL = rf"(?:{'|'.join(_ORDINALS[1:])}|\d{{1,2}}(?:st|nd|rd|th))"
_UNIT = r"(?:months?|monthly|quarters?|quarterly)"
_ON_END = r"(?:running|in a row|in succession|consecutively)"
_STREAK = re.compile(
    rf"\b(?:for )?(?:the )?(?P<ordinal>{_ORDINAL}) (?:(?:consecutive|successive) {_UNIT}"
    rf"|{_UNIT} {_ON_END})\b"
    rf"|\b(?:for )?(?:the )?(?:last |past )?(?P<count>{COUNTED}) (?:(?:consecutive"
    rf"|successive) {_UNIT}|{_UNIT} {_ON_END})\b"
    rf"|\b(?:(?:each|every) month"
    rf"|month[- ]on[- ]month) since (?P<since>{NAMES})\b(?: (?P<year>20\d\d))?"
)
_EXTREME = re.compile(
    r"\b(?P<most>highest|largest|greatest|lowest|smallest|fewest|best|worst|weakest"
    r"|strongest)\b"
    r"(?P<between>(?:(?!\b(?:and|but|highest|lowest)\b)[^,.;:\x00]){0,50}?)\b(?:"
    rf"since (?P<since>{NAMES})\b(?: (?P<year>20\d\d))?"
    rf"|(?:for|in|over|of|during|across|within) (?:the |this |a )?(?:last |past |previous "
    rf"|whole )?(?:(?P<n>{COUNTED})[ -]months?(?: period)?|(?P<whole>year))\b"
    r"|(?P<this>this year)\b|(?P<ever>ever|on record|we have seen|to date)\b)"
    rf"(?: (?:was|being|came)(?: in)? (?P<at>{NAMES})\b)?"
)
_SIGNS = {
    "highest": 1, "largest": 1, "greatest": 1, "best": 1, "strongest": 1,
    "lowest": -1, "smallest": -1, "fewest": -1, "worst": -1, "weakest": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StreakWords:
    """A number of months in a row; exactly so many in "the third month running"."""

    start: int
    end: int
    count: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class ExtremeWords:
    """The highest or lowest from a month on, or ever; `at` a month if one is named."""

    start: int
    end: int
    sign: int
    is_merit: bool
    first: Month | None
    at: Month


def take_streaks(slate: Slate, month: Month, step: int) -> list[StreakWords]:
    """All streaks; "every month since August" counts the changes after August."""
    found = []
    for match in slate.take(_STREAK):
        if match["ordinal"]:
            word = match["ordinal"]
            count = int(word[:-2]) if word[0].isdigit() else _ORDINALS.index(word)
        elif match["count"]:
            count = counted(match["count"])
        else:
            since = month_named(match["since"], match["year"], month)
            count = (month.index - since.index) // step
        if count > 0:
            found.append(StreakWords(match.start(), match.end(), count, bool(match["ordinal"])))
    return found


def take_extremes(slate: Slate, month: Month) -> list[ExtremeWords]:
    """All extremes that name a period; without one, nothing is claimed."""
    found = []
    for match in slate.take(_EXTREME):
        word = match["most"]
        if match["since"]:
            first: Month | None = month_named(match["since"], match["year"], month).shift(1)
        elif match["ever"]:
            first = None
        else:
            first = month.shift(1 - (counted(match["n"]) if match["n"] else 12))
        merit = word in ("best", "worst", "weakest", "strongest")
        at = month_named(match["at"], None, month) if match["at"] else month
        found.append(ExtremeWords(match.start(), match.end(), _SIGNS[word], merit, first, at))
    return found
