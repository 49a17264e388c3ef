"""The scorecard at /: the month's dataset as one table."""

from __future__ import annotations

from dashboard.records import Colour, Judgement
from dashboard.views.scorecard import Choice, Filters, make_scorecard
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.reading import read_month


def read_filters(visit: Visit) -> Filters:
    """The filters in the address. What is not one of the choices counts as any."""
    catalogue = visit.holdings.catalogue
    theme, owner = visit.asked(Choice.THEME), visit.asked(Choice.OWNER)
    judgement, status = visit.asked(Choice.JUDGEMENT), visit.asked(Choice.STATUS)
    return Filters(
        month=read_month(visit, "month"),
        theme=theme if catalogue.theme(theme) else "",
        owner=owner if catalogue.person(owner) else "",
        judgement=judgement if judgement in set(Judgement) else "",
        status=status if status in set(Colour) else "",
        search=visit.asked("q")[:100],
    )


def draw(visit: Visit) -> Drawn:
    if visit.holdings.latest is None:
        return Drawn("Scorecard", {"card": None}, template="empty.html")
    today = visit.settings.current_day()
    card = make_scorecard(visit.holdings, read_filters(visit), visit.audience, today)
    return Drawn(f"Scorecard, {card.month.long}", {"card": card})


PAGE = Page(
    name="scorecard",
    rule="/",
    template="scorecard.html",
    draw=draw,
    regions={
        "scorecard-lede": "lede",
        "scorecard-month": "month",
        "scorecard-links": "links",
        "scorecard-results": "results",
    },
    is_kept=True,
    is_of_edition=True,
)
