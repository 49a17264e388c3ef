"""What one cell says: a figure, a symbol, a change, a paragraph."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from dashboard.catalogue import Kind
from dashboard.intake.cells import (
    Scale,
    parse_change,
    parse_observation,
    parse_published,
    read_commentary,
    split_mark,
)
from dashboard.intake.grid import Cell
from tests.spec.table import Row, table


def read(text: str, kind: str, fractions: bool = True) -> str:
    """The status, and the value if there is one, in words."""
    status, value = parse_observation(Cell(1, 1, text, text), Scale(Kind(kind), fractions))
    return status.value if value is None else f"{value:f}"


def shown(value: Decimal | None) -> str:
    return "none" if value is None else f"{value:f}"


@table("cells.md", "A month cell in the published layout")
def test_cell_in_the_published_layout(row: Row) -> None:
    assert read(row["cell"], row["kind"]) == row["means"]


@table("cells.md", "A value in the long layout")
def test_cell_in_the_long_layout(row: Row) -> None:
    assert read(row["cell"], row["kind"], fractions=False) == row["means"]


@table("cells.md", "A month cell that is refused")
def test_refused_cell(row: Row) -> None:
    with pytest.raises(ValueError, match=re.escape(row["complaint"]) + r".*\.$"):
        read(row["cell"], row["kind"])


@table("cells.md", "A footnote mark")
def test_footnote_mark(row: Row) -> None:
    figure, note = split_mark(Cell(1, 1, row["cell"], row["cell"]))
    assert note == row["note"]
    assert read(figure.text, row["kind"]) == row["means"]


@table("cells.md", "The printed change")
def test_printed_change(row: Row) -> None:
    value, arrow = parse_change(row["printed"])
    assert shown(value) == row["value"]
    assert ("none" if arrow is None else arrow.value) == row["arrow"]


@table("cells.md", "Averages, comparators and targets")
def test_published_figure(row: Row) -> None:
    cell = Cell(1, 1, row["printed"], row["printed"])
    assert shown(parse_published(cell, Scale(Kind(row["kind"]), True))) == row["value"]


@table("cells.md", "Commentary")
def test_commentary(row: Row) -> None:
    cell = Cell(1, 1, row["cell"], row["cell"], is_literal=row["marked as text"] == "yes")
    assert read_commentary(cell) == row["paragraph"]
