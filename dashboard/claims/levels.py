"""Figures that a sentence states: the numbers that nothing else in it has claimed."""

from __future__ import annotations

import re

from dashboard.claims.assertions import Counted, Level
from dashboard.claims.dating import month_of
from dashboard.claims.facts import Facts
from dashboard.claims.phrases import Phrases
from dashboard.claims.quantities import Hedge, Quantity, Unit
from dashboard.claims.subjects import content, is_ours, names, shares_words, whose
from dashboard.claims.times import Role, When
from dashboard.periods import Month

_AT_FIGURE = re.compile(
    r"(?:\b(?:at|is|was|are|were|reached|hit|totalled|stood|with|to|now|remains|of only|had"
    r"|had been|being|received|saw|recorded|averag\w+"
    r"|(?:rate|figure|total|number|level|peak|spike|high|low) of|:|=)[\s\x00]*|\()$"
)
_TOP_OF = re.compile(r"\x00 ?(?:in )?[\s\x00]*of $")
_TOLD = re.compile(
    r"\s?(?:were |was |have been |had been )?(?:recorded|received|completed|made|reported|in"
    r" total|seen)\b"
)
_COMPARES = re.compile(
    r"\b(?:(?:compares?|compared) (?:to|with)|vs?\.?|cf\.?|versus|against) $"
)
_DIFFERENCE = re.compile(r"\bdifference of (?:just |only )?$")
_PARTIAL = re.compile(r"\b(?:of (?:these|those|them|which|whom|the|this cohort)\b)")
_NONE = re.compile(
    r"(?:^\s*|,\s*|\b(?:there )?(?:were|was|are|is|have been|has been|had|with|recorded) )"
    r"(?P<no>no|none|nil|zero)\b (?P<what>[^,;:()]{1,80})"
)
_CAME_ABOUT = re.compile(
    r"\b(?:(?:were|was|have been|has been|had been|are|is|being) )?(?:recorded|received"
    r"|completed|made|reported|seen|granted|given|held|begun|started|issued|registered)\b"
    r"|\b(?:were|was|in total|at all|of (?:these|those|them))\b"
)
_NONE_ENDS = re.compile(
    r" - |\b(?:and|but|so|as|because|due to|owing to|which|following|since|after|before"
    r"|despite|although|though|while|whilst|again|either|this|for the)\b"
)
_ARTICLES = re.compile(r"\b(?:a|an|the|our|such|other|more|further|new|in|of|on|at|to|for)\b")
_PREDICATE = re.compile(
    r"\b(?:was|were|are|is|had|have|has|been|to|in|on|with)\b(?P<said>[^,;(]*)"
)
TELLING = 10
"""A smaller count may equal that behind a percentage by chance."""
_BARE = re.compile(r"\s*(?:[a-z'-]+:? ){0,3}")
_BESIDE = re.compile(r"[\s(:=-]{0,3}")


def read_levels(phrases: Phrases) -> None:
    """A level for each number that may be a figure, and for each "none"."""
    for quantity in list(phrases.free):
        claim = _measured(phrases, quantity)
        if claim:
            phrases.claim(quantity.start, quantity.end, claim)
    _read_none(phrases)


def _read_none(phrases: Phrases) -> None:
    """ "No orders were made": that there was nothing to count, and no more than that.

    "No order was contested", "no single cause" and "no orders in the north" deny something
    else, or are said of a part. Of a percentage it may be either count.
    """
    text = phrases.text
    for when in phrases.times:
        text = text[: when.start] + " " * (when.end - when.start) + text[when.end :]
    for none in _NONE.finditer(text):
        start, end = none.span("no")
        said = none["what"]
        over = _NONE_ENDS.search(said)
        what = _CAME_ABOUT.sub(" ", said[: over.start()] if over else said)
        words = _ARTICLES.sub(" ", what).split()
        if words and (words == ["cases"] or all(names(word, phrases.facts) for word in words)):
            quantity = Quantity(start, end, 0.0)
            month, is_part = month_of(phrases, quantity), phrases.facts.is_percentage
            claim = Level(phrases.facts, quantity, month, is_part)
            counted = phrases.phrase_after(end)
            phrases.claim(start, end + len(counted.rstrip()), claim)


