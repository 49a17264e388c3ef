"""The workbook keeps to the Government Analysis Function's guidance for spreadsheets."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.export.dataset import INVENTED, RESTRICTED, WORKING, Dataset
from dashboard.export.tidy import SYMBOLS
from dashboard.export.workbook import write_workbook
from dashboard.intake.printing import print_number
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.views.status import stand
from tests.export.example import AT, EDITION, council, dataset, holdings_of, note_on

IN_ANOTHER_PROCESS = """
import hashlib
from tests.export.example import dataset
from dashboard.export.archive import write_archive
print(hashlib.sha256(write_archive(dataset())).hexdigest())
"""
FRONT = ["Cover", "Contents", "Notes"]


def book_of(taken: Dataset) -> Workbook:
    return load_workbook(io.BytesIO(write_workbook(taken)[0]))


@pytest.fixture(scope="module", params=Audience)
def sample(request: pytest.FixtureRequest, site_store: Store) -> tuple[Dataset, Workbook]:
    """The published month, for each audience."""
    edition = site_store.editions.latest()
    assert edition is not None
    taken = Dataset(
        read_edition(site_store, edition, request.param), edition.month, request.param
    )
    return taken, book_of(taken)


Sample = tuple[Dataset, Workbook]


def test_cover_contents_and_notes_come_first(sample: Sample) -> None:
    _, book = sample
    assert book.sheetnames == [*FRONT, "Dataset Feb 2021", "Tidy data", "Indicators"]
    assert book.active is book["Cover"]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}


def test_every_sheet_begins_with_its_heading_and_has_no_merged_cells(sample: Sample) -> None:
    _, book = sample
    for sheet in book.worksheets:
        heading = sheet["A1"]
        assert str(heading.value).endswith("Monthly dataset, February 2021") or (
            heading.value == "Monthly dataset, February 2021: Southampton City Council"
        )
        assert heading.style == "Headline 1"
        assert not sheet.merged_cells.ranges
        assert heading.font.sz >= 14


def test_every_sheet_but_the_cover_is_one_real_table(sample: Sample) -> None:
    _, book = sample
    assert not book["Cover"].tables
    names = []
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        names.append(table.displayName)
        top, bottom = extent(sheet)
        last = get_column_letter(sheet.max_column)
        assert table.ref == f"A{top}:{last}{sheet.max_row}"
        headings = [cell.value for cell in sheet[top]]
        assert [column.name for column in table.tableColumns] == headings
        assert all(headings)
        assert len(set(headings)) == len(headings)
        assert table.autoFilter is None
        # No blank row in the table or above it.
        assert all(sheet.cell(row, 1).value is not None for row in range(1, bottom + 1))
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[A-Za-z_]\w*", name) for name in names)


def test_headings_stay_in_sight_and_are_printed_on_every_page(sample: Sample) -> None:
    _, book = sample
    for sheet in book.worksheets[1:]:
        top, _ = extent(sheet)
        assert sheet.freeze_panes == f"C{top + 1}"
        assert sheet.print_title_rows == f"${top}:${top}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0


def test_columns_are_wide_enough_for_what_stands_in_them(sample: Sample) -> None:
    """A sentence breaks its lines, so only its longest word must fit; all else must whole."""
    _, book = sample
    for sheet in book.worksheets[1:]:
        top, bottom = extent(sheet)
        for row in sheet.iter_rows(min_row=top, max_row=bottom):
            for cell in row:
                width = sheet.column_dimensions[cell.coordinate.rstrip("0123456789")].width
                text = printed(cell.value, cell.number_format)
                parts = text.split() if cell.alignment.wrap_text else [text]
                assert max(map(len, parts), default=0) <= width + 1, cell.coordinate


def printed(value: object, number_format: str) -> str:
    if isinstance(value, int | float):
        return print_number(Decimal(repr(value)), number_format)
    return "" if value is None else str(value)


def extent(sheet: Worksheet) -> tuple[int, int]:
    """The first and last row of a sheet's table."""
    (table,) = sheet.tables.values()
    _, top, _, bottom = range_boundaries(table.ref)
    assert top is not None
    assert bottom is not None
    return top, bottom


def test_symbols_are_in_brackets_and_explained(sample: Sample) -> None:
    taken, book = sample
    notes = list(book["Notes"].values)
    explained = {str(row[1]): str(row[2]) for row in notes if row[0] == "signs"}
    assert set(SYMBOLS) | {"0", "(blank)"} == set(explained)
    assert all(len(meaning) > 10 for meaning in explained.values())
    for sheet in (book["Tidy data"], book["Dataset Feb 2021"]):
        used = {
            value
            for row in sheet.values
            for value in row
            if isinstance(value, str) and re.fullmatch(r"\[\w+\]", value)
        }
        assert used <= set(explained)
    assert taken.catalogue.council.name == "Southampton City Council"


def test_every_column_of_every_table_is_explained(sample: Sample) -> None:
    _, book = sample
    explained = {(row[0], row[1]) for row in book["Notes"].values if row[2]}
    for sheet in book.worksheets[3:]:
        (table,) = sheet.tables.values()
        for column in table.tableColumns:
            assert (sheet.title, column.name) in explained


def test_the_contents_lead_to_every_table(sample: Sample) -> None:
    _, book = sample
    sheet = book["Contents"]
    links = {
        cell.value: cell.hyperlink.location
        for (cell,) in sheet.iter_rows(max_col=1)
        if cell.hyperlink
    }
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[2:]}
    rows = {row[0]: row[2] for row in sheet.values}
    for name in book.sheetnames[2:]:
        top, bottom = extent(book[name])
        assert rows[name] == bottom - top


