"""A second reader of published files: slow, simple, and sharing nothing with the first.

It takes a file that was accepted and says what each month's figure must be. A CSV is read
sign by sign, a workbook from its XML, a figure as a fraction. It knows no limits, refuses
nothing well, and would be of no use with a file that nobody has looked at.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from xml.etree import ElementTree

from dashboard.catalogue import Catalogue, Kind

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SYMBOLS = {
    "not yet available": ("tbc", "x", ":", "n/a"),
    "not applicable": ("-", "z"),
    "suppressed": ("c",),
    "low": ("k", "low"),
}
DASHES = ("‐", "‑", "‒", "–", "—", "−")  # noqa: RUF001
INVISIBLE = ("\u200b", "\ufeff")
MARKS = "*†‡§⁰¹²³⁴⁵⁶⁷⁸⁹"
SHORTHAND = ("[b]", "[e]", "[p]", "[r]", "[u]")
PERCENT_FORMATS = {9, 10}
DATE_FORMATS = {14, 15, 16, 17, 22}
DAY_NOUGHT = dt.date(1899, 12, 30)

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Figure = Fraction | str
"""A figure, or the word of its status; "" for a blank cell."""


@dataclass(frozen=True)
class Written:
    """What a file has in one cell: a text, or a number with its format."""

    text: str = ""
    number: Fraction | None = None
    is_percentage: bool = False
    is_date: bool = False


Line = dict[int, Written]
Page = dict[int, Line]
"""The cells of one sheet by row, then by column, both from 1."""


Figures = dict[tuple[str, tuple[int, int]], set[Figure]]
"""By ref and (year, month), what stands there; more than one if it stands there twice."""


@dataclass(frozen=True)
class Headings:
    """The columns of one table: of the refs, and of the months or of period and value."""

    ref: int
    months: dict[int, tuple[int, int]]
    period: int
    value: int


def read_slowly(content: bytes, catalogue: Catalogue) -> Figures:
    """What an accepted file says of each month."""
    figures: Figures = {}
    for page in pages(content):
        headings: Headings | None = None
        for _, line in sorted(page.items()):
            if found := read_headings(line):
                headings = found
            elif headings:
                for key, figure in _figures(line, headings, catalogue):
                    figures.setdefault(key, set()).add(figure)
    return figures


def _figures(
    line: Line, headings: Headings, catalogue: Catalogue
) -> Iterator[tuple[tuple[str, tuple[int, int]], Figure]]:
    ref = tidy(line.get(headings.ref, Written()).text)
    indicator = catalogue.find(ref)
    if indicator is None:
        return
    if headings.value:
        month = read_month(line[headings.period])
        assert month
        value = line.get(headings.value, Written())
        yield (ref, month), read_figure(value, indicator.kind, fractions=False)
        return
    for column, month in headings.months.items():
        cell = line.get(column, Written())
        yield (ref, month), read_figure(cell, indicator.kind, fractions=True)


def read_headings(line: Line) -> Headings | None:
    """The headings, if a row has refs and months, or refs, period and value."""
    names = {tidy(cell.text).lower().rstrip(".: "): n for n, cell in line.items()}
    ref = names.get("ref") or names.get("reference")
    months = {n: month for n, cell in line.items() if (month := read_month(cell))}
    period, value = names.get("period", 0), names.get("value", 0)
    if not ref or not (months or (period and value)):
        return None
    return Headings(ref, months, period, value)


def read_month(cell: Written) -> tuple[int, int] | None:
    if cell.is_date and cell.number is not None:
        day = DAY_NOUGHT + dt.timedelta(days=int(cell.number))
        return day.year, day.month
    words = tidy(cell.text).replace("-", " ").replace("/", " ").replace("'", " ").split()
    if len(words) == 3 and len(words[0]) == 4 and all(word.isdigit() for word in words):
        # A day in the month, such as 2021-02-28.
        words = words[:2]
    if len(words) != 2 or not all(word.isascii() for word in words):
        return None
    first, second = words[0].lower().rstrip("."), words[1]
    if first.isdigit() and len(first) == 4 and second.isdigit() and 1 <= int(second) <= 12:
        return int(first), int(second)
    if first[:3] in MONTHS and second.isdigit() and len(second) in (2, 4):
        year = int(second) + (2000 if len(second) == 2 else 0)
        return year, MONTHS.index(first[:3]) + 1
    return None


def read_figure(cell: Written, kind: Kind, fractions: bool) -> Figure:
    """A figure in the indicator's own unit. Raises ValueError for what is none."""
    if cell.number is not None:
        is_fraction = kind is Kind.PERCENTAGE and (fractions or cell.is_percentage)
        return cell.number * (100 if is_fraction else 1)
    text = tidy(cell.text)
    for dash in DASHES:
        text = text.replace(dash, "-")
    if not text:
        return ""
    bare = text.lower()
    if bare.startswith("[") and bare.endswith("]"):
        bare = bare[1:-1].strip()
    for status, symbols in SYMBOLS.items():
        if bare in symbols:
            return status
    if text[-3:].lower() in SHORTHAND:
        text = text[:-3].rstrip()
    text = text.rstrip(MARKS).rstrip()
    is_percentage = text.endswith("%")
    number = text.removesuffix("%").rstrip()
    if kind is Kind.MONEY:
        number = number.replace("£", "", 1)
    groups = number.split(".")[0].lstrip("+-").split(",")
    if len(groups) > 1 and not all(len(group) == 3 for group in groups[1:]):
        raise ValueError(text)
    value = Fraction(number.replace(",", ""))
    is_fraction = kind is Kind.PERCENTAGE and fractions and not is_percentage
    return value * 100 if is_fraction else value


