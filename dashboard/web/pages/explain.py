"""Explain this number, at /explain/<slug>/<month>: every figure of a month, and each alone.

Figures of DfE's data are of a year; `?year=` asks for another one than the chosen.
"""

from __future__ import annotations

from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.views.explaining import Explanation, explain_all
from dashboard.web.not_found import draw_not_found
from dashboard.web.page import Drawn, Page, Visit

_LONGEST_YEAR = 20


def _find(visit: Visit) -> tuple[Indicator, Month, tuple[Explanation, ...]] | None:
    """The indicator and month in the path with their explanations; None if there is none."""
    indicator = visit.holdings.catalogue.by_address(visit.parts["slug"])
    try:
        month = Month.parse(visit.parts["month"])
    except ValueError:
        return None
    if indicator is None or str(month) != visit.parts["month"]:
        return None
    year = visit.asked("year")[:_LONGEST_YEAR]
    found = explain_all(visit.holdings, indicator, month, visit.audience, year)
    return (indicator, month, found) if found else None


def draw_month(visit: Visit) -> Drawn:
    """Every figure of an indicator in a month."""
    found = _find(visit)
    if found is None:
        return draw_not_found(visit)
    indicator, month, explanations = found
    return Drawn(
        f"{indicator.ref}, {month.long}, explained",
        {"indicator": indicator, "month": month, "explanations": explanations},
    )


def draw(visit: Visit) -> Drawn:
    """One figure, down to the cells it comes from."""
    found = _find(visit)
    asked = visit.parts["figure"]
    one = next((e for e in found[2] if e.figure == asked), None) if found else None
    if found is None or one is None:
        return draw_not_found(visit)
    indicator, month, explanations = found
    return Drawn(
        f"{one.title}: {indicator.ref}",
        {"indicator": indicator, "month": month, "one": one, "others": explanations},
    )


MONTH = Page(
    name="explain-month",
    rule="/explain/<slug>/<month>",
    template="explain_month.html",
    draw=draw_month,
    is_of_edition=True,
)
PAGE = Page(
    name="explain",
    rule="/explain/<slug>/<month>/<figure>",
    template="explain.html",
    draw=draw,
    is_of_edition=True,
)