def _measured(phrases: Phrases, quantity: Quantity) -> Level | Counted | None:
    """What a number may be the figure of; None if it is nobody's."""
    if quantity.unit is Unit.POINTS or _DIFFERENCE.search(phrases.text, 0, quantity.start):
        return None
    facts = phrases.facts
    month = month_of(phrases, quantity)
    if facts.is_percentage and quantity.unit is not Unit.PER_CENT:
        return _count_beside(phrases, quantity, month)
    if facts.is_percentage != (quantity.unit is Unit.PER_CENT):
        return None
    about = _measured_by(phrases, quantity)
    if about is None:
        opens = month is None and not phrases.text[: quantity.start].strip()
        return Level(facts, quantity, None, False) if opens else None
    is_part = not about.is_percentage or _is_of_something_else(phrases, quantity, about)
    return Level(about, quantity, month, is_part)


def _count_beside(
    phrases: Phrases, quantity: Quantity, month: Month | None
) -> Level | Counted | None:
    """A count in the paragraph of a percentage: another indicator's, or a part of its own."""
    phrase, facts = phrases.phrase_after(quantity.end), phrases.facts
    if not content(phrase):
        return None
    about = whose(phrase, facts)
    if facts.parts and about in (None, facts):
        if is_ours(phrase, facts) or _is_own_count(phrases, quantity, month):
            return Counted(facts, quantity, month)
        return None
    if about is None or about is facts:
        return None
    return Level(about, quantity, month, True)


def _is_own_count(phrases: Phrases, quantity: Quantity, month: Month | None) -> bool:
    """Whether it is one of the two counts, in a sentence that speaks of the indicator."""
    facts = phrases.facts
    if month is None or month not in facts.parts or quantity.value < TELLING:
        return False
    parts = facts.parts[month]
    is_equal = quantity.value in (parts.numerator, parts.denominator)
    return is_equal and shares_words(content(phrases.text), facts)


def _is_of_something_else(phrases: Phrases, quantity: Quantity, about: Facts) -> bool:
    """Whether "80% of visits were ..." goes on with words that the indicator does not know."""
    said = _PREDICATE.search(phrases.between(quantity.end, len(phrases.text)))
    words = content(said["said"]) if said else frozenset()
    return bool(words) and not shares_words(words, about)


def _measured_by(phrases: Phrases, quantity: Quantity) -> Facts | None:
    facts = phrases.facts
    phrase = phrases.phrase_after(quantity.end)
    before = phrases.text[: quantity.start]
    if content(phrase):
        about = whose(phrase, facts)
        if about is None and quantity.unit is Unit.PER_CENT:
            now = facts.spellings(facts.month)
            is_own = quantity.hedge is not Hedge.FRACTION and any(map(quantity.fits, now))
            return facts if is_own else None
        return about
    if _PARTIAL.search(before):
        return facts if not facts.is_percentage else None
    if _COMPARES.search(before) or _TOLD.match(phrases.text, quantity.end):
        return facts
    is_placed = (
        _AT_FIGURE.search(before)
        or _TOP_OF.search(phrases.between(0, quantity.start))
        or _BARE.fullmatch(before)
        or any(_is_beside(phrases, when, quantity) for when in phrases.times)
    )
    return facts if is_placed and phrases.subject(quantity.start) else None


def _is_beside(phrases: Phrases, when: When, quantity: Quantity) -> bool:
    """ "Jan 84%", "84% in Jan": a month and a figure with nothing between."""
    if when.month is None or when.role is Role.OVER:
        return False
    is_first = when.start < quantity.start
    start, end = (when.end, quantity.start) if is_first else (quantity.end, when.start)
    return bool(_BESIDE.fullmatch(phrases.text, start, end))
