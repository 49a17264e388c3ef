"""Claims of the unusual: "a significant rise", "within normal variation", "unusually high".

Read only where it is known what is usual. "Significant" counts beside a movement of the
figure alone: significant pressure, harm or work is no claim on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.claims.assertions import Unusual
from dashboard.claims.directions import Direction, Form
from dashboard.claims.facts import Facts
from dashboard.claims.phrases import Phrases
from dashboard.claims.subjects import whose
from dashboard.claims.times import Role

_NOT = (
    r"(?P<no>\b(?:not|no|never|nothing|without|\w+n't) (?:(?:been|yet|considered|deemed|a|any"
    r"|at all|particularly|very|especially|seen as) )*)?"
)
_SIGNIFICANT = re.compile(rf"{_NOT}\b(?:statistically )?(?P<un>in)?significant(?:ly)?\b")
_UNUSUAL = re.compile(
    rf"{_NOT}(?:\b(?:unusual|exceptional|abnormal|atypical)(?P<adverb>ly)?\b"
    r"|\bout of the ordinary\b)"
)
_SIZE = re.compile(r" (?:(?P<up>high|large|many|busy|great)|(?P<down>low|small|few|quiet))\b")
_THING = re.compile(r" (?:numbers?|levels?|volumes?|figures?|months?|high|low|peak|spike)\b")
_RANGE = re.compile(
    r"\b(?:(?P<out>(?:not|n't) (?:with)?in|outside(?: of)?|beyond|out of)"
    r"|(?P<up>above)|(?P<down>below)|(?:with)?in|in line with|at)? ?(?:the |its |their |our )?"
    r"(?:(?:normal|usual|typical|natural|expected)(?: [a-z-]+)? (?:range|variations?|limits"
    r"|fluctuations?|parameters)|(?:normal|usual) levels?)\b"
)
_THAN = re.compile(
    r"\b(?:(?P<up>higher|more|busier)|(?P<down>lower|fewer|less|quieter)) than (?:is |was )?"
    r"(?:usual|normal|typical)\b"
)
_BE = re.compile(r"\b(?:is|was|are|were|be|been|being|remains?|looks?|seems?|'s)(?: also)? $")
_ENDS = re.compile(r" ?(?:$|[,.;:()]|(?:and|but|for|given|as|in|at|on|when|compared|this)\b)")
_BESIDE_NOUN = re.compile(
    r"(?: (?:and|but|further|sustained|overall|month on month|year on year|month-on-month"
    r"|year-on-year|net|recent|seasonal|monthly|annual))* "
)
_BESIDE_VERB = re.compile(r",? (?:(?:and|but|though|although|more|very|quite) )?")
_CLAUSE = re.compile(r"[,;:()]| - |\b(?:but|although|though|which|while|whilst|however)\b")
NEAR = 8
"""Characters between "remains at" and the usual level."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Where it stands, whether the month is called special, on which side, and of what."""

    start: int
    end: int
    is_special: bool
    sign: int = 0
    direction: Direction | None = None
    takes_direction: bool = False


def read_unusual(phrases: Phrases) -> None:
    """All of them. A movement that is only the subject of one is no claim of its own."""
    for words in [*_significant(phrases), *_others(phrases)]:
        direction = words.direction
        about = phrases.about(direction) if direction else _about(phrases, words)
        if about is None or about.usual is None:
            continue
        if words.takes_direction and direction in phrases.directions:
            if not about.usual.is_known and not words.is_special:
                continue  # then the movement is held against the figures
            phrases.directions.remove(direction)
        claim = Unusual(
            about,
            words.is_special,
            words.sign,
            is_merit=bool(direction and direction.is_merit),
            is_over_time=bool(direction and _is_over_time(phrases, direction)),
        )
        phrases.claim(words.start, words.end, claim)


