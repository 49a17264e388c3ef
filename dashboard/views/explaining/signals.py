"""Which of the signals a month is, in the order in which they are looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.catalogue import Polarity
from dashboard.measures import Signal, Variation, VariationKind
from dashboard.measures.spc.signals import RUN
from dashboard.periods import Month
from dashboard.records import Status
from dashboard.views.explaining.formula import (
    Calculation,
    Case,
    Condition,
    Operation,
    Relation,
    Result,
    Step,
    Term,
    constant,
    difference,
    product,
    quotient,
)
from dashboard.views.explaining.gathering import Asked, Gathering
from dashboard.views.variation import VariationView, label_of

_OF_THREE = 3
_MERIT = {Polarity.MORE: 1, Polarity.LESS: -1, Polarity.NONE: 0}
_KINDS = {
    1: VariationKind.IMPROVING,
    0: VariationKind.UNUSUAL,
    -1: VariationKind.CONCERNING,
}
_WAYS = (1, -1)
_SIDES = {1: "above", -1: "below"}
_BEYOND = {1: Relation.ABOVE, -1: Relation.BELOW}
_NOT_BEYOND = {1: Relation.AT_MOST, -1: Relation.AT_LEAST}
_LAST = {1: Operation.LEAST, -1: Operation.GREATEST}
_LIMIT = {1: "upper", -1: "lower"}
_NEAR = {1: "near upper", -1: "near lower"}


def list_signals(
    asked: Asked, gathering: Gathering, view: VariationView
) -> tuple[tuple[Case, ...], list[Step]]:
    """What the month may be, each with its conditions, and the steps that these speak of.

    Nothing for a month without a figure. A signal that needs more months in a row than are
    held cannot be one, and is left out.
    """
    found = view.variation
    if found.value is None:
        return (), []
    unit = "%" if asked.indicator.is_percentage else ""
    months = _row(asked, view, RUN)
    values = [gathering.figure(asked.indicator, month) for month in months]
    polarity = _MERIT[asked.indicator.polarity]
    steps = [Step("now", f"The figure of {asked.month.long}", values[-1], found.value, unit)]
    if len(values) >= _OF_THREE:
        steps += _near_limits(view)
    if found.run:
        steps.append(_run(asked, gathering, found))
    if found.signal is Signal.TREND:
        began = asked.month.shift(-(found.run - 1) * _apart(asked))
        start = asked.holdings.measures.figure(asked.indicator.ref, began)
        assert start is not None
        term = gathering.figure(asked.indicator, began)
        steps.append(Step("began", f"The figure of {began.long}", term, start, unit))
    return tuple(_cases(found, polarity, values)), steps


def case_words(signal: Signal | None, way: int) -> str:
    """A signal in words, high (1) or low (-1)."""
    match signal:
        case Signal.OUTSIDE:
            return f"{_SIDES[way]} the {_LIMIT[way]} limit"
        case Signal.TREND:
            return f"seven in a row, each {_SIDES[way]} the one before"
        case Signal.TWO_OF_THREE:
            return f"two of three near the {_LIMIT[way]} limit, all on its side of the average"
        case Signal.ONE_SIDE:
            return f"seven in a row {_SIDES[way]} the average"
    return "none of these"


def _cases(found: Variation, polarity: int, values: Sequence[Term]) -> Iterator[Case]:
    def case(signal: Signal | None, way: int, *conditions: Condition) -> Case:
        kind = _KINDS[way * polarity] if signal else VariationKind.COMMON_CAUSE
        as_if = replace(found, kind=kind, signal=signal, direction=way)
        return Case(label_of(as_if), case_words(signal, way), conditions)

    now, centre = Result("now"), Result("centre")
    for way in _WAYS:
        limit = Result(_LIMIT[way])
        yield case(Signal.OUTSIDE, way, Condition(now, _BEYOND[way], limit))
    if len(values) >= RUN:
        steps = tuple(difference(after, before) for before, after in pairwise(values))
        for way in _WAYS:
            least = Calculation(_LAST[way], steps)
            yield case(Signal.TREND, way, Condition(least, _BEYOND[way], constant(0)))
    if len(values) >= _OF_THREE:
        for way in _WAYS:
            near, limit = Result(_NEAR[way]), Result(_LIMIT[way])
            last = values[-_OF_THREE:]
            together = Condition(Calculation(_LAST[way], tuple(last)), _BEYOND[way], centre)
            mine = (
                Condition(now, _BEYOND[way], near),
                Condition(now, _NOT_BEYOND[way], limit),
            )
            for other in last[:-1]:
                beside = (
                    Condition(other, _BEYOND[way], near),
                    Condition(other, _NOT_BEYOND[way], limit),
                )
                yield case(Signal.TWO_OF_THREE, way, together, *mine, *beside)
    if len(values) >= RUN:
        for way in _WAYS:
            least = Calculation(_LAST[way], tuple(values))
            yield case(Signal.ONE_SIDE, way, Condition(least, _BEYOND[way], centre))
    yield case(None, 0)


def _run(asked: Asked, gathering: Gathering, found: Variation) -> Step:
    """How many times in a row it rose or fell, or lay on one side."""
    many = found.run - 1 if found.signal is Signal.TREND else found.run
    months = [asked.month.shift(-n * _apart(asked)) for n in reversed(range(many))]
    terms = tuple(gathering.figure(asked.indicator, month) for month in months)
    return Step("run", "So many in a row", Calculation(Operation.COUNT, terms), many)


def _near_limits(view: VariationView) -> list[Step]:
    found = view.variation
    assert found.centre is not None
    assert found.upper is not None
    part = product(Result("reach"), quotient(constant(2), constant(3)))
    reach = (found.upper - found.centre) * 2 / 3
    centre = Result("centre")
    return [
        Step(
            "near upper",
            "Near the upper limit from",
            Calculation(Operation.ADD, (centre, part)),
            found.centre + reach,
        ),
        Step(
            "near lower",
            "Near the lower limit from",
            difference(centre, part),
            found.centre - reach,
        ),
    ]


def _row(asked: Asked, view: VariationView, most: int) -> list[Month]:
    """Months in a row with a figure that end with this one, of one period of limits."""
    measures, ref = asked.holdings.measures, asked.indicator.ref
    begun, row = view.variation.base.begun, [asked.month]
    while len(row) < most:
        before = row[0].shift(-_apart(asked))
        if before not in measures.months or (begun and before < begun):
            break
        if measures.observation_status(ref, before) is not Status.VALUE:
            break
        row.insert(0, before)
    return row


def _apart(asked: Asked) -> int:
    return 3 if asked.indicator.is_quarterly else 1
