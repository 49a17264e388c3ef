"""Numbers of a sentence that could be figures, and how exactly they were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dashboard.claims.slate import Slate
from dashboard.claims.times import NAMES

ABOUT = 0.05
"""What "around" allows, of the number written; never less than 1."""
FRACTION_POINTS = 5.0
"""What "halved" or "a third" allows, in percentage points."""


class Hedge(StrEnum):
    """How exactly a number was meant."""

    EXACT = "exactly"
    ABOUT = "about"
    JUST_OVER = "just over"
    JUST_UNDER = "just under"
    OVER = "over"
    UNDER = "under"
    FRACTION = "about that fraction"


class Unit(StrEnum):
    """What stands behind a number."""

    NONE = ""
    PER_CENT = "%"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, with the decimal places it was written to."""

    start: int
    end: int
    value: float
    decimals: int = 0
    unit: Unit = Unit.NONE
    hedge: Hedge = Hedge.EXACT

    def fits(self, actual: float) -> bool:
        """Whether it is an honest way to write that figure, in the same unit."""
        slack = max(self.value * ABOUT, 1.0)
        rounding = 0.5 * 10.0**-self.decimals + 1e-9
        over, under = actual - self.value, self.value - actual
        match self.hedge:
            case Hedge.EXACT:
                return abs(over) <= rounding
            case Hedge.ABOUT:
                return abs(over) <= slack
            case Hedge.FRACTION:
                return abs(over) <= FRACTION_POINTS
            case Hedge.JUST_OVER:
                return -rounding <= over <= slack
            case Hedge.JUST_UNDER:
                return -rounding <= under <= slack
            case Hedge.OVER:
                return over > -rounding
            case Hedge.UNDER:
                return under > -rounding


_HEDGES = {
    Hedge.ABOUT: "around about approximately approx approx. roughly circa c. ca some ~",
    Hedge.JUST_OVER: "just_over slightly_over a_little_over just_above",
    Hedge.JUST_UNDER: "just_under slightly_under nearly almost close_to just_below",
    Hedge.OVER: "over more_than in_excess_of at_least",
    Hedge.UNDER: "under less_than fewer_than at_most up_to",
}
_HEDGE_OF = {w.replace("_", " "): h for h, words in _HEDGES.items() for w in words.split()}
_HEDGE = "|".join(re.escape(w) for w in sorted(_HEDGE_OF, key=len, reverse=True))
_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {w: n for n, w in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_WORDS["hundred"] = 100
_NUMBER = re.compile(
    rf"(?:(?P<hedge>(?<!\w)(?:{_HEDGE}))\s?)?(?:\bx ?)?(?<![\w.,/])"
    rf"(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?"
    rf"(?:\s?(?P<points>percentage[- ]points?\b|%[- ]?points?\b|points?\b|ppts?\b|pp\b)"
    rf"|\s?(?P<percent>%|per ?cent\b(?!age)))?(?![\w/])"
)
_SPELLED = re.compile(
    rf"(?:\b(?P<hedge>{_HEDGE})\s)?\b(?P<word>(?:(?:{'|'.join(_TENS)})[-"
    rf" ](?:{'|'.join(_ONES[1:10])})"
    rf"|{'|'.join(sorted(_WORDS, key=len, reverse=True))}))\b"
    rf"(?:\s(?P<points>percentage[- ]points?\b|points?\b)|\s(?P<percent>per ?cent\b(?!age)))?"
)
_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_FRACTION = re.compile(
    r"\b(?:by|of)? ?(?:(?:nearly|almost|around|about|over|just over|just under) )?"
    r"(?:a|one) (?P<name>half|third|quarter|fifth|tenth)\b|\bby (?:nearly |almost |about"
    r" )?(?P<half>half)\b"
)
_NO_FIGURES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b\d{{1,2}}(?:st|nd|rd|th)(?: of)?(?: {NAMES})?\b(?: 20\d\d)?",
        rf"\b\d{{1,2}} (?:of )?{NAMES}\b(?: 20\d\d)?",
        r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
        r"\b(?:19|20)\d\d\s?[-/]\s?\d{2,4}\b",
        r"(?<![\d,.])(?:19|20)[0-3]\d(?![\d,%]|\.\d|\s?%)\b(?! (?:children|contacts|referrals"
        r"|cases))",
        r"\baged? (?:of )?(?:over |under )?\d{1,2}(?:\s?(?:-|to|and)\s?\d{1,2})?\+?",
        r"\b(?:under|over)[- ]\d{1,2}'?s\b|\b\d{1,2}\+|\b\d{1,2}s\b",
        r"\b\d{1,2}(?:\s?(?:-|to)\s?\d{1,2})?[- ]year[- ]olds?\b",
        r"\b\d{1,3}\s?(?:-|to)\s?\d{1,3}\b(?=[- ](?:working |school )?(?:day|week|hour|year"
        r"|month))",
        r"\b(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)[- ](?:working |school "
        r"|calendar )?"
        r"(?:days?|weeks?|hours?|hrs?|minutes?|mins?|years?|months?|weekly|monthly|sessions?"
        r"|quarters?)\b",
        r"\b\d{1,3}\s?-\s?\d{1,3}\b",
        r"\bper \d[\d,]*\b",
        r"\b(?:q|qtr|quarter|phase|stage|tier|level|page|appendix|item|figure|step|band|key"
        r" stage|ks)\s?"
        r"\d+(?:\s?(?:,|-|&|and)\s?\d+)*",
        r"\bs(?:ec(?:tion)?)?\.?\s?\d+\b|\bc(?:ovid)?-?\s?19\b",
        r"[\u00a3$\u20ac]\s?\d[\d,.]*\s?[km]?\b",
        r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b",
        r"\b(?!x\d)[a-z]+\d[\w]*|\b\d+[a-z]\w*",
        r"[<>]\s?\d[\d,.]*\s?%?",
        r"\bone (?:of|to one)\b|\bno one\b",
    )
)


