"""From an address to a visit: which page, of which holdings, for which audience.

The same road is taken by a first request and by every callback, so that a callback can
show nothing that its page would not.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

import flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from dashboard.access import current_identity
from dashboard.catalogue import Catalogue
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.web.page import Page, Visit

LONGEST_ADDRESS = 2000


class Shelf:
    """The holdings of the store's current revision, read once for each revision.

    The public has holdings of its own, without the months that are not open to it. Worker
    processes share nothing, so each asks for the revision at every visit; that costs one
    indexed row.
    """

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self.catalogue = catalogue
        self._held: dict[Audience, Holdings] = {}
        self._lock = threading.Lock()

    def holdings(self, audience: Audience) -> Holdings:
        revision = self._store.revision()
        held = self._held.get(audience)
        if held and held.revision == revision:
            return held
        with self._lock:
            held = self._held.get(audience)
            if not held or held.revision != revision:
                held = read_holdings(self._store, self.catalogue, audience)
                self._held[audience] = held
                _leave_alone()
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
        """The page at a path and the variable parts of the path; None if there is none."""
        try:
            name, parts = self._routes.match(path, method="GET")
        except HTTPException:
            return None
        return self._pages[name], dict(parts)

    def visit_path(self, path: str, parts: dict[str, str], query: MultiDict[str, str]) -> Visit:
        """A visit to a path already matched, by whoever is asking."""
        identity = current_identity()
        return Visit(
            path=path,
            parts=parts,
            query=query,
            holdings=self.shelf.holdings(identity.audience),
            identity=identity,
            settings=self._settings,
            store=self._store,
            notice=flask.g.get("notice", {}),
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
