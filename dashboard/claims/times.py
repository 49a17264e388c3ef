"""When: "since January", "last month", "compared to February 2020", "over four months"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dashboard.claims.slate import Slate
from dashboard.periods import Month

NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
COUNTED = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen)"
_WORDS = re.findall(
    r"\w+", "zero one two three four five six seven eight nine ten eleven twelve"
)
_NUMBERS = {
    name: n
    for n, name in enumerate(
        re.findall(r"\w+", "jan feb mar apr may jun jul aug sep oct nov dec"), 1
    )
}
OLDEST = 5
"""Years back that a month written with two digits, as in "Feb 19", may lie."""
_SPAN = r"(?:the )?(?:last|past|previous|preceding|prior)"
_AGO = r"(?:ago|earlier|before|beforehand|previously|prior)"


class Role(StrEnum):
    """What a time is for: this month, a month spoken of, or one compared with."""

    NOW = "now"
    IN = "in"
    SINCE = "since"
    OVER = "over"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """A month in a sentence. None where it is one of which nothing can be known.

    `months` is the length of a period that was counted in months or years.
    """

    start: int
    end: int
    role: Role
    month: Month | None
    months: int = 0


def counted(word: str) -> int:
    """ "three" or "3" as a number."""
    if word.isdigit():
        return int(word)
    return 18 if word == "eighteen" else _WORDS.index(word)


_LEAD = (
    r"\b(?:(?P<lead>since|between|compared (?:to|with)|when compared (?:to|with)|compares to"
    r"|than|against|versus|vs?\.?|cf\.?|until|before|up to|prior to|on|from|in|during|for|of"
    r"|at|to|by|with|over)\s+)?"
    r"(?:the (?:end|month|level|levels|figure|same (?:time|month|period|point)) (?:of|in|at) "
    r"|end of "
    r"|the same (?:time|month|period|point) (?:in |of )?|(?:the )?(?:last|previous|prior) |the "
    r"|that in "
    r"|those in"
    r" |both )?"
)
_MONTH = re.compile(
    _LEAD + rf"\b(?P<name>{NAMES})\b\.?(?:[ -]+'?(?P<year>20\d\d|\d\d(?!\d|[ ]?%)))?"
)
_BACK = re.compile(r"\b(?:last|previous|prior) ")
_MONTH_LAST_YEAR = re.compile(
    _LEAD + rf"\b(?P<name>{NAMES})\b,? (?:of |in )?(?:last year|the (?:previous|prior) year"
    r"|the year before)\b(?!')"
)
_SINCE = {
    "since",
    "between",
    "than",
    "against",
    "versus",
    "vs",
    "vs.",
    "v",
    "v.",
    "cf",
    "cf.",
    "on",
    "from",
    "with",
    "over",
}
_YEAR_AGO = re.compile(
    r"\b(?:(?:compared (?:to|with)|since|on|than|from|at|in|over|against|to|versus|by|of) )*"
    r"(?:(?:it was |they were |we were )?(?:at )?(?:the )?(?:same|this) (?:time|month|period"
    r"|point|day) )?"
    r"(?:in |of |the |that )*(?:(?:last|previous|prior) (?:year|yr)(?:'s)?(?! quarter)"
    rf"|(?:(?:an?|one|1) (?:year|yr)|(?:12|twelve) months|(?<=the )(?:year|yr)) {_AGO}"
    r"|year[- ]on[- ]year|y/y|yoy)\b"
)
_OVER_YEAR = re.compile(
    rf"\b(?:over|in|during|for|across|within|of) (?:{_SPAN} (?:12|twelve) months?|{_SPAN} year"
    r"|the year|a year|12 months|twelve months)\b|\b12 months ago\b"
)
_OVER = re.compile(
    rf"\b(?:over|in|during|for|across|within|than|since)? ?(?:(?P<span>{_SPAN}) )?"
    rf"(?P<n>{COUNTED}) (?P<unit>month|quarter|year)s?(?P<ago> {_AGO})?\b"
)
_MONTH_AGO = re.compile(
    r"\b(?:(?:compared (?:to|with)|since|on|than|from|at|in|over|as|against|with|to|that of"
    r"|of) )*"
    r"(?:(?:the )?(?:end of )?(?:the )?(?:last|previous|prior|preceding|past) (?:month"
    r"|mth)(?:'s)?"
    rf"|(?:the|a|one) month {_AGO}|month[- ]on[- ]month|m/m|mom)\b"
)
_QUARTER_AGO = re.compile(
    r"\b(?:(?:compared (?:to|with)|since|on|than|from|in|over|against) )*"
    r"(?:(?:the )?(?:last|previous|prior|preceding|past) (?:quarter|qtr)"
    rf"|(?:the|a|one) (?:quarter|qtr) {_AGO})\b"
)
_NOW = re.compile(
    r"\b(?:(?:in|for|during|over|at the end of|by the end of) )?(?:this month(?:'s)?|this"
    r" period|in[- ]month"
    rf"|(?:in )?the month(?! {_AGO})|month[- ]end|end of the month"
    r"|current month|the current month"
    r"|current period)\b"
)
# "A year before the move" and "the month before that" count from a time that is not known
# here; "a year before the figure was" counts from now.
_AT_THAT_TIME = re.compile(rf" ?(?:\w+ ){{1,2}}{_AGO}")
_LENGTHS = {"month": 1, "quarter": 3, "year": 12}
_BEFORE_LAST = re.compile(
    r"\b(?:(?:compared (?:to|with)|since|on|than|from|in|over|against) )?the"
    r" (?P<unit>month|quarter|year) before last\b"
)
_BEFORE_AN_EVENT = re.compile(
    rf"\b(?:(?:in|at|by|from|over|to) )?(?:the|an?|one|{COUNTED}) (?:month|quarter|year)s?"
    r" (?:(?:before|prior to|previous to) (?:that|then)\b|prior to\b"
    r"|before (?=(?:the|an?|our|its|their|these|those)\b(?! (?:figure|number|total|rate"
    r"|percentage|proportion|share|level|count)\b)))"
)
_UNKNOWN = re.compile(
    r"\bsince then\b|\bytd\b|\byear[- ]to[- ]date\b|\bso far this year\b"
    r"|\bthis (?:quarter|qtr)\b"
    r"|\b(?:in|for|during|over|by) (?:q|qtr|quarter) ?\d(?: ?[-,&] ?\d)*\b|\b(?:(?:since"
    r"|before|prior to|pre|compared (?:to|with)|than|in|from|over)[- ]*)"
    r"(?:the )?(?:start of |beginning of |end of |early |late |mid )*(?:the )?"
    r"(?:first |second |last |recent |latest )?(?:lockdown|covid(?:-19)?|pandemic|summer"
    r"|winter|autumn|spring"
    r"|christmas|easter|20[0-3]\d(?!\d|[-/])|recent years?|previous years|recent months)\b"
)


def take_times(slate: Slate, written: str, month: Month) -> list[When]:
    """All times of a sentence, read from the month the paragraph is about.

    `written` is the sentence as typed: "may" is a month only with a capital.
    """
    found: list[When] = []

    def note(
        match: re.Match[str], role: Role, at: Month | None, months: int = 0, end: int = 0
    ) -> None:
        found.append(When(match.start(), end or match.end(), role, at, months))
        slate.wipe(match.start(), end or match.end())

    for match in slate.take(_BEFORE_LAST):
        note(match, Role.SINCE, month.shift(-2 * _LENGTHS[match["unit"]]))
    for match in slate.take(_BEFORE_AN_EVENT):
        note(match, Role.UNKNOWN, None)
    for match in slate.take(_MONTH_LAST_YEAR):
        at = month_named(match["name"], str(month.year - 1), month)
        note(match, _role(match), at)
    for match in slate.take(_NOW):
        note(match, Role.NOW, month)
    for match in slate.take(_MONTH_AGO):
        over = re.search(r"\b(?:in|over) the past\b", match[0])
        note(match, Role.OVER if over else _role_of_ago(match), month.shift(-1), 1)
    for match in slate.take(_YEAR_AGO):
        note(match, _role_of_ago(match), month.shift(-12))
    for match in slate.take(_OVER_YEAR):
        note(match, Role.OVER, month.shift(-12), 12)
    for match in slate.take(_QUARTER_AGO):
        note(match, Role.SINCE, month.shift(-3), 3)
    for match in _OVER.finditer(slate.text):
        if (
            match["span"]
            or match["ago"]
            or re.match(r"(?:over|in|for|within|during) ", match[0])
        ):
            months = counted(match["n"]) * _LENGTHS[match["unit"]]
            role = _role_of_ago(match) if match["ago"] else Role.OVER
            note(match, role, month.shift(-months), months)
    for match in _MONTH.finditer(slate.text):
        if _is_month(match, written):
            year = _year(match, month)
            end = match.end() if year or not match["year"] else match.end("name")
            note(match, *_named(match, year, month), end=end)
    for match in slate.take(_UNKNOWN):
        note(match, Role.UNKNOWN, None)
    return sorted(found, key=lambda when: when.start)


def _role_of_ago(match: re.Match[str]) -> Role:
    """ "A year before, it fell" is said of that time; "it fell on the year before" is not."""
    opens = not match.string[: match.start()].strip() and _AT_THAT_TIME.fullmatch(match[0])
    return Role.IN if opens else Role.SINCE


def _is_month(match: re.Match[str], written: str) -> bool:
    """ "may" and "march" are words as well, and "9th of February" is a day."""
    before = match.string[max(0, match.start("name") - 12) : match.start("name")]
    if re.search(r"\d(?:st|nd|rd|th)? (?:of )?$", before):
        return False
    if match["name"] in ("may", "march", "mar"):
        return bool(match["year"]) or written[match.start("name")].isupper()
    return True


def _year(match: re.Match[str], month: Month) -> str | None:
    """The year behind a month's name; "Jan 84" names none, the 84 is a figure."""
    year = match["year"]
    if year and len(year) == 2 and not 0 <= month.year - 2000 - int(year) <= OLDEST:
        return None
    return year


def month_named(name: str, year: str | None, month: Month) -> Month:
    """The month of that name and year; without a year the latest up to `month`."""
    number = _NUMBERS[name[:3]]
    if year:
        return Month(int(year) if len(year) == 4 else int(year) + 2000, number)
    return Month(month.year if number <= month.number else month.year - 1, number)


def _named(match: re.Match[str], year: str | None, month: Month) -> tuple[Role, Month | None]:
    at = month_named(match["name"], year, month)
    if match["lead"] in ("until", "before", "up to", "prior to"):
        return Role.UNKNOWN, None
    if at == month and not year and _BACK.search(match[0]):
        at = month.shift(-12)
    if at == month:
        return Role.NOW, at
    return _role(match), at


def _role(match: re.Match[str]) -> Role:
    """By the word that leads to a month."""
    lead = (match["lead"] or "").removeprefix("when ")
    return Role.SINCE if lead in _SINCE or lead.startswith("compare") else Role.IN
