"""Editions at /editions: what was published, and for officers what can be.

A month is looked at before it is published, at /editions/<month>/publish: every check with
what it weighs, and one form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.catalogue import Catalogue
from dashboard.periods import Month, long_date
from dashboard.publishing import Preparation, PublishingError, Weight, prepare
from dashboard.records import Edition
from dashboard.web.not_found import draw_not_found
from dashboard.web.page import Drawn, Page, Visit
from dashboard.workflow.due import meeting_on
from dashboard.workflow.permissions import Permission

WEIGHTS = {
    Weight.STOPS: "Must be put right first",
    Weight.ASKS: "Can be published, if you write why",
    Weight.TELLS: "Good to know",
}


@dataclass(frozen=True, slots=True)
class MonthOf:
    """A month with its versions, the latest first, and its meeting, if one is planned."""

    month: Month
    versions: tuple[Edition, ...]
    meeting: str


def draw(visit: Visit) -> Drawn:
    editions = visit.store.editions.all()
    catalogue = visit.holdings.catalogue
    done = visit.asked("done")
    may_publish = visit.identity.may(Permission.PUBLISH)
    published = {edition.month for edition in editions}
    held = reversed(visit.holdings.months) if may_publish else ()
    unpublished = [month for month in held if month not in published]
    first = Month(1900, 1)
    return Drawn(
        "Editions",
        {
            "months": list_months(editions, catalogue),
            "done": next((e for e in editions if e.address == done), None),
            "may_publish": may_publish,
            "coming": [m for m in unpublished if m > max(published, default=first)],
            "passed": [m for m in unpublished if m < max(published, default=first)],
        },
    )


def list_months(editions: Sequence[Edition], catalogue: Catalogue) -> tuple[MonthOf, ...]:
    """Every month that is published, the latest first."""
    months = sorted({edition.month for edition in editions}, reverse=True)
    return tuple(
        MonthOf(
            month,
            tuple(sorted((e for e in editions if e.month == month), key=lambda e: -e.version)),
            _meeting(catalogue, month),
        )
        for month in months
    )


def _meeting(catalogue: Catalogue, month: Month) -> str:
    meeting = meeting_on(catalogue, month)
    return long_date(meeting.date) if meeting else ""


def draw_publish(visit: Visit) -> Drawn:
    prepared = prepare_month(visit)
    if prepared is None:
        return draw_not_found(visit)
    return Drawn(
        f"Publish {prepared.month.long}",
        {
            "prepared": prepared,
            "weights": [
                (title, checks)
                for weight, title in WEIGHTS.items()
                if (checks := prepared.weighing(weight))
            ],
            "stops": bool(prepared.weighing(Weight.STOPS)),
            "asks": bool(prepared.weighing(Weight.ASKS)),
            "problem": visit.notice.get("problem", ""),
            "reason": visit.notice.get("reason", ""),
            "all_the_same": visit.notice.get("all_the_same", ""),
        },
    )


def prepare_month(visit: Visit) -> Preparation | None:
    """The month in the path, looked at; None if there is no such month held."""
    try:
        month = Month.parse(visit.parts["month"])
        return prepare(visit.store, visit.holdings.catalogue, month)
    except (ValueError, PublishingError):
        return None


PAGE = Page(name="editions", rule="/editions", template="editions.html", draw=draw)
PUBLISH = Page(
    name="publish",
    rule="/editions/<month>/publish",
    template="publish.html",
    draw=draw_publish,
    needs=Permission.PUBLISH,
)
