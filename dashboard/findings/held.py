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

LOOKED_AT = 12
Paper = Mapping[tuple[str, Month], Mapping[str, PublishedFigure]]
"""By ref and file month, then by column: every column, unlike Holdings.printed."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Holdings with all that was printed; `cells` are the observations by ref and month.

    `looked` are the months that are looked at, be it against earlier ones: the last twelve.
    """

    holdings: Holdings
    paper: Paper
    cells: Mapping[tuple[str, Month], Observation]
    figures: Mapping[tuple[str, Month], Interval]
    looked: tuple[Month, ...]

    @classmethod
    def of(
        cls,
        holdings: Holdings,
        published: Iterable[PublishedFigure],
        month: Month | None = None,
    ) -> Held:
        """Put holdings and what files printed side by side, to look at one month if given."""
        paper: dict[tuple[str, Month], dict[str, PublishedFigure]] = defaultdict(dict)
        for figure in published:
            paper[figure.ref, figure.file_month][figure.column] = figure
        every = (o for column in holdings.observations.values() for o in column)
        cells = {(o.ref, o.month): o for o in every}
        looked = holdings.months[-LOOKED_AT:]
        if month is not None:
            looked = tuple(m for m in holdings.months if m == month)
        return cls(holdings, dict(paper), cells, dict(_figures(holdings, cells)), looked)

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
        return self.figures.get((ref or "", month))

    def ever(self, indicator: Indicator, month: Month) -> Interval | None:
        """What the value may have stood for in any file: a later one may have changed it."""
        figure = self.figure(indicator.ref, month)
        for earlier in self.holdings.restated.get((indicator.ref, month), ()):
            if figure and earlier.status is Status.VALUE and earlier.value is not None:
                figure = figure.and_to(as_held(indicator, earlier.value))
        return figure

    def came_after(self, ref: str, month: Month, file_month: Month) -> bool:
        """Whether a value came with a later load than what that month's file printed."""
        printed = next(iter(self.paper.get((ref, file_month), {}).values()), None)
        cell = self.cells.get((ref, month))
        every = (cell, *self.holdings.restated.get((ref, month), ()))
        loads = [o.source.load for o in every if o and o.source]
        if printed is None or printed.source is None or not loads:
            return False
        return min(loads) > printed.source.load

    def values(self, ref: str) -> dict[Month, Decimal]:
        """All values of an indicator, the earliest first."""
        found = ((month, self.value(ref, month)) for month in self.months)
        return {month: value for month, value in found if value is not None}

    def printed(self, ref: str, month: Month, column: str) -> Decimal | None:
        """The number that a file printed in a column, if it printed one."""
        figure = self.paper.get((ref, month), {}).get(column)
        return figure.value if figure else None

    def looked_values(self, ref: str) -> dict[Month, Decimal]:
        """The values of the months looked at."""
        found = ((month, self.value(ref, month)) for month in self.looked)
        return {month: value for month, value in found if value is not None}

    def papers(self) -> Iterator[tuple[Indicator, Month, Mapping[str, PublishedFigure]]]:
        """Each row of a looked-at file: the indicator, the file's month, cells by column."""
        looked = set(self.looked)
        for (ref, month), columns in self.paper.items():
            if month in looked and (indicator := self.catalogue.find(ref)):
                yield indicator, month, columns


def _figures(
    holdings: Holdings, cells: Mapping[tuple[str, Month], Observation]
) -> Iterator[tuple[tuple[str, Month], Interval]]:
    for (ref, month), cell in cells.items():
        indicator = holdings.catalogue.find(ref)
        if indicator and cell.status is Status.VALUE and cell.value is not None:
            yield (ref, month), as_held(indicator, cell.value)


def read_held(store: Store, holdings: Holdings, month: Month | None = None) -> Held:
    """What a store holds for the checks, of the last twelve months or of one."""
    return Held.of(holdings, store.published(), month)
