"""From the bytes of a file to a reading: format, sheets, layouts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath

from dashboard.catalogue import Catalogue
from dashboard.intake.cells import tidy
from dashboard.intake.csv_file import read_csv
from dashboard.intake.grid import Grid, Line, RefusedFileError, Sheet
from dashboard.intake.layout import Header, Layout, Role, are_headings, recognise
from dashboard.intake.long import LongTable
from dashboard.intake.package import OLE_HEADER, PASSWORD
from dashboard.intake.published import NOT_HEADINGS, PublishedTable
from dashboard.intake.reading import (
    CellKind,
    Findings,
    Place,
    Problem,
    Reading,
    TooManyProblemsError,
)
from dashboard.intake.xlsx_file import read_xlsx

MAX_BYTES = 10_000_000
Progress = Callable[[int, int], None]
"""Told how many rows of how many are read."""
_TOLD_EVERY = 500
_TEXT_ENDINGS = {".csv", ".tsv", ".txt", ""}
_OLD_FORMATS = {
    ".xls": "this is the old Excel format (.xls). Save it as XLSX or CSV.",
    ".xlsm": "the workbook has macros (.xlsm). Save it as XLSX without them.",
    ".xlsb": "this is a binary workbook (.xlsb). Save it as XLSX or CSV.",
    ".ods": "this is an OpenDocument file (.ods). Save it as XLSX or CSV.",
}
_NO_TABLE = (
    'no table was found: no row has the headings "Ref." and months such as "Aug-20", or '
    '"ref", "period" and "value". Load the dataset as published, or in the long layout.'
)


def read_file(
    name: str, content: bytes, catalogue: Catalogue, progress: Progress | None = None
) -> Reading:
    """Read a CSV or XLSX file in the published or the long layout.

    `progress` is told now and then how far the reading is, and at its end. Never raises
    for what a file holds: one that cannot be read is a reading with one problem and no
    records.
    """
    file = PurePath(name.replace("\\", "/")).name
    checksum = hashlib.sha256(content).hexdigest()
    try:
        grid = read_grid(file, content)
    except RefusedFileError as error:
        return Reading(file, checksum, content, problems=(Problem(Place(file), str(error)),))
    findings = Findings(file)
    rows = _Rows(sum(sheet.rows for sheet in grid.sheets), progress)
    with suppress(TooManyProblemsError):
        for sheet in grid.sheets:
            _read_sheet(findings, catalogue, sheet, rows)
    return _conclude(findings, checksum, content)


def read_grid(file: str, content: bytes) -> Grid:
    """The file's sheets. Its first bytes say what it is, its name only helps to refuse it.

    Raises RefusedFileError, one clear sentence, for anything but CSV and XLSX.
    """
    ending = PurePath(file).suffix.lower()
    if not content.strip():
        raise RefusedFileError("the file is empty. Load the CSV or XLSX itself.")
    if len(content) > MAX_BYTES:
        raise RefusedFileError(
            f"the file is larger than {MAX_BYTES // 1_000_000} MB. "
            "Copy the table alone into a new workbook."
        )
    if content.startswith(OLE_HEADER):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedFileError(PASSWORD if is_encrypted else _OLD_FORMATS[".xls"])
    if ending in _OLD_FORMATS:
        raise RefusedFileError(_OLD_FORMATS[ending])
    if content.startswith(b"PK\x03\x04"):
        return read_xlsx(content)
    if ending == ".xlsx":
        raise RefusedFileError(
            "this is not a workbook, though its name ends in .xlsx. Open it in the program "
            "that wrote it, save it as XLSX and load that."
        )
    if ending not in _TEXT_ENDINGS or content.startswith(b"%PDF"):
        raise RefusedFileError("this is neither CSV nor XLSX. Save the table as one of them.")
    return read_csv(content)


@dataclass(slots=True)
class _Rows:
    """The rows of all sheets, counted as they are read."""

    total: int
    progress: Progress | None
    read: int = 0

    def number(self, sheet: Sheet) -> Iterator[tuple[int, Line]]:
        """Each row of a sheet with its number, and word of it to whoever waits."""
        for number, line in enumerate(sheet.lines, start=1):
            yield number, line
            self.read += 1
            if self.progress and (self.read % _TOLD_EVERY == 0 or self.read == self.total):
                self.progress(self.read, self.total)


def _read_sheet(findings: Findings, catalogue: Catalogue, sheet: Sheet, rows: _Rows) -> None:
    """Read every table on a sheet. A hidden sheet is only counted."""
    table: PublishedTable | LongTable | None = None
    above: list[int] = []
    for number, line in rows.number(sheet):
        is_row = sheet.hidden or (table and _is_of_indicator(table, catalogue, line))
        header = None if is_row else recognise(line)
        if header:
            table = _begin_table(findings, catalogue, sheet, header)
        elif table:
            table.read_row(number)
        elif line:
            above.append(number)
            if not sheet.hidden and are_headings(line):
                findings.complain(findings.place(sheet, number), NOT_HEADINGS)
    for number in above:
        line = sheet.lines[number - 1]
        kind = CellKind.TITLE if len(line) == 1 else CellKind.KEY
        for cell in line.values():
            findings.mark(cell, kind if table else CellKind.OTHER)
    findings.close_sheet(sheet)


def _is_of_indicator(
    table: PublishedTable | LongTable, catalogue: Catalogue, line: Line
) -> bool:
    """Whether a row has a known reference, so that it is no headings, whatever its words."""
    column = table.header.find(Role.REF)
    cell = line.get(column.number) if column else None
    return cell is not None and catalogue.find(tidy(cell.text)) is not None


def _begin_table(
    findings: Findings, catalogue: Catalogue, sheet: Sheet, header: Header
) -> PublishedTable | LongTable:
    for cell in sheet.lines[header.row - 1].values():
        findings.mark(cell, CellKind.HEADING)
    for cell, message in header.complaints:
        findings.complain(findings.place(sheet, header.row, cell.column), message)
    findings.layouts.add(header.layout)
    month = header.file_month
    if header.layout is Layout.LONG or month is None:
        return LongTable(findings, catalogue, sheet, header)
    findings.months.update(column.month for column in header.months if column.month)
    if findings.file_month and findings.file_month != month:
        findings.complain(
            findings.place(sheet, header.row),
            f"this table is of {month.long}, but the one before it of "
            f"{findings.file_month.long}. Load one month's table at a time.",
        )
    findings.file_month = month
    return PublishedTable(findings, catalogue, sheet, header, month)


def _conclude(findings: Findings, checksum: str, content: bytes) -> Reading:
    """Check what only the whole file shows, and close the book on it."""
    if not (findings.layouts or findings.problems):
        findings.complain(Place(findings.file), _NO_TABLE)
    with suppress(TooManyProblemsError):
        findings.join_layouts()
    if not (findings.observations or findings.problems or findings.unknown):
        message = "there are no rows under the headings. Load a file that holds figures."
        findings.complain(Place(findings.file), message)
    return Reading(
        file=findings.file,
        checksum=checksum,
        content=content,
        layout=next((one for one in Layout if one in findings.layouts), None),
        file_month=findings.file_month,
        months=tuple(sorted(findings.months)),
        observations=tuple(findings.observations.values()),
        published=tuple(findings.published.values()),
        comments=tuple(findings.comments.values()),
        unknown=tuple(findings.unknown.values()),
        problems=tuple(findings.problems),
        accounts=tuple(findings.accounts),
    )
