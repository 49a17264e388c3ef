"""What is usual: the range from an indicator's own months, and the signal of this one.

tests/spec/spc.md states the rules; the product's own working is in dashboard/measures/spc.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from statistics import fmean

from dashboard.catalogue import Indicator, Kind
from dashboard.measures import Variation
from dashboard.measures.spc.limits import REACH, SCREEN
from dashboard.periods import Month, months_between
from dashboard.records import Status
from dashboard.views.explaining.explanation import NOTHING, Explanation, Rule
from dashboard.views.explaining.formula import (
    Calculation,
    Operation,
    Result,
    Step,
    Term,
    constant,
    difference,
    product,
)
from dashboard.views.explaining.gathering import Asked
from dashboard.views.explaining.levels import hidden_among
from dashboard.views.explaining.signals import case_words, list_signals
from dashboard.views.variation import possible_limits, vary

_NOISE = 1e-12
_TOP = 100


def explain_limits(asked: Asked) -> Explanation:
    """The usual range of a month, by all that was held up to it, and what the month is."""
    indicator, month = asked.indicator, asked.month
    view = vary(asked.holdings, indicator, month)
    found = view.variation
    made = Explanation(
        figure=asked.figure,
        indicator=indicator,
        month=month,
        title=f"What is usual in {month.long}",
        shown=view.label or view.usual or NOTHING,
        sentence=" ".join(filter(None, (view.sentence, view.rests_on))),
        rule=Rule.USUAL,
        notes=tuple(filter(None, (view.target_sentence, view.why))),
    )
    if found.centre is None or found.lower is None:
        return replace(made, sentence="", absent=view.sentence)
    gathering = asked.gather()
    base = _months_of(asked, found)
    terms = {at: gathering.figure(indicator, at) for at in base}
    steps = [*_work_out(asked, found, terms), *_ends(indicator, found)]
    cases, recent = list_signals(asked, gathering, view)
    hidden = hidden_among(gathering)
    return replace(
        made,
        steps=(*steps, *recent),
        cases=cases,
        outcome=view.label if cases else "",
        because=case_words(found.signal, found.direction) if cases else "",
        inputs=gathering.inputs,
        notes=(*made.notes, hidden) if hidden else made.notes,
    )


def _months_of(asked: Asked, found: Variation) -> list[Month]:
    """The months that the range rests on: every return of its base."""
    first, last = found.base.first, found.base.last
    assert first is not None
    assert last is not None
    return [m for m in months_between(first, last) if is_returned(asked, m)]


def is_returned(asked: Asked, month: Month) -> bool:
    """Whether a figure stands in a month in which one was due."""
    measures, ref = asked.holdings.measures, asked.indicator.ref
    return (
        month in measures.months
        and measures.is_due(ref, month)
        and measures.observation_status(ref, month) is Status.VALUE
    )


@dataclass(frozen=True, slots=True)
class _Range:
    """How far two neighbouring returns are apart."""

    size: float
    term: Term


def _ranges(asked: Asked, terms: dict[Month, Term]) -> list[_Range]:
    """Between neighbouring returns, the greater first; none across a gap."""
    measures, ref = asked.holdings.measures, asked.indicator.ref
    apart = 3 if asked.indicator.is_quarterly else 1
    ranges = []
    for before, after in pairwise(terms):
        if after.index - before.index != apart:
            continue
        was, now = measures.figure(ref, before) or 0.0, measures.figure(ref, after) or 0.0
        size = abs(now - was)
        if size <= _NOISE * max(abs(now), abs(was)):
            size = 0.0
        low, high = (before, after) if now >= was else (after, before)
        ranges.append(_Range(size, difference(terms[high], terms[low])))
    return ranges


def _work_out(asked: Asked, found: Variation, terms: dict[Month, Term]) -> list[Step]:
    """Centre and limits.

    Where the series stands still but for a few jumps, no range is left after screening: then
    the median is the centre and every range counts.
    """
    assert found.centre is not None
    assert found.lower is not None
    assert found.upper is not None
    unit = "%" if asked.indicator.is_percentage else ""
    every = tuple(terms.values())
    ranges = _ranges(asked, terms)
    mean = fmean(one.size for one in ranges)
    screen = SCREEN * mean
    kept = [one for one in ranges if one.size < screen * (1 - _NOISE)]
    is_still = not any(one.size for one in kept)
    steps = [
        Step("points", "Figures it rests on", Calculation(Operation.COUNT, every), len(every)),
        Step(
            "centre",
            "The middle one of them" if is_still else "Their average",
            Calculation(Operation.MEDIAN if is_still else Operation.MEAN, every),
            found.centre,
            unit,
        ),
        _mean("movement", "Average distance between neighbours", ranges, mean),
    ]
    moves = "movement"
    if not is_still:
        said = f"Distances not under {SCREEN} times that are left out"
        term = product(constant(_decimal(SCREEN)), Result("movement"))
        steps.append(Step("screen", said, term, screen))
        if len(kept) < len(ranges):
            left = fmean(one.size for one in kept)
            steps.append(_mean("kept", "Average of the distances left", kept, left))
            moves = "kept"
    reach = (found.upper - found.lower) / 2
    term = product(constant(_decimal(REACH)), Result(moves))
    centre = Result("centre")
    return [
        *steps,
        Step("reach", f"The limits lie {REACH} times that from the average", term, reach),
        Step("lower", "Lower limit", difference(centre, Result("reach")), found.lower, unit),
        Step(
            "upper",
            "Upper limit",
            Calculation(Operation.ADD, (centre, Result("reach"))),
            found.upper,
            unit,
        ),
    ]


def _mean(key: str, said: str, ranges: Sequence[_Range], value: float) -> Step:
    return Step(
        key, said, Calculation(Operation.MEAN, tuple(one.term for one in ranges)), value
    )


def _ends(indicator: Indicator, found: Variation) -> list[Step]:
    """Where the range begins and ends as it is shown: what is possible, in whole numbers."""
    low, high = possible_limits(indicator, found)
    unit = "%" if indicator.is_percentage else ""
    steps: list[Step] = []
    first, last = "lower", "upper"
    if low != found.lower:
        first = "possible lower"
        term = Calculation(Operation.GREATEST, (Result("lower"), constant(0)))
        steps.append(Step(first, "Nothing lies below 0", term, low, unit))
    if high != found.upper:
        last = "possible upper"
        term = Calculation(Operation.LEAST, (Result("upper"), constant(_TOP)))
        steps.append(Step(last, "Nothing lies above 100%", term, high, unit))
    if indicator.kind is Kind.COUNT and math.ceil(low) <= math.floor(high):
        for key, said, operation, limit, value in (
            ("from", "Whole numbers from", Operation.WHOLE_FROM, first, math.ceil(low)),
            ("to", "up to", Operation.WHOLE_TO, last, math.floor(high)),
        ):
            term = Calculation(operation, (Result(limit),))
            steps.append(Step(key, said, term, float(value)))
    return steps


def _decimal(number: float) -> Decimal:
    return Decimal(repr(number))
