"""Writing a workbook: text that stays text, figures as numbers, and always the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.xml.functions import tostring

from dashboard.spreadsheets.characters import escape
from dashboard.spreadsheets.formulas import MARK, reads_as_formula

_PROPERTIES = "docProps/core.xml"
_MOMENTS = ("}created", "}modified")
# An archive gives a time, a system and a mode to each of its parts.
_ARCHIVED = (2000, 1, 1, 0, 0, 0)
_UNIX, _PRIVATE, _READABLE = 3, 0o600, 0o644
_MOST_PLACES = 6


def put_text(cell: Cell, text: str) -> None:
    """Write text that no program takes for anything else, whatever it looks like.

    It must fit a cell: see `characters`.
    """
    cell.value = escape(text)
    cell.data_type = "s"
    if text.lstrip().startswith(MARK) or reads_as_formula(text):
        # Says that an apostrophe was typed before it; else it would be run when edited.
        cell.quotePrefix = True


def put_number(cell: Cell, number: Decimal) -> None:
    """Write a number, shown with commas and every decimal that it has."""
    cell.value = float(number)
    cell.number_format = f"#,##0{_places(number)}"


def put_percentage(cell: Cell, per_cent: Decimal) -> None:
    """Write a figure in per cent as spreadsheets hold it: a fraction, shown as "84%"."""
    cell.value = float(per_cent / 100)
    cell.number_format = f"0{_places(per_cent)}%"


def _places(number: Decimal) -> str:
    exponent = number.normalize().as_tuple().exponent
    places = min(max(-exponent, 0), _MOST_PLACES) if isinstance(exponent, int) else 0
    return f".{'0' * places}" if places else ""


def save_workbook(book: Workbook, made: dt.datetime | None) -> bytes:
    """The saved workbook, the same whenever it is saved.

    `made` is the moment that it gives as its own, in UTC, with no zone; None gives none.
    """
    saved = io.BytesIO()
    book.save(saved)
    properties = book.properties
    properties.created = properties.modified = made or dt.datetime(2000, 1, 1)
    described = properties.to_tree()
    if made is None:
        for moment in [part for part in described if part.tag.endswith(_MOMENTS)]:
            described.remove(moment)
    with zipfile.ZipFile(saved) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    contents[_PROPERTIES] = tostring(described)
    return _zip(contents, _PRIVATE)


def zip_files(contents: Mapping[str, bytes]) -> bytes:
    """Files as one ZIP in their order, the same bytes for the same contents."""
    return _zip(contents, _READABLE)


def _zip(contents: Mapping[str, bytes], mode: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            part = zipfile.ZipInfo(name, _ARCHIVED)
            part.create_system, part.external_attr = _UNIX, mode << 16
            archive.writestr(part, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
