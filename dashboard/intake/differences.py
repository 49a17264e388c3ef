"""Where a file says something else than the catalogue. It is told, never acted upon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dashboard.catalogue import (
    COMPARED_WITH,
    Catalogue,
    Comparator,
    ComparatorStatus,
    Indicator,
    Polarity,
    TargetStatus,
)
from dashboard.intake.cells import tidy
from dashboard.intake.paper import DIRECTIONS, NO_COMPARATOR, NONE_GIVEN, TO_BE_CONFIRMED
from dashboard.intake.printing import plain
from dashboard.intake.reading import Found, Place, Reading
from dashboard.periods import FinancialYear
from dashboard.records import PublishedFigure

_DIRECTIONS = {sign: polarity for polarity, sign in DIRECTIONS.items() if sign}
_NONE_GIVEN = "none given"
_NO_TARGET = "no target"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that file and catalogue say differently, each in words."""

    ref: str
    what: str
    in_file: str
    in_catalogue: str
    place: Place

    def __str__(self) -> str:
        return (
            f'{self.place}: {self.ref} has the {self.what} "{self.in_file}", '
            f'the catalogue "{self.in_catalogue}".'
        )


def find_differences(reading: Reading, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Name, owner, reporter, polarity, comparators and targets, in the file's order.

    The outcome is not compared: the catalogue's is in its own words. A column that the
    file does not have says nothing, a blank cell in one that it has does.
    """
    cells = {(found.record.ref, found.record.column): found for found in reading.published}
    columns = {found.record.column for found in reading.published}
    places = {found.record.ref: found.place for found in reversed(reading.observations)}
    differences = []
    for ref, place in reversed(places.items()):
        indicator = catalogue.indicator(ref)
        for column, what, said in _statements(indicator, catalogue, columns):
            found = cells.get((ref, column))
            in_file = _in_file(column, found, indicator)
            if in_file != said:
                where = found.place if found else Place(place.file, place.sheet, place.row)
                differences.append(Difference(ref, what, in_file, said, where))
    return tuple(differences)


def _statements(
    indicator: Indicator, catalogue: Catalogue, columns: set[str]
) -> Iterator[tuple[str, str, str]]:
    """For each column of the file: its name, in words, and what the catalogue says."""
    owner, reporter = (catalogue.person(indicator.owner), catalogue.person(indicator.reporter))
    comparators = indicator.comparators
    said = {
        "name": ("name", tidy(indicator.name)),
        "owner": ("owner", owner.name if owner else ""),
        "reporter": ("reporter", reporter.name if reporter else ""),
        "direction": ("direction", indicator.polarity.value),
        "neighbours": (
            "statistical neighbours",
            _comparator(indicator, comparators.neighbours),
        ),
        "england": ("England comparator", _comparator(indicator, comparators.england)),
        "region": ("region comparator", _comparator(indicator, comparators.region)),
    }
    targets = {str(target.financial_year): target for target in indicator.targets}
    for column in sorted(c for c in columns if c.startswith("target:")):
        year = column.removeprefix("target:")
        target = targets.get(year)
        words = _NO_TARGET
        if target and target.status is TargetStatus.TO_BE_CONFIRMED:
            words = TargetStatus.TO_BE_CONFIRMED.value
        elif target and target.value is not None:
            words = _figure(target.value, indicator)
        said[column] = (f"target for {FinancialYear.parse(year).long}", words)
    if comparators.status is ComparatorStatus.COMPUTED:
        # What the paper prints does not count where DfE's data do.
        columns = columns - {area for area in COMPARED_WITH if not getattr(comparators, area)}
    for column, (what, words) in said.items():
        if column in columns:
            yield column, what, words


def _comparator(indicator: Indicator, comparator: Comparator | None) -> str:
    if comparator is not None:
        return _figure(comparator.value, indicator)
    if indicator.comparators.status is ComparatorStatus.NONE_EXISTS:
        return ComparatorStatus.NONE_EXISTS.value
    return _NONE_GIVEN


def _in_file(column: str, found: Found[PublishedFigure] | None, indicator: Indicator) -> str:
    """What a cell says, in the catalogue's words where it has words for it."""
    text = tidy(found.record.text) if found else ""
    if column == "direction":
        return _DIRECTIONS.get(text, text or Polarity.NONE)
    if found and found.record.value is not None:
        return _figure(found.record.value, indicator)
    if column in COMPARED_WITH:
        if text.lower() == NO_COMPARATOR.lower():
            return ComparatorStatus.NONE_EXISTS.value
        return _NONE_GIVEN if text in {"", NONE_GIVEN} else text
    if column.startswith("target:"):
        if text.lower() == TO_BE_CONFIRMED.lower():
            return TargetStatus.TO_BE_CONFIRMED.value
        return _NO_TARGET if text in {"", NONE_GIVEN} else text
    return text


def _figure(value: Decimal, indicator: Indicator) -> str:
    return plain(value) + ("%" if indicator.is_percentage else "")
