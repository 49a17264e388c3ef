"""From an address to a visit: which page, of which holdings, for which audience.

The same road is taken by a first request and by every callback, so that a callback can
show nothing that its page would not.
"""

from __future__ import annotations

import gc
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

import flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from dashboard.access import current_identity
from dashboard.catalogue import Catalogue
from dashboard.editions import Material
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience, Edition
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.holdings import Holdings, hold, read_holdings
from dashboard.web.page import Page, Visit

LONGEST_ADDRESS = 2000
MOST_EDITIONS = 6
"""Editions kept read, each for one audience."""

_OF_EDITION = re.compile(r"/editions/(\d{4}-\d{2})/v([1-9]\d{0,3})(/.*)?")


class Shelf:
    """What readers see: the working month for those signed in, editions for everybody.

    The working holdings are read once for each revision of the store, an edition once.
    Worker processes share nothing, so each asks for the revision at every visit; that costs
    one indexed row.
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self.catalogue = catalogue
        self._working: Holdings | None = None
        self._latest: tuple[int, Edition | None] | None = None
        self._nothing = hold(Material(catalogue), Audience.PUBLIC)
        self._editions: OrderedDict[tuple[Edition, Audience], Holdings] = OrderedDict()
        self._lock = threading.Lock()

    def holdings(self, audience: Audience) -> Holdings:
        """What an audience sees without asking for an edition: the public the latest one."""
        revision = self._store.revision()
        if audience is Audience.PUBLIC:
            latest = self._latest
            if latest is None or latest[0] != revision:
                latest = self._latest = revision, self._store.editions.latest()
            return self.edition(latest[1], audience) if latest[1] else self._nothing
        held = self._working
        if held and held.revision == revision:
            return held
        with self._lock:
            held = self._working
            if not held or held.revision != revision:
                held = self._working = read_holdings(self._store, self.catalogue)
                _leave_alone()
            return held

    def edition(self, edition: Edition, audience: Audience) -> Holdings:
        """What an edition holds for an audience."""
        key = edition, audience
        with self._lock:
            held = self._editions.get(key)
            if held is None:
                held = self._editions[key] = read_edition(self._store, edition, audience)
                if len(self._editions) > MOST_EDITIONS:
                    self._editions.popitem(last=False)
                _leave_alone()
            self._editions.move_to_end(key)
            return held


def _leave_alone() -> None:
    """Keep the garbage collector from looking through what stays until the next load.

    Twenty years of figures cost it a tenth of a second each time, in the middle of
    somebody's request.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Visiting:
    """Finds the page of an address and makes the visit to it."""

    def __init__(
        self, pages: Sequence[Page], shelf: Shelf, settings: Settings, store: Store
    ) -> None:
        self._pages = {page.name: page for page in pages}
        self._routes = Map(
            [Rule(page.rule, endpoint=page.name) for page in pages], strict_slashes=False
        ).bind("localhost")
        self.shelf = shelf
        self._settings = settings
        self._store = store

    def find(self, path: str) -> tuple[Page, dict[str, str]] | None:
        """The page at a path and the variable parts of the path; None if there is none.

        The pages of an edition stand under its address.
        """
        edition, inner = self._split(path)
        try:
            name, parts = self._routes.match(inner, method="GET")
        except HTTPException:
            return None
        page = self._pages[name]
        if inner != path and not (edition and page.is_of_edition):
            return None
        return page, dict(parts)

    def _split(self, path: str) -> tuple[Edition | None, str]:
        """The edition that a path belongs to, if any, and the path within it."""
        found = _OF_EDITION.fullmatch(path)
        if not found:
            return None, path
        try:
            month = Month.parse(found[1])
        except ValueError:
            return None, found[3] or "/"
        return self._store.editions.find(month, int(found[2])), found[3] or "/"

    def visit_path(self, path: str, parts: dict[str, str], query: MultiDict[str, str]) -> Visit:
        """A visit to a path already matched, by whoever is asking."""
        identity = current_identity()
        edition, _ = self._split(path)
        if edition:
            holdings = self.shelf.edition(edition, identity.audience)
        else:
            holdings = self.shelf.holdings(identity.audience)
        return Visit(
            path=path,
            parts=parts,
            query=query,
            holdings=holdings,
            identity=identity,
            settings=self._settings,
            store=self._store,
            notice=flask.g.get("notice", {}),
            edition=edition,
            current=lambda: self.shelf.holdings(identity.audience),
        )

    def visit(self, address: object, expected: Page | None = None) -> Visit | None:
        """A visit to an address sent by a browser.

        None if it is not an address of this site, or not of the expected page: what the
        browser sends is never trusted.
        """
        if not isinstance(address, str) or len(address) > LONGEST_ADDRESS:
            return None
        split = urlsplit(address)
        found = None if split.scheme or split.netloc else self.find(split.path)
        if found is None or (expected and found[0] is not expected):
            return None
        query = MultiDict(parse_qsl(split.query, max_num_fields=50))
        return self.visit_path(split.path, found[1], query)
