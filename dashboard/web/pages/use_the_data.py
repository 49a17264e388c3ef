"""How programs and spreadsheets read what is published, at /api."""

from __future__ import annotations

from dataclasses import dataclass

import flask

from dashboard.access import API
from dashboard.web.page import Drawn, Page, Visit
from dashboard.workflow.permissions import Permission


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing to ask for; `narrowed` names what it may be narrowed by."""

    path: str
    title: str
    about: str
    narrowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there may be no answer; `kind` is its anchor, to which the answer itself points."""

    status: int
    kind: str
    title: str
    remedy: str


_MONTHS = ("ref", "from", "to")
RESOURCES = (
    Resource(
        "/measures",
        "Measures",
        "One month, as the scorecard has it: figure, change, judgement, red, amber or green "
        "with its reason, average, comparators, target and commentary.",
        ("month", "ref"),
    ),
    Resource(
        "/observations",
        "Observations",
        "Every figure held, a row for each indicator and month.",
        _MONTHS,
    ),
    Resource(
        "/indicators",
        "Indicators",
        "What each indicator is: its kind, unit, owner, comparators, targets and rules.",
        ("ref",),
    ),
    Resource("/commentary", "Commentary", "What the service says of its figures.", _MONTHS),
    Resource(
        "/findings",
        "Findings",
        "Where figures, words and print disagree, and why that was accepted.",
        _MONTHS,
    ),
    Resource("/glossary", "Glossary", "Terms in plain words."),
)

FAILURES = (
    Failure(
        400,
        "parameters",
        "A parameter cannot be read",
        "The answer names every one at fault, what was found and what to write instead.",
    ),
    Failure(
        403,
        "not-allowed",
        "Not for you",
        "Working months are for those signed in. What is published is for everybody.",
    ),
    Failure(
        404,
        "not-found",
        "There is no such thing",
        "The answer says what is not there: the edition, the indicator, the month or the "
        "address.",
    ),
    Failure(405, "method", "Only read", "Nothing can be changed here. Ask with GET."),
    Failure(
        429,
        "too-many",
        "Too many requests",
        "Wait as many seconds as Retry-After says, and ask again.",
    ),
    Failure(
        503,
        "damaged",
        "The edition is damaged",
        "It is not what was published, so nothing of it is shown. Tell the council.",
    ),
)


def draw(visit: Visit) -> Drawn:
    site = visit.settings.base_url or flask.request.url_root.rstrip("/")
    return Drawn(
        "Use the data",
        {
            "site": site,
            "api": f"{site}{API}",
            "latest": visit.store.editions.latest(),
            "resources": RESOURCES,
            "failures": FAILURES,
            "rate": visit.settings.api_rate,
            "may_read_working": visit.identity.may(Permission.READ_WORKING_MONTHS),
        },
    )


PAGE = Page(name="api", rule="/api", template="use_the_data.html", draw=draw)
