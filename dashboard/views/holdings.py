"""Everything a view reads: the catalogue, the measures and what was published.

One Holdings is made for one revision of the store and never changes, so that all that
is rendered from it agrees, and it may be cached for as long as the revision stands.
Two are the same only if they are one: what was worked out from it can be kept by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue
from dashboard.measures import Matrix, Measures, measure
from dashboard.periods import Month
from dashboard.records import Comment, Observation, PublishedFigure, Status
from dashboard.store import Store

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
    """

    revision: int
    catalogue: Catalogue
    measures: Measures
    printed: Printed
    comments: Mapping[str, Mapping[Month, Comment]]
    restated: Mapping[tuple[str, Month], tuple[Observation, ...]] = field(default_factory=dict)

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


def read_holdings(store: Store, catalogue: Catalogue) -> Holdings:
    """Read and measure what the store holds now, all of it at one revision."""
    holdings = _read_once(store, catalogue)
    while store.revision() != holdings.revision:  # somebody loaded a file meanwhile
        holdings = _read_once(store, catalogue)
    return holdings


def _read_once(store: Store, catalogue: Catalogue) -> Holdings:
    revision = store.revision()
    observations = store.observations()
    printed: dict[tuple[str, Month], dict[str, PublishedFigure]] = defaultdict(dict)
    for figure in store.published(columns=SHOWN_AS_PRINTED):
        printed[figure.ref, figure.file_month][figure.column] = figure
    changes = {
        key: columns["change"] for key, columns in printed.items() if "change" in columns
    }
    comments: dict[str, dict[Month, Comment]] = defaultdict(dict)
    for comment in sorted(store.comments(), key=lambda c: c.month, reverse=True):
        comments[comment.ref][comment.month] = comment
    return Holdings(
        revision=revision,
        catalogue=catalogue,
        measures=measure(catalogue, Matrix.of(catalogue, observations), changes),
        printed=dict(printed),
        comments=dict(comments),
        restated=_restated(store.earlier_observations()),
    )


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
