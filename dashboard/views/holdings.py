"""Everything a view reads: the catalogue, the measures and what was published.

One Holdings is made for one revision of the store and never changes, so that all that
is rendered from it agrees, and it may be cached for as long as the revision stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue
from dashboard.measures import Matrix, Measures, measure
from dashboard.periods import Month
from dashboard.records import Comment, Observation, PublishedFigure
from dashboard.store import Store

Printed = Mapping[tuple[str, Month], Mapping[str, PublishedFigure]]
"""By ref and file month, then by column, as in PublishedFigure.column."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the store held at one revision, measured by the catalogue's rules.

    `comments` holds the latest version of each paragraph, by ref, latest month first.
    `restated` holds, for each ref and month with more than one figure, the earlier
    ones, oldest first.
    """

    revision: int
    catalogue: Catalogue
    measures: Measures
    printed: Printed
    comments: Mapping[str, tuple[Comment, ...]]
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
        return next((c for c in self.comments.get(ref, ()) if c.month == month), None)

    def published(self, ref: str, month: Month, column: str) -> PublishedFigure | None:
        """What the file of that month printed in a column, if it printed anything."""
        return self.printed.get((ref, month), {}).get(column)


def read_holdings(store: Store, catalogue: Catalogue) -> Holdings:
    """Read and measure what the store holds now."""
    revision = store.revision()
    observations = store.observations()
    printed: dict[tuple[str, Month], dict[str, PublishedFigure]] = defaultdict(dict)
    for month in store.published_months():
        for figure in store.published(month):
            printed[figure.ref, figure.file_month][figure.column] = figure
    changes = {
        key: columns["change"] for key, columns in printed.items() if "change" in columns
    }
    comments: dict[str, list[Comment]] = defaultdict(list)
    for comment in store.comments():
        comments[comment.ref].append(comment)
    return Holdings(
        revision=revision,
        catalogue=catalogue,
        measures=measure(catalogue, Matrix.of(catalogue, observations), changes),
        printed=dict(printed),
        comments={
            ref: tuple(sorted(some, key=lambda c: c.month, reverse=True))
            for ref, some in comments.items()
        },
        restated=_earlier_figures(store, catalogue),
    )


def _earlier_figures(
    store: Store, catalogue: Catalogue
) -> dict[tuple[str, Month], tuple[Observation, ...]]:
    versions: dict[tuple[str, Month], list[Observation]] = defaultdict(list)
    for indicator in catalogue.active:
        for observation in store.history(indicator.ref):
            versions[indicator.ref, observation.month].append(observation)
    return {key: tuple(some[:-1]) for key, some in versions.items() if len(some) > 1}
