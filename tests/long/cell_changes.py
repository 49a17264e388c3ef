"""One cell of a sound file, changed to something whose meaning is known beforehand."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random
from xml.sax.saxutils import escape

from dashboard.catalogue import Kind
from dashboard.intake import Reading
from dashboard.intake.reading import Found, Place
from dashboard.records import Observation, PublishedFigure
from tests.long.bases import Base
from tests.long.slow_reading import Figure, pages, read_headings

Key = tuple[str, ...]
State = dict[Key, object]
"""Everything read, by what it is, for a comparison of two readings."""

SYMBOLS = {
    "tbc": "not yet available", "X": "not yet available", "[x]": "not yet available",
    "N/A": "not yet available", ":": "not yet available", "-": "not applicable",
    "[z]": "not applicable", "–": "not applicable", "c": "suppressed", "[C]": "suppressed",  # noqa: RUF001
    "k": "low", "[low]": "low",
}  # fmt: skip
MARKS = {"*": "marked * in the file", "†": "marked † in the file", " [p]": "provisional [p]"}
NOT_FIGURES = (
    "n/k", "12a", "1,34", "-5", "(12)", "#REF!", "1 297", "12 (p)", "£5", "[n/k]", "2021-02-01",
    "150%", "1e3", "Feb-21", "=1+1", "12.5.1", "%", "1,2,3",
)  # fmt: skip
TEXTS = (
    "Zoë’s words, “quoted”; a\ttab", "'Open doors' began", "= not a formula", "a\nb",  # noqa: RUF001
    "1,207", "▲", "84%", "Ref.",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """The spoilt file; what is expected of `key`, or that the file is refused."""

    content: bytes
    key: Key
    expected: object
    is_refused: bool


def state_of(reading: Reading) -> State:
    """All that was read, with figures as exact fractions."""
    state: State = {}
    for found in reading.observations:
        record = found.record
        state["observation", record.ref, str(record.month)] = (
            _figure(record),
            record.note,
            record.numerator,
            record.denominator,
        )
    for figure in reading.published:
        printed = figure.record
        state["published", printed.ref, printed.column] = (
            printed.text,
            None if printed.value is None else Fraction(printed.value),
            printed.arrow,
        )
    for comment in reading.comments:
        state["comment", comment.record.ref] = comment.record.text
    for row in reading.unknown:
        state["unknown", row.ref] = row.cells
    return state


def _figure(record: Observation) -> Figure:
    if record.value is not None:
        return Fraction(record.value)
    # A blank is the status that it has in this month for this indicator.
    return record.status.value


def change_figure(random: Random, base: Base) -> Change:
    """A month's figure, or a symbol, a blank or nonsense in its place."""
    found = random.choice(base.reading.observations)
    record = found.record
    kind = base.catalogue.indicator(record.ref).kind
    fractions = base.reading.file_month is not None
    text, number, meaning, note = _invent(random, kind, fractions, base)
    if random.random() < 0.1:
        indicator = base.catalogue.indicator(record.ref)
        is_due = not indicator.is_quarterly or record.month.number in (3, 6, 9, 12)
        text, number, meaning, note = "", None, "missing" if is_due else "not due", ""
    key = ("observation", record.ref, str(record.month))
    kept = state_of(base.reading)[key]
    assert isinstance(kept, tuple)
    old_note = "" if fractions else str(kept[1]).split("; ")[0]
    notes = "; ".join(part for part in (old_note, note) if part)
    refused = meaning is None
    if kept[2] is not None and not isinstance(meaning, Fraction):
        # Parts stand beside the figure, which may not be taken from them.
        refused = True
    expected = (meaning, notes, *kept[2:])
    return Change(_write(base, found.place, text, number), key, expected, refused)


def _invent(
    random: Random, kind: Kind, fractions: bool, base: Base
) -> tuple[str, str | None, Figure | None, str]:
    """A text, perhaps the number that a workbook has instead, its meaning and its note."""
    choice = random.randrange(10)
    if choice == 0:
        return random.choice(NOT_FIGURES), None, None, ""
    if choice == 1:
        symbol = random.choice(list(SYMBOLS))
        return symbol, None, SYMBOLS[symbol], ""
    count = random.choice((0, 1, 7, random.randrange(100), random.randrange(10**6)))
    mark = random.choice(list(MARKS)) if choice in (2, 3) else ""
    note = MARKS.get(mark, "")
    if kind is Kind.PERCENTAGE:
        whole = Fraction(count % 1001, 10)
        per_cent = f"{Decimal(count % 1001) / 10}%"
        if base.is_workbook and choice > 6:
            divisor = 1000 if fractions else 10
            return per_cent, str(Decimal(count % 1001) / divisor), whole, ""
        return per_cent + mark, None, whole, note
    if kind is Kind.COUNT:
        text, value = (f"{count:,}" if random.random() < 0.5 else str(count)), Fraction(count)
    else:
        text, value = f"{Decimal(count) / 10:,}", Fraction(count, 10)
    if base.is_workbook and choice > 6:
        return text, text.replace(",", ""), value, ""
    return text + mark, None, value, note


