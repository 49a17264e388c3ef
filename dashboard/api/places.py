"""Where the API reads: the latest edition, any other, or the working months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.access import API, API_WORKING, EDITION
from dashboard.api import freshness
from dashboard.api.reading import Reading
from dashboard.api.resources import NotThere
from dashboard.editions import Kept
from dashboard.findings.standing import findings_of, stand
from dashboard.periods import Month
from dashboard.publishing import keep
from dashboard.records import Audience, Edition
from dashboard.shelf import Shelf
from dashboard.store import Store

MOST_VERSIONS = 9999


@dataclass(frozen=True, slots=True)
class Place:
    """One place to read; it is read only if the answer has to be made.

    Without an edition it is the working months, of which nothing may be kept.
    """

    edition: Edition | None
    caching: str
    read: Callable[[], Reading]

    @property
    def name(self) -> str:
        """What a file's name ends with."""
        edition = self.edition
        return f"{edition.month}-v{edition.version}" if edition else "working"


class Places:
    """Finds the place that an address names. Each raises NotThere if there is none."""

    def __init__(self, shelf: Shelf, store: Store) -> None:
        self._shelf = shelf
        self._store = store

    def by_rule(self) -> dict[str, Callable[..., Place]]:
        """Each place by the part of a route that names it."""
        return {
            "/latest": self.latest,
            EDITION: self.edition,
            API_WORKING.removeprefix(API): self.working,
        }

    def latest(self) -> Place:
        """The last version of the latest month that is published."""
        edition = self._store.editions.latest()
        if edition is None:
            raise NotThere("Nothing is published yet.")
        return self._of(edition, f"{API}/latest", freshness.ASK_EACH_TIME)

    def edition(self, month: str, version: int) -> Place:
        """One edition, as the public sees it, whoever asks."""
        edition = None
        try:
            if version <= MOST_VERSIONS:
                edition = self._store.editions.find(Month.parse(month), version)
        except ValueError:
            pass  # no month, so no edition of it either
        if edition is None or str(edition.month) != month:
            raise NotThere(
                f'There is no edition "{month}", version {version}. They are listed at '
                f"{API}/editions."
            )
        return self._of(edition, f"{API}{edition.address}", freshness.FOR_A_WHILE)

    def _of(self, edition: Edition, address: str, caching: str) -> Place:
        def read() -> Reading:
            holdings = self._shelf.edition(edition, Audience.PUBLIC)
            return Reading(holdings, address, lambda: holdings.findings)

        return Place(edition, caching, read)

    def working(self) -> Place:
        """What is being prepared, for those signed in."""

        def read() -> Reading:
            holdings = self._shelf.holdings(Audience.RESTRICTED)

            def findings() -> list[Kept]:
                found = findings_of(self._store, holdings)
                return [keep(one) for one in stand(found, self._store.decisions.last())]

            return Reading(holdings, API_WORKING, findings)

        return Place(None, freshness.FOR_NOBODY, read)
