"""Explain this number: every figure on the pages, from the formula to the cell it came from.

An explanation is made from the same measures as the page, and carries its formula as a tree,
so that a test can work every figure out again from the inputs it names.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.views.explaining.areas import (
    explain_comparator,
    explain_official,
    explain_rank,
)
from dashboard.views.explaining.changes import explain_change
from dashboard.views.explaining.explanation import (
    Explanation,
    Figure,
    Input,
    Rule,
    Stated,
    explain_path,
)
from dashboard.views.explaining.gathering import Asked
from dashboard.views.explaining.levels import explain_parts, explain_value
from dashboard.views.explaining.statuses import explain_status
from dashboard.views.explaining.targets import explain_target, explain_year_to_date
from dashboard.views.explaining.twelve_months import explain_printed, explain_spread
from dashboard.views.explaining.usual import explain_limits
from dashboard.views.holdings import Holdings
from dashboard.views.status import stand

__all__ = [
    "Explanation",
    "Figure",
    "Input",
    "Rule",
    "Stated",
    "explain",
    "explain_all",
    "explain_path",
]

_EXPLAINERS: dict[Figure, Callable[[Asked], Explanation | None]] = {
    Figure.VALUE: explain_value,
    Figure.PARTS: explain_parts,
    Figure.STATUS: explain_status,
    Figure.MONTH_ON_MONTH: explain_change,
    Figure.YEAR_ON_YEAR: explain_change,
    Figure.AVERAGE: explain_spread,
    Figure.MINIMUM: explain_spread,
    Figure.MAXIMUM: explain_spread,
    Figure.NEIGHBOURS: explain_comparator,
    Figure.ENGLAND: explain_comparator,
    Figure.REGION: explain_comparator,
    Figure.LIMITS: explain_limits,
    Figure.TARGET: explain_target,
    Figure.YEAR_TO_DATE: explain_year_to_date,
    Figure.DFE_OWN: explain_official,
    Figure.DFE_NEIGHBOURS: explain_official,
    Figure.DFE_REGION: explain_official,
    Figure.DFE_ENGLAND: explain_official,
    Figure.RANK: explain_rank,
    Figure.PRINTED_CHANGE: explain_printed,
    Figure.PRINTED_AVERAGE: explain_printed,
    Figure.PRINTED_MAXIMUM: explain_printed,
}
"""How each figure is explained, in the order of a month's page."""


def explain(
    holdings: Holdings,
    indicator: Indicator,
    month: Month,
    figure: Figure,
    audience: Audience,
    year: str = "",
) -> Explanation | None:
    """One figure of an active indicator; None where it has no such figure.

    `year` is one of DfE's, for a comparator of another year than the one chosen for the
    indicator. None, too, for a month that is not held, or an indicator without data.
    """
    found = _explain(holdings, indicator, month, (figure,), audience, year)
    return found[0] if found else None


def explain_all(
    holdings: Holdings, indicator: Indicator, month: Month, audience: Audience, year: str = ""
) -> tuple[Explanation, ...]:
    """Every figure of an indicator in a month, in the order of a row's columns."""
    return _explain(holdings, indicator, month, tuple(_EXPLAINERS), audience, year)


def _explain(
    holdings: Holdings,
    indicator: Indicator,
    month: Month,
    figures: tuple[Figure, ...],
    audience: Audience,
    year: str,
) -> tuple[Explanation, ...]:
    if indicator.ref not in holdings.measures.refs or month not in holdings.months:
        return ()
    standing = stand(holdings, indicator, month)
    asked = (
        Asked(holdings, indicator, month, figure, audience, standing, year)
        for figure in figures
    )
    found = (_EXPLAINERS[one.figure](one) for one in asked)
    return tuple(one for one in found if one)
