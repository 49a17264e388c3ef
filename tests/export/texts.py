"""Random texts in every place of a dataset that holds text, and all that is exported read back.

The files are read with nothing of ours: ZIP, XML and CSV from the standard library, and the
rules of XML and of workbooks written out again, the slow way.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random
from xml.etree import ElementTree

from openpyxl import load_workbook

from dashboard.catalogue import Catalogue
from dashboard.export.archive import list_files, write_archive
from dashboard.export.audit_file import audit_csv
from dashboard.export.dataset import Dataset
from dashboard.intake import read_file
from dashboard.intake.cells import tidy
from dashboard.people import AuditEntry
from dashboard.records import Audience, Observation, Status
from tests.export.example import AT, MONTH, dataset, finding, holdings_of, note_on
from tests.spec.example import catalogue, indicator

A_ROW = 7
"""Texts for each indicator: what `PLACES` names."""

PLACES = ("name", "unit", "outcome", "owner", "commentary", "note", "data note")
LONGEST = 32_767
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PIECES = (
    *"=+-@＝＋－＠\t\r\n'\"`,;|<>&_ \x00\x07\x0b\x1f\x7f\x85\xa0\ud800\udfff\ufffe\uffff\ufeff",  # noqa: RUF001
    *("\r\n", "_x000D_", "_x0041_", "_x005F_", "x005F_", "]]>", "&#13;", "<f>1</f>", "\u2028"),
    *("=1+1", "=HYPERLINK(\"http://a\")", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0", "#REF!"),
    *("5", "-5", "84%", "TRUE", "2021-02", "[c]", "value", "n/a", "1,207"),
    *("children", "Ŵyn", "Łódź", "مرحبا", "日本", "👩\u200d👧", "e\u0301", "\u202etxt\u202c"),
    *("x" * 300, "word " * 12, " ", "  "),
)  # fmt: skip


def nasty(random: Random) -> str:
    """A text of up to a dozen pieces, now and then one that no cell can hold."""
    pieces = random.choices(_PIECES, k=random.choice((1, 1, 2, 3, 5, 12)))
    if random.random() < 0.1:
        pieces.append("".join(chr(random.randrange(0x110000)) for _ in range(20)))
    text = "".join(pieces)
    return text * (40_000 // len(text) + 1) if random.random() < 0.004 else text


def planted(texts: Sequence[str]) -> Dataset:
    """A dataset with `A_ROW` of the texts at each indicator, for those who see all."""
    rows = [texts[start : start + A_ROW] for start in range(0, len(texts), A_ROW)]
    known = catalogue(*(indicator(f"R{n}", owner=f"p{n}") for n in range(len(rows))))
    named = tuple(
        i.model_copy(update={"name": row[0][:999], "unit": row[1][:999], "outcome": row[2]})
        for i, row in zip(known.indicators, rows, strict=True)
    )
    # Copies are not validated, so a text stands as it is, blanks and all.
    known = known.model_copy(update={"indicators": named, "people": tuple(_people(rows))})
    held = holdings_of(
        known,
        tuple(
            Observation(f"R{n}", MONTH, Status.VALUE, Decimal(n), note=row[5])
            for n, row in enumerate(rows)
        ),
        Audience.RESTRICTED,
        {f"R{n}": row[4] for n, row in enumerate(rows)},
        notes=tuple(note_on(f"R{n}", row[6]) for n, row in enumerate(rows)),
    )
    findings = tuple(replace(finding(row[4]), refs=(f"R{n}",)) for n, row in enumerate(rows))
    edition = held.edition
    assert edition is not None
    named_by = replace(edition, reason=rows[0][4], published_by=rows[0][6])
    return dataset(replace(held, findings=findings, edition=named_by), Audience.RESTRICTED)


def _people(rows: Sequence[Sequence[str]]) -> Iterator[object]:
    (person,) = Catalogue.model_validate(
        catalogue().model_dump() | {"people": [{"key": "p", "name": "A"}]}
    ).people
    for number, row in enumerate(rows):
        yield person.model_copy(update={"key": f"p{number}", "name": row[3]})


def may_stand(sign: str) -> bool:
    """XML 1.0's production Char, without DELETE, which our own reader refuses."""
    code = ord(sign)
    return (
        code in (0x9, 0xA, 0xD)
        or (0x20 <= code <= 0xD7FF and code != 0x7F)
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


def carried(text: str) -> str:
    """The text as it should arrive: a stand-in for what cannot stand in a file."""
    return "".join(sign if may_stand(sign) else "\ufffd" for sign in text)


def check_exports(texts: Sequence[str]) -> Counter[str]:
    """Write everything that holds the texts, read it back, and count what was met.

    Fails for a formula, a file that cannot be read, and a character lost without notice.
    """
    taken = planted(texts)
    tally: Counter[str] = Counter(texts=len(texts))
    assert zipfile.ZipFile(io.BytesIO(write_archive(taken))).testzip() is None
    files = list_files(taken)
    readme = " ".join(files["readme.txt"].decode("utf-8-sig").split())
    _check_workbook(taken, files["dataset.xlsx"], tally)
    for name, content in files.items():
        if name.endswith(".csv"):
            _check_cells(content, tally)
    _check_tables(taken, files, readme)
    _check_again(taken, files, tally)
    _check_audit(texts, tally)
    for text in texts:
        tally["texts with a character replaced"] += carried(text) != text
    return tally


def _rows_of(taken: Dataset) -> Iterator[tuple[str, dict[str, str]]]:
    people = {person.key: person.name for person in taken.catalogue.people}
    for held in taken.catalogue.indicators:
        (observation,) = taken.holdings.observations[held.ref]
        (note,) = taken.holdings.notes[held.ref, MONTH]
        comment = taken.holdings.comment(held.ref, MONTH)
        assert comment is not None
        texts = (
            *(held.name, held.unit, held.outcome, people[held.owner or ""]),
            *(comment.text, observation.note, note.text),
        )
        yield held.ref, dict(zip(PLACES, texts, strict=True))


def _check_workbook(taken: Dataset, content: bytes, tally: Counter[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        trees = {
            name: ElementTree.fromstring(parts.read(name))
            for name in parts.namelist()
            if name.endswith((".xml", ".rels"))
        }
    for name, tree in trees.items():
        assert next(tree.iter(f"{_MAIN}f"), None) is None, name
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type in ("s", "n"), cell.coordinate
                text = str(cell.value)
                if cell.data_type == "s" and (_may_run(text) or text.lstrip().startswith("'")):
                    assert cell.quotePrefix, cell.coordinate
                    tally["cells marked as text in workbooks"] += 1
    sheets = {
        sheet.title: _cells(trees[f"xl/worksheets/sheet{number}.xml"])
        for number, sheet in enumerate(book.worksheets, start=1)
    }
    noted = [f"{row[1]}: {row[2]}" for row in sheets["Notes"] if row[0] == "not carried over"]
    where = {
        "name": (("Dataset Feb 2021", 1), ("Tidy data", 1), ("Indicators", 1)),
        "unit": (("Tidy data", 5), ("Indicators", 4)),
        "outcome": (("Dataset Feb 2021", 4), ("Indicators", 9)),
        "owner": (("Dataset Feb 2021", 2),),
        "commentary": (("Dataset Feb 2021", -1),),
        "note": (("Tidy data", 9),),
        "data note": (("Data notes", 3),),
    }
    found = {
        (title, row[0]): row for title, rows in sheets.items() for row in rows if row and row[0]
    }
    for ref, texts in _rows_of(taken):
        for place, text in texts.items():
            for title, column in where[place]:
                row = found[title, ref]
                _check_text(row[column], text, f"{title}, {ref}", noted, tally)


def _cells(tree: ElementTree.Element) -> list[list[str]]:
    """The texts of a sheet's rows, as the standard says that they mean."""
    rows = []
    last = 0
    for line in tree.iter(f"{_MAIN}row"):
        row: dict[int, str] = {}
        for cell in line.iter(f"{_MAIN}c"):
            letters = re.sub(r"\d", "", cell.get("r", ""))
            number = 0
            for letter in letters:
                number = number * 26 + ord(letter) - 64
            text = cell.findtext(f"{_MAIN}is/{_MAIN}t") or cell.findtext(f"{_MAIN}v") or ""
            row[number - 1] = re.sub(
                r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text
            )
        last = max(last, *row) if row else last
        rows.append(row)
    return [[row.get(number, "") for number in range(last + 1)] for row in rows]


def _check_text(
    written: str, text: str, place: str, noted: Sequence[str], tally: Counter[str]
) -> None:
    """Exactly the text, or what can stand of it and a notice that names the place."""
    whole = carried(text)
    notices = [notice for notice in noted if notice.startswith(f"{place},")]
    if whole != text:
        lost = {f"U+{ord(sign):04X}" for sign in text if not may_stand(sign)}
        assert any(all(code in notice for code in lost) for notice in notices), place
    if len(whole.encode("utf-16-le")) // 2 > LONGEST - 20 and written != whole:
        kept = written.removesuffix(" [cut]")
        assert kept != written
        assert whole.startswith(kept)
        assert any(f"the first {len(kept):,} stand here" in notice for notice in notices), place
        tally["texts cut with a notice"] += 1
    else:
        assert written == whole, place


def _may_run(text: str) -> bool:
    """Whether the first sign, blanks and quotation marks apart, begins a formula."""
    bare = text.lstrip(" '\"`\u00a0\ufeff\u200b\u2028\x85\r\n\t")
    is_number = re.fullmatch(r"[-+]?[\d,.]+ ?%?", text)
    return bare[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") and not (  # noqa: RUF001
        is_number or len(text) == 1
    )


def _read_csv(content: bytes) -> list[list[str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, strict=True))


def _check_cells(content: bytes, tally: Counter[str]) -> None:
    """Every row has as many cells as its headings, and no cell could be run."""
    head, *rows = _read_csv(content)
    for row in rows:
        assert len(row) == len(head)
        for cell in row:
            if cell.startswith("'"):
                tally["cells marked as text in CSV files"] += _may_run(cell[1:])
            else:
                assert not _may_run(cell), cell
                assert cell[:1] not in ("\t", "\r", "\n"), cell


def _check_tables(taken: Dataset, files: dict[str, bytes], readme: str) -> None:
    where = {
        "dataset.csv": {"name": 1, "unit": 5, "note": 9},
        "scorecard.csv": {"name": 1, "commentary": -1},
        "commentary.csv": {"name": 1, "commentary": 3},
        "data-notes.csv": {"name": 1, "data note": 3},
        "indicators.csv": {"name": 1, "unit": 4, "outcome": 9},
        "findings.csv": {"commentary": 4},
    }
    if not any(texts["commentary"] for _, texts in _rows_of(taken)):
        del where["commentary.csv"]  # a table without rows is no file
    for name, columns in where.items():
        found = {row[0]: row for row in _read_csv(files[name])[1:]}
        for ref, texts in _rows_of(taken):
            for place, column in columns.items():
                text = texts[place]
                if name == "commentary.csv" and not text:
                    continue
                _check_marked(found[ref][column], carried(text))
                for sign in text:
                    assert may_stand(sign) or f"U+{ord(sign):04X}" in readme


def _check_marked(cell: str, text: str) -> None:
    assert cell == text or (cell == f"'{text}"), (cell, text)


def _check_again(taken: Dataset, files: dict[str, bytes], tally: Counter[str]) -> None:
    """Both files load again to the same figures, with the texts that came through."""
    known = taken.catalogue
    arrived = tuple(
        i.model_copy(update={"name": carried(i.name), "unit": carried(i.unit)})
        for i in known.indicators
    )
    known = Catalogue.model_construct(**dict(known) | {"indicators": arrived})
    texts = dict(_rows_of(taken))
    for name in ("dataset.xlsx", "dataset.csv"):
        reading = read_file(name, files[name], known)
        assert [str(problem) for problem in reading.problems] == []
        assert len(reading.observations) == len(texts)
        for found in reading.observations:
            held = found.record
            note = carried(texts[held.ref]["note"])
            assert (held.status, held.value) == (Status.VALUE, Decimal(held.ref[1:]))
            if len(note) * 2 <= LONGEST:
                assert held.note == tidy(note), held.ref
                tally["notes loaded again"] += 1
        for comment in reading.comments:
            text = carried(texts[comment.record.ref]["commentary"])
            if len(text) * 2 <= LONGEST:
                lines = text.strip().replace("\r\n", "\n").replace("\r", "\n")
                assert comment.record.text == lines.strip()
                tally["paragraphs loaded again"] += 1


def _check_audit(texts: Sequence[str], tally: Counter[str]) -> None:
    content = audit_csv(
        AuditEntry(AT, text, "try", text, before=text, after=text) for text in texts
    )
    _check_cells(content, tally)
    for row, text in zip(_read_csv(content)[1:], texts, strict=True):
        for cell in (row[1], row[5], row[6]):
            _check_marked(cell, carried(text))
