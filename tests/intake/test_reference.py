"""The dataset as published in February 2021, as CSV and as a workbook."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.intake import Reading, read_file
from dashboard.intake.reading import CellKind
from dashboard.periods import Month
from dashboard.records import Arrow, Status

NAME = "monthly-dataset-feb-2021"


@pytest.fixture(scope="module")
def from_csv(reference: Path, published: Catalogue) -> Reading:
    return read_file(f"{NAME}.csv", (reference / f"{NAME}.csv").read_bytes(), published)


@pytest.fixture(scope="module")
def from_workbook(reference: Path, published: Catalogue) -> Reading:
    return read_file(f"{NAME}.xlsx", (reference / f"{NAME}.xlsx").read_bytes(), published)


def test_both_files_give_the_same_observations(
    from_csv: Reading, from_workbook: Reading
) -> None:
    records = [found.record for found in from_csv.observations]
    assert len(records) == 64 * 7
    assert records == [found.record for found in from_workbook.observations]
    assert from_csv.problems == from_workbook.problems == ()
    assert from_csv.unknown == from_workbook.unknown == ()


def test_both_files_give_the_same_published_figures(
    from_csv: Reading, from_workbook: Reading
) -> None:
    def values(reading: Reading) -> list[tuple[object, ...]]:
        return [
            (f.record.ref, f.record.file_month, f.record.column, f.record.value, f.record.arrow)
            for f in reading.published
        ]

    def texts(reading: Reading) -> list[str]:
        # The CSV leaves out some of the commas that the workbook prints.
        return [f.record.text.replace(",", "") for f in reading.published]

    assert values(from_csv) == values(from_workbook)
    assert texts(from_csv) == texts(from_workbook)
    assert from_csv.file_month == from_workbook.file_month == Month(2021, 2)
    assert [c.record for c in from_csv.comments] == [c.record for c in from_workbook.comments]


def test_printed_arrows(from_csv: Reading) -> None:
    changes = [f.record for f in from_csv.published if f.record.column == "change"]
    assert Counter(change.arrow for change in changes) == {
        Arrow.UP: 19,
        Arrow.DOWN: 23,
        Arrow.SIMILAR: 17,
        None: 5,
    }
    assert {change.text for change in changes if change.arrow is None} == {"- n/a"}


def test_every_cell_of_the_csv_is_accounted_for(from_csv: Reading) -> None:
    (account,) = from_csv.accounts
    assert (account.rows, account.columns) == (65, 23)
    assert sum(account.kinds.values()) == 1495
    assert CellKind.STRAY not in account.kinds


def test_every_cell_of_the_workbook_is_accounted_for(from_workbook: Reading) -> None:
    dataset, notes, lookups = from_workbook.accounts
    sizes = [(a.rows, a.columns) for a in (dataset, notes, lookups)]
    assert sizes == [(75, 23), (1, 1), (2, 1)]
    assert [sum(a.kinds.values()) for a in from_workbook.accounts] == [1725, 1, 2]
    assert dataset.kinds[CellKind.MERGED] == 7
    assert CellKind.STRAY not in dataset.kinds
    assert (notes.hidden, lookups.hidden) == (False, True)


def test_symbols_and_blanks(from_csv: Reading) -> None:
    counts = Counter(f.record.status for f in from_csv.observations)
    assert counts == {
        Status.VALUE: 432,
        Status.NOT_AVAILABLE: 6,
        Status.NOT_APPLICABLE: 2,
        Status.NOT_DUE: 7,
        Status.MISSING: 1,
    }


def test_text_mark_is_dropped(from_csv: Reading) -> None:
    texts = {c.record.ref: c.record.text for c in from_csv.comments}
    assert texts["LAC6 (val)"].startswith("As noted")