def take_quantities(slate: Slate) -> list[Quantity]:
    """All numbers that could be figures; dates, ages, durations and the like are not."""
    for pattern in _NO_FIGURES:
        slate.take(pattern)
    found = [_fraction(match) for match in slate.take(_FRACTION)]
    found += [_number(match) for match in slate.take(_NUMBER)]
    for match in slate.take(_SPELLED):
        if match["word"] != "one" or _counts_one(match):
            found.append(_spelled(match))
    return sorted(found, key=lambda quantity: quantity.start)


def _counts_one(match: re.Match[str]) -> bool:
    """ "one" is a number only where it is counted: "just one", "by one"."""
    before = match.string[max(0, match.start("word") - 6) : match.start("word")]
    return bool(re.search(r"\b(?:just|only|by|of) $", before))


def _unit(match: re.Match[str]) -> Unit:
    if match["points"]:
        return Unit.POINTS
    return Unit.PER_CENT if match["percent"] else Unit.NONE


def _hedge(match: re.Match[str]) -> Hedge:
    return _HEDGE_OF.get(match["hedge"] or "", Hedge.EXACT)


def _number(match: re.Match[str]) -> Quantity:
    decimals = match["decimals"] or ""
    value = float(match["figure"].replace(",", "")[:15] + decimals[:9])
    places = max(len(decimals[:9]) - 1, 0)
    return Quantity(match.start(), match.end(), value, places, _unit(match), _hedge(match))


def _spelled(match: re.Match[str]) -> Quantity:
    value = float(sum(_WORDS[word] for word in re.split(r"[- ]", match["word"])))
    return Quantity(match.start(), match.end(), value, 0, _unit(match), _hedge(match))


def _fraction(match: re.Match[str]) -> Quantity:
    value = _FRACTIONS[match["name"] or match["half"]]
    return Quantity(match.start(), match.end(), value, 0, Unit.PER_CENT, Hedge.FRACTION)
