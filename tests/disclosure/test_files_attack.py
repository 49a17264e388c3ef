"""Workbooks and ZIPs of two successive editions give no small count away either."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Mapping

import pytest
from openpyxl import load_workbook

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD, Hidden, Reason, hide
from dashboard.export.archive import write_archive
from dashboard.export.dataset import dataset_of
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience, Edition, Observation
from dashboard.store import Store
from tests.disclosure.attacker import Attacker
from tests.disclosure.said import SMALL_NUMBER, Cell, Read
from tests.disclosure.test_attack import guarded, recovered

Files = Mapping[str, str]
_MONTH = re.compile(r"[A-Z][a-z]{2}-\d\d")


@pytest.fixture(scope="module")
def taken(demo_store: Store) -> dict[Edition, Files]:
    """The ZIP of each edition that anybody may take away: every file and sheet in it."""
    found: dict[Edition, Files] = {}
    for edition in demo_store.editions.all():
        holdings = read_edition(demo_store, edition, Audience.PUBLIC)
        content = write_archive(dataset_of(holdings, edition.month, Audience.PUBLIC))
        found[edition] = unpack(content)
    assert len(found) == 2
    return found


def unpack(content: bytes) -> dict[str, str]:
    """Every file of a ZIP as text, and every sheet of a workbook in it as CSV."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            inner = archive.read(name)
            if name.endswith(".xlsx"):
                for sheet in load_workbook(io.BytesIO(inner)).worksheets:
                    found[f"{name}!{sheet.title}"] = as_csv(sheet.values)
            else:
                found[name] = inner.decode("utf-8-sig")
    return found


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def table(text: str, first: str) -> list[dict[str, str]]:
    """The rows under the headings, of which `first` is the first."""
    lines = text.splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{first},"))
    return list(csv.DictReader(io.StringIO("".join(lines[start:]))))


def read_files(files: Files, hidden: set[Cell]) -> dict[Cell, Read]:
    """Every figure in every table; of a hidden cell there is nothing but its symbol."""
    read: dict[Cell, Read] = {}
    tidy = papers = 0
    for name, text in files.items():
        if name.endswith(("dataset.csv", "!Tidy data")):
            tidy += 1
            for row in table(text, "ref"):
                cell = row["ref"], Month.parse(row["period"])
                if cell in hidden:
                    told = row["numerator"] + row["denominator"] + row["note"]
                    assert (row["value"], row["status"], told) == ("[c]", "suppressed", "")
                elif row["status"] == "value":
                    top, bottom = row["numerator"], row["denominator"]
                    parts = (int(float(top)), int(float(bottom))) if top else None
                    read[cell] = Read(f"{float(row['value'].rstrip('%')):.12g}", parts)
        elif "!Dataset " in name:
            papers += 1
            for row in table(text, "Ref."):
                for heading in filter(_MONTH.fullmatch, row):
                    if (row["Ref."], Month.parse(heading)) in hidden:
                        assert row[heading] == "[c]", (name, row["Ref."], heading)
    assert (tidy, papers) == (2, 1), list(files)
    return read


def check_texts(files: Files, marked: set[Cell], hidden: Hidden) -> None:
    """No paragraph names a small number, and no finding is about a hidden cell."""
    texts = table(files["commentary.csv"], "ref")
    assert len(texts) > 500
    for row in texts:
        reason = hidden.cells.get((row["ref"], Month.parse(row["month"])))
        if reason is Reason.SMALL and row["commentary"] != WITHHELD:
            assert not SMALL_NUMBER.search(row["commentary"]), row
    for row in table(files["findings.csv"], "refs"):
        cells = {(ref, Month.parse(row["month"])) for ref in row["refs"].split(", ")}
        assert not cells & marked, row


def known(held: dict[Cell, Observation], edition: Edition) -> dict[Cell, Observation]:
    return {cell: o for cell, o in held.items() if cell[1] <= edition.month}


def test_each_edition_and_both_give_no_small_count_away(
    taken: dict[Edition, Files], held: dict[Cell, Observation], invented: Catalogue
) -> None:
    every: dict[Cell, Read] = {}
    kept: list[set[Cell]] = []
    for edition, files in taken.items():
        mine = known(held, edition)
        hidden = hide(invented, mine.values())
        marked = {cell for cell in hidden.cells if invented.find(cell[0])}
        assert len(marked) > 100
        figures = read_files(files, marked)
        assert not figures.keys() & marked
        check_texts(files, marked, hidden)
        assert recovered(Attacker(invented, figures, marked), guarded(invented, mine)) == []
        every |= figures
        kept.append(marked)
    both = Attacker(invented, every, kept[0] & kept[1])
    assert recovered(both, guarded(invented, held)) == []
