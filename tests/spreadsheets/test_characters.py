"""What a cell can hold, and how a workbook writes it."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from dashboard.intake.reader import read_grid
from dashboard.spreadsheets.characters import (
    CUT,
    LONGEST,
    STAND_IN,
    escape,
    fit_characters,
    fit_length,
    unescape,
)
from dashboard.spreadsheets.workbook import put_text, save_workbook, zip_files


def in_workbook(*texts: str) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, text in enumerate(texts, start=1):
        cell = sheet.cell(row, 1)
        assert isinstance(cell, Cell)
        put_text(cell, text)
    return save_workbook(book, None)


@given(st.text() | st.from_regex(r"(_x[0-9A-Fa-f]{4}_|_x00|_|\r|x005F_){1,6}", fullmatch=True))
def test_an_escaped_text_means_the_text(text: str) -> None:
    assert unescape(escape(text)) == text
    assert unescape(escape(text).replace("x005F_", "")) == text  # as openpyxl reads it


def test_escapes_of_other_programs_are_read() -> None:
    assert unescape("a_x000D_b_x005F_x000D_c_x0041_") == "a\rb_x000D_cA"


@pytest.mark.parametrize(
    ("text", "kept", "said"),
    [
        ("plain, café, 日本, 👩\u200d👧, שלום", None, ""),
        ("tab\tand\nbreak", None, ""),
        ("bell\x07", f"bell{STAND_IN}", "has 1 character that no file can hold (U+0007)"),
        ("\ud800x\udfff", f"{STAND_IN}x{STAND_IN}", "(U+D800, U+DFFF)"),
        (
            "\x00\x00\ufffe",
            STAND_IN * 3,
            "has 3 characters that no file can hold (U+0000, U+FFFE)",
        ),
    ],
)
def test_characters_that_no_file_can_hold(text: str, kept: str | None, said: str) -> None:
    fitted, notice = fit_characters(text)
    assert fitted == (text if kept is None else kept)
    assert (said in notice) if said else not notice


@pytest.mark.parametrize(
    "text", ["x" * LONGEST, "👧" * (LONGEST // 2), "_x000D_" * 2000, "\r" * 4000, "_x005F_" * 9]
)
def test_what_fits_a_cell_is_whole(text: str) -> None:
    assert fit_length(text) == (text, "")
    (sheet,) = read_grid("a.xlsx", in_workbook(f"a{text[1:]}")).sheets
    assert sheet.lines[0][1].content == f"a{text[1:]}"


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "👧" * LONGEST, "_x000D_" * 9000])
def test_what_does_not_fit_is_cut_where_it_says(text: str) -> None:
    fitted, notice = fit_length(text)
    assert fitted.endswith(CUT)
    kept = fitted.removesuffix(CUT)
    assert text.startswith(kept)
    assert f"has {len(text):,} characters" in notice
    assert f"the first {len(kept):,} stand here" in notice
    assert len(escape(fitted).encode("utf-16-le")) // 2 <= LONGEST
    assert len(escape(text[: len(kept) + 1] + CUT).encode("utf-16-le")) // 2 > LONGEST


def test_text_is_never_a_formula_an_error_or_a_number() -> None:
    texts = ("=1+1", "#REF!", "5", "+1", "TRUE", "2021-02", "'=1")
    book = load_workbook(io.BytesIO(in_workbook(*texts)))
    (column,) = book.worksheets[0].columns
    assert [cell.value for cell in column] == list(texts)
    assert {cell.data_type for cell in column} == {"s"}
    # What a program would run once somebody edits the cell is marked in the cell's format.
    assert [bool(cell.quotePrefix) for cell in column] == [
        *(True, False, False, False, False, False, True)
    ]


def test_an_archive_is_the_same_whenever_it_is_made() -> None:
    files = {"a.txt": b"one", "b/c.txt": b"two"}
    content = zip_files(files)
    assert content == zip_files(files)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert {part.external_attr >> 16 for part in archive.infolist()} == {0o644}
