"""A workbook as a grid: values and how they are printed, merged ranges, hidden sheets."""

from __future__ import annotations

import datetime as dt
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from decimal import Context
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.intake.cells import tidy
from dashboard.intake.grid import (
    MAX_COLUMNS,
    Cell,
    Content,
    Grid,
    RefusedFileError,
    arrange,
)
from dashboard.intake.package import check_package
from dashboard.intake.printing import print_date, print_number, writes_percent_sign
from dashboard.spreadsheets.characters import unescape

# Fifteen digits are what a spreadsheet shows of its binary fractions.
_SPREADSHEET = Context(prec=15)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_STRUCK = re.compile(r"\S")


def read_xlsx(content: bytes) -> Grid:
    """Read every worksheet, formulas as the values saved with them.

    Raises RefusedFileError for a damaged, oversized or protected workbook and for a
    formula without a saved value.
    """
    inspection = check_package(content)
    formulas = _formulas(_open(content, data_only=False)) if inspection.unsaved else set()
    book = _open(content, data_only=True)
    if len(book.sheetnames) < inspection.sheets:
        raise RefusedFileError(
            f"the workbook names {inspection.sheets} sheets, but holds only "
            f"{len(book.sheetnames)}. Open it in the program that wrote it and save it anew."
        )
    return Grid(
        tuple(
            replace(
                arrange(
                    sheet.title,
                    _cells(sheet, formulas),
                    _covered(sheet),
                    hidden=sheet.sheet_state != "visible",
                ),
                hidden_rows=_hidden_rows(sheet),
                hidden_columns=_hidden_columns(sheet),
            )
            for sheet in book.worksheets
        )
    )


def _open(content: bytes, data_only: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of features it drops on saving; nothing is saved here.
            warnings.simplefilter("ignore")
            return load_workbook(
                BytesIO(content), data_only=data_only, keep_links=False, rich_text=True
            )
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
            yield Cell(row, column, content, text.strip(), bool(cell.quotePrefix))


def _read(value: Any, number_format: str) -> tuple[Content, str]:
    """What a cell holds, and the same as printed."""
    if isinstance(value, bool):
        return str(value).upper(), str(value).upper()
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value, print_date(value, number_format)
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        number = _SPREADSHEET.create_decimal(repr(value))
        if writes_percent_sign(number_format):
            number = number.scaleb(-2)
        return number, print_number(number, number_format)
    text = unescape(_print_runs(value) if isinstance(value, CellRichText) else str(value))
    return text, text


def _print_runs(runs: CellRichText) -> str:
    """Text as a reader sees it, where parts of it have a font of their own.

    A raised figure is a footnote mark, not a digit, and what is struck out is not meant.
    """
    printed = []
    for run in runs:
        text, font = str(run), run.font if isinstance(run, TextBlock) else None
        if font and font.vertAlign == "superscript":
            text = text.translate(_RAISED)
        elif font and font.vertAlign == "subscript":
            text = text.translate(_LOWERED)
        printed.append(_STRUCK.sub("\\g<0>\u0336", text) if font and font.strike else text)
    return "".join(printed)


def _hidden_rows(sheet: Worksheet) -> tuple[int, ...]:
    return tuple(sorted(row for row, size in sheet.row_dimensions.items() if size.hidden))


def _hidden_columns(sheet: Worksheet) -> tuple[int, ...]:
    """Neighbouring columns of one form share an entry, up to the last column there is."""
    return tuple(
        column
        for size in sheet.column_dimensions.values()
        if size.hidden
        for column in range(size.min or 1, min(size.max or 1, MAX_COLUMNS) + 1)
    )


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Every place that a merged range covers, to the range's first cell."""
    return {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
        if (row, column) != (area.min_row, area.min_col)
    }
