"""The CSV file of an indicator's comparators: every area and year that they are made from."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue import Catalogue, Indicator
from dashboard.export.csv_files import write_csv
from dashboard.official import Computed, Extract, compute_years

COLUMNS = (
    "ref",
    "indicator",
    "measure",
    "year",
    "area",
    "role",
    "value",
    "basis",
    "neighbours with a figure",
    "list of neighbours",
    "divisor",
    "rank from the highest",
    "note",
    "source",
)


def comparators_csv(
    catalogue: Catalogue, extract: Extract | None, indicator: Indicator
) -> bytes | None:
    """Every year held, an area a row; None where nothing is held."""
    rows = [
        row
        for computed in compute_years(catalogue, extract, indicator)
        for row in _rows(indicator, computed)
    ]
    return write_csv(COLUMNS, rows) if rows else None


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
