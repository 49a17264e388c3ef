"""`python -m dashboard export`: the files it writes, and what it refuses."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.cli.commands import main
from dashboard.export.dataset import RESTRICTED, WORKING
from dashboard.intake import read_file
from dashboard.periods import Month
from dashboard.store import Store
from tests.fixtures.app import LOADED_AT, SAMPLE, load_into, publish_month


@pytest.fixture
def published_once(url: str, published: Catalogue) -> None:
    """The sample, published as version 1 and again as version 2."""
    store = Store.open(url)
    store.migrate()
    load_into(store, published, SAMPLE)
    for _ in range(2):
        publish_month(store, published, Month(2021, 2), LOADED_AT)
    store.close()


def export(out: Path, *more: str) -> int:
    return main(["export", "--month", "2021-02", "--out", str(out), *more])


@pytest.mark.usefixtures("published_once")
def test_it_writes_what_the_ending_asks_for(
    tmp_path: Path, published: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.xlsx", "a.csv"):
        assert export(tmp_path / name) == 0
        reading = read_file(name, (tmp_path / name).read_bytes(), published)
        assert not reading.problems
        assert len(reading.observations) == 64 * 7
    said = capsys.readouterr().out
    assert said.startswith("February 2021, edition February 2021, version 2, public:")
    assert "a.csv-metadata.json" in said
    assert '"url": "a.csv"' in (tmp_path / "a.csv-metadata.json").read_text()
    assert export(tmp_path / "deep" / "a.zip") == 0
    assert export(tmp_path / "all") == 0
    with zipfile.ZipFile(tmp_path / "deep" / "a.zip") as archive:
        assert {path.name for path in (tmp_path / "all").iterdir()} == set(archive.namelist())
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "all" / name).read_bytes()


@pytest.mark.usefixtures("published_once")
def test_version_audience_and_working_figures(tmp_path: Path) -> None:
    assert export(tmp_path / "one", "--version", "1", "--audience", "restricted") == 0
    assert export(tmp_path / "now", "--working") == 0
    readmes = ((tmp_path / name / "readme.txt").read_text() for name in ("one", "now"))
    one, now = (" ".join(text.split()) for text in readmes)
    assert "February 2021, version 1" in one
    assert RESTRICTED in one
    assert WORKING in now
    assert RESTRICTED not in now


@pytest.mark.usefixtures("published_once")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--version", "7"], "February 2021, version 7, is not published. Publish it first"),
        (["--month", "2020-12"], "December 2020 is not published."),
        (["--month", "2019-12", "--working"], "No figure of December 2019 is held."),
        (["--out", "a.doc"], "a.doc: no file ending in .doc can be written."),
        (["--out", "/proc/nowhere/a.zip"], "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: list[str], said: str
) -> None:
    assert export(tmp_path / "x.zip", *asked) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "x.zip").exists()
