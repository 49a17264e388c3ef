"""Everything a view reads: the catalogue, the measures and what was published.

One Holdings is made for one revision of the store and never changes, so that all that
is rendered from it agrees, and it may be cached for as long as the revision stands.
Two are the same only if they are one: what was worked out from it can be kept by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue
from dashboard.measures import Matrix, Measures, measure
from dashboard.periods import Month
from dashboard.records import Audience, Comment, Observation, PublishedFigure, Status
from dashboard.store import Store
from dashboard.store.writing_records import FigureNote

SHOWN_AS_PRINTED = frozenset({"average", "change", "maximum"})
"""The columns of a published file that stand on screen beside our own figures."""

Printed = Mapping[tuple[str, Month], Mapping[str, PublishedFigure]]
"""By ref and file month, then by column, as in PublishedFigure.column."""


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """What the store held at one revision, measured by the catalogue's rules.

    `comments` holds the latest version of each paragraph, by ref and month, the latest
    month first.
    `restated` holds the figures that a later load replaced, by ref and month, oldest
    first.
    `observations` are those measured, by ref. `notes` are those on single figures, by ref
    and month, the earliest first, none that was withdrawn.
    """

    revision: int
    catalogue: Catalogue
    measures: Measures
    printed: Printed
    comments: Mapping[str, Mapping[Month, Comment]]
    restated: Mapping[tuple[str, Month], tuple[Observation, ...]] = field(default_factory=dict)
    observations: Mapping[str, Sequence[Observation]] = field(default_factory=dict)
    notes: Mapping[tuple[str, Month], Sequence[FigureNote]] = field(default_factory=dict)

    @property
    def months(self) -> tuple[Month, ...]:
        return self.measures.months

    @property
    def latest(self) -> Month | None:
        """The latest month in the store; None while nothing is loaded."""
        return self.months[-1] if self.months else None

    def comment(self, ref: str, month: Month) -> Comment | None:
        """The paragraph of that month, if there is one."""
        return self.comments.get(ref, {}).get(month)

    def published(self, ref: str, month: Month, column: str) -> PublishedFigure | None:
        """What that month's file printed in one of the columns shown, if anything."""
        return self.printed.get((ref, month), {}).get(column)


def read_holdings(
    store: Store, catalogue: Catalogue, audience: Audience = Audience.RESTRICTED
) -> Holdings:
    """Read and measure what an audience may know of the store, all of it at one revision.

    The public knows nothing of any month after the last one that is open to it.
    """
    holdings = _read_once(store, catalogue, audience)
    while store.revision() != holdings.revision:  # somebody loaded a file meanwhile
        holdings = _read_once(store, catalogue, audience)
    return holdings


def _read_once(store: Store, catalogue: Catalogue, audience: Audience) -> Holdings:
    revision = store.revision()
    last = store.opening.until() if audience is Audience.PUBLIC else None
    everything = audience is not Audience.PUBLIC

    def is_open(month: Month) -> bool:
        return everything or (last is not None and month <= last)

    observations = [o for o in store.observations() if is_open(o.month)]
    printed: dict[tuple[str, Month], dict[str, PublishedFigure]] = defaultdict(dict)
    for figure in store.published(columns=SHOWN_AS_PRINTED):
        if is_open(figure.file_month):
            printed[figure.ref, figure.file_month][figure.column] = figure
    changes = {
        key: columns["change"] for key, columns in printed.items() if "change" in columns
    }
    comments: dict[str, dict[Month, Comment]] = defaultdict(dict)
    for comment in sorted(store.comments(), key=lambda c: c.month, reverse=True):
        if is_open(comment.month):
            comments[comment.ref][comment.month] = comment
    by_ref: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_ref[observation.ref].append(observation)
    return Holdings(
        revision=revision,
        catalogue=catalogue,
        measures=measure(catalogue, Matrix.of(catalogue, observations), changes),
        printed=dict(printed),
        comments=dict(comments),
        restated=_restated(o for o in store.earlier_observations() if is_open(o.month)),
        observations=dict(by_ref),
        notes=_notes(note for note in store.marks.notes() if is_open(note.month)),
    )


def _notes(
    notes: Iterable[FigureNote],
) -> dict[tuple[str, Month], tuple[FigureNote, ...]]:
    """The notes that stand."""
    standing: dict[tuple[str, Month], tuple[FigureNote, ...]] = {}
    for note in notes:
        if note.withdrawn is None:
            key = note.ref, note.month
            standing[key] = (*standing.get(key, ()), note)
    return standing


def _restated(
    earlier: Iterable[Observation],
) -> dict[tuple[str, Month], tuple[Observation, ...]]:
    """Figures and symbols that were replaced; a cell that was blank was not restated."""
    replaced: dict[tuple[str, Month], tuple[Observation, ...]] = {}
    for observation in earlier:
        if observation.status not in (Status.MISSING, Status.NOT_DUE):
            key = observation.ref, observation.month
            replaced[key] = (*replaced.get(key, ()), observation)
    return replaced