def tidy(text: str) -> str:
    for sign in INVISIBLE:
        text = text.replace(sign, " ")
    return " ".join(text.split())


def pages(content: bytes) -> Iterator[Page]:
    """The sheets that a reader sees."""
    if content.startswith(b"PK"):
        yield from _workbook(content)
        return
    text = _decode(content)
    for delimiter in ",;\t":
        rows = enumerate(_split(text, delimiter), start=1)
        page = {
            number: {n: Written(cell) for n, cell in enumerate(row, start=1)}
            for number, row in rows
        }
        if any(map(read_headings, page.values())):
            yield page
            return


def _decode(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _split(text: str, delimiter: str) -> Iterator[list[str]]:
    """Rows of a CSV, one sign after the other."""
    row: list[str] = []
    cell, is_quoted, was_quoted = "", False, False
    signs = iter(text.replace("\r\n", "\n").replace("\r", "\n"))
    for sign in signs:
        if is_quoted:
            if sign == '"':
                is_quoted = False
            else:
                cell += sign
        elif sign == '"' and (not cell or was_quoted):
            # A second mark right after the first stands for one mark.
            if was_quoted:
                cell += '"'
            is_quoted = was_quoted = True
        elif sign in (delimiter, "\n"):
            row.append(cell)
            cell, was_quoted = "", False
            if sign == "\n":
                yield row
                row = []
        else:
            cell += sign
    if cell or row:
        yield [*row, cell]


def _workbook(content: bytes) -> Iterator[Page]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:

        def parsed(name: str) -> ElementTree.Element:
            return ElementTree.fromstring(package.read(name))

        book = parsed("xl/workbook.xml")
        targets = {
            relation.get("Id"): relation.get("Target", "")
            for relation in parsed("xl/_rels/workbook.xml.rels")
        }
        shared = []
        if "xl/sharedStrings.xml" in package.namelist():
            shared = [_text(item) for item in parsed("xl/sharedStrings.xml").iter(f"{MAIN}si")]
        # Without styles every number is a plain one.
        formats = [(False, False)] * 1000
        if "xl/styles.xml" in package.namelist():
            formats = _formats(parsed("xl/styles.xml"))
        for sheet in book.iter(f"{MAIN}sheet"):
            if sheet.get("state", "visible") == "visible":
                target = targets[sheet.get(RELATION)]
                name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                yield _page(parsed(name), shared, formats)


def _formats(styles: ElementTree.Element) -> list[tuple[bool, bool]]:
    """Of each style whether it prints per cent, and whether it prints a date."""
    codes = {
        int(entry.get("numFmtId", "0")): entry.get("formatCode", "")
        for entry in styles.iter(f"{MAIN}numFmt")
    }
    found = []
    for entry in styles.find(f"{MAIN}cellXfs") or ():
        number = int(entry.get("numFmtId", "0"))
        code = codes.get(number, "")
        is_date = number in DATE_FORMATS or any(letter in code.lower() for letter in "ymd")
        found.append((number in PERCENT_FORMATS or "%" in code, is_date))
    return found


def _page(
    sheet: ElementTree.Element, shared: list[str], formats: list[tuple[bool, bool]]
) -> Page:
    page: Page = {}
    row_number = 0
    for row in sheet.iter(f"{MAIN}row"):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for cell in row.iter(f"{MAIN}c"):
            letters = "".join(sign for sign in cell.get("r", "").upper() if sign.isalpha())
            column = _column(letters) if letters else column + 1
            at = row_number
            if digits := "".join(sign for sign in cell.get("r", "") if sign.isdigit()):
                at = int(digits)
            if written := _written(cell, shared, formats):
                page.setdefault(at, {})[column] = written
    return page


def _written(
    cell: ElementTree.Element, shared: list[str], formats: list[tuple[bool, bool]]
) -> Written | None:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return Written(_text(inline)) if inline is not None else None
    if not value:
        return None
    if kind == "s":
        return Written(shared[int(value)])
    if kind != "n":
        return Written(value)
    is_percentage, is_date = formats[int(cell.get("s", "0"))]
    return Written("", Fraction(value.strip()), is_percentage, is_date)


def _text(item: ElementTree.Element) -> str:
    """A text without the readings that some scripts have beside it."""
    runs = [item, *item.findall(f"{MAIN}r")]
    return "".join(text.text or "" for run in runs for text in run.findall(f"{MAIN}t"))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return number
