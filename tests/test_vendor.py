"""Files of other people are listed, unmodified, licensed, and fit our packages."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

VENDOR = Path(__file__).resolve().parents[1] / "assets" / "vendor"
LIST = VENDOR / "README.md"


class Entry(NamedTuple):
    """One row of the list."""

    file: str
    version: str
    licence: str
    sha256: str


def read_list() -> list[Entry]:
    """The rows of the table in the folder's README."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in LIST.read_text().splitlines()
        if line.startswith("| `")
    ]
    return [Entry(file, version, licence, sum_) for file, _, version, _, licence, sum_ in rows]


ENTRIES = read_list()


def test_the_folder_holds_what_is_listed_and_nothing_else() -> None:
    held = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert held - {LIST.name} == {entry.file for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
def test_a_file_is_unmodified(entry: Entry) -> None:
    assert hashlib.sha256((VENDOR / entry.file).read_bytes()).hexdigest() == entry.sha256


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
def test_a_file_has_its_licence_beside_it(entry: Entry) -> None:
    licences = [path.name.removesuffix("-license.txt") for path in VENDOR.glob("*-license.txt")]
    assert any(entry.file.startswith(maker) for maker in licences)


def test_plotly_is_of_the_version_that_the_python_package_expects() -> None:
    bundled = (files("plotly") / "package_data" / "plotly.min.js").read_text()
    expected = re.search(r"plotly\.js v([\d.]+)", bundled)
    vendored = re.search(
        r"plotly\.js \(basic - minified\) v([\d.]+)",
        (VENDOR / "plotly-basic.min.js").read_text(),
    )
    assert expected
    assert vendored
    assert vendored[1] == expected[1]
