"""What earlier editions told the public, which no later one can take back.

Whoever keeps two editions beside each other knows the figures of both. So a figure that was
shown hides nothing any more, and a cell that was hidden stays so: were it shown once it has
been restated, the old sums would tell what it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dashboard.disclosure import Cell
from dashboard.periods import Month
from dashboard.records import Observation
from dashboard.store import Store

_KEPT = 240


@dataclass(frozen=True, slots=True)
class Before:
    """`seen` are cells whose present figure the public could read in some edition, `hidden`
    those that were hidden in one."""

    seen: frozenset[Cell] = frozenset()
    hidden: frozenset[Cell] = frozenset()


def published_before(store: Store, observations: Iterable[Observation]) -> Before:
    """What all editions of the store showed and hid of these cells."""
    held = {(o.ref, o.month): o.value for o in observations if o.value is not None}
    seen: set[Cell] = set()
    hidden: set[Cell] = set()
    for edition in store.editions.all():
        shown, kept_back = _told(_Document(store, edition.month, edition.version))
        seen.update(cell for cell, value in shown.items() if held.get(cell) == value)
        hidden |= kept_back
    return Before(frozenset(seen), frozenset(hidden & held.keys()))


@dataclass(frozen=True, slots=True)
class _Document:
    """Which document of which store: it never changes, so what it told can be kept."""

    store: Store
    month: Month
    version: int

    def read(self) -> bytes:
        edition = self.store.editions.find(self.month, self.version)
        assert edition is not None
        return self.store.editions.document(edition)


@lru_cache(maxsize=_KEPT)
def _told(document: _Document) -> tuple[dict[Cell, Decimal], frozenset[Cell]]:
    """The figures that one edition showed the public, and the cells it hid."""
    held = json.loads(document.read())
    hidden = frozenset((ref, Month.parse(month)) for ref, month, _ in held["hidden"])
    shown = {
        cell: Decimal(row["value"])
        for row in held["observations"]
        if "value" in row and (cell := (row["ref"], Month.parse(row["month"]))) not in hidden
    }
    return shown, hidden
