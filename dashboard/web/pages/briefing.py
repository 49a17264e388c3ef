"""The briefing at /briefing: one page for the night before the meeting."""

from __future__ import annotations

from dashboard.views.briefing import NOTE, make_briefing
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.reading import read_month


def draw(visit: Visit) -> Drawn:
    if visit.holdings.latest is None:
        return Drawn("Briefing", {"briefing": None}, template="empty.html")
    briefing = make_briefing(visit.holdings, read_month(visit, "month"), visit.audience)
    context = {"briefing": briefing, "note": NOTE}
    return Drawn(f"Briefing, {briefing.month.long}", context, is_live=False)


PAGE = Page(
    name="briefing",
    rule="/briefing",
    template="briefing.html",
    draw=draw,
    is_kept=True,
    is_of_edition=True,
)
