"""The links in the head of every page: those that whoever asks may follow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.web.page import Visit
from dashboard.workflow.permissions import Permission


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the head; `page` is the name of the page's row."""

    page: str
    path: str
    label: str


def list_links(visit: Visit) -> list[Link]:
    """The links for one reader, in their order."""
    theme = visit.holdings.catalogue.themes[0].key
    links = [
        (Permission.READ_EDITIONS, Link("scorecard", "/", "Scorecard")),
        (Permission.READ_EDITIONS, Link("briefing", "/briefing", "Briefing")),
        (Permission.READ_EDITIONS, Link("theme", f"/theme/{theme}", "Themes")),
        (Permission.READ_EDITIONS, Link("glossary", "/glossary", "Glossary")),
        (Permission.READ_EDITIONS, Link("method", "/method", "How figures are judged")),
        (Permission.READ_EDITIONS, Link("editions", "/editions", "Editions")),
        (Permission.USE_DESK, Link("commentary", "/commentary", "Commentary")),
        (Permission.LOAD_DATA, Link("data", "/data", "Data")),
        (Permission.ACCEPT_FINDINGS, Link("findings", "/findings", "Findings")),
        (Permission.MANAGE_ACCOUNTS, Link("people", "/people", "People")),
        (Permission.READ_AUDIT, Link("audit", "/audit", "Record")),
    ]
    return [
        replace(link, path=visit.to(link.path))
        for permission, link in links
        if visit.identity.may(permission)
    ]
