"""The command line, from a file to the store."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.records import Status
from dashboard.settings import ROOT
from dashboard.store import Store
from tests.fixtures.workbooks import csv_bytes

TABLE = (
    ("Ref.", "Indicator", "Jan-21", "Feb-21", "Commentary (Feb-21)"),
    ("M1", "Contacts", "1,464", "1297", "Fewer people called."),
    ("M3", "Share", "19%", "tbc", ""),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "returns.csv"
    path.write_bytes(csv_bytes(TABLE))
    return path


class Terminal(io.StringIO):
    """Somebody who types one answer."""

    def isatty(self) -> bool:
        return True


def held(url: str) -> dict[tuple[str, str], str]:
    return {
        (o.ref, str(o.month)): o.status.value if o.value is None else f"{o.value:f}"
        for o in Store.open(url).observations()
    }


EXPECTED = {
    ("M1", "2021-01"): "1464",
    ("M1", "2021-02"): "1297",
    ("M3", "2021-01"): "19",
    ("M3", "2021-02"): Status.NOT_AVAILABLE.value,
}


def test_load_with_yes(url: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["load", str(file), "--yes", "--by", "Asha"]) == 0
    printed = capsys.readouterr().out
    assert "New                        4" in printed
    assert "4 new, 0 revised, 0 unchanged" in printed
    assert held(url) == EXPECTED
    assert [load.loaded_by for load in Store.open(url).loads()] == ["Asha"]
    assert cli.main(["load", str(file), "--yes"]) == 0
    assert "Unchanged" in capsys.readouterr().out
    assert len(Store.open(url).loads()) == 1


def test_load_tells_its_progress_only_where_it_is_wanted(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ("M1", f"{year}-{month:02}", "12")
        for year in range(1950, 2000)
        for month in range(1, 13)
    ]
    file.write_bytes(csv_bytes([("ref", "period", "value"), *rows]))
    assert cli.main(["load", str(file), "--yes"]) == 0
    assert capsys.readouterr().err == ""
    file.write_bytes(csv_bytes([("ref", "period", "value"), *rows[1:]]))
    assert cli.main(["load", str(file), "--yes", "--progress"]) == 0
    assert capsys.readouterr().err == ("\rReading: 500 of 600 rows\rReading: 600 of 600 rows\n")
    assert len(held(url)) == 600


def test_load_without_terminal_stores_nothing(
    url: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["load", str(file)]) == 1
    assert "Give --yes to store it." in capsys.readouterr().err
    assert held(url) == {}


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("Yes\n", 0), ("n\n", 1), ("\n", 1)])
def test_load_asks(
    url: str, file: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    assert cli.main(["load", str(file)]) == code
    assert held(url) == ({} if code else EXPECTED)


def test_load_with_a_problem(url: str, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(csv_bytes([*TABLE, ("M2", "Referrals", "n/k", "244", "")]))
    assert cli.main(["load", str(file), "--yes"]) == 1
    printed = capsys.readouterr()
    assert 'returns.csv, row 4, column Jan-21: "n/k" is not a number.' in printed.out
    assert "nothing was stored" in printed.err
    assert held(url) == {}


@pytest.mark.usefixtures("url")
def test_load_of_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["load", str(tmp_path / "none.csv"), "--yes"]) == 1
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.usefixtures("url")
def test_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check"]) == 0
    assert "indicators.yaml: no problems." in capsys.readouterr().out
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("council: none\n", encoding="utf-8")
    assert cli.main(["check", str(wrong)]) == 1
    assert "wrong.yaml" in capsys.readouterr().err


def test_sample_goes_only_into_an_empty_store(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["migrate"]) == 0
    assert cli.main(["setup-sample"]) == 0
    assert len(held(url)) == 64 * 7
    capsys.readouterr()
    assert cli.main(["setup-sample"]) == 0
    assert "holds data" in capsys.readouterr().out
    assert len(Store.open(url).loads()) == 1


@pytest.mark.usefixtures("url")
def test_wrong_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "many")
    assert cli.main(["migrate"]) == 1
    assert 'PORT: "many" is not a port.' in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["load"], ["fly"]])
def test_wrong_usage_ends_with_code_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m dashboard" in capsys.readouterr().err


def test_the_code_is_that_of_the_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "fly"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "usage: python -m dashboard" in done.stderr


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    reads, writes = os.pipe()
    os.close(reads)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dashboard", "check"],
            cwd=ROOT,
            stdout=writes,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writes)
    assert (done.returncode, done.stderr) == (1, b"")
