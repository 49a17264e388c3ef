"""A theme at /theme/<key>: every indicator of it as a small chart."""

from __future__ import annotations

from dashboard.views.theme import make_theme_page
from dashboard.web.not_found import draw_not_found
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.reading import read_month


def draw(visit: Visit) -> Drawn:
    theme = visit.holdings.catalogue.theme(visit.parts["key"])
    if theme is None:
        return draw_not_found(visit)
    page = make_theme_page(visit.holdings, theme, read_month(visit, "month"), visit.audience)
    return Drawn(theme.name, {"page": page})


PAGE = Page(
    name="theme",
    rule="/theme/<key>",
    template="theme.html",
    draw=draw,
    regions={"theme-month": "month", "theme-results": "results", "theme-links": "links"},
    is_kept=True,
    is_of_edition=True,
)
