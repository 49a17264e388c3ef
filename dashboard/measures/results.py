"""All measures of the dataset, and one cell of them as a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dashboard.catalogue import Catalogue
from dashboard.measures.arrays import YEAR, Floats, Whole
from dashboard.measures.change import NO_CHANGES, Changes, Printed, add_printed, compare
from dashboard.measures.figures import Figures
from dashboard.measures.matrix import NOT_OBSERVED, STATUSES, Matrix
from dashboard.measures.rag import BASES, COLOURS, Rags, judge
from dashboard.measures.rules import Rules
from dashboard.measures.spc import Baselines, Chart, Charts, Control, Variation
from dashboard.measures.spread import Spreads, YearsToDate, add_up, spread
from dashboard.measures.targets import NO_YEAR, Targets
from dashboard.periods import FinancialYear, Month
from dashboard.records import (
    Arrow,
    Basis,
    Change,
    Judgement,
    PublishedFigure,
    Rag,
    Spread,
    Status,
    YearToDate,
)

_ARROWS = {1: Arrow.UP, 0: Arrow.SIMILAR, -1: Arrow.DOWN}
_JUDGEMENTS = {1: Judgement.IMPROVING, 0: Judgement.SIMILAR, -1: Judgement.WORSENING}
_TARGETS = (Basis.TARGET, Basis.STALE_TARGET)
Cell = tuple[int, int]
KEPT_MONTHS = 32
KEPT_LAGS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Every measure for every month and indicator; ask for one by ref and month.

    Each question raises KeyError for a ref that is not in `refs` or a month that is not
    in `months`.
    """

    matrix: Matrix
    rules: Rules
    targets: Targets
    figures: Figures
    changes: Changes
    yearly: Changes
    spreads: Spreads
    totals: YearsToDate
    rags: Rags
    charts: Charts
    columns: Mapping[str, int]

    @property
    def months(self) -> tuple[Month, ...]:
        """The months held, consecutive, oldest first."""
        return self.matrix.months

    @property
    def refs(self) -> tuple[str, ...]:
        """The active indicators, in the catalogue's order."""
        return self.matrix.refs

    def observation_status(self, ref: str, month: Month) -> Status:
        """What is held. Nothing at all is missing, or not due between quarterly returns."""
        cell = self._cell(ref, month)
        code = self.matrix.status[cell]
        status = Status.MISSING if code == NOT_OBSERVED else STATUSES[code]
        if status is Status.MISSING and not self.figures.due[cell]:
            return Status.NOT_DUE
        return status

    def is_due(self, ref: str, month: Month) -> bool:
        """Whether a return is due: always, or in quarter ends if quarterly."""
        return bool(self.figures.due[self._cell(ref, month)])

    def value(self, ref: str, month: Month) -> float | None:
        """The value as supplied, also in a month in which none was due."""
        return _number(self.matrix.value, self._cell(ref, month))

    def figure(self, ref: str, month: Month) -> float | None:
        """The unrounded figure: from its parts where both are held, else the value."""
        return _number(self.figures.figure, self._cell(ref, month))

    def parts(self, ref: str, month: Month) -> tuple[float, float] | None:
        """Numerator and denominator, if both are held and the value too."""
        cell = self._cell(ref, month)
        top = _number(self.figures.numerator, cell)
        bottom = _number(self.figures.denominator, cell)
        return None if top is None or bottom is None else (top, bottom)

    def month_on_month(self, ref: str, month: Month) -> Change:
        """Change on the month before, or the quarter before if quarterly."""
        cell = self._cell(ref, month)
        return self._change(self.changes, cell, month.shift(-int(self.rules.lag[cell[1]])))

    def year_on_year(self, ref: str, month: Month) -> Change:
        """Change on the same month last year, computed or as published."""
        return self._change(self.yearly, self._cell(ref, month), month.shift(-YEAR))

    def change_since(self, ref: str, month: Month, baseline: Month) -> Change:
        """Change on any earlier month, by the same rules."""
        lag = month.index - baseline.index
        return self._change(_changes(self, lag), self._cell(ref, month), baseline)

    def spread(self, ref: str, month: Month) -> Spread:
        """Average, minimum and maximum of the twelve months ending with this one."""
        cell = self._cell(ref, month)
        return Spread(
            average=_number(self.spreads.average, cell),
            minimum=_number(self.spreads.minimum, cell),
            maximum=_number(self.spreads.maximum, cell),
            held=int(self.spreads.held[cell]),
            due=int(self.spreads.due[cell[1]]),
        )

    def rag(self, ref: str, month: Month) -> Rag:
        """The status and what it rests on."""
        cell, rags = self._cell(ref, month), self.rags
        basis = BASES[rags.basis[cell]]
        is_target = basis in _TARGETS
        return Rag(
            colour=COLOURS[rags.colour[cell]],
            basis=basis,
            judged=_number(rags.judged, cell),
            reference=_number(rags.reference, cell),
            year=_year(self.targets.year, cell) if is_target else None,
            tolerance=_number(rags.tolerance, cell),
            tolerance_is_points=bool(rags.in_points[cell]),
            limit=_number(rags.limit, cell),
            year_to_date=self._year_to_date(cell) if rags.by_total[cell] else None,
            to_be_confirmed_since=_year(self.targets.unconfirmed, cell) if is_target else None,
        )

    def variation(self, ref: str, month: Month) -> Variation:
        """How the month stands to what is usual, by all that was held up to it."""
        row, column = self._cell(ref, month)
        return _control(self.charts, row).column(column).variation(month)

    def chart(self, ref: str, month: Month) -> Chart:
        """The limits and special months up to this one, as known in it."""
        row, column = self._cell(ref, month)
        return _control(self.charts, row).column(column).chart()

    def last_return(self, ref: str, month: Month) -> Month | None:
        """The last month, this one or earlier, that was due and has a value."""
        row, column = self._cell(ref, month)
        returned = np.flatnonzero(self.figures.returned[: row + 1, column])
        return self.months[returned[-1]] if returned.size else None

    def _cell(self, ref: str, month: Month) -> Cell:
        row = month.index - self.months[0].index if self.months else 0
        if not 0 <= row < len(self.months):
            raise KeyError(month)
        return row, self.columns[ref]

    def _change(self, changes: Changes, cell: Cell, baseline: Month) -> Change:
        if not changes.known[cell]:
            reason = NO_CHANGES[changes.reason[cell]]
            return Change(baseline, None, Judgement.NO_VALUE, reason=reason)
        arrow, polarity = int(changes.arrow[cell]), int(self.rules.polarity[cell[1]])
        return Change(
            baseline=baseline,
            arrow=_ARROWS[arrow],
            judgement=_JUDGEMENTS[arrow * polarity] if polarity else Judgement.NOT_JUDGED,
            before=_number(changes.before, cell),
            after=_number(changes.after, cell),
            relative=_number(changes.relative, cell),
            points=_number(changes.points, cell),
            counts_before=_number(changes.counts_before, cell),
            counts_after=_number(changes.counts_after, cell),
            small=bool(changes.small[cell]),
            published=bool(changes.published[cell]),
        )

    def _year_to_date(self, cell: Cell) -> YearToDate:
        months = int(self.totals.months[cell[0], 0])
        return YearToDate(
            held=int(self.totals.held[cell]),
            elapsed=int(self.totals.elapsed[cell]),
            total=float(self.totals.total[cell]),
            expected=float(self.rags.reference[cell]) * months / YEAR,
        )


