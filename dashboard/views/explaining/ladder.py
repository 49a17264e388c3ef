"""Which of the things a status may rest on exist, and which one decides."""

from __future__ import annotations

from dashboard.catalogue import Indicator, Kind, RagBasis, RagRule
from dashboard.measures.targets import standing
from dashboard.periods import Month
from dashboard.records import Basis, Colour
from dashboard.views import words
from dashboard.views.explaining.gathering import Asked

_STEPS = {
    RagBasis.TARGET: (Basis.TARGET,),
    RagBasis.COMPARATOR: (Basis.NEIGHBOURS, Basis.ENGLAND),
    RagBasis.DIRECTION: (Basis.DIRECTION,),
}


def list_ladder(asked: Asked) -> tuple[str, ...]:
    """A sentence for each rung down to the one that decides."""
    rag = asked.standing.rag
    if rag.colour in (Colour.NO_VALUE, Colour.NOT_JUDGED, Colour.QUERY):
        return ()
    decides = Basis.TARGET if rag.basis is Basis.STALE_TARGET else rag.basis
    rungs = [
        rung for basis in (asked.indicator.rag or RagRule()).ladder for rung in _STEPS[basis]
    ]
    said: list[str] = []
    for rung in rungs:
        text = _rung(asked.indicator, asked.month, rung)
        if rung is decides:
            return (*said, f"{text}. This decides.")
        said.append(f"{text}.")
    return tuple(said)


def _rung(indicator: Indicator, month: Month, rung: Basis) -> str:
    if rung is Basis.TARGET:
        target = standing(indicator, month.financial_year)
        if target is None or target.value is None:
            return f"Target: none is set for {month.financial_year.long} or before"
        text = words.figure(indicator, float(target.value))
        return f"Target: {text}, set for {target.financial_year.long}"
    if rung is Basis.DIRECTION:
        return f"Direction: the change on the {words.returns(indicator, 1)} before"
    is_near = rung is Basis.NEIGHBOURS
    name = "Statistical neighbours" if is_near else "England"
    given = indicator.comparators
    comparator = given.neighbours if is_near else given.england
    if comparator is None:
        return f"{name}: no figure"
    text = words.figure(indicator, float(comparator.value))
    if indicator.kind not in (Kind.PERCENTAGE, Kind.RATE):
        return f"{name}: {text}, but only percentages and rates are held against others"
    return f"{name}: {text}"
