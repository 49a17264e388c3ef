"""`python -m dashboard comparators`: the extract it writes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.cli.commands import main
from dashboard.official import read_extract
from dashboard.settings import ROOT


@pytest.mark.usefixtures("url")
def test_it_writes_the_committed_extract_anew(
    reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "extract"
    assert main(["comparators", "--from", str(reference / "dfe"), "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Southampton: ")
    assert "figures of 22 measures" in said
    assert "153 authorities of today and 5 that are no more" in said
    committed = ROOT / "data" / "official"
    assert {path.name for path in out.iterdir()} == {path.name for path in committed.iterdir()}
    for path in out.iterdir():
        assert path.read_bytes() == (committed / path.name).read_bytes(), path.name


@pytest.mark.usefixtures("url")
def test_it_writes_that_of_another_authority(reference: Path, tmp_path: Path) -> None:
    source = str(reference / "dfe")
    asked = ["comparators", "--from", source, "--authority", "207", "--out", str(tmp_path)]
    assert main(asked) == 0
    extract = read_extract(tmp_path)
    assert extract.authority.name == "Kensington and Chelsea"
    assert extract.region.name == "London (Inner)"


@pytest.mark.usefixtures("url")
def test_it_refuses_a_folder_without_dfes_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["comparators", "--from", str(tmp_path), "--out", str(tmp_path)]) == 1
    assert "bds_long_0.parquet: cannot be read" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("url")
def test_it_refuses_an_authority_that_is_no_more(
    reference: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(reference / "dfe")
    asked = ["comparators", "--from", source, "--authority", "909", "--out", str(tmp_path)]
    assert main(asked) == 1
    said = capsys.readouterr().err
    assert said.startswith("--authority 909: Cumbria is no authority of today.")
    assert not list(tmp_path.iterdir())
