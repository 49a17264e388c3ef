"""The files in which Exampleshire told its history: one a month, in the published layout.

Seven months stand in each, as in the council's own. CSV until March 2025, workbooks from
then on. The same telling gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dashboard.catalogue import (
    Comparator,
    ComparatorStatus,
    Indicator,
    Kind,
    TargetStatus,
)
from dashboard.demo.commentary import write_comment
from dashboard.demo.telling import Cell, Telling, year_ending
from dashboard.intake import paper
from dashboard.periods import FinancialYear, Month, months_between
from dashboard.records import Arrow
from dashboard.spreadsheets.workbook import save_workbook

FIRST_WORKBOOK = Month(2025, 4)
MARK = "Invented council: every figure, name and sentence in this file is made up."
_ARROW = Decimal(10)
_TIDY_WIDTHS = {1: 14, 2: 60, 3: 26, 4: 26}
_COMMENTARY_WIDTH = 90
# A workbook carries the moment it was made.
_MADE = dt.datetime(2000, 1, 1)

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class DemoFile:
    """One month's file, as it would be loaded."""

    name: str
    month: Month
    content: bytes

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def write_file(telling: Telling, first: Month) -> DemoFile:
    """The file of the telling's own month. No month before `first` stands in it."""
    month = telling.told
    shown = tuple(months_between(max(first, month.shift(1 - paper.MONTHS_SHOWN)), month))
    is_workbook = month >= FIRST_WORKBOOK
    write = _workbook if is_workbook else _csv
    name = f"exampleshire-{month}.{'xlsx' if is_workbook else 'csv'}"
    indicators = telling.catalogue.active
    rows = [_row(telling, indicator, shown) for indicator in indicators]
    headings = paper.headings(shown, _target_years(month))
    return DemoFile(name, month, write(headings, list(indicators), rows))


def _target_years(month: Month) -> tuple[FinancialYear, ...]:
    """The file's own financial year and the two before it."""
    start = month.financial_year.start
    return tuple(FinancialYear(year) for year in range(start - 2, start + 1))


def _row(telling: Telling, indicator: Indicator, shown: tuple[Month, ...]) -> Row:
    owner = telling.catalogue.person(indicator.owner)
    reporter = telling.catalogue.person(indicator.reporter)
    year = [telling.figure(indicator, month) for month in year_ending(telling.told)]
    held = [figure for figure in year if figure is not None]
    return [
        indicator.ref,
        indicator.name,
        owner.name if owner else "",
        reporter.name if reporter else "",
        "",
        *(telling.cell(indicator, month) for month in shown),
        _change(telling, indicator),
        paper.DIRECTIONS[indicator.polarity],
        _average(held, indicator) if held else "",
        max(held) if held else "",
        *_comparators(indicator),
        *(_target(indicator, year) for year in _target_years(telling.told)),
        write_comment(telling, indicator),
    ]


def _change(telling: Telling, indicator: Indicator) -> str:
    """The printed change on the year before, worked out from the printed figures."""
    now = telling.figure(indicator, telling.told)
    then = telling.figure(indicator, telling.told.shift(-12))
    if now is None or not then:
        return paper.NO_CHANGE
    change = 100 * (now - then) / then
    arrow = Arrow.SIMILAR if abs(change) < _ARROW else Arrow.UP if change > 0 else Arrow.DOWN
    return paper.change(arrow, change)


def _average(held: list[Decimal], indicator: Indicator) -> Decimal:
    places = Decimal("0.1") if indicator.kind is Kind.RATE else Decimal(1)
    return (sum(held, Decimal(0)) / len(held)).quantize(places, ROUND_HALF_UP)


def _comparators(indicator: Indicator) -> list[Cell]:
    said = indicator.comparators
    is_local = said.status is ComparatorStatus.NONE_EXISTS
    none = paper.NO_COMPARATOR if is_local else paper.NONE_GIVEN

    def cell(comparator: Comparator | None) -> Cell:
        return comparator.value if comparator else none

    return [cell(said.neighbours), cell(said.england), cell(said.region)]


def _target(indicator: Indicator, year: FinancialYear) -> Cell:
    for target in indicator.targets:
        if target.financial_year == year:
            is_open = target.status is TargetStatus.TO_BE_CONFIRMED
            return paper.TO_BE_CONFIRMED if is_open or target.value is None else target.value
    return ""


def _csv(headings: list[str], indicators: list[Indicator], rows: list[Row]) -> bytes:
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerows([[MARK], headings])
    for indicator, row in zip(indicators, rows, strict=True):
        writer.writerow([_printed(cell, indicator) for cell in row])
    return lines.getvalue().encode("utf-8-sig")


def _printed(cell: Cell, indicator: Indicator) -> str:
    if isinstance(cell, str):
        return cell
    return f"{cell}%" if indicator.is_percentage else f"{cell:,}"


def _workbook(headings: list[str], indicators: list[Indicator], rows: list[Row]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Monthly dataset"
    sheet.append([MARK])
    sheet.append(headings)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for number, (indicator, row) in enumerate(zip(indicators, rows, strict=True), start=3):
        for column, content in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            if isinstance(content, Decimal) and indicator.is_percentage:
                cell.value, cell.number_format = content / 100, "0%"
            elif content != "":
                cell.value = content
    for column in range(1, len(headings) + 1):
        width = _COMMENTARY_WIDTH if column == len(headings) else _TIDY_WIDTHS.get(column, 11)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for cell in sheet[get_column_letter(len(headings))]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C3"
    book.properties.creator = "Exampleshire (invented)"
    return save_workbook(book, _MADE)
