"""From an address to a visit: which page, of which holdings, for which audience.

The same road is taken by a first request and by every callback, so that a callback can
show nothing that its page would not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlsplit

import flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from dashboard.access import current_identity
from dashboard.periods import Month
from dashboard.records import Edition
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.store import Store
from dashboard.web.page import Page, Visit

LONGEST_ADDRESS = 2000
_OF_EDITION = re.compile(r"/editions/(\d{4}-\d{2})/v([1-9]\d{0,3})(/.*)?")


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
