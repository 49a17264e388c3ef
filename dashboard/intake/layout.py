"""Recognising a row of headings: which layout a table has, and what each column is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise

from dashboard.intake.cells import quote, tidy
from dashboard.intake.grid import Cell, Line
from dashboard.periods import FinancialYear, Month


class Layout(StrEnum):
    """The two layouts that can be loaded."""

    PUBLISHED = "the published layout"
    LONG = "the long layout"


class Role(StrEnum):
    """What a column holds. The published ones have the names of PublishedFigure.column."""

    REF = "ref"
    NAME = "name"
    OWNER = "owner"
    REPORTER = "reporter"
    OUTCOME = "outcome"
    MONTH = "month"
    CHANGE = "change"
    DIRECTION = "direction"
    AVERAGE = "average"
    MAXIMUM = "maximum"
    NEIGHBOURS = "neighbours"
    ENGLAND = "england"
    REGION = "region"
    TARGET = "target"
    COMMENTARY = "commentary"
    PERIOD = "period"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOTE = "note"
    STATUS = "status"
    UNIT = "unit"
    THEME = "theme"
    PUBLICATION = "publication"


# Words that head columns of many tables, so that they do not tell this dataset's.
_COMMON = {Role.STATUS, Role.UNIT, Role.THEME, Role.PUBLICATION}
LONG_ROLES = {Role.PERIOD, Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.NOTE} | _COMMON

# Headings in lower case, without full stops. The first of a role is the council's own.
_HEADINGS = {
    "ref": Role.REF,
    "reference": Role.REF,
    "indicator": Role.NAME,
    "name": Role.NAME,
    "owner": Role.OWNER,
    "reporter": Role.REPORTER,
    "outcome": Role.OUTCOME,
    "% change": Role.CHANGE,
    "dot": Role.DIRECTION,
    "direction of travel": Role.DIRECTION,
    "12-mnth avg": Role.AVERAGE,
    "12-month average": Role.AVERAGE,
    "12-mnth max": Role.MAXIMUM,
    "12-month maximum": Role.MAXIMUM,
    "sn": Role.NEIGHBOURS,
    "statistical neighbours": Role.NEIGHBOURS,
    "eng": Role.ENGLAND,
    "england": Role.ENGLAND,
    "region": Role.REGION,
    "commentary": Role.COMMENTARY,
    "period": Role.PERIOD,
    "value": Role.VALUE,
    "numerator": Role.NUMERATOR,
    "denominator": Role.DENOMINATOR,
    "note": Role.NOTE,
    **{str(role): role for role in sorted(_COMMON)},
}
# Months in which a dataset may have paused. A longer gap is a slip in a year.
_LONGEST_GAP = 12
_CHANGE = re.compile(r"% change from (.+)")
_TARGET = re.compile(r"target (.+)")
_REGION = re.compile(r"[a-z ]{1,30} region")
_COMMENTARY = re.compile(r"commentary \((.+)\)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its number from 1, its heading as printed and what it holds.

    `month` is the month of a month column, the month compared with of a change, or the
    file's own month where the commentary's heading names it; `year` a target's.
    """

    number: int
    title: str
    role: Role
    month: Month | None = None
    year: FinancialYear | None = None

    @property
    def published_name(self) -> str:
        """The name of its figures among published figures: "average", "target:2019-20"."""
        return f"{self.role}:{self.year}" if self.year else str(self.role)


@dataclass(frozen=True, slots=True)
class Header:
    """A row of headings. It holds for the rows beneath until the next one."""

    layout: Layout
    row: int
    columns: tuple[Column, ...]
    complaints: tuple[tuple[Cell, str], ...]

    @property
    def months(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if c.role is Role.MONTH)

    def find(self, role: Role) -> Column | None:
        return next((c for c in self.columns if c.role is role), None)

    @property
    def file_month(self) -> Month | None:
        """The month that the commentary's heading names, else the last month column's."""
        commentary = self.find(Role.COMMENTARY)
        if commentary and commentary.month:
            return commentary.month
        return max((c.month for c in self.months if c.month), default=None)


def recognise(line: Line) -> Header | None:
    """The headings in a row, or None for any other row. Complaints name their cell."""
    # Every layout has refs. Most rows are not headings, and are seen to be none at once.
    beginnings = (cell.text for cell in line.values() if cell.text[:3].lower() == "ref")
    if not any(_HEADINGS.get(_plain(text)) is Role.REF for text in beginnings):
        return None
    columns: list[Column] = []
    complaints: list[tuple[Cell, str]] = []
    for cell in line.values():
        try:
            columns.append(_column(cell))
        except ValueError as error:
            complaints.append((cell, str(error)))
    roles = {c.role for c in columns}
    if {Role.REF, Role.MONTH} <= roles:
        layout, foreign = Layout.PUBLISHED, LONG_ROLES
    elif {Role.REF, Role.PERIOD, Role.VALUE} <= roles:
        layout, foreign = Layout.LONG, set(Role) - LONG_ROLES - {Role.REF, Role.NAME}
    else:
        return None
    complaints += [
        (line[c.number], f"{quote(c.title)} does not belong in {layout}. Delete the column.")
        for c in columns
        if c.role in foreign
    ]
    repeated = _repeated(columns)
    complaints += [
        (line[c.number], f"{quote(c.title)} stands twice in this row. Keep one column.")
        for c in repeated
    ]
    columns = [column for column in columns if column not in repeated]
    complaints += _disordered(line, columns)
    row = next(cell.row for cell in line.values())
    header = Header(layout, row, tuple(columns), tuple(complaints))
    if header.file_month:
        outside = _outside(line, header, header.file_month)
        header = replace(header, complaints=(*header.complaints, *outside))
    return header


