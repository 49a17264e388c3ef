"""Whether bytes are a workbook that is safe to open, before anything parses it.

What is looked for here is looked for in the bytes, so a part must be written in the one way
in which every spreadsheet program writes it: UTF-8 without a document type.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from dashboard.intake.grid import MAX_CELLS, RefusedFileError

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
MAX_PARTS = 1_000
MAX_UNPACKED = 60_000_000
MAX_TAGS = 2_000_000
MAX_OTHER_TAGS = 200_000
MAX_MERGED = 200_000
_CHUNK = 1 << 20
_OVERLAP = 400
_ENTRY = b"PK\x01\x02"
_ZIP_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MARK = b"\xef\xbb\xbf"
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
_MERGES = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s+ref\s*=\s*"
    rb"[\"']([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?[\"']"
)
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br\s*=\s*[\"']([^\"']*)[\"']")
_NOTHING = rb"(?:\s|<!--.{0,200}?-->)*"
# A formula at whose end, or behind which, no value stands.
_UNSAVED = re.compile(
    rb"(?:</(?:\w+:)?f\s*>|<(?:\w+:)?f\s[^<>]*/>|<(?:\w+:)?f/>)"
    + _NOTHING
    + rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v\s*></|</(?:\w+:)?c\s*>|<(?:\w+:)?f[\s/>])",
    re.DOTALL,
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
# The tags that a sheet of figures is made of. All others cost the parser far more.
_PLAIN = re.compile(rb"</?(?:\w+:)?(?:c|v|f|is|t|si|r|row)[\s/>]")

PASSWORD = "the file is protected by a password. Remove the password and save it as XLSX."
_MACROS = "the workbook has macros (.xlsm). Save it as XLSX without them."
_BINARY = "this is a binary workbook (.xlsb). Save it as XLSX or CSV."
_DAMAGED = (
    "the workbook is damaged or cut short. Open it in the program that wrote it, save it as "
    "XLSX and load that."
)
_TOO_LARGE = "Copy the table alone into a new workbook."


def check_package(content: bytes) -> Inspection:
    """Check a zip before it is parsed, and say what was seen.

    Raises RefusedFileError for macros, another office format, damage, a document type
    (which may define entities), a cell given twice, and anything that unpacks to more
    than a dataset needs.
    """
    if content.count(_ENTRY) > MAX_PARTS:
        raise RefusedFileError(f"the workbook has more than {MAX_PARTS:,} parts. {_TOO_LARGE}")
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _inspect(package)
    except (RefusedFileError, MemoryError):
        raise
    except Exception as error:
        # A mangled zip can raise nearly anything; a locked part raises RuntimeError alone.
        is_locked = type(error) is RuntimeError
        raise RefusedFileError(PASSWORD if is_locked else _DAMAGED) from None


def _inspect(package: zipfile.ZipFile) -> Inspection:
    names = package.namelist()
    lowered = [name.lower() for name in names]
    if "mimetype" in names and b"opendocument" in package.open("mimetype").read(200):
        raise RefusedFileError("this is an OpenDocument file (.ods). Save it as XLSX or CSV.")
    if any(n.endswith("vbaproject.bin") or n.startswith("xl/macrosheets/") for n in lowered):
        raise RefusedFileError(_MACROS)
    if "xl/workbook.bin" in lowered:
        raise RefusedFileError(_BINARY)
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise RefusedFileError("this zip file is not a workbook. Load the CSV or XLSX itself.")
    if len(set(lowered)) < len(names) or any(
        entry.compress_type not in _ZIP_METHODS for entry in package.infolist()
    ):
        raise RefusedFileError(_DAMAGED)
    if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
        raise RefusedFileError(
            f"the workbook unpacks to more than {MAX_UNPACKED // 1_000_000} MB. {_TOO_LARGE}"
        )
    inspection = Inspection()
    for name in names:
        inspection.look(package, name)
    return inspection


@dataclass(slots=True)
class Inspection:
    """What the parts of one package add up to.

    `sheets` is how many sheets the workbook names, `unsaved` whether a formula may be
    without a value, `cells` the places of the part that is looked through.
    """

    tags: int = 0
    other_tags: int = 0
    merged: int = 0
    sheets: int = 0
    unsaved: bool = False
    cells: set[bytes] = field(default_factory=set)

    def look(self, package: zipfile.ZipFile, name: str) -> None:
        """Look through one part, whatever its name says it is."""
        self.cells.clear()
        for number, (piece, fresh) in enumerate(_pieces(package, name)):
            if number == 0 and not _is_markup(name, piece):
                return
            if b"\0" in piece:
                raise RefusedFileError(f"{name} is not UTF-8. Save the file as XLSX anew.")
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise RefusedFileError(f"{name} declares entities. Save the file as XLSX anew.")
            self._count(name, piece, fresh)

    def _count(self, name: str, piece: bytes, fresh: int) -> None:
        tags = piece.count(b"<", fresh)
        self.tags += tags
        self.other_tags += tags - sum(1 for _ in _PLAIN.finditer(piece, fresh))
        self.sheets += sum(1 for found in _SHEET.finditer(piece) if found.end() > fresh)
        self.unsaved = self.unsaved or _UNSAVED.search(piece) is not None
        self._count_merges(name, piece, fresh)
        for found in _CELL.finditer(piece):
            # What lies wholly in the repeated beginning of a piece was counted with the last.
            if found.end() <= fresh:
                continue
            cell = found[1].upper().replace(b"$", b"")
            if cell in self.cells:
                place = cell.decode(errors="replace")
                raise RefusedFileError(
                    f"{name} gives cell {place} twice. Save the file as XLSX anew."
                )
            self.cells.add(cell)
        too_many = len(self.cells) > 2 * MAX_CELLS
        if self.other_tags > MAX_OTHER_TAGS:
            raise RefusedFileError(
                f"the workbook holds more formats and notes than any dataset. {_TOO_LARGE}"
            )
        if too_many or self.tags > MAX_TAGS or self.merged > MAX_MERGED:
            raise RefusedFileError(
                f"the workbook holds more cells than any monthly dataset. {_TOO_LARGE}"
            )

    def _count_merges(self, name: str, piece: bytes, fresh: int) -> None:
        areas = [found for found in _MERGE.finditer(piece) if found.end() > fresh]
        self.merged += sum(_area(*found.groups()) for found in areas)
        read = {found.start() for found in _MERGE.finditer(piece)}
        for found in _MERGES.finditer(piece):
            # One that a piece cuts is whole in the next, unless it is longer than any.
            is_cut = piece.find(b">", found.end()) < 0
            is_cut = is_cut and found.start() >= len(piece) - _OVERLAP
            if found.start() in read or is_cut:
                continue
            raise RefusedFileError(
                f"{name} merges cells in a way that is not known. Save the file as XLSX anew."
            )


def _is_markup(name: str, beginning: bytes) -> bool:
    """Whether a part is XML. Raises RefusedFileError for XML that is not in UTF-8."""
    text = beginning.removeprefix(_MARK).lstrip()
    is_named_so = name.lower().endswith((".xml", ".rels"))
    encoding = _ENCODING.match(text)
    is_foreign = encoding is not None and encoding[1].lower() not in _ENCODINGS
    if is_foreign or (is_named_so and not text.startswith(b"<")):
        raise RefusedFileError(f"{name} is not UTF-8. Save the file as XLSX anew.")
    return is_named_so or text.startswith((b"<", b"\xff", b"\xfe"))


def _pieces(package: zipfile.ZipFile, name: str) -> Iterator[tuple[bytes, int]]:
    """A part in pieces of bounded size, each beginning with the end of the one before.

    The second value is where the new bytes of a piece begin.
    """
    with package.open(name) as part:
        kept = b""
        while chunk := part.read(_CHUNK):
            yield kept + chunk, len(kept)
            kept = chunk[-_OVERLAP:]


def _area(left: bytes, top: bytes, right: bytes | None, bottom: bytes | None) -> int:
    if right is None or bottom is None:
        return 1
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
