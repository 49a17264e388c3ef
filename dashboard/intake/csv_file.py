"""A CSV file as a grid: encodings and delimiters as spreadsheets write them."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dashboard.intake.cells import tidy
from dashboard.intake.grid import Cell, Grid, RefusedFileError, arrange, check_size
from dashboard.spreadsheets.formulas import unguard

DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE, _SAMPLE_LENGTH = 200, 500_000
MAX_LINE = 1_000_000


def read_csv(content: bytes) -> Grid:
    """Read comma, semicolon or tab separated text into one sheet without a name.

    UTF-8 with or without a mark, UTF-16 with one, otherwise Windows-1252. Raises
    RefusedFileError where it is not text, is damaged, or ends within a cell.
    """
    text = _decode(content)
    if "\0" in text:
        raise RefusedFileError("this is not text. Save it as CSV (UTF-8) or XLSX.")
    delimiter = _choose_delimiter(text)
    widths: list[int] = []
    sheet = arrange("", _cells(text, delimiter, widths))
    if widths and not text.endswith(("\n", "\r", '"', delimiter)):
        raise RefusedFileError(
            f"row {len(widths):,} is the last and does not end with a line break, so the file "
            "may be cut short. Save it anew, or add a line break at its end."
        )
    return Grid((replace(sheet, widths=widths),))


def _decode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_as(content, encoding)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if _holds_utf8(content):
            line = content.count(b"\n", 0, error.start) + 1
            raise RefusedFileError(
                f"line {line:,}: a character is damaged: the file is UTF-8, but not "
                "throughout. Save it as CSV UTF-8 anew."
            ) from None
    return _decode_as(content, "cp1252")


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedFileError("the characters cannot be read. Save it as CSV UTF-8.") from None


def _holds_utf8(content: bytes) -> bool:
    """Whether text that is not UTF-8 throughout is so in places: its letters and signs.

    Windows-1252 practically never has the pairs of bytes that UTF-8 is made of.
    """
    escaped = content.decode("utf-8", "surrogateescape")
    return any(sign > "\x7f" and not "\udc80" <= sign <= "\udcff" for sign in set(escaped))


def _choose_delimiter(text: str) -> str:
    """The delimiter by which most rows come out equally wide, and wider than one."""

    lines = io.StringIO(text[:_SAMPLE_LENGTH], newline="").readlines()

    def evenness(delimiter: str) -> tuple[int, int]:
        rows = islice(csv.reader(lines, delimiter=delimiter), _SAMPLE)
        try:
            widths = Counter(len(row) for row in rows if len(row) > 1)
        except csv.Error:
            return (0, 0)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=evenness)


def _cells(text: str, delimiter: str, widths: list[int]) -> Iterator[Cell]:
    """Every cell that holds something; the width of each row is added to `widths`.

    A mark that keeps text from being run as a formula is no part of it.
    """
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            check_size("", number, len(row), 0)
            widths.append(len(row))
            for column, content in enumerate(row, start=1):
                if tidy(content):
                    plain = unguard(content)
                    yield Cell(number, column, plain, plain.strip())
    except csv.Error as error:
        raise RefusedFileError(
            f"row {number + 1} cannot be split into cells ({error}). "
            "Check that every quotation mark is closed."
        ) from None


def _lines(text: str) -> Iterator[str]:
    """The lines of a text. Raises RefusedFileError for one longer than any row."""
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise RefusedFileError(
                f"line {number:,} has more than {MAX_LINE:,} characters. "
                "Save the table as CSV anew, one row a line."
            )
        yield line
