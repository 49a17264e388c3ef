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
    BETWEEN = "between two numbers"


class Unit(StrEnum):
    """What stands behind a number."""

    NONE = ""
    PER_CENT = "%"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, with the decimal places it was written to.

    `upper` is the other end of "between 20 and 25"; `part` and `whole` are the two numbers
    of "9 of 10", whose share in per cent is the value.
    """

    start: int
    end: int
    value: float
    decimals: int = 0
    unit: Unit = Unit.NONE
    hedge: Hedge = Hedge.EXACT
    upper: float = 0.0
    part: float = 0.0
    whole: float = 0.0

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
            case Hedge.BETWEEN:
                return self.value - rounding <= actual <= self.upper + rounding
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
_POINTS = r"(?:percentage|%|per ?cent)[- ]?(?:points?|pts?)\b|points?\b|ppts?\b|pts\b|pp\b"
_NUMBER = re.compile(
    rf"(?:(?P<hedge>(?<!\w)(?:{_HEDGE}))\s?)?(?:\bx ?)?(?:(?<![\w.,/])|(?<=\bc\.)"
    rf"|(?<=\bca\.)|(?<=approx\.))"
    rf"(?P<figure>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?"
    rf"(?:\s?(?P<points>{_POINTS})|\s?(?P<percent>%|per ?cent\b(?!age)))?(?![\w/])"
)
_SPELLED = re.compile(
    rf"(?:\b(?P<hedge>{_HEDGE})\s)?\b(?P<word>(?:(?:{'|'.join(_TENS)})[-"
    rf" ](?:{'|'.join(_ONES[1:10])})"
    rf"|{'|'.join(sorted(_WORDS, key=len, reverse=True))}))\b"
    rf"(?:\s(?P<points>percentage[- ]points?\b|points?\b)|\s(?P<percent>per ?cent\b(?!age)))?"
)
_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_TIMES_OVER = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_FRACTION = re.compile(
    r"\b(?:by |of )?(?P<hedge>(?:just )?(?:over|under)|more than|less than|nearly|almost"
    r"|around|about|approximately|roughly)? ?\b(?:(?<!once )(?<!twice )(?<!times"
    r" )(?P<times>a|one|two|three|four)[ -]"
    r"(?P<name>half|third|quarter|fifth|tenth)s?\b"
    r"|(?<!first )(?<!second )(?<!other )(?P<half>half)"
    r"(?= of\b| the\b| our\b|\s*$|,|\x00| \x00| on\b| since\b))"
)
_OVER_FRACTION = {
    "over": Hedge.OVER,
    "more than": Hedge.OVER,
    "under": Hedge.UNDER,
    "less than": Hedge.UNDER,
}
_FOLD = re.compile(
    r"\b(?P<word>two|three|four|five|six|seven|eight|nine|ten|\d{1,2})[- ]?fold\b"
)
_RANGE = re.compile(
    r"(?<!aged )\bbetween (?P<low>\d[\d,]{0,9}(?:\.\d)?)\s?%? and"
    r" (?P<high>\d[\d,]{0,9}(?:\.\d)?)"
    r"(?:\s?(?P<points>" + _POINTS + r")|\s?(?P<percent>%|per ?cent\b(?!age)))?"
    r"(?![\w/.,]*\d| ?(?:working |school |calendar )?(?:days?|weeks?|hours?|months?|years?)\b)"
)
_SMALL = (
    r"(?:\d{1,6}(?:,\d{3})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)"
)
_RATIO = re.compile(
    rf"(?<![\d,.])\b(?P<part>{_SMALL}) (?P<way>in(?: every)?|out of(?: the| every)?"
    rf"|of(?: the)?)"
    rf" (?P<whole>{_SMALL})\b(?![\d,.]*\d|\s?%|[- ](?:working |school |calendar )?(?:days?"
    rf"|weeks?"
    rf"|hours?|minutes?|months?|years?|quarters?|{NAMES})\b)"
)
ROUGH_WHOLE = 12
"""Up to this "9 out of 10" is a turn of phrase; beyond it both numbers were counted."""
_ROUND = (
    r"(?:10{0,2},?000(?:,000)?|100|(?:(?:an?|one|ten|a hundred|hundred) )?(?:hundred|thousand"
    r"|million))\b(?![,.]?\d)"
)
"""What a rate is counted by, such as 10,000 children, is no figure itself. No other number
is taken for it, because the rules of disclosure look among the figures for what is hidden."""
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
        rf"\b(?:per|(?:for|in|to|of|among|out of) (?:every|each)) {_ROUND}",
        rf"(?:(?<=\d in )|(?<=\d out of )){_ROUND}",
        r"\b(?:q|qtr|quarter|phase|stage|tier|level|page|appendix|item|figure|step|band|key"
        r" stage|ks)\s?"
        r"\d+(?:\s?(?:,|-|&|and)\s?\d+)*",
        r"\bs(?:ec(?:tion)?)?\.?\s?\d+\b|\bc(?:ovid)?-?\s?19\b",
        r"[\u00a3$\u20ac]\s?\d[\d,.]*\s?[km]?\b",
        r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b",
        r"\b(?!x\d)[a-z]+\d[\w]*|\b\d+(?!(?:pp|ppts?|pts?)\b)[a-z]\w*",
        r"[<>]\s?\d[\d,.]*\s?%?",
        r"\bone (?:of|to one)\b|\bno one\b",
    )
)


def take_quantities(slate: Slate, *, of_shares: bool = False) -> list[Quantity]:
    """All numbers that could be figures; dates, ages, durations and the like are not.

    "9 of 10" is one number where shares are spoken of, otherwise two.
    """
    found = [_between(match) for match in slate.take(_RANGE)]
    if of_shares:
        for match in _RATIO.finditer(slate.text):
            if ratio := _ratio(match):
                found.append(ratio)
                slate.wipe(match.start(), match.end())
    found += [_fraction(match) for match in slate.take(_FRACTION)]
    for pattern in _NO_FIGURES:
        slate.take(pattern)
    found += [_fold(match) for match in slate.take(_FOLD)]
    found += [_number(match) for match in slate.take(_NUMBER)]
    for match in slate.take(_SPELLED):
        if match["word"] != "one" or _counts_one(match):
            found.append(_spelled(match))
    return sorted(found, key=lambda quantity: quantity.start)


def _counts_one(match: re.Match[str]) -> bool:
    """ "one" is a number only where it is counted: "just one", "by one"."""
    before = match.string[max(0, match.start("word") - 6) : match.start("word")]
    return bool(re.search(r"\b(?:just|only|by|of|from|to) $", before))


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


def _plain(word: str) -> float:
    """ "ten" or "1,250" as a number."""
    return float(_WORDS[word]) if word in _WORDS else float(word.replace(",", ""))


def _fraction(match: re.Match[str]) -> Quantity:
    value = _FRACTIONS[match["name"] or match["half"]] * _TIMES_OVER[match["times"] or "a"]
    hedge = _OVER_FRACTION.get(match["hedge"] or "", Hedge.FRACTION)
    return Quantity(match.start(), match.end(), value, 0, Unit.PER_CENT, hedge)


def _fold(match: re.Match[str]) -> Quantity:
    """ "tenfold" is 900% more."""
    value = (_plain(match["word"]) - 1) * 100
    return Quantity(match.start(), match.end(), value, 0, Unit.PER_CENT, Hedge.ABOUT)


def _between(match: re.Match[str]) -> Quantity:
    low, high = sorted((_plain(match["low"]), _plain(match["high"])))
    return Quantity(match.start(), match.end(), low, 0, _unit(match), Hedge.BETWEEN, upper=high)


def _ratio(match: re.Match[str]) -> Quantity | None:
    """None where the two numbers are no part and whole."""
    part, whole = _plain(match["part"]), _plain(match["whole"])
    is_rough = whole <= ROUGH_WHOLE
    if part > whole or whole < 2 or (match["way"].startswith("in") and not is_rough):
        return None
    hedge = Hedge.FRACTION if is_rough else Hedge.EXACT
    share = 100 * part / whole
    return Quantity(
        match.start(), match.end(), share, 0, Unit.PER_CENT, hedge, part=part, whole=whole
    )
