"""What the checks look at: one revision's holdings and every cell its files printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.catalogue import Catalogue, Indicator
from dashboard.findings.interval import Interval, as_held
from dashboard.periods import Month
from dashboard.records import Observation, PublishedFigure, Status
from dashboard.store import Store
from dashboard.views.holdings import Holdings

Paper = Mapping[tuple[str, Month], Mapping[str, PublishedFigure]]
"""By ref and file month, then by column: every column, unlike Holdings.printed."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Holdings with all that was printed; `cells` are the observations by ref and month."""

    holdings: Holdings
    paper: Paper
    cells: Mapping[tuple[str, Month], Observation]

    @classmethod
    def of(cls, holdings: Holdings, published: Iterable[PublishedFigure]) -> Held:
        """Put holdings and what files printed side by side."""
        paper: dict[tuple[str, Month], dict[str, PublishedFigure]] = defaultdict(dict)
        for figure in published:
            paper[figure.ref, figure.file_month][figure.column] = figure
        every = (o for column in holdings.observations.values() for o in column)
        return cls(holdings, dict(paper), {(o.ref, o.month): o for o in every})

    @property
    def catalogue(self) -> Catalogue:
        return self.holdings.catalogue

    @property
    def months(self) -> tuple[Month, ...]:
        return self.holdings.months

    @property
    def active(self) -> tuple[Indicator, ...]:
        return self.catalogue.active

    def value(self, ref: str | None, month: Month) -> Decimal | None:
        """The value as held; None where there is none."""
        cell = self.cells.get((ref or "", month))
        return cell.value if cell and cell.status is Status.VALUE else None

    def figure(self, ref: str | None, month: Month) -> Interval | None:
        """What the held value may stand for, unrounded."""
        value, indicator = self.value(ref, month), self.catalogue.find(ref or "")
        return None if value is None or indicator is None else as_held(indicator, value)

    def values(self, ref: str) -> dict[Month, Decimal]:
        """All values of an indicator, the earliest first."""
        found = ((month, self.value(ref, month)) for month in self.months)
        return {month: value for month, value in found if value is not None}

    def printed(self, ref: str, month: Month, column: str) -> Decimal | None:
        """The number that a file printed in a column, if it printed one."""
        figure = self.paper.get((ref, month), {}).get(column)
        return figure.value if figure else None

    def papers(self) -> Iterator[tuple[Indicator, Month, Mapping[str, PublishedFigure]]]:
        """Each row of each file: the indicator, the file's month, its cells by column."""
        for (ref, month), columns in self.paper.items():
            if (indicator := self.catalogue.find(ref)) and month in self.months:
                yield indicator, month, columns


def read_held(store: Store, holdings: Holdings) -> Held:
    """What a store holds for the checks, all of it at the revision of these holdings."""
    return Held.of(holdings, store.published())
