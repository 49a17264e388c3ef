"""The cell that an explanation names holds the figure it says, in the file as it was sent."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.records import Audience, Source
from dashboard.store import Store
from dashboard.views.explaining import Explanation, Input, explain_all
from dashboard.views.holdings import Holdings, read_holdings

Cell = Any
"""What a file holds in one place, as it comes out of it."""


class Files:
    """The files that a store keeps, opened apart from the program that read them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open = cache(self._read)

    def cell(self, source: Source) -> Cell:
        """What stands at the place that a source names."""
        rows = self._open(source.load, source.file, source.sheet)
        return rows[source.row - 1][source.column - 1]

    def head(self, source: Source) -> set[str]:
        rows = self._open(source.load, source.file, source.sheet)
        above = [row for row in rows[: source.row] if len(row) >= source.column]
        return {str(row[source.column - 1]) for row in above}

    def _read(self, load: int, name: str, sheet: str) -> list[list[Cell]]:
        content = self._store.content(load)
        if name.endswith(".csv"):
            return [list(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return [list(row) for row in book[sheet].iter_rows(values_only=True)]


def number(cell: Cell, *, is_percentage: bool) -> Decimal:
    """A cell as a number, percentages in per cent."""
    if isinstance(cell, str):
        return Decimal(cell.strip("↑↓→➔ %").replace(",", ""))
    value = Decimal(repr(cell))
    return value * 100 if is_percentage else value


def check(files: Files, one: Explanation, given: Input, catalogue: Catalogue) -> None:
    assert given.source
    indicator = catalogue.find(given.what)
    assert indicator
    cell = files.cell(given.source)
    is_change = "change" in given.key
    if given.value is None:
        assert given.text.startswith("[") or given.text == cell, (one.path, given)
        assert not isinstance(cell, int | float), (one.path, given)
        return
    found = number(cell, is_percentage=indicator.is_percentage or is_change)
    assert found == pytest.approx(given.value, rel=Decimal("1e-9")), (one.path, given)
    if given.month:
        short = {given.month.short.replace(" 20", "-"), str(given.month), "value"}
        assert files.head(given.source) & short, (one.path, given)


def check_all(store: Store, holdings: Holdings, months: tuple[Month, ...]) -> int:
    files, checked = Files(store), set()
    for month in months:
        for indicator in holdings.catalogue.active:
            for one in explain_all(holdings, indicator, month, Audience.RESTRICTED):
                for given in one.inputs:
                    if given.source and (given.slug or "as printed" in given.name):
                        check(files, one, given, holdings.catalogue)
                        checked.add(given.key)
    return len(checked)


def test_every_cell_of_the_sample(site_store: Store, published: Catalogue) -> None:
    holdings = read_holdings(site_store, published)
    assert check_all(site_store, holdings, holdings.months) > 64 * 7


def test_the_cells_of_invented_months(demo_store: Store, invented: Catalogue) -> None:
    holdings = read_holdings(demo_store, invented)
    assert check_all(demo_store, holdings, holdings.months[-1:]) > 64 * 12


def test_a_restated_figure_says_what_it_was(demo_store: Store, invented: Catalogue) -> None:
    holdings = read_holdings(demo_store, invented)
    (ref, month), versions = next(iter(holdings.restated.items()))
    indicator = invented.indicator(ref)
    value = explain_all(holdings, indicator, month, Audience.RESTRICTED)[0]
    own = next(given for given in value.inputs if given.slug == indicator.address)
    assert [was.value for was in own.earlier] == [was.value for was in versions]
    assert own.source
    assert all(was.source and was.source.load < own.source.load for was in own.earlier)
    assert value.last_change
    assert value.last_change.load >= own.source.load