def are_headings(line: Line) -> bool:
    """Whether a row that was not recognised is one of headings nevertheless.

    Three different headings or months in one row are no figures of an indicator.
    """
    known: set[Role | Month] = set()
    for cell in line.values():
        if role := _HEADINGS.get(_plain(cell.text)):
            known |= {role} - _COMMON
            continue
        with suppress(ValueError):
            day = cell.content
            known.add(Month.of(day) if isinstance(day, dt.date) else Month.parse(cell.text))
    return len(known) >= 3 or {Role.PERIOD, Role.VALUE} <= known


def _plain(text: str) -> str:
    """A heading in the form in which headings are listed."""
    return tidy(text).lower().rstrip(".: ")


def _column(cell: Cell) -> Column:
    """What a heading says. Raises ValueError for one that is not known."""
    if isinstance(cell.content, dt.date):
        return Column(cell.column, cell.text, Role.MONTH, _month_of(cell.content))
    title = tidy(cell.text)
    plain = _plain(title)
    if role := _HEADINGS.get(plain):
        return Column(cell.column, title, role)
    if found := _CHANGE.fullmatch(plain):
        return Column(cell.column, title, Role.CHANGE, _month(title, found[1]))
    if found := _TARGET.fullmatch(plain):
        return Column(cell.column, title, Role.TARGET, year=_year(title, found[1]))
    if found := _COMMENTARY.fullmatch(plain):
        return Column(cell.column, title, Role.COMMENTARY, _month(title, found[1]))
    if _REGION.fullmatch(plain):
        return Column(cell.column, title, Role.REGION)
    try:
        return Column(cell.column, title, Role.MONTH, Month.parse(title))
    except ValueError:
        close = get_close_matches(plain, _HEADINGS, n=1)
        hint = f'Did you mean "{close[0]}"?' if close else "Rename or delete the column."
        raise ValueError(f"{quote(title)} is not a heading of the dataset. {hint}") from None


def _month(title: str, text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        message = f'{quote(title)} names no month such as "Feb-21". Mend the heading.'
        raise ValueError(message) from None


def _year(title: str, text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except ValueError:
        message = f'{quote(title)} names no financial year such as "19-20". Mend the heading.'
        raise ValueError(message) from None


def _month_of(day: dt.date) -> Month:
    """The month of a date in a heading, which must be its first or last day.

    A spreadsheet turns a typed "Aug-20" into the 20th of August of the current year;
    such a date must not pass for a month.
    """
    if day.day != 1 and (day + dt.timedelta(days=1)).day != 1:
        raise ValueError(
            f"the date {day:%d/%m/%Y} is not the first of a month. Type the first, such as "
            f"01/{day:%m/%Y}, or the month as text."
        )
    return Month.of(day)


def _repeated(columns: Iterable[Column]) -> list[Column]:
    """Columns that hold what an earlier one holds already."""
    seen: set[tuple[object, ...]] = set()
    repeated = []
    for column in columns:
        held = (column.role, column.year, column.month if column.role is Role.MONTH else None)
        if held in seen:
            repeated.append(column)
        seen.add(held)
    return repeated


def _disordered(line: Line, columns: Iterable[Column]) -> list[tuple[Cell, str]]:
    """Months before an earlier one or years after it: a slip that no figure would show."""
    months = [(c, c.month) for c in columns if c.role is Role.MONTH and c.month]
    complaints = []
    for (before, earlier), (column, month) in pairwise(months):
        distance = month.index - earlier.index
        if distance < 0:
            where = f"{quote(column.title)} stands after {quote(before.title)}"
        elif distance > _LONGEST_GAP:
            where = f"{quote(column.title)} is {distance} months after {quote(before.title)}"
        else:
            continue
        message = f"{where}. Put the months in order, or mend the heading."
        complaints.append((line[column.number], message))
    return complaints


def _outside(line: Line, header: Header, file_month: Month) -> list[tuple[Cell, str]]:
    """Headings that cannot be of a file of this month."""
    complaints = []
    for column in header.columns:
        if column.role is Role.MONTH and column.month and column.month > file_month:
            message = f"is after {file_month.long}, the month that the commentary names"
        elif column.role is Role.CHANGE and column.month not in (None, file_month.shift(-12)):
            message = f"is not the year before {file_month.long}, the month of the file"
        else:
            continue
        said = f"{quote(column.title)} {message}. Mend one of the headings."
        complaints.append((line[column.number], said))
    return complaints
