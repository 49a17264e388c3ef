"""The method page at /method: each rule in words."""

from __future__ import annotations

from dashboard.web.page import Drawn, Page, Visit


def draw(_visit: Visit) -> Drawn:
    return Drawn("How figures are judged", {})


PAGE = Page(
    name="method", rule="/method", template="method.html", draw=draw, is_of_edition=True
)
