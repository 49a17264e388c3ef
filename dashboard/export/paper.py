"""The dataset of a month in the layout in which the council publishes it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dashboard.catalogue import Comparator, ComparatorStatus, Indicator, TargetStatus
from dashboard.export.dataset import Dataset
from dashboard.export.table import Cell, Column, Datatype, Share, Table
from dashboard.intake import paper
from dashboard.periods import FinancialYear, Month
from dashboard.records import Observation, Status
from dashboard.views import words
from dashboard.views.scorecard import standings
from dashboard.views.status import Standing

MOST_YEARS = 3
"""Financial years of targets side by side, as the council publishes them."""

_WIDTHS = {"Ref.": 13, "Indicator": 44, "Owner": 18, "Reporter": 18, "Outcome": 40, "DoT": 6}


def paper_table(dataset: Dataset) -> Table:
    """An indicator a row, with up to seven months, change, averages, targets, commentary."""
    shown = dataset.months[-paper.MONTHS_SHOWN :]
    years = _target_years(dataset)
    headings = paper.headings(shown, years)
    meanings = _meanings(dataset, shown, years)
    widths = _WIDTHS | {headings[-1]: 90}
    held = {(o.ref, o.month): o for _, o in dataset.observations}
    return Table(
        "paper",
        f"Dataset {dataset.month.abbreviation} {dataset.month.year}",
        "The month as the council publishes it: an indicator a row, its months side by side.",
        tuple(
            Column(title, meaning, _datatype(title), widths.get(title, 10))
            for title, meaning in zip(headings, meanings, strict=True)
        ),
        [
            (
                *_people(dataset, indicator),
                *(_month_cell(indicator, held.get((indicator.ref, month))) for month in shown),
                *_measured(dataset, row),
                *(_target(indicator, year) for year in years),
                row.comment,
            )
            for row in standings(dataset.holdings, dataset.month)
            for indicator in (row.indicator,)
        ],
        key=("Ref.",),
    )


def _datatype(title: str) -> Datatype:
    """The columns with a width of their own hold words, all others figures."""
    is_words = title in _WIDTHS or title.startswith("Commentary")
    return Datatype.TEXT if is_words else Datatype.NUMBER


def resting(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """What the twelve-month columns rest on, where it is not twelve months: note and refs."""
    refs: dict[str, list[str]] = {}
    for row in standings(dataset.holdings, dataset.month):
        if note := row.average.note:
            refs.setdefault(note, []).append(row.indicator.ref)
    for note, some in sorted(refs.items()):
        is_printed = note == "published"
        said = "as the paper of the month printed them" if is_printed else f"over {note}"
        yield said, ", ".join(some)


def _meanings(
    dataset: Dataset, shown: tuple[Month, ...], years: tuple[FinancialYear, ...]
) -> Iterator[str]:
    region = dataset.catalogue.council.region
    yield "Reference of the indicator."
    yield "Name of the indicator."
    yield "Who answers for it."
    yield "Who reports it."
    yield "Why it matters: the outcome for children."
    yield from (f"The figure of {month.long}." for month in shown)
    before = dataset.month.shift(-12).long
    yield (
        f"Arrow and change in per cent since {before}: worked out where both months are held, "
        f'else as printed. "{paper.NO_CHANGE}" is no change to give.'
    )
    yield "The direction that is better: ▲ more, ▼ less, blank neither."
    yield "Average of the twelve months that end with this one."
    yield "Highest figure of these twelve months."
    local = f'"{paper.NO_COMPARATOR}": no other area publishes it.'
    comparator = f'{local} "{paper.NONE_GIVEN}": none is given.'
    yield f"Statistical neighbours. {comparator}"
    yield f"England. {comparator}"
    yield f"{region}. {comparator}"
    yield from (
        f"Target for {year.long}. {paper.TO_BE_CONFIRMED}: to be confirmed. Blank: none."
        for year in years
    )
    yield f"What the service said of {dataset.month.long}."


def _target_years(dataset: Dataset) -> tuple[FinancialYear, ...]:
    """The latest years, up to the month's own, for which any target is known."""
    own = dataset.month.financial_year
    known = {
        target.financial_year
        for indicator in dataset.catalogue.active
        for target in indicator.targets
        if target.financial_year <= own
    }
    return tuple(sorted(known))[-MOST_YEARS:]


def _people(dataset: Dataset, indicator: Indicator) -> tuple[Cell, ...]:
    people = (dataset.catalogue.person(key) for key in (indicator.owner, indicator.reporter))
    names = (person.name if person else "" for person in people)
    return (indicator.ref, indicator.name, *names, indicator.outcome)


def _month_cell(indicator: Indicator, held: Observation | None) -> Cell:
    """The figure or symbol; a blank for no return, as the council leaves it."""
    if held is None or held.status in (Status.MISSING, Status.NOT_DUE):
        return ""
    return held.status.symbol if held.value is None else _figure(indicator, held.value)


def _measured(dataset: Dataset, row: Standing) -> tuple[Cell, ...]:
    indicator = row.indicator
    change = dataset.holdings.measures.year_on_year(indicator.ref, dataset.month)
    said = paper.NO_CHANGE
    if change.arrow:
        relative = change.relative
        per_cent = None if relative is None else words.round_half_up(100 * relative)
        said = paper.change(change.arrow, per_cent)
    stated = indicator.comparators
    return (
        said,
        paper.DIRECTIONS[indicator.polarity],
        _rounded(indicator, row.average.value),
        _rounded(indicator, row.spread.value),
        *(
            _comparator(indicator, one)
            for one in (stated.neighbours, stated.england, stated.region)
        ),
    )


def _comparator(indicator: Indicator, comparator: Comparator | None) -> Cell:
    if comparator:
        return _figure(indicator, comparator.value)
    is_local = indicator.comparators.status is ComparatorStatus.NONE_EXISTS
    return paper.NO_COMPARATOR if is_local else paper.NONE_GIVEN


def _target(indicator: Indicator, year: FinancialYear) -> Cell:
    for target in indicator.targets:
        if target.financial_year == year:
            if target.status is TargetStatus.TO_BE_CONFIRMED or target.value is None:
                return paper.TO_BE_CONFIRMED
            return _figure(indicator, target.value)
    return ""


def _rounded(indicator: Indicator, value: float | None) -> Cell:
    """To one decimal, as on the pages, and no more of it hidden in the cell."""
    return "" if value is None else _figure(indicator, words.round_half_up(value, 1))


def _figure(indicator: Indicator, value: Decimal) -> Cell:
    return Share(value) if indicator.is_percentage else value
