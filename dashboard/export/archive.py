"""Everything of a month in one ZIP: workbook, CSV files with their descriptions, checksums."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dashboard.export import csvw
from dashboard.export.as_published_csv import as_published_table
from dashboard.export.csv_files import csv_of, standings_table
from dashboard.export.dataset import Dataset
from dashboard.export.official_csv import comparators_table
from dashboard.export.table import Notice, Table, fit
from dashboard.export.tidy import (
    commentary_table,
    findings_table,
    indicators_table,
    notes_table,
    observations_table,
)
from dashboard.export.workbook import write_workbook
from dashboard.spreadsheets.characters import fit_characters
from dashboard.spreadsheets.workbook import zip_files
from dashboard.views.as_published import Reason, list_differing, official_of, paper_of
from dashboard.views.scorecard import standings

WORKBOOK, PACK, README, SUMS = "dataset.xlsx", "pack.pdf", "readme.txt", "SHA256SUMS"
MIMETYPE = "application/zip"
WIDTH = 90
"""Characters in a line of the readme at most."""


def write_archive(dataset: Dataset, pack: bytes | None = None) -> bytes:
    """All files in one ZIP, the same bytes for the same content.

    `pack` is the month's PDF pack for the same audience, if there is one.
    """
    return zip_files(list_files(dataset, pack))


def list_files(dataset: Dataset, pack: bytes | None = None) -> dict[str, bytes]:
    """Every file by its name, the readme first and the checksums of all others last.

    The checksums are in the form that `sha256sum --check` reads.
    """
    files, notices = _data_files(dataset)
    if pack is not None:
        files = {PACK: pack, **files}
    files = {README: _readme(dataset, tuple(files), notices), **files}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )
    return {**files, SUMS: sums.encode()}


@lru_cache(maxsize=2)
def _data_files(dataset: Dataset) -> tuple[dict[str, bytes], tuple[Notice, ...]]:
    workbook, found = write_workbook(dataset)
    files, notices = {WORKBOOK: workbook}, list(found)
    for table in _tables(dataset):
        files |= csv_files(dataset, table)
        notices += [notice for notice in fit(table)[1] if notice not in notices]
    return files, tuple(notices)


def csv_files(dataset: Dataset, table: Table, stem: str = "") -> dict[str, bytes]:
    """A table's CSV file and the file that describes it, by their names."""
    name = f"{stem or table.name}.csv"
    _, notices = fit(table)
    return {
        name: csv_of(table),
        f"{name}{csvw.ENDING}": csvw.describe(dataset, table, notices, name),
    }


def _tables(dataset: Dataset) -> Iterator[Table]:
    """Those that hold anything, the dataset itself first."""
    holdings, catalogue, month = dataset.holdings, dataset.catalogue, dataset.month
    tables = [
        observations_table(dataset),
        standings_table(holdings, standings(holdings, month)),
        commentary_table(dataset),
        notes_table(dataset),
        indicators_table(dataset),
        comparators_table(catalogue, holdings.official, catalogue.active),
        findings_table(dataset),
    ]
    if paper := paper_of(holdings, month):
        official = official_of(holdings)
        rows = list_differing(holdings, paper, official, tuple(Reason))
        tables.append(as_published_table(catalogue, rows))
    return (table for table in tables if table.rows)


def _readme(dataset: Dataset, names: Sequence[str], notices: Sequence[Notice]) -> bytes:
    """What the files are, in plain text that any program opens: UTF-8, lines of CR and LF."""
    title = f"{dataset.title}: {dataset.catalogue.council.name}"
    parts = [f"{title}\n{'=' * len(title)}"]
    parts += [_fold(mark) for mark in dataset.marks]
    parts.append("\n".join(_fold(f"{name}: {text}") for name, text in dataset.facts()))
    abouts = {f"{table.name}.csv": table.about for table in _tables(dataset)}
    abouts |= {
        WORKBOOK: "The month as the council publishes it and as tidy data, with notes. The "
        "file loads again.",
        PACK: "The pack for the meeting.",
    }
    listed = [_fold(f"{name}: {abouts[name]}") for name in names if name in abouts]
    listed.append(
        _fold(
            f"Each CSV file has beside it, under its name with {csvw.ENDING}, what machines "
            "need to know of it: columns, source, licence (W3C, CSV on the Web)."
        )
    )
    listed.append(
        _fold(f"{SUMS}: checksums of all files. To check them: sha256sum --check {SUMS}")
    )
    parts.append(_under("Files", listed))
    signs = [_fold(f"{sign}  {meaning}") for sign, meaning in dataset.symbols()]
    parts.append(_under("Signs in place of a figure", signs))
    parts.append(
        _under(
            "How to read the CSV files",
            [
                _fold(
                    "UTF-8, commas, a row of headings. Percentages are in per cent: 84 is 84%. "
                    "A text that a spreadsheet could run as a formula has an apostrophe before "
                    "it."
                )
            ],
        )
    )
    left = [_fold(str(notice)) for notice in notices] or ["Nothing: every text is whole."]
    parts.append(_under("What could not be carried over", left))
    text = fit_characters("\n\n".join(parts) + "\n")[0]
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _under(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, "-" * len(heading), *lines])


def _fold(text: str) -> str:
    return textwrap.fill(
        " ".join(text.split()), WIDTH, subsequent_indent="  ", break_long_words=False
    )
