"""A CSV file as a grid: encodings and delimiters as spreadsheets write them."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dashboard.intake.cells import tidy
from dashboard.intake.grid import Cell, Grid, RefusedFileError, arrange, check_size

DELIMITERS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200


def read_csv(content: bytes) -> Grid:
    """Read comma, semicolon or tab separated text into one sheet without a name.

    UTF-8 with or without a mark, UTF-16 with one, otherwise Windows-1252. Raises
    RefusedFileError where it is not text or a quotation mark is never closed.
    """
    text = _decode(content)
    if "\0" in text:
        raise RefusedFileError("this is not text. Save it as CSV (UTF-8) or XLSX.")
    return Grid((arrange("", _cells(text, _choose_delimiter(text))),))


def _decode(content: bytes) -> str:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedFileError("the characters cannot be read. Save it as CSV UTF-8.")


def _choose_delimiter(text: str) -> str:
    """The delimiter by which most rows come out equally wide, and wider than one."""

    def evenness(delimiter: str) -> tuple[int, int]:
        rows = islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _SAMPLE)
        try:
            widths = Counter(len(row) for row in rows if len(row) > 1)
        except csv.Error:
            return (0, 0)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(DELIMITERS, key=evenness)


def _cells(text: str, delimiter: str) -> Iterator[Cell]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            check_size("", number, len(row), 0)
            for column, content in enumerate(row, start=1):
                if tidy(content):
                    yield Cell(number, column, content, content.strip())
    except csv.Error as error:
        raise RefusedFileError(
            f"row {number + 1} cannot be split into cells ({error}). "
            "Check that every quotation mark is closed."
        ) from None
