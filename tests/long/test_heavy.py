"""The heaviest files that chance would never make: read or refused within their bounds."""

from __future__ import annotations

import io
import multiprocessing
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

import pytest

from dashboard.intake import read_file
from dashboard.intake.grid import MAX_CELLS
from dashboard.intake.package import MAX_TAGS, MAX_UNPACKED
from dashboard.intake.reader import MAX_BYTES
from tests.fixtures.workbooks import (
    SMALL,
    STRINGS,
    part,
    repacked,
    small_catalogue,
    with_shared_strings,
    xlsx_bytes,
)
from tests.long.trial import peak_memory

MOST_SECONDS, MOST_MEGABYTES = 10, 500
SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL = b"</sheetData></worksheet>"
WIDTH = 100


def with_sheet(cell: str, cells: int) -> bytes:
    """A workbook of so many cells, each written as `cell`, where {} is its place."""
    columns = [chr(65 + n // 26) + chr(65 + n % 26) for n in range(WIDTH)]
    rows = [
        f'<row r="{row}">' + "".join(cell.format(f"{c}{row}") for c in columns) + "</row>"
        for row in range(1, cells // WIDTH + 1)
    ]
    return repacked(xlsx_bytes(SMALL), {SHEET: HEAD + "".join(rows).encode() + TAIL})


def full_sheet() -> bytes:
    return with_sheet('<c r="{}"><v>1207</v></c>', MAX_CELLS)


def full_sheet_of_formulas() -> bytes:
    return with_sheet('<c r="{}"><f>600+607</f><v>1207</v></c>', MAX_CELLS)


def full_sheet_of_texts() -> bytes:
    return with_sheet('<c r="{}" t="inlineStr"><is><t>Somebody calls.</t></is></c>', MAX_CELLS)


def formatted_places() -> bytes:
    return with_sheet('<c r="{}" s="1"/>', 2 * MAX_CELLS - 100)


def with_strings(items: bytes) -> bytes:
    """A workbook that has more texts to share than its cells show."""
    content = with_shared_strings(xlsx_bytes(SMALL))
    strings = part(content, STRINGS).replace(b"</sst>", items + b"</sst>")
    return repacked(content, {STRINGS: strings})


def as_many_tags_as_may_be() -> bytes:
    return with_strings(b"<si><t>a</t></si>" * (MAX_TAGS // 4 - 2_000))


def as_long_as_may_be() -> bytes:
    return with_strings(b"<si><t>" + b"a" * (MAX_UNPACKED - 100_000) + b"</t></si>")


def bomb() -> bytes:
    return repacked(xlsx_bytes(SMALL), {"xl/media/a.png": bytes(20 * MAX_UNPACKED)})


def many_entries() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for number in range(65_000):
            package.writestr(f"{number}", b"")
    return packed.getvalue()


def many_styles() -> bytes:
    xfs = b"<xf/>" * (MAX_TAGS // 2)
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    styles += b"<cellXfs>" + xfs + b"</cellXfs></styleSheet>"
    return repacked(xlsx_bytes(SMALL), {"xl/styles.xml": styles})


def large_csv() -> bytes:
    line = b"A1,2020-11," + b"7" * 300 + b"\n"
    return b"ref,period,value\n" + line * (MAX_BYTES // len(line) - 1)


def csv_of_unknown_rows() -> bytes:
    rows = "".join(f"Z{n},2020-11,\n" for n in range(MAX_CELLS // 3 - 1))
    return b"ref,period,value\n" + rows.encode()


def csv_of_problems() -> bytes:
    return b"ref,period,value\n" + b"A1,Smarch,n/k\n" * (MAX_CELLS // 3 - 1)


def csv_of_one_cell() -> bytes:
    return b"ref,period,value\nA1,2020-11," + b"7" * (MAX_BYTES - 100) + b"\n"


def csv_of_quotation_marks() -> bytes:
    return b"ref,period,value\n" + b'"' * (MAX_BYTES - 100)


def csv_of_separators() -> bytes:
    return b"ref,period,value\n" + b",;\t" * (MAX_BYTES // 3 - 100)


def csv_of_blank_rows() -> bytes:
    return b"ref,period,value\n" + b"\n" * (MAX_BYTES - 100)


CSVS = (
    large_csv, csv_of_unknown_rows, csv_of_problems, csv_of_one_cell, csv_of_quotation_marks,
    csv_of_separators, csv_of_blank_rows,
)  # fmt: skip
BOOKS = (
    full_sheet, full_sheet_of_formulas, full_sheet_of_texts, formatted_places,
    as_many_tags_as_may_be, as_long_as_may_be, bomb, many_entries, many_styles,
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("write", [*CSVS, *BOOKS], ids=lambda write: write.__name__)
def test_heavy_file(
    write: Callable[[], bytes], record_property: Callable[[str, object], None]
) -> None:
    name = "a.csv" if write in CSVS else "a.xlsx"
    context = multiprocessing.get_context("spawn")
    # The file is made here, so that only the memory of reading it is measured.
    with ProcessPoolExecutor(1, mp_context=context) as workers:
        seconds, megabytes, problems = workers.submit(_read, name, write()).result()
    record_property("seconds", f"{seconds:.1f}")
    record_property("peak memory, MB", f"{megabytes:.0f}")
    record_property("problems", problems)
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES


def _read(name: str, content: bytes) -> tuple[float, float, int]:
    """Read a file in a process of its own: seconds, peak memory in MB, problems."""
    catalogue = small_catalogue()
    began = time.perf_counter()
    reading = read_file(name, content, catalogue)
    seconds = time.perf_counter() - began
    return seconds, peak_memory(), len(reading.problems)
