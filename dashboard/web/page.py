"""What a page is: a declared row. Pages are drawn on the server, then kept live."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dash.development.base_component import Component
from werkzeug.datastructures import MultiDict

from dashboard.access import Identity
from dashboard.records import Audience, Edition
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.holdings import Holdings
from dashboard.workflow.permissions import Permission

OF_EDITION = (
    "/briefing",
    "/theme/",
    "/indicator/",
    "/explain/",
    "/glossary",
    "/method",
    "/as-published",
    "/scorecard.csv",
    "/dataset.",
    "/files.zip",
    "/pack",
)
"""How the paths begin that lead to an edition's own pages and files."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One reader asking for one page.

    `parts` are the variable parts of the path; `notice` is what an action has to say on
    the page that answers it, such as why it was refused. `edition` is set where the path is
    one of an edition's own; the public sees the latest edition without that, too.
    `current` gives what the reader sees without asking for an edition.
    """

    path: str
    parts: Mapping[str, str]
    query: MultiDict[str, str]
    holdings: Holdings
    identity: Identity
    settings: Settings
    store: Store
    notice: Mapping[str, Any] = field(default_factory=dict)
    edition: Edition | None = None
    current: Callable[[], Holdings] = field(kw_only=True)

    @property
    def place(self) -> str:
        """What stands before the path of each page of the same edition; else empty."""
        return self.edition.address if self.edition else ""

    def newer_version(self) -> Edition | None:
        """The latest version of the month that is read, if it is a later one."""
        mine = self.edition
        versions = [e for e in self.store.editions.all() if mine and e.month == mine.month]
        newest = max(versions, key=lambda e: e.version, default=None)
        return newest if newest and mine and newest.version > mine.version else None

    def to(self, path: str) -> str:
        """A path of this site, within the edition where it is one of an edition's pages."""
        within = path == "/" or path.startswith(OF_EDITION)
        return f"{self.place}{path}" if within else path

    @property
    def audience(self) -> Audience:
        return self.identity.audience

    def asked(self, name: str) -> str:
        """A field of the query, without blanks round it; empty if it is not there."""
        return self.query.get(name, "").strip()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page ready for its template. `status` is the HTTP status; a page that is not live
    has none of the regions that a form changes."""

    title: str
    context: Mapping[str, Any]
    status: int = 200
    template: str = ""
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site.

    `rule` is its address, as a Werkzeug rule; `template` the file; `draw` what it shows;
    `regions` the blocks of the template that a changed form replaces, by element id;
    `fill` the Dash components for the template's slot; `libraries` the Dash component
    libraries that these need; `scripts` further scripts, under assets/; `is_kept` says
    that it follows from the holdings, the day, the audience and its address alone, so
    that an answer may be given again; `is_of_edition` that each edition has it, under its
    own address; `needs` who may open it.
    """

    name: str
    rule: str
    template: str
    draw: Callable[[Visit], Drawn]
    regions: Mapping[str, str] = field(default_factory=dict)
    fill: Callable[[Visit], Component | None] | None = None
    libraries: frozenset[str] = frozenset()
    scripts: tuple[str, ...] = ()
    is_kept: bool = False
    is_of_edition: bool = False
    needs: Permission = Permission.READ_EDITIONS