def _significant(phrases: Phrases) -> Iterator[_Words]:
    """ "Significant" with the movement it is said of."""
    for match in _SIGNIFICANT.finditer(phrases.text):
        is_denied = bool(match["no"]) != bool(match["un"])
        for direction in phrases.directions:
            is_inside = direction.start <= match.start() < direction.end
            if is_inside and direction.sign == 0:
                yield _Words(
                    direction.start, direction.end, False, 0, direction, takes_direction=True
                )
                break
            place = _beside(phrases.text, match, direction)
            if place is None:
                continue
            start = min(match.start(), direction.start)
            end = max(match.end(), direction.end)
            if place == "verb" and is_denied:  # "rose, but not significantly"
                start, end = match.start(), match.end()
            special = not (is_denied or (direction.is_denied and place == "noun"))
            takes = place == "subject" or (place == "noun" and not special)
            yield _Words(
                start, end, special, direction.sign if special else 0, direction, takes
            )
            break


def _beside(text: str, match: re.Match[str], direction: Direction) -> str | None:
    """How "significant" stands to a movement: "noun", "verb", or "subject" of it."""
    if direction.sign == 0:
        return None
    if match.end() <= direction.start:
        gap = text[match.end() : direction.start]
        if direction.form is Form.VERB:
            return "verb" if gap == " " and match[0].endswith("ly") else None
        return "noun" if _BESIDE_NOUN.fullmatch(gap) else None
    if direction.form is Form.VERB and match[0].endswith("ly"):
        gap = text[direction.end : match.start()]
        return "verb" if _BESIDE_VERB.fullmatch(gap) else None
    is_said = _BE.search(text[: match.start()]) and _ENDS.match(text, match.end())
    between = text[direction.end : match.start()]
    is_one_clause = direction.end <= match.start() and not _CLAUSE.search(between)
    return "subject" if is_said and is_one_clause and direction.form is Form.NOUN else None


def _others(phrases: Phrases) -> Iterator[_Words]:
    """Unusual, exceptional, within the normal range, higher than usual."""
    text = phrases.text
    for match in _UNUSUAL.finditer(text):
        size = _SIZE.match(text, match.end()) if match["adverb"] else None
        thing = _THING.match(text, match.end()) if not match["adverb"] else None
        is_said = _BE.search(text[: match.start()]) and _ENDS.match(text, match.end())
        if size or thing or (is_said and not match["adverb"]):
            sign = 0 if size is None else 1 if size["up"] else -1
            end = size.end() if size else match.end()
            yield _told(phrases, match.start(), end, is_special=not match["no"], sign=sign)
    for match in _RANGE.finditer(text):
        sign = 1 if match["up"] else -1 if match["down"] else 0
        is_special = bool(match["out"] or sign)
        yield _told(phrases, match.start(), match.end(), is_special=is_special, sign=sign)
    for match in _THAN.finditer(text):
        sign = 1 if match["up"] else -1
        yield _told(phrases, match.start(), match.end(), is_special=True, sign=sign)


def _told(phrases: Phrases, start: int, end: int, *, is_special: bool, sign: int) -> _Words:
    """With the movement that it is said of, if one is its subject: "the rise is unusual"."""
    sign = sign if is_special else 0
    for direction in phrases.directions:
        between = phrases.text[direction.end : start]
        is_before = direction.end <= start and not _CLAUSE.search(between)
        is_subject = direction.form is Form.NOUN or (
            direction.sign == 0 and len(between) < NEAR
        )
        if is_before and is_subject:
            own = direction.sign if is_special and not sign else sign
            return _Words(start, end, is_special, own, direction, takes_direction=True)
    return _Words(start, end, is_special, sign)


def _about(phrases: Phrases, words: _Words) -> Facts | None:
    """Of what it is said: "an unusually high number of contacts", or before a verb."""
    of = re.match(r" (?:numbers?|levels?|volumes?) of ", phrases.text[words.end :])
    if of:
        return whose(phrases.phrase_after(words.end + of.end()), phrases.facts)
    return phrases.subject(words.start)


def _is_over_time(phrases: Phrases, direction: Direction) -> bool:
    """Whether a movement is said of more than the time since the return before."""
    later = [d.start for d in phrases.directions if d.start > direction.start]
    facts = phrases.facts
    for when in phrases.times:
        if when.start < direction.start or when.start > min(later, default=len(phrases.text)):
            continue
        if when.role is Role.UNKNOWN or (when.role is Role.OVER and when.months > facts.step):
            return True
        is_base = when.role in (Role.SINCE, Role.OVER) and when.month is not None
        if is_base and when.month != facts.month.shift(-facts.step):
            return True
    return False
