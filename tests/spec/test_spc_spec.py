"""What is usual for an indicator, and which months are not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from dashboard.measures import Variation
from dashboard.periods import Month
from tests.spec.example import REF, column, indicator, measured, targets
from tests.spec.table import Row, table

DECEMBER = Month(2020, 12)


def varied(figures: str, month: Month = DECEMBER, **fields: Any) -> Variation:
    """The record of the month for figures such as "10, 12 (6 times); 13"."""
    entry = indicator(**fields)
    return measured(entry, column(month, ", ".join(each_figure(figures)))).variation(REF, month)


def each_figure(figures: str) -> list[str]:
    """The figures of the months, written out."""
    every: list[str] = []
    for group in figures.split("; "):
        several = re.fullmatch(r"(.+) \((\d+) times\)", group)
        part, times = (several[1], int(several[2])) if several else (group, 1)
        every += part.split(", ") * times
    return every


def baselines(text: str) -> dict[str, Any] | None:
    """Read "from 2020-01; up to 2020-10"; a base of its own stands behind each ";"."""
    if not text:
        return None
    entries = []
    for part in text.split("; "):
        entry = {"reason": "An example."}
        for word, key in (("from", "first"), ("up to", "last")):
            if found := re.search(rf"{word} (\d{{4}}-\d\d)", part):
                entry[key] = found[1]
        entries.append(entry)
    return {"baselines": entries}


def number(cell: str) -> Any:
    return None if cell == "none" else pytest.approx(float(cell), abs=5e-5)


@table("spc.md", "Limits")
def test_limits(row: Row) -> None:
    found = varied(row["figures"])
    assert found.centre == number(row["centre"])
    assert found.lower == number(row["lower"])
    assert found.upper == number(row["upper"])


@table("spc.md", "Signals")
def test_signals(row: Row) -> None:
    found = varied(row["figures"])
    way = {0: "none", 1: "high", -1: "low"}[found.direction]
    signal = str(found.signal or "none")
    assert (signal, way, found.run) == (row["signal"], row["way"], int(row["run"]))


@table("spc.md", "For better or worse")
def test_kind(row: Row) -> None:
    assert varied(row["figures"], polarity=row["polarity"]).kind == row["kind"]


@table("spc.md", "Target")
def test_assurance(row: Row) -> None:
    found = varied(row["figures"], polarity=row["polarity"], targets=targets(row["target"]))
    assert str(found.assurance or "none") == row["assurance"]
    if found.assurance:
        assert found.target
        assert found.target.is_stale is row["target"].startswith("2018")


@table("spc.md", "Few figures and gaps")
def test_few_figures(row: Row) -> None:
    found = varied(row["figures"])
    assert (found.kind, found.is_trial) == (row["kind"], row["trial"] == "yes")
    assert found.base.points == int(row["figures counted"])
    assert (found.reason is None) == (row["kind"] != "no limits")


@table("spc.md", "Baselines")
def test_baselines(row: Row) -> None:
    found = varied(row["figures"], spc=baselines(row["baselines"]))
    assert found.centre == number(row["centre"])
    assert (found.kind, found.base.points) == (row["kind"], int(row["figures counted"]))


@table("spc.md", "Quarterly indicators")
def test_returns(row: Row) -> None:
    found = varied(row["figures"], frequency="quarterly")
    assert found.centre == number(row["centre"])
    assert (found.kind, found.base.points) == (row["kind"], int(row["figures counted"]))
