"""Figures set against a reference: neighbours, England, an average, a target, a month."""

from __future__ import annotations

import re
from dataclasses import replace

from dashboard.claims.assertions import Comparison, Movement
from dashboard.claims.directions import Direction, Form
from dashboard.claims.facts import YEAR, Facts
from dashboard.claims.phrases import Phrases
from dashboard.claims.quantities import Quantity
from dashboard.claims.references import Against, Reference, Relation
from dashboard.claims.subjects import whose
from dashboard.claims.times import Role, When

_APART = re.compile(r",|\b(?:and|but|above|below|than|with|to)\b")
_MULTIPLE = re.compile(
    r"\b(?P<word>half|double|twice|treble|three times) (?:that of|(?:the|its|our) (?:number"
    r"|figure"
    r"|level|total|rate|volume|amount|percentage)s?(?: (?:seen|recorded|received|held))?) ?$"
)
_TIMES = {"half": -50.0, "double": 100.0, "twice": 100.0, "treble": 200.0, "three times": 200.0}
_BOTH = re.compile(r"\b(?:and|but)\s*$")
_THAN = re.compile(r" than\b")


def read_comparisons(phrases: Phrases) -> None:
    """Everything compared; a reference without a comparison asserts its own value."""
    for relation, aim in phrases.relations:
        gap = phrases.quantity_before(relation.start)
        about = _about(phrases, relation, gap)
        if isinstance(aim, When):
            if about is not None:
                _since(phrases, about, relation, aim, gap)
            continue
        value = phrases.value_of(aim)
        if about is not None and not _is_another_time(phrases, aim):
            of_average = _is_of_average(phrases, relation, aim)
            claim = Comparison(about, aim, relation, gap, value, of_average)
            phrases.claim(relation.start, aim.end, claim, gap, value)
    for when in phrases.times:
        _multiple(phrases, when)
    related = [aim for _, aim in phrases.relations]
    for aim in phrases.references:
        if aim in related or _is_another_time(phrases, aim):
            continue
        if value := phrases.value_of(aim):
            claim = Comparison(phrases.facts, aim, None, None, value)
            phrases.claim(aim.start, aim.end, claim, value)


def _about(phrases: Phrases, relation: Relation, gap: Quantity | None) -> Facts | None:
    """Of what it is said: the words before, or "contacts" in "more contacts than"."""
    if not relation.has_noun:
        return phrases.subject(gap.start if gap else relation.start)
    than = _THAN.search(phrases.text, relation.end)
    return whose(
        phrases.phrase_after(relation.end)[: than.start() - relation.end if than else None],
        phrases.facts,
    )


def _is_of_average(phrases: Phrases, relation: Relation, aim: Reference) -> bool:
    """ "The monthly average of 496 is above our neighbours" is not said of this month."""
    average = (Against.AVERAGE,)
    before = [r for r in phrases.references if r.end <= relation.start]
    return (
        aim.against != average
        and bool(before)
        and before[-1].against == average
        and not _APART.search(phrases.text, before[-1].end, relation.start)
        and not _BOTH.search(phrases.text, 0, before[-1].start)
    )


def _is_another_time(phrases: Phrases, reference: Reference) -> bool:
    """ "last year's average" is not the one that is held, nor is one over six months."""
    if reference.against == (Against.AVERAGE,) and any(
        t.role is Role.OVER and t.months not in (0, YEAR) for t in phrases.times
    ):
        return True
    if any(_is_other_month(phrases, t, reference) for t in phrases.times):
        return True
    past = [t for t in phrases.times if t.role is not Role.NOW and not t.months]
    gaps = [phrases.text[t.end : reference.start] for t in past if t.end <= reference.start]
    return any(len(gap) < 14 and not _APART.search(gap) for gap in gaps)


def _multiple(phrases: Phrases, when: When) -> None:
    """ "half the number in January" is a movement."""
    found = _MULTIPLE.search(phrases.text, 0, when.start)
    if not found or not (about := phrases.subject(found.start())):
        return
    times = _TIMES[found["word"]]
    sign = 1 if times > 0 else -1
    direction = Direction(found.start(), found.end(), sign, Form.VERB, times=times)
    claim = Movement(about, direction, phrases.facts.month, replace(when, role=Role.SINCE))
    phrases.free = [q for q in phrases.free if not found.start() <= q.start < found.end()]
    phrases.claim(found.start(), when.end, claim)


def _is_other_month(phrases: Phrases, when: When, reference: Reference) -> bool:
    """ "Above the average in November" is not said of this month."""
    is_behind = 0 <= when.start - reference.end < 3
    return when.role is Role.IN and when.month != phrases.facts.month and is_behind


def _since(
    phrases: Phrases, about: Facts, relation: Relation, when: When, gap: Quantity | None
) -> None:
    """ "4% higher than last year" is a movement."""
    phrases.directions = [
        d for d in phrases.directions if not d.start <= relation.start < d.end
    ]
    direction = Direction(
        relation.start, relation.end, relation.sign, Form.VERB,
        relation.is_merit, relation.is_same,
    )  # fmt: skip
    at = phrases.spoken_month or phrases.facts.month
    claim = Movement(about, direction, at, replace(when, role=Role.SINCE), gap)
    phrases.claim(relation.start, when.end, claim, gap)
