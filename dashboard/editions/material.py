"""Everything that views are made from: read from the store, or from an edition."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Hidden, hide
from dashboard.editions.earlier import published_before
from dashboard.official import Extract, held_extract
from dashboard.periods import Month
from dashboard.records import Comment, Observation, PublishedFigure
from dashboard.store import Store
from dashboard.store.writing_records import FigureNote, Settled

SHOWN_AS_PRINTED = frozenset({"average", "change", "maximum"})
"""The columns of a published file that stand on screen beside our own figures."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is held, for those who may see all of it; `hidden` is what the public may not.

    `observations` are the latest of each ref and month, by both; `earlier` those that a
    later load replaced, oldest first; `printed` the columns shown beside them; `comments`
    the texts that may be read; `notes` none that was withdrawn; `settled` the promises of
    which something came.
    """

    catalogue: Catalogue
    official: Extract | None = None
    observations: tuple[Observation, ...] = ()
    earlier: tuple[Observation, ...] = ()
    printed: tuple[PublishedFigure, ...] = ()
    comments: tuple[Comment, ...] = ()
    notes: tuple[FigureNote, ...] = ()
    settled: tuple[Settled, ...] = ()
    hidden: Hidden = field(default_factory=Hidden)


def extract_of(catalogue: Catalogue) -> Extract | None:
    """DfE's data for the catalogue's council; none for an invented one."""
    council = catalogue.council
    return None if council.invented else held_extract(council.authority_code)


def read_material(
    store: Store, catalogue: Catalogue, until: Month | None = None
) -> tuple[Material, int]:
    """All that a store holds, up to a month if one is given, and the store's revision.

    Whatever is stored meanwhile, all of it is of that one revision.
    """
    while True:
        revision = store.revision()
        material = _read_once(store, catalogue, until)
        if store.revision() == revision:
            return material, revision


def _read_once(store: Store, catalogue: Catalogue, until: Month | None) -> Material:
    def is_in(month: Month) -> bool:
        return until is None or month <= until

    observations = tuple(o for o in store.observations() if is_in(o.month))
    before = published_before(store, observations)
    printed = store.published(columns=SHOWN_AS_PRINTED)
    return Material(
        catalogue=catalogue,
        official=extract_of(catalogue),
        observations=observations,
        earlier=tuple(o for o in store.earlier_observations() if is_in(o.month)),
        printed=tuple(f for f in printed if is_in(f.file_month)),
        comments=tuple(c for c in store.comments() if is_in(c.month)),
        notes=tuple(n for n in store.marks.notes() if not n.withdrawn and is_in(n.month)),
        settled=tuple(s for s in store.marks.settled() if is_in(s.promise.month)),
        hidden=hide(catalogue, observations, before.seen, before.hidden),
    )
