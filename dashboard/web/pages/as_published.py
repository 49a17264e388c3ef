"""As published against now at /as-published: what a month's file printed beside ours."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.periods import Month
from dashboard.publishing import compare_editions
from dashboard.views.as_published import (
    DIFFERING,
    Beside,
    Reason,
    file_months,
    list_differing,
    official_of,
)
from dashboard.web.page import Drawn, Page, Visit


@dataclass(frozen=True, slots=True)
class Wanted:
    """The file and the reasons that the reader chose. `reason` None is all that differ."""

    month: Month
    reason: Reason | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        return DIFFERING if self.reason is None else (self.reason,)


def read_wanted(visit: Visit) -> Wanted | None:
    """What was asked for, by default the last file; None if no file printed anything."""
    months = file_months(visit.holdings)
    if not months:
        return None
    asked, reason = visit.asked("month"), visit.asked("reason")
    return Wanted(
        month=next((month for month in months if str(month) == asked), months[-1]),
        reason=next((one for one in Reason if one.value == reason), None),
    )


def list_rows(visit: Visit, wanted: Wanted) -> tuple[Beside, ...]:
    """The printed figures that the reader asked for."""
    official = official_of(visit.holdings)
    return list_differing(visit.holdings, wanted.month, official, wanted.reasons)


def draw(visit: Visit) -> Drawn:
    wanted = read_wanted(visit)
    return Drawn(
        "As published and now",
        {
            "wanted": wanted,
            "months": tuple(reversed(file_months(visit.holdings))),
            "reasons": tuple(Reason),
            "rows": list_rows(visit, wanted) if wanted else (),
            "changes": compare_editions(visit.holdings, visit.current())
            if visit.edition
            else (),
        },
    )


PAGE = Page(
    name="as-published",
    rule="/as-published",
    template="as_published.html",
    draw=draw,
    is_kept=True,
    is_of_edition=True,
)
