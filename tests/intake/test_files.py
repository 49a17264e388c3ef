"""Every form a file can come in: read alike, or refused with one sentence."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from dashboard.intake import Reading, read_file
from dashboard.intake.grid import MAX_COLUMNS, MAX_ROWS
from dashboard.intake.package import OLE_HEADER
from tests.fixtures.workbooks import (
    SMALL,
    csv_bytes,
    part,
    repacked,
    small_catalogue,
    with_cell,
    xlsx_bytes,
)

PROSE = "Zoë’s café opened – at last."  # noqa: RUF001
SHEET = "xl/worksheets/sheet1.xml"


def read(name: str, content: bytes) -> Reading:
    return read_file(name, content, small_catalogue())


def refusal(name: str, content: bytes) -> str:
    """The one sentence with which a file is refused."""
    reading = read(name, content)
    assert not reading.observations
    (problem,) = reading.problems
    return str(problem)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_reads_alike_however_it_is_written(delimiter: str, encoding: str) -> None:
    plain = read("a.csv", csv_bytes(SMALL))
    reading = read("a.csv", csv_bytes(SMALL, delimiter, encoding))
    assert not plain.problems
    assert reading.observations == plain.observations
    assert reading.published == plain.published
    assert reading.comments == plain.comments


def test_windows_csv_keeps_its_characters() -> None:
    # Windows-1252 has no arrows: a program that saves it writes question marks.
    table = with_cell(SMALL, 2, 17, PROSE)
    table = with_cell(with_cell(table, 2, 9, "12%"), 3, 9, "7%")
    content = csv_bytes([["" if c in "▲▼" else c for c in row] for row in table], ";", "cp1252")
    reading = read("a.csv", content)
    assert [c.record.text for c in reading.comments] == [PROSE]


def test_commas_in_prose_do_not_hide_the_delimiter() -> None:
    table = with_cell(SMALL, 2, 17, "one, two, three, four")
    content = csv_bytes(table, ";").replace(b'"', b"")
    assert len(read("a.csv", content).observations) == 9


def test_workbook_reads_like_csv() -> None:
    from_csv = read("a.csv", csv_bytes(SMALL))
    from_workbook = read("a.xlsx", xlsx_bytes(SMALL))
    assert [f.record for f in from_workbook.observations] == [
        f.record for f in from_csv.observations
    ]
    assert [f.record for f in from_workbook.published] == [f.record for f in from_csv.published]


def test_file_name_is_kept_without_its_folder() -> None:
    assert read("C:\\returns\\a.csv", csv_bytes(SMALL)).file == "a.csv"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\xef\xbb\xbf", "no table was found"),
        ("a.csv", b"a\x00b", "this is not text"),
        ("a.csv", b"caf\x81", "the characters cannot be read"),
        ("a.csv", b'Ref.,"Aug-20\nA1,2', "every quotation mark is closed"),
        ("a.csv", b"one,two\nthree,four\n", "no table was found"),
        ("a.pdf", b"%PDF-1.7 ...", "neither CSV nor XLSX"),
        ("a.docx", b"words", "neither CSV nor XLSX"),
        ("a.xlsx", b"Ref.,Aug-20\n", "not a workbook, though its name ends in .xlsx"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged or cut short"),
        ("a.xls", OLE_HEADER + b"Workbook", "the old Excel format (.xls)"),
        ("a.xlsx", OLE_HEADER + "EncryptedPackage".encode("utf-16-le"), "by a password"),
        ("a.xlsm", b"PK\x03\x04", "has macros (.xlsm)"),
        ("a.ods", b"PK\x03\x04", "an OpenDocument file (.ods)"),
        ("a.csv", b"Ref.,Aug-20," + b"," * MAX_COLUMNS + b"\n", "limit is"),
        ("a.csv", b"Ref.,Aug-20\n" + b",\n" * MAX_ROWS, "limit is"),
    ],
)
def test_refused_file(name: str, content: bytes, sentence: str) -> None:
    message = refusal(name, content)
    assert message.startswith((f"{name}: ", f"{name}, "))
    assert sentence in message
    assert message.endswith(".")


def zip_of(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (zip_of(words=b"nothing"), "this zip file is not a workbook"),
        (
            zip_of(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "an OpenDocument file",
        ),
        (repacked(xlsx_bytes(SMALL), {"xl/vbaProject.bin": b"code"}), "has macros"),
        (repacked(xlsx_bytes(SMALL), {"xl/big.bin": bytes(70_000_000)}), "unpacks to more"),
        (
            repacked(xlsx_bytes(SMALL), {SHEET: b"<worksheet>" + b"<c/>" * 3_000_000}),
            "more cells than any monthly dataset",
        ),
        (
            repacked(
                xlsx_bytes(SMALL),
                {SHEET: b'<worksheet><mergeCell ref="A1:XFD1048576"/></worksheet>'},
            ),
            "more cells than any monthly dataset",
        ),
        (
            repacked(
                xlsx_bytes(SMALL), {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'}
            ),
            "declares entities",
        ),
        (repacked(xlsx_bytes(SMALL), {SHEET: b"<worksheet><row>"}), "cannot be read"),
        (repacked(xlsx_bytes(SMALL), {"xl/workbook.xml": None}), "cannot be read"),
        (xlsx_bytes(SMALL)[:-400], "damaged or cut short"),
    ],
    ids=[
        "another zip", "ods", "macros", "bomb", "cells", "merge", "entities", "broken part",
        "lost part", "truncated",
    ],
)  # fmt: skip
def test_refused_package(content: bytes, sentence: str) -> None:
    message = refusal("a.xlsx", content)
    assert sentence in message
    assert message.endswith(".")


def test_formatted_cells_beyond_the_table_are_no_cells() -> None:
    reading = read("a.xlsx", xlsx_bytes(SMALL, formats={"Z900": "0%"}))
    (account,) = reading.accounts
    assert (account.rows, account.columns) == (4, 17)


def test_formula_is_read_as_its_saved_value() -> None:
    content = xlsx_bytes(with_cell(SMALL, 2, 6, "=600+607"))
    assert "cell F2: the formula has no saved value" in refusal("a.xlsx", content)
    unsaved = part(content, SHEET)
    sheet = re.sub(rb"(<f>600\+607</f>)<v(?: ?/>|></v>)", rb"\1<v>1207</v>", unsaved)
    assert sheet != unsaved
    saved = read("a.xlsx", repacked(content, {SHEET: sheet}))
    plain = read("a.xlsx", xlsx_bytes(SMALL))
    assert [f.record for f in saved.observations] == [f.record for f in plain.observations]


def test_formula_of_an_empty_text_is_a_blank_cell() -> None:
    content = xlsx_bytes(with_cell(SMALL, 4, 6, '=""'))
    sheet = part(content, SHEET)
    saved = b'<c r="F4" t="str"><f>""</f><v></v>'
    empty = re.sub(rb'<c r="F4"><f>""</f><v(?: ?/>|></v>)', saved, sheet)
    assert empty != sheet
    assert not read("a.xlsx", repacked(content, {SHEET: empty})).problems
