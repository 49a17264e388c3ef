"""What is kept read for the next reader: the working month, and editions."""

from __future__ import annotations

import gc
import threading
from collections import OrderedDict

from dashboard.catalogue import Catalogue
from dashboard.editions import Material
from dashboard.publishing import read_edition
from dashboard.records import Audience, Edition
from dashboard.store import Store
from dashboard.views.holdings import Holdings, hold, read_holdings

MOST_EDITIONS = 6
"""Editions kept read, each for one audience."""


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