def test_title_language_and_origin_stand_in_the_file_itself(sample: Sample) -> None:
    taken, book = sample
    edition = taken.holdings.edition
    assert edition is not None
    said = book.properties
    assert said.title == "Monthly dataset, February 2021: Southampton City Council"
    assert said.language == "en-GB"
    assert said.creator == "Southampton City Council"
    assert said.identifier == edition.checksum
    assert said.created == said.modified == edition.published_at.replace(tzinfo=None)


def test_figures_are_numbers_and_stand_to_the_right(sample: Sample) -> None:
    taken, book = sample
    sheet = book["Dataset Feb 2021"]
    (m3,) = (row for row in sheet.iter_rows() if row[0].value == "M3")
    assert m3[11].value == 0.19
    assert m3[11].number_format == "0%"
    assert m3[11].alignment.horizontal == "right"
    headings = next(row for row in sheet.values if row[0] == "Ref.")
    assert headings[:5] == ("Ref.", "Indicator", "Owner", "Reporter", "Outcome")
    assert headings[5:12] == (
        "Aug-20",
        "Sep-20",
        "Oct-20",
        "Nov-20",
        "Dec-20",
        "Jan-21",
        "Feb-21",
    )
    assert headings[12:] == (
        *("% change from Feb-20", "DoT", "12-mnth avg", "12-mnth max.", "SN", "ENG", "Region"),
        *("Target 17-18", "Target 18-19", "Target 19-20", "Commentary (Feb-21)"),
    )
    assert taken.month == Month(2021, 2)


def test_the_layout_is_as_published(sample: Sample) -> None:
    """Cell by cell what the council printed, where the paper and the rules agree."""
    _, book = sample
    held = {row[0]: row for row in book["Dataset Feb 2021"].values}
    assert held["M1"][5:12] == (1343, 1607, 1555, 1787, 1507, 1464, 1297)
    assert held["M1"][12:19] == ("↑ 15%", None, 1414, 1787, "Local", "Local", "Local")
    assert held["M8-QL"][12:16] == ("→ -1%", "▲", 0.98, 0.99)
    assert held["M2"][16:19] == (368, 353, 502)


def lines(sheet: Worksheet) -> list[str]:
    return [str(row[0]) for row in sheet.iter_rows(max_col=1, max_row=6, values_only=True)]


def test_every_sheet_says_what_it_must() -> None:
    public, restricted = (book_of(dataset(audience=audience)) for audience in Audience)
    for sheet in public.worksheets:
        assert not {RESTRICTED, WORKING, INVENTED} & set(lines(sheet))
    for sheet in restricted.worksheets:
        assert RESTRICTED in lines(sheet)
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center.text == RESTRICTED
    working = replace(holdings_of(), edition=None)
    for sheet in book_of(dataset(working)).worksheets:
        assert WORKING in lines(sheet)
    named = council(council=council().council.model_copy(update={"invented": True}))
    made_up = book_of(dataset(holdings_of(named)))
    for sheet in made_up.worksheets:
        assert INVENTED in lines(sheet)
    names = [row[1] for row in made_up["Tidy data"].values][5:]
    assert names
    assert all(str(name).startswith("Invented council: ") for name in names)


def test_data_notes_have_a_sheet_where_there_are_any() -> None:
    book = book_of(dataset(holdings_of(notes=(note_on("A", "=counted twice"),))))
    assert [row for row in book["Data notes"].values if row[0] == "A"] == [
        ("A", "Example A", "2021-02", "=counted twice")
    ]


def test_what_averages_rest_on_is_said(sample: Sample) -> None:
    taken, book = sample
    said = {row[2]: row[1] for row in book["Notes"].values if "average" in str(row[0])}
    refs = str(said["They stand as the paper of the month printed them."]).split(", ")
    own = stand(taken.holdings, taken.catalogue.indicator("M1"), taken.month)
    assert own.average.note == "published"
    assert "M1" in refs
    listed = [ref for some in said.values() for ref in str(some).split(", ")]
    assert len(listed) == len(set(listed)) <= 64


def test_a_later_version_says_what_it_corrects() -> None:
    later = replace(EDITION, version=2, reason="One figure was wrong.")
    cover = book_of(dataset(replace(holdings_of(), edition=later)))["Cover"]
    texts = [str(row[0]) for row in cover.values]
    assert "Edition: February 2021, version 2" in texts
    assert "Why this version: One figure was wrong." in texts
    assert f"Published: {AT.day} March 2021 by Asha" in texts


def test_the_files_names_cannot_be_taken_for_each_other() -> None:
    held = holdings_of()
    stems = {
        dataset(holdings, audience).stem
        for holdings in (held, replace(held, edition=None))
        for audience in Audience
    }
    earlier = Dataset(held, Month(2021, 1), Audience.PUBLIC).stem
    assert stems | {earlier} == {
        "dataset-2021-02-v1",
        "dataset-2021-02-v1-not-for-publication",
        "dataset-2021-02-working",
        "dataset-2021-02-working-not-for-publication",
        "dataset-2021-01-edition-2021-02-v1",
    }


def test_a_month_not_held_is_refused() -> None:
    with pytest.raises(LookupError, match=r"No figure of June 2021 is held\."):
        Dataset(holdings_of(), Month(2021, 6), Audience.PUBLIC)


def test_another_process_writes_the_same_bytes() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", IN_ANOTHER_PROCESS],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("7", "Pacific/Auckland"))
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == 64


def test_working_figures_give_no_moment() -> None:
    content, _ = write_workbook(dataset(replace(holdings_of(), edition=None)))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        described = parts.read("docProps/core.xml")
    assert b"dc:title" in described
    assert b"created" not in described
    assert b"modified" not in described
