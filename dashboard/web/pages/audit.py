"""The record of changes at /audit, and as CSV; for officers and administrators."""

from __future__ import annotations

import datetime as dt

from dashboard.store.audit_log import AuditSearch
from dashboard.web.page import Drawn, Page, Visit
from dashboard.workflow.permissions import Permission


def read_search(visit: Visit) -> AuditSearch:
    """What is searched for; a day that is none counts as any."""
    try:
        day = dt.date.fromisoformat(visit.asked("day"))
    except ValueError:
        day = None
    return AuditSearch(visit.asked("q")[:100], day)


def draw(visit: Visit) -> Drawn:
    search = read_search(visit)
    number = visit.asked("page")
    is_number = number.isascii() and number.isdigit() and len(number) < 7
    page = visit.store.audit.page(search, int(number) if is_number else 1)
    return Drawn("Record of changes", {"search": search, "found": page})


PAGE = Page(
    name="audit",
    rule="/audit",
    template="audit.html",
    draw=draw,
    needs=Permission.READ_AUDIT,
)
