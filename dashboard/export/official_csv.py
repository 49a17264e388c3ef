"""Comparators as a table to take away: every area and year that they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.catalogue import Catalogue, Indicator
from dashboard.export.table import Column, Datatype, Table
from dashboard.official import Computed, Extract, compute_years

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
"""The Open Government Licence v3.0, under which the Department for Education publishes."""

COLUMNS = (
    Column("ref", "Reference of the indicator", required=True),
    Column("indicator", "Name of the indicator", required=True),
    Column("measure", "Key of the measure in the Department's data", required=True),
    Column("year", "The year, as the Department writes it", required=True),
    Column("area", "The area", required=True),
    Column("role", "What the area is in the comparison", required=True),
    Column("value", "The figure; percentages in per cent", Datatype.NUMBER),
    Column("basis", "How the figure was made"),
    Column("neighbours with a figure", "How many of the neighbours have one"),
    Column("list of neighbours", "Which version of the Department's list"),
    Column("divisor", "By how many authorities the total was divided"),
    Column("rank from the highest", "Place among those with a figure"),
    Column("note", "Why there is no figure"),
    Column("source", "Where it comes from"),
)


def comparators_table(
    catalogue: Catalogue, extract: Extract | None, indicators: Iterable[Indicator]
) -> Table:
    """Every year held, an area a row; without rows where nothing is held."""
    return Table(
        "comparators",
        "Comparators",
        "Every area and year from which the comparators are made, of the Department for "
        "Education's data.",
        COLUMNS,
        [
            row
            for indicator in indicators
            for computed in compute_years(catalogue, extract, indicator)
            for row in _rows(indicator, computed)
        ],
        licence=LICENCE,
    )


def _rows(indicator: Indicator, one: Computed) -> Iterator[tuple[str, ...]]:
    rank = f"{one.rank.place} of {one.rank.of}" if one.rank else ""
    figures = (
        ("authority", one.own, rank),
        ("neighbours together", one.neighbours, ""),
        ("region", one.region, ""),
        ("England", one.england, ""),
    )
    head = (indicator.ref, indicator.name, one.measure.key, one.year.label)
    for role, figure, place in figures:
        yield (
            *head,
            figure.name,
            role,
            _plain(figure.value),
            figure.basis,
            f"{figure.n} of {figure.of}" if figure.of is not None else "",
            one.list.words,
            str(figure.divisor or ""),
            place,
            figure.absent,
            one.source,
        )
    for area, value in one.each:
        absent = "" if value is not None else "DfE publishes no figure"
        yield (
            *(*head, area.name, "neighbour", _plain(value), one.own.basis),
            *("", one.list.words, "", "", absent, one.source),
        )


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"
