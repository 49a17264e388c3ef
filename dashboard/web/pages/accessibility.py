"""The accessibility statement at /accessibility, after the government's model."""

from __future__ import annotations

import datetime as dt

from dashboard.web.page import Drawn, Page, Visit

PREPARED = dt.date(2026, 11, 23)
"""The day the statement was last read against the site."""


def draw(_visit: Visit) -> Drawn:
    return Drawn("Accessibility statement", {"prepared": PREPARED})


PAGE = Page(
    name="accessibility", rule="/accessibility", template="accessibility.html", draw=draw
)
