"""A workbook as a grid: values and how they are printed, merged ranges, hidden sheets."""

from __future__ import annotations

import datetime as dt
import math
import warnings
from collections.abc import Iterator
from decimal import Context
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.cells import tidy
from dashboard.intake.grid import Cell, Content, Grid, RefusedFileError, arrange
from dashboard.intake.package import check_package
from dashboard.intake.printing import print_date, print_number

# Fifteen digits are what a spreadsheet shows of its binary fractions.
_SPREADSHEET = Context(prec=15)


def read_xlsx(content: bytes) -> Grid:
    """Read every worksheet, formulas as the values saved with them.

    Raises RefusedFileError for a damaged, oversized or protected workbook and for a
    formula without a saved value.
    """
    has_formulas = check_package(content)
    formulas = _formulas(_open(content, data_only=False)) if has_formulas else set()
    book = _open(content, data_only=True)
    return Grid(
        tuple(
            arrange(
                sheet.title,
                _cells(sheet, formulas),
                _covered(sheet),
                hidden=sheet.sheet_state != "visible",
            )
            for sheet in book.worksheets
        )
    )


def _open(content: bytes, data_only: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features it drops on saving; nothing is saved here.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=data_only, keep_links=False)
    except MemoryError:
        raise
    except Exception:
        # A mangled workbook can raise nearly anything from inside the parser.
        raise RefusedFileError(
            "the workbook cannot be read. Open it in the program that wrote it, save it as "
            "XLSX and load that."
        ) from None


def _formulas(book: Workbook) -> set[tuple[str, int, int]]:
    return {
        (sheet.title, *place)
        for sheet in book.worksheets
        for place, cell in sheet._cells.items()
        if cell.data_type == "f"
    }


def _cells(sheet: Worksheet, formulas: set[tuple[str, int, int]]) -> Iterator[Cell]:
    # The sheet's own store: walking its rows would make a cell of every blank place.
    for (row, column), cell in sorted(sheet._cells.items()):
        value: Any = cell.value
        if value is None:
            # A saved empty text is typed "str"; a formula never calculated has no type.
            if (sheet.title, row, column) in formulas and cell.data_type != "str":
                raise RefusedFileError(
                    f"sheet {sheet.title}, cell {get_column_letter(column)}{row}: the formula "
                    "has no saved value. Open the file in a spreadsheet program and save it."
                )
            continue
        content, text = _read(value, cell.number_format)
        if tidy(text):
            yield Cell(row, column, content, text.strip())


def _read(value: Any, number_format: str) -> tuple[Content, str]:
    """What a cell holds, and the same as printed."""
    if isinstance(value, bool):
        return str(value).upper(), str(value).upper()
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value, print_date(value, number_format)
    if isinstance(value, int | float) and math.isfinite(value):
        number = _SPREADSHEET.create_decimal(repr(value))
        return number, print_number(number, number_format)
    return str(value), str(value)


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Every place that a merged range covers, to the range's first cell."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    }
