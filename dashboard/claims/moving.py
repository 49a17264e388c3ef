"""Movements of a sentence: what moved, which way, how far, and since when."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from dashboard.claims.assertions import Movement
from dashboard.claims.claim import Verdict
from dashboard.claims.dating import opening
from dashboard.claims.directions import Direction, Form
from dashboard.claims.facts import Facts
from dashboard.claims.movements import check_movement
from dashboard.claims.phrases import Phrases
from dashboard.claims.quantities import Quantity
from dashboard.claims.subjects import is_anybody, whose
from dashboard.claims.times import Role, When
from dashboard.periods import Month

_LINK = re.compile(
    r"(?:[\s\x00,~(]|\b(?:by|of|to|a|an|another|further|just|slightly|significantly|only|in"
    r"|the|month|some|approx|x|this|again|overall|net|nearly|almost|has|have|been|around)\b)*"
)
_OF_ITS_OWN = re.compile(r" in [a-z '/-]{1,60} (?:of|by) ?(?:just |only )?")
_TWO_ENDS = re.compile(
    r"\bfrom\b(?:[\s\x00]|\b(?:a|an|the|figure|peak|total|level|of|low|high)\b)*$"
)
_TO = re.compile(r"[\s\x00,)]*(?:children |contacts )?(?:in \w+ )?to[\s\x00]*(?:just |only )?")
_FROM = re.compile(r"[\s\x00,]*from[\s\x00]*(?:just |only )?")
_AND = re.compile(r"[\s\x00,]*(?:and|&|,)[\s\x00]*(?:by )?")
_BACKGROUND = (Role.SINCE, Role.OVER, Role.UNKNOWN)
Pair = tuple[Quantity | None, Quantity | None]


def read_movements(phrases: Phrases) -> None:
    """All movements, in the order of the sentence."""
    directions = phrases.directions
    ends = [d.start for d in directions[1:]] + [len(phrases.text)]
    for place, direction in enumerate(directions):
        _movement(phrases, direction, ends[place], place == 0)
    if not directions:
        _bare_pair(phrases)


def _movement(phrases: Phrases, direction: Direction, end: int, is_first: bool) -> None:
    facts = phrases.facts
    amount = _amount(phrases, direction, end)
    if direction.needs_amount and amount is None:
        return
    pair = before, after = _pair(phrases, direction.end, end)
    about = _about(phrases, direction, amount)
    times = _times(phrases, direction, end, is_first, pair)
    since = next((t for t in times if t.role in _BACKGROUND), None)
    if before is None and after is None and amount is None:
        after = _to(phrases, direction, end)
        before = _from(phrases, direction, end) if after is None else None
        if before and (named := _named_behind(phrases, before)):
            times = [t for t in times if t is not named]
            since = replace(named, role=Role.SINCE)
    claim = Movement(
        about,
        direction,
        _at(phrases, direction.start, times, before, after),
        since,
        amount,
        before,
        _time_of(phrases, before, after),
        after,
        direction.is_continued or any(t.role is Role.NOW for t in times),
    )
    if about is None:
        ours = replace(claim, about=facts)
        is_telling = (amount and amount.unit) or (before and after)
        if is_telling and check_movement(ours)[0] in _BORNE_OUT:
            claim = ours
        elif amount or before:
            claim = Movement(None, direction, facts.month)
        else:
            return
    stop = direction.end
    if since and since.start >= direction.start and claim.about:
        stop = since.end
    phrases.claim(direction.start, stop, claim, amount, before, after)
    if claim.about is not None:
        _again(phrases, claim, max(stop, amount.end if amount else 0))


_BORNE_OUT = (Verdict.AGREES, Verdict.POINTS)


def _about(phrases: Phrases, direction: Direction, amount: Quantity | None) -> Facts | None:
    about = phrases.about(direction)
    if direction.form is Form.OF or about is not phrases.facts:
        return about
    if amount and not amount.unit:
        counted = phrases.phrase_after(amount.end)
        return about if is_anybody(counted) else whose(counted, phrases.facts)
    return about


def _times(
    phrases: Phrases, direction: Direction, end: int, is_first: bool, pair: Pair
) -> list[When]:
    """The times of a movement, without those between the two ends of a pair."""
    compared = [aim for _, aim in phrases.relations]
    free = [t for t in phrases.times if t not in compared]
    times = [
        t
        for t in free
        if direction.end <= t.start < end and not _is_inside(phrases, t, direction)
    ]
    if is_first:
        times += [t for t in free if _fronts(phrases, t, direction)]
    before, after = pair
    if before and after:
        first, last = sorted((before.end, after.end))
        times = [t for t in times if not first <= t.start < last + 14]
    return times


def _is_inside(phrases: Phrases, when: When, direction: Direction) -> bool:
    """Whether it is in brackets behind the movement, with a figure of its own."""
    opened = phrases.text.rfind("(", 0, when.start)
    is_open = opened > phrases.text.rfind(")", 0, when.start)
    is_open = is_open and opened >= direction.end
    return is_open and any(opened < q.start < when.start for q in phrases.quantities)


def _at(
    phrases: Phrases,
    start: int,
    times: list[When],
    before: Quantity | None,
    after: Quantity | None,
) -> Month:
    """The month moved to: named behind the second end of a pair, or else spoken of."""
    usual = phrases.spoken_month or phrases.facts.month
    behind = (
        t for t in phrases.times
        if after and t.month and t.role is not Role.SINCE and 0 <= t.start - after.end < 3
    )  # fmt: skip
    if before and after:
        if after.start < before.start:
            return phrases.facts.month
        opens = opening(phrases, start)
        spoken = opens.month if opens and opens.role is Role.IN else None
        return next((t.month for t in behind if t.month), spoken or phrases.facts.month)
    spoken = next((t.month for t in times if t.role is Role.IN and t.month), usual)
    return next((t.month for t in behind if t.month), spoken)


def _amount(phrases: Phrases, direction: Direction, end: int) -> Quantity | None:
    """ "fell by 11%", "increase of 20", "a 10% rise"."""
    if direction.sign == 0 or direction.is_peak:
        return None
    for quantity in phrases.free:
        gap = phrases.text[quantity.end : direction.start]
        is_before = quantity.end <= direction.start and direction.form is not Form.VERB
        if is_before and re.fullmatch(r"[\s-]?(?:\w+ )?(?:point )?", gap):
            return quantity
    for quantity in phrases.free:
        if direction.end <= quantity.start < end:
            gap = phrases.between(direction.end, quantity.start)
            if direction.form is Form.NOUN and _OF_ITS_OWN.fullmatch(gap):
                return quantity
            if "(" in gap and _is_dated(phrases, quantity):
                return None
            leads_on = re.search(r"\b(?:to|from|in|at) ?$", gap.rstrip("\x00 ("))
            is_pair = _pair(phrases, direction.end, end)[0] is quantity
            return None if leads_on or is_pair or not _LINK.fullmatch(gap) else quantity
    return None


def _is_dated(phrases: Phrases, quantity: Quantity) -> bool:
    """ "(89% in Dec)" is the figure of that month."""
    return any(0 <= t.start - quantity.end < 3 and t.role is Role.IN for t in phrases.times)


def _fronts(phrases: Phrases, when: When, direction: Direction) -> bool:
    """Whether a time before a movement is of the same clause."""
    between = phrases.text[when.end : direction.start]
    return when.end <= direction.start and not re.search(r"\b(?:and|but|which)\b", between)


def _again(phrases: Phrases, claim: Movement, end: int) -> None:
    """ "by 160 (11%)" says it twice, "4% since May and 5% since June" of two months."""
    amount = claim.amount
    if amount is None:
        return
    for quantity in list(phrases.free):
        near = phrases.text[amount.end : quantity.start]
        if amount.end < quantity.start < amount.end + 4 and "(" in near:
            again = replace(claim, amount=quantity)
            phrases.claim(
                quantity.start - near[::-1].index("(") - 1, quantity.end, again, quantity
            )
            continue
        since = next((t for t in phrases.times if 0 <= t.start - quantity.end < 3), None)
        linked = quantity.start >= end and _AND.fullmatch(phrases.text, end, quantity.start)
        if linked and since and since.role in _BACKGROUND:
            again = replace(claim, amount=quantity, since=since)
            phrases.claim(quantity.start, since.end, again, quantity)


def _to(phrases: Phrases, direction: Direction, end: int) -> Quantity | None:
    """ "increased to 90%"."""
    for quantity in phrases.free:
        if direction.end <= quantity.start < end:
            gap = phrases.between(direction.end, quantity.start)
            ends_in_to = re.search(r"\bto(?: \w+)? $", gap)
            return quantity if ends_in_to and _LINK.fullmatch(gap) else None
    return None


def _from(phrases: Phrases, direction: Direction, end: int) -> Quantity | None:
    """ "down from 91% in November"."""
    for quantity in phrases.free:
        if direction.end <= quantity.start < end:
            gap = phrases.between(direction.end, quantity.start)
            is_from = _TWO_ENDS.search(gap) and _LINK.fullmatch(gap[: gap.rfind("from")])
            return quantity if is_from else None
    return None


def _named_behind(phrases: Phrases, quantity: Quantity) -> When | None:
    return next((t for t in phrases.times if 0 <= t.start - quantity.end < 3 and t.month), None)


def _pair(phrases: Phrases, start: int, end: int) -> Pair:
    """ "from 84% in January to 90%", "to 90% from 84%", "(84% to 90%)": earlier and later."""
    inside = [q for q in phrases.quantities if start <= q.start < end]
    for first, second in pairwise(inside):
        before = phrases.text[max(0, first.start - 24) : first.start]
        between = phrases.between(first.end, second.start)
        opens = _TWO_ENDS.search(before) or (before.endswith("(") and first.unit == second.unit)
        if opens and _TO.fullmatch(between):
            return first, second
        if before.endswith("to ") and _FROM.fullmatch(between):
            return second, first
    return None, None


def _bare_pair(phrases: Phrases) -> None:
    """ "has gone from 623 to 622" moves without saying which way."""
    first, second = _pair(phrases, 0, len(phrases.text))
    if first is None or second is None or first.value == second.value:
        return
    start = phrases.text.rfind("from", 0, max(first.start, second.start))
    if start < 0 or (about := phrases.subject(min(start, first.start, second.start))) is None:
        return
    sign = 1 if second.value > first.value else -1
    claim = Movement(
        about,
        Direction(start, start + 4, sign, Form.VERB),
        _at(phrases, start, [], first, second),
        None,
        None,
        first,
        _time_of(phrases, first, second),
        second,
    )
    phrases.claim(start, start + 4, claim, first, second)


def _time_of(phrases: Phrases, before: Quantity | None, after: Quantity | None) -> Month | None:
    """The month of the first end of a pair."""
    if before is None or after is None:
        return None
    last = after.start if after.start > before.start else before.end + 4
    between = (t for t in phrases.times if before.end <= t.start < last)
    return next((t.month for t in between if t.role is not Role.NOW), None)
