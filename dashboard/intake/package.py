"""Whether bytes are a workbook that is safe to open, before anything parses it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from dashboard.intake.grid import RefusedFileError

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_UNPACKED = 60_000_000
MAX_TAGS = 2_500_000
MAX_MERGED = 200_000
_CHUNK = 1 << 20
_OVERLAP = 200
_MERGE = re.compile(
    rb"mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def check_package(content: bytes) -> bool:
    """Check a zip before it is parsed; answer whether any sheet holds a formula.

    Raises RefusedFileError for macros, another office format, damage, a document type
    (which may define entities) and anything that unpacks to more than a dataset needs.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _inspect(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise RefusedFileError(
            "the workbook is damaged or cut short. Open it in the program that wrote it, "
            "save it as XLSX and load that."
        ) from None
    except RuntimeError:
        raise RefusedFileError(PASSWORD) from None


PASSWORD = "the file is protected by a password. Remove the password and save it as XLSX."


def _inspect(package: zipfile.ZipFile) -> bool:
    names = package.namelist()
    if "mimetype" in names and b"opendocument" in package.open("mimetype").read(200):
        raise RefusedFileError("this is an OpenDocument file (.ods). Save it as XLSX or CSV.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RefusedFileError("the workbook has macros (.xlsm). Save it as XLSX without them.")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise RefusedFileError("this zip file is not a workbook. Load the CSV or XLSX itself.")
    if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
        raise RefusedFileError(
            f"the workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB. "
            "Copy the table alone into a new workbook."
        )
    tags, merged, formulas = 0, 0, False
    for name in names:
        if not name.lower().endswith((".xml", ".rels")):
            continue
        for piece, fresh in _pieces(package, name):
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise RefusedFileError(f"{name} declares entities. Save the file as XLSX anew.")
            tags += piece.count(b"<", fresh)
            merged += sum(_area(*m.groups()) for m in _MERGE.finditer(piece) if m.end() > fresh)
            formulas = formulas or _FORMULA.search(piece) is not None
            if tags > MAX_TAGS or merged > MAX_MERGED:
                raise RefusedFileError(
                    "the workbook holds more cells than any monthly dataset. "
                    "Copy the table alone into a new workbook."
                )
    return formulas


def _pieces(package: zipfile.ZipFile, name: str) -> Iterator[tuple[bytes, int]]:
    """A part in pieces of bounded size, each beginning with the end of the one before.

    The second value is where the new bytes of a piece begin.
    """
    with package.open(name) as part:
        kept = b""
        while chunk := part.read(_CHUNK):
            yield kept + chunk, len(kept)
            kept = chunk[-_OVERLAP:]


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