@lru_cache(maxsize=KEPT_LAGS)
def _changes(measures: Measures, lag: int) -> Changes:
    """All changes over so many months; those over the spans last asked for are kept."""
    return compare(measures.figures, measures.matrix.observed, measures.rules, lag)


@lru_cache(maxsize=KEPT_MONTHS)
def _control(charts: Charts, row: int) -> Control:
    """All control charts as at a month; those of the months last asked for are kept."""
    return charts.at(row)


def measure(
    catalogue: Catalogue,
    matrix: Matrix,
    printed: Mapping[tuple[str, Month], PublishedFigure],
) -> Measures:
    """Compute every measure at once.

    `printed` are the published "change" figures by ref and file month; those of other
    refs or months are passed over.
    """
    rules = Rules.of(catalogue)
    columns = {ref: column for column, ref in enumerate(matrix.refs)}
    targets = Targets.of(catalogue, matrix.months)
    figures = Figures.of(matrix, rules)
    paper = _printed(matrix, columns, printed)
    changes = compare(figures, matrix.observed, rules, rules.lag)
    yearly = compare(figures, matrix.observed, rules, YEAR)
    totals = add_up(figures, rules, matrix.months)
    baselines = Baselines.of(catalogue, matrix.months)
    return Measures(
        matrix=matrix,
        rules=rules,
        targets=targets,
        figures=figures,
        changes=changes,
        yearly=add_printed(yearly, paper, figures, rules),
        spreads=spread(figures, rules),
        totals=totals,
        rags=judge(matrix, figures, rules, targets, totals, changes, paper),
        charts=Charts.of(matrix.months, figures, rules, targets, baselines),
        columns=columns,
    )


def _printed(
    matrix: Matrix,
    columns: Mapping[str, int],
    printed: Mapping[tuple[str, Month], PublishedFigure],
) -> Printed:
    rows = {month: row for row, month in enumerate(matrix.months)}
    stated = np.zeros(matrix.value.shape, np.bool_)
    percent = np.full(matrix.value.shape, np.nan)
    for (ref, month), figure in printed.items():
        if ref in columns and month in rows:
            stated[rows[month], columns[ref]] = True
            if figure.value is not None:
                percent[rows[month], columns[ref]] = float(figure.value)
    return Printed(stated, percent)


def _number(array: Floats, cell: Cell) -> float | None:
    number = float(array[cell])
    return None if np.isnan(number) else number


def _year(array: Whole, cell: Cell) -> FinancialYear | None:
    start = int(array[cell])
    return None if start == NO_YEAR else FinancialYear(start)
