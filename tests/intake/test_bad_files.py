"""Bad files, one test for each way of being bad: read right, or refused with one sentence.

What is refused names its place. The counts in `tests/long` do the same with chance.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from dashboard.intake import LoadRefusedError, Reading, commit, plan_load, read_file, report
from dashboard.intake.grid import MAX_CELLS
from dashboard.intake.layout import Layout
from dashboard.intake.package import MAX_PARTS, OLE_HEADER
from dashboard.intake.reading import MAX_PROBLEMS
from dashboard.people import AuditEntry
from dashboard.store import Store
from tests.fixtures.databases import new_file
from tests.fixtures.workbooks import (
    HEADINGS,
    PLANS,
    RETURNS,
    SMALL,
    VISITS,
    Table,
    csv_bytes,
    part,
    repacked,
    small_catalogue,
    with_cell,
    xlsx_bytes,
)
from tests.intake.test_plan import NOW

SHEET = "xl/worksheets/sheet1.xml"
EXTERNAL = "xl/externalLinks/externalLink1.xml"
LONG = ("ref", "period", "value", "numerator", "denominator")


def read(content: bytes, name: str = "a.csv") -> Reading:
    return read_file(name, content, small_catalogue())


def read_table(table: Table) -> Reading:
    return read(csv_bytes(table))


def read_book(content: bytes) -> Reading:
    return read(content, "a.xlsx")


def complaints(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def refusal(reading: Reading) -> str:
    """The only sentence with which a file is refused."""
    (message,) = complaints(reading)
    return message


def figures(reading: Reading) -> dict[tuple[str, str], str]:
    assert complaints(reading) == []
    return {
        (f.record.ref, str(f.record.month)): str(f.record.value or f.record.status)
        for f in reading.observations
    }


SOUND = figures(read_table(SMALL))


def edited(change: Callable[[Workbook], None], content: bytes | None = None) -> bytes:
    """A workbook, by default of the small table, after an edit by its user."""
    book = load_workbook(io.BytesIO(content or xlsx_bytes(SMALL)), rich_text=True)
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def in_sheet(old: str, new: str, content: bytes | None = None) -> bytes:
    """A workbook in whose sheet one piece of XML stands for another."""
    content = content or xlsx_bytes(SMALL)
    sheet = part(content, SHEET).decode()
    changed = re.sub(old, new, sheet, count=1)
    assert changed != sheet
    return repacked(content, {SHEET: changed.encode()})


# Wrong type


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7 and so on", "this is neither CSV nor XLSX"),
        ("a.csv", b"%PDF-1.7 and so on", "this is neither CSV nor XLSX"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is not text"),
        ("a.csv", b"<html><table><tr><td>Ref.</td></tr></table>\n", "no table was found"),
        ("a.xlsx", b"<html><table><tr><td>Ref.</td></tr></table>\n", "not a workbook, though"),
        ("a.xls", b"<html><table><tr><td>Ref.</td></tr></table>\n", "the old Excel format"),
        ("a.xlsx", OLE_HEADER + bytes(600), "the old Excel format"),
    ],
    ids=["pdf", "pdf as csv", "picture", "page as csv", "page as xlsx", "page as xls", "xls"],
)
def test_wrong_type(name: str, content: bytes, said: str) -> None:
    message = refusal(read(content, name))
    assert message.startswith(f"{name}: ")
    assert said in message


def test_binary_workbook_under_another_name() -> None:
    content = repacked(xlsx_bytes(SMALL), {"xl/workbook.bin": b"\x83\x01"})
    assert "a binary workbook (.xlsb)" in refusal(read_book(content))


# Password, macros, external links


def test_password() -> None:
    encrypted = OLE_HEADER + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert "protected by a password. Remove the password" in refusal(read_book(encrypted))


def test_password_of_the_zip() -> None:
    content = bytearray(xlsx_bytes(SMALL))
    for start in (m.start() for m in re.finditer(rb"PK\x01\x02", bytes(content))):
        content[start + 8] |= 1
    assert "protected by a password" in refusal(read_book(bytes(content)))


def test_protected_sheet_is_read() -> None:
    def protect(book: Workbook) -> None:
        book["Dataset"].protection.set_password("secret")

    assert figures(read_book(edited(protect))) == SOUND


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros(name: str) -> None:
    content = repacked(xlsx_bytes(SMALL), {name: b"<code/>"})
    assert "has macros (.xlsm). Save it as XLSX without them." in refusal(read_book(content))


def test_external_link_is_its_saved_value_and_never_followed() -> None:
    formula = r"<f>[1]Sheet1!A1</f>"
    linked = in_sheet(r'<c r="F2"[^>]*>.*?</c>', rf'<c r="F2">{formula}<v>1207</v></c>')
    link = b'<externalLink><externalBook r:id="rId1"/></externalLink>'
    assert figures(read_book(repacked(linked, {EXTERNAL: link}))) == SOUND
    unsaved = in_sheet(r'<c r="F2"[^>]*>.*?</c>', rf'<c r="F2">{formula}</c>')
    assert "sheet Dataset, cell F2: the formula has no saved value" in refusal(
        read_book(unsaved)
    )


# Zip bomb, huge sheet, truncated


def test_zip_bomb() -> None:
    content = repacked(xlsx_bytes(SMALL), {"xl/media/picture.bin": bytes(70_000_000)})
    assert len(content) < 100_000
    assert "unpacks to more than 60 MB" in refusal(read_book(content))


def test_zip_bomb_of_entries() -> None:
    many = {f"xl/{number}": b"" for number in range(MAX_PARTS)}
    assert "more than 1,000 parts" in refusal(read_book(repacked(xlsx_bytes(SMALL), many)))


def test_zip_that_gives_a_part_twice() -> None:
    content = io.BytesIO(xlsx_bytes(SMALL))
    with zipfile.ZipFile(content, "a") as package, pytest.warns(UserWarning, match="Dupl"):
        package.writestr(SHEET, b"<worksheet/>")
    assert "damaged or cut short" in refusal(read_book(content.getvalue()))


def test_zip_packed_in_a_way_that_no_spreadsheet_uses() -> None:
    content = io.BytesIO(xlsx_bytes(SMALL))
    with zipfile.ZipFile(content, "a", zipfile.ZIP_LZMA) as package:
        package.writestr("xl/more.xml", b"<more/>")
    assert "damaged or cut short" in refusal(read_book(content.getvalue()))


@pytest.mark.parametrize(
    "areas",
    [
        '<mergeCell ref="A1:XFD1048576"/>',
        '<mergeCell ref="$A$1:$XFD$1048576"/>',
        '<mergeCell ref="a1:xfd1048576"/>',
        '<mergeCell ref="&#65;1:XFD1048576"/>',
        '<mergeCell id="1" ref="A1:XFD1048576"/>',
        '<mergeCell ref="A:XFD"/>',
    ],
)
def test_huge_merge_however_it_is_written(areas: str) -> None:
    content = in_sheet("</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>")
    message = refusal(read_book(content))
    assert "more cells than any monthly dataset" in message or f"{SHEET} merges" in message


@pytest.mark.parametrize("encoding", ["utf-16", "cp037"])
def test_part_that_hides_its_tags_in_another_encoding(encoding: str) -> None:
    sheet = part(xlsx_bytes(SMALL), SHEET).decode()
    text = f'<?xml version="1.0" encoding="{encoding}"?>{sheet}'
    content = repacked(xlsx_bytes(SMALL), {SHEET: text.encode(encoding, "replace")})
    assert f"{SHEET} is not UTF-8" in refusal(read_book(content))


def test_part_that_hides_behind_another_ending() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'
    content = repacked(xlsx_bytes(SMALL), {"xl/worksheets/sheet1.bin": entities})
    assert "declares entities" in refusal(read_book(content))


def test_huge_sheet() -> None:
    far = in_sheet(
        "</sheetData>", '<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>'
    )
    message = refusal(read_book(far))
    assert message.startswith("a.xlsx: sheet Dataset: row 900,000, column 1 is used")
    full = csv_bytes([HEADINGS, *[("1",) * 17] * (MAX_CELLS // 17)])
    assert f"more than {MAX_CELLS:,} cells are used" in refusal(read(full))


def test_huge_number_of_rows_that_nobody_knows() -> None:
    rows = [(f"Z{number}", "2020-11", "1", "", "") for number in range(10_000)]
    reading = read_table([LONG, *rows])
    assert len(reading.unknown) == 10_000
    assert sum(row.suggestion is not None for row in reading.unknown) < 200


def test_more_problems_than_anybody_reads() -> None:
    rows = [("A1", "2020-11", "n/k", "", "")] * (3 * MAX_PROBLEMS)
    problems = complaints(read_table([LONG, *rows]))
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].startswith("a.csv, row 1002, column value: here is problem 1,001")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_truncated_workbook(share: float) -> None:
    content = xlsx_bytes(SMALL)
    cut = read_book(content[: int(len(content) * share)])
    assert "damaged or cut short" in refusal(cut)


def test_truncated_csv_never_shortens_a_figure() -> None:
    content = csv_bytes([LONG[:3], ("A1", "2020-11", "1207"), ("A1", "2020-12", "9802")])
    for end in range(len(content.splitlines(keepends=True)[0]) + 1, len(content)):
        reading = read(content[:end])
        held = {str(f.record.month): f.record.value for f in reading.observations}
        if not reading.problems:
            assert held.get("2020-11") in (None, Decimal(1207))
            assert held.get("2020-12") in (None, Decimal(9802))
    assert "row 3 is the last and does not end with a line break" in refusal(read(content[:-4]))


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_every_character(encoding: str) -> None:
    assert figures(read(csv_bytes(SMALL, encoding=encoding))) == SOUND


def test_windows_encoding() -> None:
    table = [[c.translate({ord(a): "" for a in "▲▼↑➔"}) for c in row] for row in SMALL]
    table[1][16] = "Zoë’s café costs £5 – a “bargain”."  # noqa: RUF001
    reading = read(csv_bytes(table, encoding="cp1252"))
    assert figures(reading) == SOUND
    assert [c.record.text for c in reading.comments] == [table[1][16]]


def test_utf8_with_one_damaged_byte_is_not_taken_for_windows() -> None:
    content = csv_bytes(SMALL).replace("➔".encode(), "➔".encode()[:2] + b"A")
    assert refusal(read(content)).startswith("a.csv: line 3: a character is damaged")


def test_utf16_without_its_mark() -> None:
    assert "this is not text" in refusal(read(csv_bytes(SMALL, encoding="utf-16-le")))


def test_character_that_cannot_be_printed() -> None:
    content = csv_bytes(with_cell(SMALL, 2, 17, "Two\x01visitors"))
    assert "cell Q2 holds the character U+0001" in refusal(read(content))


# Rows, columns and tables


def test_duplicate_rows() -> None:
    assert figures(read_table([*SMALL, VISITS])) == SOUND
    other = with_cell([VISITS], 1, 6, "1208")[0]
    assert refusal(read_table([*SMALL, other])) == (
        'a.csv, row 5, column Nov-20: "A1" has a different figure in row 2. '
        "Keep one of the rows."
    )


def test_two_columns_for_one_month() -> None:
    message = refusal(read_table(with_cell(SMALL, 1, 6, "December 2020")))
    assert message.startswith('a.csv, row 1, column G: "Dec-20" stands twice in this row.')


@pytest.mark.parametrize(
    ("column", "heading", "said"),
    [
        (6, "Jan-20", ""),
        (6, "Jun-19", '"Dec-20" is 18 months after "Jun-19"'),
        (7, "Oct-20", '"Oct-20" stands after "Nov-20"'),
        (8, "Jan-31", '"Jan-31" is 121 months after "Dec-20"'),
        (8, "Feb-21", '"Feb-21" is after January 2021, the month that the commentary names'),
        (9, "% change from Jan-19", "is not the year before January 2021"),
        (17, "Commentary (Dec-20)", '"Jan-21" is after December 2020'),
    ],
    ids=["a gap", "years before", "before", "years after", "after", "change", "commentary"],
)
def test_month_in_the_wrong_place(column: int, heading: str, said: str) -> None:
    problems = complaints(read_table(with_cell(SMALL, 1, column, heading)))
    assert bool(problems) == bool(said)
    assert not said or (problems[0].startswith("a.csv, row 1, column ") and said in problems[0])


def test_row_that_lost_or_gained_a_cell() -> None:
    lost = csv_bytes(SMALL).replace(b"Asha Rahman,Tom Field", b"Asha Rahman Tom Field", 1)
    assert refusal(read(lost)).startswith(
        "a.csv, row 2: the row has 16 cells, but its headings in row 1 have 17."
    )
    gained = csv_bytes(SMALL).replace(b'"1,207"', b"1,207", 1)
    assert refusal(read(gained)).startswith("a.csv, row 2: the row has 18 cells")


@pytest.mark.parametrize("name", ["Plans in date", "plans in dates", "Vis plans in date"])
def test_row_under_the_name_of_another(name: str) -> None:
    assert refusal(read_table(with_cell(SMALL, 2, 2, name))) == (
        f'a.csv, row 2, column Indicator: "{name}" is the name of B2 (%) rather than of A1. '
        "Check whose figures these are, then mend the reference or the name."
    )


@pytest.mark.parametrize("name", ["Visits", "VISITS MADE.", "Visit made", "84%", "Ref. no"])
def test_name_that_was_changed_a_little_is_its_own(name: str) -> None:
    assert not complaints(read_table(with_cell(SMALL, 2, 2, name)))


def test_several_tables_below_each_other() -> None:
    assert figures(read_table([HEADINGS, VISITS, [""] * 17, HEADINGS, PLANS, RETURNS])) == SOUND


def test_several_tables_beside_each_other() -> None:
    problems = complaints(read_table([[*row, "", *row] for row in SMALL]))
    assert 'a.csv, row 1, column S: "Ref." stands twice in this row.' in problems[0]


def test_several_tables_on_several_sheets() -> None:
    content = xlsx_bytes([HEADINGS, VISITS], others={"More": [HEADINGS, PLANS, RETURNS]})
    assert figures(read_book(content)) == SOUND


def test_both_layouts_in_one_file_say_the_same_or_are_refused() -> None:
    rows = [("A1", "2020-11", "1207", "", ""), ("B2 (%)", "2020-11", "84", "42", "50")]
    reading = read_book(xlsx_bytes(SMALL, others={"Long": [LONG, *rows]}))
    assert figures(reading) == SOUND
    assert reading.layout is Layout.PUBLISHED
    parts = {
        (f.record.ref, str(f.record.month)): f.record.denominator
        for f in reading.observations
        if f.record.denominator
    }
    assert parts == {("B2 (%)", "2020-11"): 50}
    content = xlsx_bytes(SMALL, others={"Long": [LONG, ("A1", "2020-11", "1208", "", "")]})
    assert complaints(read_book(content)) == [
        'a.xlsx, sheet Long, row 2, column value: "A1" has a different figure in sheet '
        "Dataset, row 2. Keep one of the rows."
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("Ref. no", "row 1: this looks like a row of headings"),
        ("Code", "row 1: this looks like a row of headings"),
    ],
)
def test_renamed_header_of_the_refs(heading: str, said: str) -> None:
    assert said in refusal(read_table(with_cell(SMALL, 1, 1, heading)))
    second = [["Code", *HEADINGS[1:]], PLANS, RETURNS]
    assert "a.csv, row 3: this looks like" in refusal(read_table([HEADINGS, VISITS, *second]))
    assert "a.csv, row 1: this looks like" in refusal(read_table([*second, HEADINGS, VISITS]))


def test_renamed_header_of_a_column() -> None:
    assert refusal(read_table(with_cell(SMALL, 1, 11, "Average"))).startswith(
        'a.csv, row 1, column K: "Average" is not a heading of the dataset.'
    )


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        book["Dataset"].row_dimensions[3].hidden = True
        book["Dataset"].column_dimensions.group("F", "G", hidden=True)

    reading = read_book(edited(hide))
    assert figures(reading) == SOUND
    store = opened(tmp_path)
    text = report(plan_load(reading, store, small_catalogue()))
    assert "sheet Dataset: 1 row, 3\n  sheet Dataset: 2 columns, F, G" in text


def test_hidden_sheet_is_not_read_and_told(tmp_path: Path) -> None:
    old = with_cell(SMALL, 2, 6, "1")
    reading = read_book(xlsx_bytes(SMALL, others={"Old": old}, hidden=["Old"]))
    assert figures(reading) == SOUND
    text = report(plan_load(reading, opened(tmp_path), small_catalogue()))
    assert "sheet Old: 4 x 17 = 68, hidden and not read" in text


def test_sheet_that_is_lost_from_the_file() -> None:
    content = xlsx_bytes([HEADINGS, VISITS], others={"More": [HEADINGS, PLANS, RETURNS]})
    lost = repacked(content, {"xl/worksheets/sheet2.xml": None})
    assert "names 2 sheets, but holds only 1" in refusal(read_book(lost))


def test_cell_given_twice() -> None:
    content = in_sheet(r'r="G2"', 'r="F2"')
    assert f"{SHEET} gives cell F2 twice" in refusal(read_book(content))


# Cells


def test_formula_with_a_saved_value() -> None:
    content = in_sheet(r'<c r="F2"[^>]*>.*?</c>', '<c r="F2"><f>600+607</f><v>1207</v></c>')
    assert figures(read_book(content)) == SOUND


def test_formula_without_a_saved_value() -> None:
    content = xlsx_bytes(with_cell(SMALL, 2, 6, "=600+607"))
    assert "sheet Dataset, cell F2: the formula has no saved" in refusal(read_book(content))


@pytest.mark.parametrize(
    "formula",
    [
        "<f>600+607</f>",
        "<f>600+607</f><v/>",
        "<f>600+607</f><v></v>",
        "<f>600+607</f> <!-- none --> <v></v>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="F2:F3" si="0">600+607</f><v />',
        "<v/><f>600+607</f>",
    ],
)
def test_formula_without_a_saved_value_however_it_is_written(formula: str) -> None:
    content = in_sheet(r'<c r="F2"[^>]*>.*?</c>', f'<c r="F2">{formula}</c>')
    message = refusal(read_book(content))
    assert "cell F2: the formula has no saved" in message or "cannot be read" in message


def test_formula_that_failed() -> None:
    content = in_sheet(
        r'<c r="F2"[^>]*>.*?</c>', '<c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    message = refusal(read_book(content))
    assert message.startswith('a.xlsx, sheet Dataset, row 2, column Nov-20: "#DIV/0!" is not')


def test_formula_in_a_csv() -> None:
    assert '"=600+607" is not a number' in refusal(
        read_table(with_cell(SMALL, 2, 6, "=600+607"))
    )


@pytest.mark.parametrize("text", ["1207", "1,207", " 1207 ", "1207.0", "\u00a01207"])
def test_number_as_text(text: str) -> None:
    assert figures(read_book(xlsx_bytes(with_cell(SMALL, 2, 6, text)))) == SOUND


@pytest.mark.parametrize(
    "text", ["1 207", "1.207,0", "1207-", "(1207)", "1,2 07", "'1207", "\uff11\uff12"]
)
def test_number_as_text_that_is_none(text: str) -> None:
    message = refusal(read_book(xlsx_bytes(with_cell(SMALL, 2, 6, text))))
    assert message.startswith("a.xlsx, sheet Dataset, row 2, column Nov-20: ")
    assert "is not a number" in message


@pytest.mark.parametrize(
    ("number", "number_format", "said"),
    [
        (0.84, "0%", ""),
        (0.84, "General", ""),
        (84, '0"%"', ""),
        (84, r"0\%", ""),
        (84, "General", '"84" would be 8,400%, above the whole'),
        (84, "0%", '"8400%" would be 8,400%, above the whole'),
        (1.84, "0%", '"184%" would be 184%, above the whole'),
        (-0.84, "0%", '"-84%" is below zero'),
    ],
)
def test_decimal_percentage(number: float, number_format: str, said: str) -> None:
    table: list[list[Any]] = with_cell(SMALL, 3, 6, number)
    reading = read_book(xlsx_bytes(table, formats={"F3": number_format}))
    if said:
        assert said in refusal(reading)
        assert "row 3, column Nov-20" in refusal(reading)
    else:
        assert figures(reading) == SOUND


def test_parts_above_the_whole() -> None:
    reading = read_table([LONG, ("B2 (%)", "2020-11", "84%", "60", "50")])
    assert "row 2, column value: the numerator is greater" in refusal(reading)


@pytest.mark.parametrize("text", ["-3", "−3", "-3%"])
def test_negative_count(text: str) -> None:
    row = 3 if "%" in text else 2
    assert "is below zero. Check the figure." in refusal(
        read_table(with_cell(SMALL, row, 6, text))
    )


def test_number_too_large_for_a_computer() -> None:
    for number in ("9" * 400, "1e400", "9" * 5000):
        content = in_sheet(r'<c r="F2"[^>]*>.*?</c>', f'<c r="F2"><v>{number}</v></c>')
        assert complaints(read_book(content))


def test_footnote_mark_is_kept_in_the_note() -> None:
    reading = read_table(with_cell(SMALL, 2, 6, "1,207*"))
    assert figures(reading) == SOUND
    assert reading.observations[0].record.note == "marked * in the file"
    assert {f.record.note for f in reading.observations[1:]} == {""}


@pytest.mark.parametrize(
    ("font", "note"),
    [({"vertAlign": "superscript"}, "marked ² in the file"), ({"strike": True}, "")],
)
def test_raised_or_struck_digit_is_no_digit(font: Mapping[str, Any], note: str) -> None:
    def write(book: Workbook) -> None:
        book["Dataset"]["F2"] = CellRichText("1207", TextBlock(InlineFont(**font), "2"))

    reading = read_book(edited(write))
    if note:
        assert figures(reading) == SOUND
        assert reading.observations[0].record.note == note
    else:
        assert '"12072\u0336" is not a number' in refusal(reading)


def test_figure_formatted_as_a_date() -> None:
    content = xlsx_bytes(with_cell(SMALL, 2, 6, 1207), formats={"F2": "dd/mm/yyyy"})
    assert '"21/04/1903" is a date. Format the cell as a number.' in refusal(read_book(content))


# Nothing half stored


def opened(folder: Path) -> Store:
    return Store.open(new_file(folder / "store.sqlite"))


def test_one_bad_cell_stores_nothing_of_the_file(tmp_path: Path) -> None:
    store = opened(tmp_path)
    before = store.revision()
    plan = plan_load(read_table(with_cell(SMALL, 4, 7, "n/k")), store, small_catalogue())
    assert len(plan.reading.observations) == 8
    with pytest.raises(LoadRefusedError):
        commit(plan, store, AuditEntry(NOW, "Asha", "load file", "a test"))
    assert (store.is_empty(), store.revision(), store.observations()) == (True, before, [])


def test_lying_size_in_the_zip_is_damage() -> None:
    content = bytearray(xlsx_bytes(SMALL))
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        struct.pack_into("<I", content, found.start() + 24, 5)
    assert "damaged or cut short" in refusal(read_book(bytes(content)))
