"""A file as sheets of cells, whatever format it came in.

Everything after the reader sees only this: it does not know a CSV from a workbook.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter

Content = str | Decimal | dt.date

MAX_ROWS = 50_000
MAX_COLUMNS = 400
MAX_CELLS = 150_000

# No text holds these, and not every database keeps them.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class RefusedFileError(ValueError):
    """The file as a whole cannot be read. The text says what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something. Row and column count from 1.

    `content` is what the file holds: text, a number or a date. `text` is the same as
    a reader sees it printed, stripped of surrounding space. `is_literal` says that the file
    itself marks it as text, so that an apostrophe before it is one that was meant.
    """

    row: int
    column: int
    content: Content
    text: str
    is_literal: bool = False

    @property
    def is_printed_as_percentage(self) -> bool:
        return self.text.endswith("%")


Line = Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rectangle from A1 to the last cell that holds something.

    `lines` has one mapping a row, from column to cell; blank cells are not in it.
    `merged` maps a place that a merged range covers to the place whose content it
    shows. The name is empty where the format has no sheets. `widths` says with how many
    cells each row was written, blank ones too; it is empty where rows have no end of
    their own. Hidden rows and columns hold cells like any other.
    """

    name: str
    lines: tuple[Line, ...]
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: bool = False
    widths: Sequence[int] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.lines)

    @property
    def columns(self) -> int:
        return max((max(line, default=0) for line in self.lines), default=0)

    def width(self, row: int) -> int:
        """How many cells a row was written with, or 0 where that is not known."""
        return self.widths[row - 1] if row <= len(self.widths) else 0

    def find(self, row: int, column: int) -> Cell | None:
        """The cell at a place, or None where it is blank or outside."""
        return self.lines[row - 1].get(column) if 1 <= row <= self.rows else None


@dataclass(frozen=True, slots=True)
class Grid:
    """All sheets of a file, in order, hidden ones included."""

    sheets: tuple[Sheet, ...]


def arrange(
    name: str,
    cells: Iterable[Cell],
    merged: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    hidden: bool = False,
) -> Sheet:
    """Put cells on a sheet.

    Raises RefusedFileError where it is larger than any dataset, or a cell is not text.
    """
    lines: dict[int, dict[int, Cell]] = {}
    for count, cell in enumerate(cells, start=1):
        check_size(name, cell.row, cell.column, count)
        _check_text(name, cell)
        lines.setdefault(cell.row, {})[cell.column] = cell
    last = max(lines, default=0)
    sheet = Sheet(name, tuple(lines.get(row, {}) for row in range(1, last + 1)), {}, hidden)
    inside = {
        place: origin
        for place, origin in (merged or {}).items()
        if place[0] <= sheet.rows and place[1] <= sheet.columns
    }
    return Sheet(name, sheet.lines, inside, hidden)


def _check_text(name: str, cell: Cell) -> None:
    """Raise RefusedFileError for a character that cannot be printed, naming its cell."""
    if found := _UNPRINTABLE.search(cell.text):
        where = f"sheet {name}, cell" if name else "cell"
        raise RefusedFileError(
            f"{where} {get_column_letter(cell.column)}{cell.row} holds the character "
            f"U+{ord(found[0]):04X}, which cannot be printed. Type the cell anew."
        )


def check_size(name: str, row: int, column: int, count: int) -> None:
    """Raise RefusedFileError where a place or a number of cells is beyond the limits."""
    where = f"sheet {name}: " if name else ""
    if row > MAX_ROWS or column > MAX_COLUMNS:
        raise RefusedFileError(
            f"{where}row {row:,}, column {column:,} is used, and the limit is {MAX_ROWS:,} "
            f"rows by {MAX_COLUMNS} columns. Delete what lies beyond the table."
        )
    if count > MAX_CELLS:
        raise RefusedFileError(
            f"{where}more than {MAX_CELLS:,} cells are used. Load the months in several files."
        )
