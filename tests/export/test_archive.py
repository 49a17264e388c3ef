"""Everything of a month in one ZIP."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace

from dashboard.export.archive import PACK, README, SUMS, list_files, write_archive
from dashboard.export.dataset import RESTRICTED, WORKING
from dashboard.export.workbook import write_workbook
from dashboard.records import Audience
from tests.export.example import EDITION, dataset, finding, holdings_of

PDF = b"%PDF-1.7 a pack"


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_checksums_are_those_of_all_other_files() -> None:
    files = unpacked(write_archive(dataset(), PDF))
    lines = files.pop(SUMS).decode().splitlines()
    sums = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    assert sums == {name: hashlib.sha256(held).hexdigest() for name, held in files.items()}
    assert files[PACK] == PDF


def test_it_holds_the_workbook_that_is_had_alone() -> None:
    taken = dataset()
    assert unpacked(write_archive(taken))["dataset.xlsx"] == write_workbook(taken)[0]


def test_without_a_pack_there_is_none() -> None:
    files = unpacked(write_archive(dataset()))
    assert PACK not in files
    assert PACK not in files[README].decode()
    assert "pack.pdf: The pack for the meeting." in list_files(dataset(), PDF)[README].decode()


def test_the_readme_names_every_file_and_the_edition() -> None:
    held = replace(holdings_of(texts={"A": "Well."}), findings=(finding("0 in January 2021."),))
    files = list_files(dataset(held), PDF)
    text = files[README].decode("utf-8-sig")
    for name in files:
        if name != README and "-metadata" not in name:
            assert f"{name}:" in text, name
    assert EDITION.checksum in text
    assert "Edition: February 2021, version 1" in text
    assert "Published: 25 March 2021 by Asha" in text
    assert "/editions/2021-02/v1/" in text
    assert "Nothing: every text is whole." in text
    assert all(len(line) <= 90 for line in text.splitlines())
    assert text.count("\n") == text.count("\r\n")


def test_a_table_without_rows_is_no_file() -> None:
    assert {"commentary.csv", "data-notes.csv", "findings.csv"}.isdisjoint(
        list_files(dataset())
    )


def test_it_says_for_whom_it_is() -> None:
    restricted = list_files(dataset(audience=Audience.RESTRICTED))[README].decode()
    assert RESTRICTED in " ".join(restricted.split())
    working = list_files(dataset(replace(holdings_of(), edition=None)))[README].decode()
    assert WORKING in " ".join(working.split())
    assert RESTRICTED not in " ".join(working.split())
    assert "Checksum of the edition" not in working
