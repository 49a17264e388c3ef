"""DfE's files, read once, and the extract for Southampton made from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.official import Extract, read_extract
from dashboard.official.lait import Lait, read_lait
from dashboard.official.writing import extract_files, named_measures, write_extract
from dashboard.settings import ROOT

Make = Callable[[int], Extract]


@pytest.fixture(scope="session")
def named() -> Catalogue:
    """The catalogue as it stands, with the measures that it names."""
    return load_catalogue(ROOT / "indicators.yaml")


@pytest.fixture(scope="session")
def lait(reference: Path) -> Lait:
    return read_lait(reference / "dfe")


@pytest.fixture(scope="session")
def extract_of(lait: Lait, named: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes the extract of an authority and reads it again."""

    def make(authority: int) -> Extract:
        folder = tmp_path_factory.mktemp(str(authority))
        write_extract(folder, extract_files(lait, authority, named_measures(named)))
        return read_extract(folder)

    return make


@pytest.fixture(scope="session")
def southampton(extract_of: Make) -> Extract:
    return extract_of(852)
