"""The command that makes the pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import cli
from tests.fixtures.pdf import page_texts, squeeze

PACK = ["pack", "--month", "2021-02", "--theme", "care-leavers"]


@pytest.fixture
def sample(url: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The sample, published."""
    assert cli.main(["setup-sample"]) == 0
    capsys.readouterr()
    return url


@pytest.mark.usefixtures("sample")
def test_it_writes_the_latest_version_of_the_month(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pack.pdf"
    command = [*PACK, "--audience", "public", "--out", str(out)]
    assert cli.main(command) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{out}: February 2021, version 1, ")
    assert printed.err == ""
    assert squeeze("Edition February 2021, version 1") in squeeze(
        page_texts(out.read_bytes())[0]
    )
    assert cli.main([*command, "--version", "1", "--sections", "dataset", "method"]) == 0
    assert squeeze("Glossary") not in squeeze("".join(page_texts(out.read_bytes())))


@pytest.mark.usefixtures("sample")
def test_it_says_so_where_no_edition_exists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "pack.pdf"
    command = ["pack", "--month", "2021-01", "--theme", "care-leavers", "--out", str(out)]
    assert cli.main(command) == 0
    printed = capsys.readouterr()
    assert "No edition of January 2021 is published" in printed.err
    assert ": a draft, " in printed.out
    pages = page_texts(out.read_bytes())
    assert all(squeeze("Draft, not published") in squeeze(page) for page in pages)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--version", "7"], "There is no version 7 of February 2021."),
        (["--theme", "nowhere"], '"nowhere" is not a theme of the catalogue.'),
        (["--out", "/nowhere/pack.pdf"], "/nowhere/pack.pdf: cannot be written"),
    ],
)
def test_what_cannot_be_made_is_refused(
    more: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert cli.main([*PACK, "--out", str(tmp_path / "x.pdf"), *more]) == 1
    assert capsys.readouterr().err.startswith(said)
    assert not list(tmp_path.glob("*.pdf"))


def test_a_month_that_is_not_held_is_refused(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert url
    assert cli.main(["pack", "--month", "2021-02"]) == 1
    assert "No figure of February 2021 is held." in capsys.readouterr().err
