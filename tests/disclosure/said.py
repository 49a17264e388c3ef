"""What can be read of a figure: in a file, a sentence, a drawing; and reading it from words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from dashboard.catalogue import Indicator
from dashboard.periods import Month

Cell = tuple[str, Month]
Bounds = tuple[Fraction, Fraction]

NUMBER = r"\d[\d,]*(?:\.\d+)?"
SMALL_NUMBER = re.compile(r"\b(?:[1-5]|one|two|three|four|five)\b(?![.,]\d)")
_FIGURE = re.compile(rf"({NUMBER})%?")
_PAIR = re.compile(rf"({NUMBER})(%?) to ({NUMBER})%?")
_STILL = re.compile(rf"still ({NUMBER})%")
_AMOUNT = re.compile(rf"({NUMBER}) (?:more|fewer|higher|lower)")
_POINTS = re.compile(rf"({NUMBER}) (?:percentage )?points?")
_PER_CENT = re.compile(rf"(?:up|down|[+−]) ?({NUMBER})%", re.IGNORECASE)
_PLAIN_STEP = re.compile(rf"[+−]({NUMBER})")


@dataclass(frozen=True)
class Read:
    """A figure as read: its text without the per cent sign, and its parts if they stand."""

    text: str
    parts: tuple[int, int] | None = None

    @property
    def bounds(self) -> Bounds:
        """What the text can be the rounding of."""
        return rounded(self.text)


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure lies between two numbers."""

    cell: Cell
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """A figure less an earlier one lies between two numbers."""

    now: Cell
    before: Cell
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Growth:
    """A figure over an earlier one lies between two numbers."""

    now: Cell
    before: Cell
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest, highest and mean over cells; `months` is on how many it is said to rest."""

    cells: tuple[Cell, ...]
    months: int | None
    lowest: Bounds
    highest: Bounds
    mean: Bounds | None = None


Said = Seen | Step | Growth | Spread


def rounded(text: str) -> Bounds:
    """What rounds to a figure, which is never below 0."""
    text = text.replace(",", "")
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    return max(Fraction(0), Fraction(text) - half), Fraction(text) + half


def figure(text: str) -> str | None:
    """ "1,493", "84%" or "[c] of children" as a number, if it is one."""
    found = _FIGURE.fullmatch(text.strip())
    return found[1].replace(",", "") if found else None


def read_change(text: str, indicator: Indicator, now: Cell, before: Cell) -> Iterator[Said]:
    """All that the words of a change tell of the two figures between which it was."""
    low = text.lower()
    sign = -1 if "down" in low or "−" in low else 1
    for one, is_percentage, other in _PAIR.findall(text):
        of_parts = indicator.is_percentage and not is_percentage
        for cell, number in ((before, one), (now, other)):
            place = (f"{cell[0]} top", cell[1]) if of_parts else cell
            yield Seen(place, *rounded(number))
    for number in _STILL.findall(text):
        yield Seen(before, *rounded(number))
        yield Seen(now, *rounded(number))
    if "as published" in low:
        return  # of figures that are held nowhere
    if "no change" in low:
        slack = Fraction(1, 2) if not indicator.is_percentage else Fraction(1, 20)
        yield Step(now, before, -slack, slack)
    elif "less than 1" in low or "under 1 point" in low:
        yield (
            Step(now, before, Fraction(-1), Fraction(1))
            if indicator.is_percentage
            else (Growth(now, before, Fraction(99, 100), Fraction(101, 100)))
        )
    elif indicator.is_percentage:
        for number in _POINTS.findall(text):
            yield _step(now, before, number, sign)
    else:
        for number in _AMOUNT.findall(text) or _PLAIN_STEP.findall(text.partition("%")[0]):
            if "%" not in text or _AMOUNT.search(text):
                yield _step(now, before, number, sign)
        if "just under" not in low:
            for number in _PER_CENT.findall(text):
                first, last = sorted(1 + sign * b / 100 for b in rounded(number))
                yield Growth(now, before, max(first, Fraction(0)), last)


def _step(now: Cell, before: Cell, number: str, sign: int) -> Step:
    first, last = sorted(sign * bound for bound in rounded(number))
    return Step(now, before, first, last)
