"""A table to take away, before it is a CSV file or a sheet of a workbook.

Both, and the description of the CSV file, are written from one Table, so that headings,
meanings and cells cannot differ between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from dashboard.catalogue import Catalogue, Indicator
from dashboard.spreadsheets.characters import fit_characters


class Datatype(StrEnum):
    """What the cells of a column are, by their names in XML Schema."""

    TEXT = "string"
    NUMBER = "decimal"
    MONTH = "gYearMonth"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, in per cent, that is written with its sign."""

    per_cent: Decimal


Cell = str | Decimal | Share
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it means, what its cells are, and its width in characters.

    `symbols` are texts that stand in it in place of a number. In a `required` column no cell
    is blank.
    """

    title: str
    meaning: str
    datatype: Datatype = Datatype.TEXT
    width: int = 14
    required: bool = False
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns.

    `name` is that of its file, without ending, `title` that of its sheet, `about` one
    sentence on it. `key` are the headings by which rows are told apart; none where nothing
    does. `licence` is the address of its own licence, where that is not the council's.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    key: tuple[str, ...] = ()
    licence: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.title for column in self.columns)

    def place(self, row: int, column: int) -> str:
        """Where a cell stands, in words: "M1, 2021-02, note". Both count from 0."""
        cells = zip(self.headings, self.rows[row], strict=True)
        keys = [str(cell) for title, cell in cells if title in self.key]
        keys = keys or [str(self.rows[row][0]), f"row {row + 1}"]
        return ", ".join([self.title, *keys, self.columns[column].title])


@dataclass(frozen=True, slots=True)
class Notice:
    """Something of a text that could not be carried over as it is, and where."""

    place: str
    said: str

    def __str__(self) -> str:
        return f"{self.place}: the text {self.said}."


def fit(table: Table) -> tuple[Table, tuple[Notice, ...]]:
    """The table with no character that a file cannot hold, a notice for each changed text."""
    notices: list[Notice] = []

    def fitted(row: int, column: int, cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell
        text, said = fit_characters(cell)
        if said:
            notices.append(Notice(fit_characters(table.place(row, column))[0], said))
        return text

    rows = [
        tuple(fitted(number, column, cell) for column, cell in enumerate(row))
        for number, row in enumerate(table.rows)
    ]
    return replace(table, rows=rows), tuple(notices)


def name_in(catalogue: Catalogue, indicator: Indicator) -> str:
    """The indicator's name, marked where the council is invented: a copied row says so too."""
    mark = "Invented council: " if catalogue.council.invented else ""
    return mark + indicator.name
