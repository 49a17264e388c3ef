"""Read a briefing's sentences back: which pattern each one is, and what stands in its blanks.

The patterns are those of the table in tests/spec; nothing but the text of a sentence is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from dashboard.periods import MONTH_NAMES, Month
from tests.spec.table import FOLDER

MOVEMENTS = ("moved", "stayed", "stands", "moved-from", "unsupplied")
NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
Slots = dict[str, str]
FIGURE = r"\u2212?[\d,]+(?:\.\d+)?%?(?: per [\d,]+)?"
HOLDS = {
    **dict.fromkeys(("now", "before", "target", "figure", "top", "bottom", "low"), FIGURE),
    **dict.fromkeys(("top_before", "bottom_before", "high", "centre", "average"), FIGURE),
    **dict.fromkeys(("total", "expected"), FIGURE),
    "moved": "rose|fell",
    "going": "rising|falling",
    "a_move": "a rise|a fall",
    "move": "rise|fall",
    "still": "(?:still )?",
    "side": "(?:just )?(?:above|below)|over|under",
    "where": "above|below|within",
    "extreme": "highest|lowest",
    "area": "the neighbours|England",
    "end": "top|bottom",
    "merit": "better|worse",
}
"""What a blank may hold, where that is known; elsewhere it is anything."""


class Found(NamedTuple):
    """A pattern by its key, and what its blanks hold. A heading has two."""

    key: str
    slots: Slots
    clause: str = ""


@cache
def patterns() -> dict[str, str]:
    """Each pattern of the table by its key."""
    text = (FOLDER / "briefing_sentences.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    return {row[0]: row[1] for row in cells if row[0] != "key"}


@cache
def as_regex(pattern: str) -> re.Pattern[str]:
    """A pattern with a group for each blank; the first letter may be a capital."""
    pieces = re.split(r"\{(\w+)\}", pattern)
    regex, seen = "", set[str]()
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            regex += re.escape(piece)
        elif piece in seen:
            regex += f"(?P={piece})"
        else:
            seen.add(piece)
            regex += f"(?P<{piece}>{HOLDS.get(piece, '.*?')})"
    return re.compile(f"(?i:{regex})" if pieces[0] else regex)


def read(text: str) -> list[Found]:
    """Every pattern that a sentence may be."""
    return [
        Found(key, found.groupdict())
        for key, pattern in patterns().items()
        if pattern[0] not in ",:;"
        and key not in MOVEMENTS
        and (found := as_regex(pattern).fullmatch(text))
    ]


def read_heading(text: str) -> list[Found]:
    """Every movement, with and without what makes it a topic, that a heading may be."""
    return list(_headings(text))


def _headings(text: str) -> Iterator[Found]:
    clauses = {"": "", **{k: p for k, p in patterns().items() if p[0] in ",:;"}}
    for key in MOVEMENTS:
        for clause, pattern in clauses.items():
            # A clause stands right behind the figure, as the table has it.
            found = as_regex(patterns()[key] + pattern).fullmatch(text)
            if found:
                yield Found(key, found.groupdict(), clause)


def number_of(text: str) -> int:
    """ "seven" or "24"."""
    lowered = text.lower()
    return NUMBERS.index(lowered) if lowered in NUMBERS else int(text.replace(",", ""))


def decimal_of(text: str) -> Decimal:
    """The figure as shown: "26%", "1,109", "20.8 per 100,000"."""
    return Decimal(text.partition(" ")[0].rstrip("%").replace(",", "").replace("−", "-"))


def rounded(value: Fraction | float, places: int) -> Decimal:
    """Half up, away from nought."""
    exact = Fraction(repr(value)) if isinstance(value, float) else value
    whole = Decimal(math.floor(abs(exact) * 10**places + Fraction(1, 2)))
    return whole.scaleb(-places) if exact >= 0 else -whole.scaleb(-places)


def agrees(text: str, value: Fraction | float | None) -> bool:
    """Whether a figure is shown as that value, at the decimals it has."""
    if value is None:
        return False
    shown = decimal_of(text)
    exponent = shown.as_tuple().exponent
    assert isinstance(exponent, int)
    return rounded(value, max(-exponent, 0)) == shown


def month_named(text: str, at: Month) -> Month:
    """ "January", of the months up to one, or "February 2020"."""
    if text not in MONTH_NAMES:
        return Month.parse(text)
    number = MONTH_NAMES.index(text) + 1
    return Month(at.year if number <= at.number else at.year - 1, number)
