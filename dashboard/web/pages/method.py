"""The method page at /method: each rule in words."""

from __future__ import annotations

from dashboard.views.briefing import NEEDED, WEIGHTS, WHEN
from dashboard.web.page import Drawn, Page, Visit


def draw(_visit: Visit) -> Drawn:
    reasons = [(reason, weight, WHEN[reason]) for reason, weight in WEIGHTS.items()]
    return Drawn("How figures are judged", {"reasons": reasons, "needed": NEEDED})


PAGE = Page(
    name="method", rule="/method", template="method.html", draw=draw, is_of_edition=True
)
