"""The dataset as a workbook, by the Government Analysis Function's guidance for spreadsheets.

A cover, contents and notes, then one table a sheet: headings in A1, real tables without merged
cells, signs in brackets with their meaning, and nothing that only colour says.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as Marked
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.export.dataset import Dataset
from dashboard.export.paper import paper_table, resting
from dashboard.export.table import Cell, Column, Datatype, Notice, Share, Table, fit
from dashboard.export.tidy import indicators_table, notes_table, observations_table
from dashboard.spreadsheets.characters import fit_characters, fit_length
from dashboard.spreadsheets.workbook import (
    put_number,
    put_percentage,
    put_text,
    save_workbook,
)

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENOUGH_TO_WRAP = 16
"""Columns as wide as this hold sentences, whose lines are broken."""

_COVER_WIDTH = 100
_STILL = 2
"""Columns that stay in sight beside the rest: reference and name."""

_PROSE = Alignment(wrap_text=True, vertical="top")
_PLAIN = Alignment(vertical="top")
_FIGURE = Alignment(horizontal="right", vertical="top")
_FIGURE_HEADING = Alignment(horizontal="right", vertical="top", wrap_text=True)


@lru_cache(maxsize=2)
def write_workbook(dataset: Dataset) -> tuple[bytes, tuple[Notice, ...]]:
    """The workbook, the same bytes for the same content, and what could not be carried over."""
    tables = [paper_table(dataset), observations_table(dataset), indicators_table(dataset)]
    if (notes := notes_table(dataset)).rows:
        tables.append(notes)
    book = Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    writer = _Writer(dataset, book)
    contents, notes_sheet = (book.create_sheet(name) for name in ("Contents", "Notes"))
    for table in tables:
        writer.write_table(book.create_sheet(table.title), table)
    writer.write_cover(cover)
    # Only now is it known what was left out.
    noted = _notes(dataset, tables, writer.notices)
    writer.write_table(notes_sheet, noted)
    writer.write_table(contents, _contents([noted, *tables]))
    for number, table in enumerate([noted, *tables], start=writer.heading_row + 1):
        _link(_cell(contents, number), table.title)
    _describe(book, dataset)
    edition = dataset.holdings.edition
    made = edition.published_at.replace(tzinfo=None) if edition else None
    return save_workbook(book, made), tuple(writer.notices)


class _Writer:
    """Writes sheets and keeps what had to be left out."""

    def __init__(self, dataset: Dataset, book: Workbook) -> None:
        self.dataset = dataset
        self.book = book
        self.notices: list[Notice] = []
        self.heading_row = 3 + len(dataset.marks)

    def write_cover(self, sheet: Worksheet) -> None:
        """What the file is, a line each."""
        sheet.title = "Cover"
        _head(sheet, f"{self.dataset.title}: {self.dataset.catalogue.council.name}")
        lines = [
            *self.dataset.marks,
            *(f"{name}: {text}" for name, text in self.dataset.facts()),
        ]
        for number, line in enumerate(lines, start=2):
            text, unfit = fit_characters(line)
            too_long = _put(_cell(sheet, number), text)
            place = f"Cover, line {number}"
            self.notices += [Notice(place, said) for said in (unfit, too_long) if said]
            sheet.cell(number, 1).alignment = _PROSE
        sheet.column_dimensions["A"].width = _COVER_WIDTH
        _lay_out(sheet, self.dataset)

    def write_table(self, sheet: Worksheet, table: Table) -> None:
        """One table on a sheet of its own, under its heading and what it is."""
        table, notices = fit(table)
        self.notices += notices
        _head(sheet, f"{table.title}: {self.dataset.title}")
        lines = [f"{table.about} The sheet holds one table.", *self.dataset.marks]
        for number, line in enumerate(lines, start=2):
            put_text(_cell(sheet, number), line)
        top = self.heading_row
        for number, column in enumerate(table.columns, start=1):
            heading = _cell(sheet, top, number)
            put_text(heading, column.title)
            heading.font, heading.alignment = Font(bold=True), _heading_alignment(column)
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        for row, cells in enumerate(table.rows):
            for number, (column, content) in enumerate(zip(table.columns, cells, strict=True)):
                if content != "":
                    cell = _cell(sheet, top + 1 + row, number + 1)
                    if said := _put(cell, content):
                        self.notices.append(Notice(table.place(row, number), said))
                    cell.alignment = _alignment(column, content)
        _mark_table(sheet, table, top)
        _lay_out(sheet, self.dataset, top, min(_STILL, len(table.columns) - 1))


def _put(cell: Place, content: Cell) -> str:
    """Write a cell; what of its text had to be left out, in words, or nothing."""
    if isinstance(content, Share):
        put_percentage(cell, content.per_cent)
    elif isinstance(content, Decimal):
        put_number(cell, content)
    else:
        text, said = fit_length(content)
        put_text(cell, text)
        return said
    return ""


def _cell(sheet: Worksheet, row: int, column: int = 1) -> Place:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Place)
    return cell


def _head(sheet: Worksheet, text: str) -> None:
    cell = _cell(sheet, 1)
    put_text(cell, fit_length(fit_characters(text)[0])[0])
    cell.style = "Headline 1"
    cell.border = Border()


def _alignment(column: Column, content: Cell) -> Alignment:
    """Figures to the right, and the signs that stand among them."""
    if not isinstance(content, str) or column.datatype is Datatype.NUMBER:
        return _FIGURE
    return _PROSE if column.width >= ENOUGH_TO_WRAP else _PLAIN


def _heading_alignment(column: Column) -> Alignment:
    return _FIGURE_HEADING if column.datatype is Datatype.NUMBER else _PROSE


def _mark_table(sheet: Worksheet, table: Table, top: int) -> None:
    """Say that it is a table, so that assistive technology reads out its headings.

    Without buttons to filter by, which would cover the headings.
    """
    last = get_column_letter(len(table.columns))
    marked = Marked(
        displayName=table.title.replace(" ", "_"), ref=f"A{top}:{last}{top + len(table.rows)}"
    )
    for number, title in enumerate(table.headings, start=1):
        marked.tableColumns.append(TableColumn(id=number, name=title))
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(marked)


def _lay_out(sheet: Worksheet, dataset: Dataset, top: int = 0, still: int = 0) -> None:
    """What stays in sight, and how the sheet is printed."""
    if top:
        sheet.freeze_panes = f"{get_column_letter(still + 1)}{top + 1}"
        sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None
    assert footer is not None
    header.center.text = " ".join(dataset.marks) or None
    footer.left.text = dataset.title
    footer.right.text = "Page &P of &N"


def _link(cell: Place, sheet: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A1", display=sheet)
    cell.style = "Hyperlink"


def _contents(tables: Sequence[Table]) -> Table:
    return Table(
        "contents",
        "Contents",
        "What the sheets hold.",
        (
            Column("sheet", "", width=24),
            Column("what it holds", "", width=90),
            Column("rows", "", Datatype.NUMBER, width=10),
        ),
        [(table.title, table.about, Decimal(len(table.rows))) for table in tables],
    )


def _notes(dataset: Dataset, tables: Sequence[Table], notices: Sequence[Notice]) -> Table:
    """Signs, columns, what averages rest on, and what could not be carried over."""
    return Table(
        "notes",
        "Notes",
        "What the signs and the columns mean.",
        (
            Column("about", "", width=24),
            Column("sign or column", "", width=30),
            Column("meaning", "", width=90),
        ),
        [
            *(("signs", sign, meaning) for sign, meaning in dataset.symbols()),
            *(
                (table.title, column.title, column.meaning)
                for table in tables
                for column in table.columns
            ),
            *(
                ("12-month average and highest", refs, f"They stand {said}.")
                for said, refs in resting(dataset)
            ),
            *(
                ("not carried over", notice.place, f"The text {notice.said}.")
                for notice in notices
            ),
        ],
    )


def _describe(book: Workbook, dataset: Dataset) -> None:
    """Title, language and the rest of what a program shows of the file itself."""
    council, edition = dataset.catalogue.council, dataset.holdings.edition
    said = {
        "title": f"{dataset.title}: {council.name}",
        "subject": council.panel,
        "creator": council.name,
        "description": " ".join([*dataset.marks, dataset.holdings.catalogue.council.area]),
        "language": "en-GB",
        "identifier": edition.checksum if edition else "",
    }
    for name, text in said.items():
        setattr(book.properties, name, fit_characters(text)[0] or None)
