"""The method page at /method: each rule in words."""

from __future__ import annotations

from dashboard.views.method import explain_method
from dashboard.web.page import Drawn, Page, Visit


def draw(visit: Visit) -> Drawn:
    sections = explain_method(visit.holdings.catalogue)
    return Drawn("How figures are judged", {"sections": sections})


PAGE = Page(
    name="method", rule="/method", template="method.html", draw=draw, is_of_edition=True
)
