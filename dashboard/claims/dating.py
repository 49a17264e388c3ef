"""Which time a figure speaks of: the one that the words of its clause name."""

from __future__ import annotations

import re

from dashboard.claims.phrases import Phrases
from dashboard.claims.quantities import Quantity
from dashboard.claims.times import Role, When
from dashboard.periods import Month

NEAR, FAR = 40, 60
"""Characters between a figure and the month, or another time, it is of."""
BESIDE = 16
"""As many between a time and a figure right behind it."""
_NOT_ONE_MONTH = re.compile(
    r"[,\d]| - |\b(?:and|but|than|while|whilst|where|whereas|against|versus|compared)\b"
)
_WHEN_IT_WAS = re.compile(r",? when \w+ (?:was|were|stood at|had|saw|reached) ")
_CLAUSE = re.compile(
    r"[,:()]| - |\b(?:and|but|while|whilst|whereas|which|who|where|when|because|although"
    r"|though|so|than|against|versus|compared|compares|from|to|after|before|since|with)\b"
)
_COMPARED = re.compile(
    r"\s*(?:since|on|than|from|over|against|to|versus|vs?\.?|cf\.?|with|when|compare[ds]"
    r"|between|as)\b"
)
_SET_OFF = re.compile(r"\s*,")
_JOINED = re.compile(r"\s*(?:,|&|\band\b|, and\b)\s*(?:in |of )?")
_AS_A_WHOLE = re.compile(
    r"\b(?:(?:last|past|previous|prior|preceding) (?:year|yr)|(?:year|yr) (?:before|earlier)"
    r"|quarters?|qtr)\b"
)
_SAME_TIME = re.compile(r"\b(?:a|one|time|month|period|point|day)\b")


def month_of(phrases: Phrases, quantity: Quantity) -> Month | None:
    """The month of a figure.

    It is named behind the figure, right before it, or where its clause opens; otherwise it
    is the month of the sentence. None for a time of which no figure is held, such as the
    year to date, several months together, or all of a quarter or a year.
    """
    listed = _list_around(phrases, quantity)
    when = _when(phrases, listed[0].start, listed[-1].end)
    months = _months_with(phrases, when) if when else []
    if len(months) > 1:
        return months[listed.index(quantity)] if len(months) == len(listed) else None
    when = _when(phrases, quantity.start, quantity.end)
    if when is None:
        return phrases.spoken_month or phrases.facts.month
    if when.role is Role.OVER:
        return None if when.months > phrases.facts.step else phrases.facts.month
    return None if _is_of_a_whole(phrases, when, quantity) else when.month


def opening(phrases: Phrases, start: int) -> When | None:
    """ "In January, the teams at the front door received 1,460": it opens the clause.

    A time that is compared with opens it as well, but the figure is not of that time.
    """
    for when in reversed(phrases.times):
        if when.end > start:
            continue
        breaks = list(_CLAUSE.finditer(phrases.text, 0, when.start))
        leads_in = phrases.text[breaks[-1].end() if breaks else 0 : when.start]
        is_compared = when.role is not Role.OVER and _COMPARED.match(phrases.text, when.start)
        if leads_in.strip() or (breaks and _COMPARED.fullmatch(breaks[-1][0])) or is_compared:
            continue
        comma = _SET_OFF.match(phrases.text, when.end)
        first = comma.end() if comma else when.end
        return None if _CLAUSE.search(phrases.text, first, start) else when
    return None


def _when(phrases: Phrases, start: int, end: int) -> When | None:
    return _behind(phrases, end) or _before(phrases, start) or opening(phrases, start)


def _behind(phrases: Phrases, end: int) -> When | None:
    """ "1,460 were received in January": no other figure and no comma lies between.

    Not "1,300 (in January: 1,460)", nor "1,300 after a rise over three months".
    """
    when = next((t for t in phrases.times if t.start >= end), None)
    if when is None or _NOT_ONE_MONTH.search(phrases.text, end, when.start):
        return None
    between = phrases.text[end : when.start]
    if len(between) >= (NEAR if when.month and when.role is not Role.OVER else FAR):
        return None
    if when.role is Role.OVER and any(end <= d.start < when.start for d in phrases.directions):
        return None
    if "(" in between and ")" not in between:
        closed = phrases.text.find(")", when.end)
        if any(when.end <= q.start < closed for q in phrases.quantities):
            return None
    return when


def _before(phrases: Phrases, start: int) -> When | None:
    """ "in January it was 1,460", "since January, when it was 1,460"."""
    for when in reversed(phrases.times):
        if when.end <= start and when.role is not Role.OVER:
            between = phrases.text[when.end : start]
            is_near = len(between) < BESIDE and "," not in between
            if is_near or _WHEN_IT_WAS.fullmatch(between):
                return when
    return None


def _list_around(phrases: Phrases, quantity: Quantity) -> list[Quantity]:
    """ "1,460 and 1,300": figures with no word between but "and"."""
    listed: list[Quantity] = []
    for figure in phrases.quantities:
        if listed and not _JOINED.fullmatch(phrases.text, listed[-1].end, figure.start):
            if quantity in listed:
                break
            listed = []
        listed.append(figure)
    return listed if quantity in listed else [quantity]


def _months_with(phrases: Phrases, when: When) -> list[Month | None]:
    """ "January and February": the months named together with one."""
    listed: list[When] = []
    for time in phrases.times:
        if listed and not _JOINED.fullmatch(phrases.text, listed[-1].end, time.start):
            if when in listed:
                break
            listed = []
        listed.append(time)
    return [time.month for time in listed]


def _is_of_a_whole(phrases: Phrases, when: When, quantity: Quantity) -> bool:
    """Whether it may be the figure of all "last year" or "last quarter", and not of a month."""
    said = phrases.text[when.start : when.end]
    if not _AS_A_WHOLE.search(said) or _SAME_TIME.search(said) or when.month is None:
        return False
    if "year" not in said and "yr" not in said and phrases.facts.is_quarterly:
        return False
    return not any(map(quantity.fits, phrases.facts.spellings(when.month)))
