"""The PDF pack at /pack: what shall stand in it, for whom, on which paper."""

from __future__ import annotations

from dashboard.pack.choice import LASTING, Choice, Paper, Section
from dashboard.records import Audience, Edition
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.reading import read_month
from dashboard.workflow.permissions import Permission

PAPERS = {Paper.A4: "A4, seven months", Paper.A3: "A3, thirteen months"}
RESTRICTED = Permission.READ_WORKING_MONTHS


def edition_of(visit: Visit) -> Edition | None:
    """The edition whose pack is meant; None for a draft of the working figures."""
    return visit.edition or visit.holdings.edition


def read_choice(visit: Visit) -> Choice | None:
    """What was asked for; None where nothing is held. What cannot be read counts as all."""
    edition = edition_of(visit)
    month = edition.month if edition else read_month(visit, "month") or visit.holdings.latest
    if month is None:
        return None
    catalogue, query = visit.holdings.catalogue, visit.query
    sections = {one for one in Section if one.value in query.getlist("sections")}
    themes = {theme.key for theme in catalogue.themes if theme.key in query.getlist("themes")}
    restricted = visit.asked("audience") == Audience.RESTRICTED
    return Choice(
        month=month,
        audience=Audience.RESTRICTED if restricted else Audience.PUBLIC,
        sections=frozenset(sections) or LASTING,
        themes=frozenset(themes),
        paper=Paper.A3 if visit.asked("paper") == Paper.A3 else Paper.A4,
    )


def draw(visit: Visit) -> Drawn:
    choice = read_choice(visit)
    if choice is None:
        return Drawn("The pack", {"card": None}, template="empty.html")
    edition = edition_of(visit)
    active = {indicator.theme for indicator in visit.holdings.catalogue.active}
    return Drawn(
        f"The pack of {choice.month.long}",
        {
            "choice": choice,
            "edition_of_pack": edition,
            "sections": [one for one in Section if edition or one is not Section.SINCE],
            "themes": [t for t in visit.holdings.catalogue.themes if t.key in active],
            "papers": PAPERS,
            "may_restricted": visit.identity.may(RESTRICTED),
        },
        is_live=False,
    )


PAGE = Page(
    name="pack",
    rule="/pack",
    template="pack.html",
    draw=draw,
    scripts=("pack.js",),
    is_of_edition=True,
)