def change_text(random: Random, base: Base) -> Change:
    """A comment, or a name, owner, reporter or outcome."""
    comments = [*base.reading.comments]
    texts = [
        f for f in base.reading.published if f.record.column in ("name", "owner", "outcome")
    ]
    new = random.choice(TEXTS)
    if comments and random.random() < 0.5:
        comment = random.choice(comments)
        content = _write(base, comment.place, new)
        return Change(content, ("comment", comment.record.ref), new, False)
    found: Found[PublishedFigure] = random.choice(texts)
    key = ("published", found.record.ref, found.record.column)
    return Change(_write(base, found.place, new), key, (new, None, None), False)


def change_published(random: Random, base: Base) -> Change:
    """An average, maximum, comparator or target."""
    names = ("average", "maximum", "neighbours", "england", "region")
    found = random.choice([f for f in base.reading.published if f.record.column in names])
    kind = base.catalogue.indicator(found.record.ref).kind
    count = random.randrange(100)
    text = random.choice(
        (f"{count}%", "Local", "-") if kind is Kind.PERCENTAGE else (f"{count}", "TBC")
    )
    value = Fraction(count) if text[0].isdigit() else None
    key = ("published", found.record.ref, found.record.column)
    return Change(_write(base, found.place, text), key, (text, value, None), False)


def change_heading(random: Random, base: Base) -> Change:
    """A heading that nobody knows: the file is refused."""
    found = random.choice(base.reading.observations)
    content = _write_at(base, found.place.sheet, _heading_row(base), found.place.column, "Xyz")
    return Change(content, (), None, True)


def _heading_row(base: Base) -> int:
    """The first row of headings."""
    page = next(pages(base.content))
    return next(row for row, line in sorted(page.items()) if read_headings(line))


def _write(base: Base, place: Place, text: str, number: str | None = None) -> bytes:
    return _write_at(base, place.sheet, place.row, place.column, text, number)


def _write_at(
    base: Base, sheet: str, row: int, column: int, text: str, number: str | None = None
) -> bytes:
    """The file with one cell changed and nothing else."""
    if not base.is_workbook:
        rows = rows_of(base)
        rows[row - 1][column - 1] = text
        return _csv(base, rows)
    assert sheet
    name, xml = _sheet(base)
    place = f"{_letters(column)}{row}"
    style = ""
    if old := re.search(rf'<c r="{place}"([^>]*?)(?:/>|>(?:(?!</c>).)*</c>)', xml, re.DOTALL):
        kept = re.search(r' s="\d+"', old[1])
        style = kept[0] if kept else ""
        before, after = xml[: old.start()], xml[old.end() :]
    else:
        # A blank place: cells of a row need no order, as each names its place.
        line = re.search(rf'<row r="{row}"[^>]*>', xml)
        assert line
        before, after = xml[: line.end()], xml[line.end() :]
    if number is not None:
        cell = f'<c r="{place}"{style}><v>{number}</v></c>'
    else:
        inner = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
        cell = f'<c r="{place}"{style} t="inlineStr">{inner}</c>' if text else ""
    return _with_part(base.content, name, before + cell + after)


def rows_of(base: Base) -> list[list[str]]:
    text, delimiter = _text(base)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _text(base: Base) -> tuple[str, str]:
    encoding = "utf-16" if base.content[:2] == b"\xff\xfe" else "utf-8-sig"
    text = base.content.decode(encoding)
    return text, max(",;\t", key=text.splitlines()[0].count)


def _csv(base: Base, rows: Sequence[Sequence[str]]) -> bytes:
    _, delimiter = _text(base)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    encoding = "utf-16" if base.content[:2] == b"\xff\xfe" else "utf-8"
    return text.getvalue().encode(encoding)


def _sheet(base: Base) -> tuple[str, str]:
    """The sheet of figures, which in all these files is the first."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(base.content)) as package:
        return name, package.read(name).decode()


def _with_part(content: bytes, changed: str, text: str) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, text.encode() if name == changed else old.read(name))
    return packed.getvalue()


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + letters
    return letters
