"""The sound files from which bad ones are made, each with the catalogue it is read by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.demo import FIRST, LAST, demo_files, next_file
from dashboard.demo.council import write_catalogue
from dashboard.intake import Reading, read_file
from dashboard.settings import ROOT
from tests.fixtures.workbooks import (
    SMALL,
    csv_bytes,
    small_catalogue,
    with_shared_strings,
    xlsx_bytes,
)

LONG = (
    ("ref", "period", "value", "numerator", "denominator", "note"),
    ("A1", "2020-11", "1,207", "", "", ""),
    ("A1", "2020-12", "tbc", "", "", "late"),
    ("B2 (%)", "Dec-20", "84", "42", "50", "counted by hand, twice"),
    ("B2 (%)", "Jan-21", "90%", "", "", ""),
    ("Q3", "2020-12", "23", "", "", ""),
)
REFERENCE = "monthly-dataset-feb-2021"


@dataclass(frozen=True)
class Base:
    """A file that is read without a problem."""

    name: str
    content: bytes
    catalogue: Catalogue
    reading: Reading

    @property
    def is_workbook(self) -> bool:
        return self.content.startswith(b"PK")


def base(name: str, content: bytes, catalogue: Catalogue) -> Base:
    reading = read_file(name, content, catalogue)
    assert not reading.problems, reading.problems
    return Base(name, content, catalogue, reading)


def small_bases() -> list[Base]:
    """Both layouts in both formats, a few rows each."""
    known = small_catalogue()
    return [
        base("small.csv", csv_bytes(SMALL), known),
        base("small-semicolons.csv", csv_bytes(SMALL, ";", "utf-8-sig"), known),
        base("small-tabs.csv", csv_bytes(SMALL, "\t", "utf-16"), known),
        base("small.xlsx", xlsx_bytes(SMALL), known),
        base("small-shared.xlsx", with_shared_strings(xlsx_bytes(SMALL)), known),
        base("long.csv", csv_bytes(LONG), known),
        base("long.xlsx", xlsx_bytes(LONG), known),
    ]


def large_bases(reference: Path) -> list[Base]:
    """The published files, and two of the invented council's: whole datasets."""
    own = load_catalogue(ROOT / "indicators.yaml")
    with TemporaryDirectory() as folder:
        invented = _invented_catalogue(Path(folder))
    middle = FIRST.shift(30)
    files = [*demo_files(invented, middle, middle), next_file(invented)]
    return [
        *(
            base(name, (reference / name).read_bytes(), own)
            for name in (f"{REFERENCE}.csv", f"{REFERENCE}.xlsx")
        ),
        *(base(file.name, file.content, invented) for file in files),
    ]


def _invented_catalogue(folder: Path) -> Catalogue:
    written = folder / "exampleshire.yaml"
    text = write_catalogue(ROOT / "indicators.yaml", FIRST, LAST.shift(1))
    written.write_text(text, encoding="utf-8")
    return load_catalogue(written)
