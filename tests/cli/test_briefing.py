"""The command that prints the briefing of a month."""

from __future__ import annotations

import pytest

from dashboard import cli


@pytest.fixture
def sample(url: str, capsys: pytest.CaptureFixture[str]) -> str:
    """A store with the published sample."""
    assert cli.main(["migrate"]) == 0
    assert cli.main(["setup-sample"]) == 0
    capsys.readouterr()
    return url


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("audience", ["public", "restricted"])
def test_it_prints_the_month(audience: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["briefing", "--month", "2021-02", "--audience", audience]) == 0
    printed = capsys.readouterr().out
    head = "Briefing for the meeting of 25 March 2021, February 2021 figures\n"
    assert printed.startswith(head)
    assert "1. Assessments that took over 45 days rose to 26%" in printed
    assert "   Ask       The owner, " in printed


@pytest.mark.usefixtures("sample")
def test_a_month_that_is_not_held_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["briefing", "--month", "2019-02"]) == 1
    assert capsys.readouterr().err == (
        "February 2019 is not held. The store holds August 2020 to February 2021.\n"
    )


@pytest.mark.usefixtures("url")
def test_an_empty_store_has_no_briefing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate"]) == 0
    assert cli.main(["briefing"]) == 1
    assert "nothing to brief on" in capsys.readouterr().err
