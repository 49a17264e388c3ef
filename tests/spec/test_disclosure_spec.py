"""What is hidden from the public, in tables an officer can read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from dashboard.catalogue import Catalogue
from dashboard.disclosure import hide
from dashboard.periods import Month
from dashboard.records import Observation, Status
from tests.spec.example import catalogue, indicator
from tests.spec.table import Row, table

MONTH = Month(2021, 2)
PARTS = ("P1", "P2", "P3")


def counts(*refs: str) -> list[Any]:
    return [indicator(ref, counts_children=True) for ref in refs]


def bound_by(indicators: list[Any], *identities: dict[str, Any]) -> Catalogue:
    """A catalogue of these indicators and identities."""
    dumped = catalogue(*indicators).model_dump(mode="json", exclude_unset=True)
    return Catalogue.model_validate(dumped | {"identities": identities})


def percentage(**parts: str) -> Any:
    made = {"multiplier": 100, **parts}
    return indicator("R", kind="percentage", made_of=made, counts_children=True)


def check(bound: Catalogue, cells: Mapping[tuple[str, Month], str]) -> None:
    """Hold what is hidden of written cells against their marks."""
    held = {cell: text.removesuffix("[c]").strip() for cell, text in cells.items()}
    observations = [
        Observation(ref, month, Status.MISSING)
        if text == "missing"
        else Observation(ref, month, Status.VALUE, Decimal(text))
        for (ref, month), text in held.items()
    ]
    expected = {cell for cell, text in cells.items() if text.endswith("[c]")}
    hidden = hide(bound, observations)
    assert set(hidden.cells) == expected
    assert not hidden.exposed


@table("disclosure.md", "Counts")
def test_counts(row: Row) -> None:
    check(bound_by(counts("N")), {("N", MONTH): row["figure"]})


@table("disclosure.md", "Percentages")
def test_percentages(row: Row) -> None:
    made = percentage(numerator="N", denominator="D")
    cells = {"N": row["part"], "D": row["whole"], "R": row["percentage"]}
    check(
        bound_by([*counts("N", "D"), made]),
        {(ref, MONTH): cells[ref] for ref in ("N", "D", "R")},
    )


@table("disclosure.md", "Percentages of which the part is in words")
def test_parts_in_words(row: Row) -> None:
    made = percentage(numerator_words="some of them", denominator="D")
    cells = {("D", MONTH): row["whole"], ("R", MONTH): row["percentage"]}
    check(bound_by([*counts("D"), made]), cells)


@table("disclosure.md", "Parts of a whole")
def test_parts_of_a_whole(row: Row) -> None:
    whole = {"kind": "parts of a whole", "whole": "W", "parts": PARTS}
    written = row["parts"].replace(" [c]", "[c]").split()
    cells = {("W", MONTH): row["whole"]}
    cells |= {(ref, MONTH): text for ref, text in zip(PARTS, written, strict=True)}
    check(bound_by(counts("W", *PARTS), whole), cells)


@table("disclosure.md", "Stock and flow")
def test_stock_and_flow(row: Row) -> None:
    flow = {"kind": "stock and flow", "stock": "S", "starts": "B", "ends": "E"}
    cells = {("S", MONTH.shift(-1)): row["stock before"], ("S", MONTH): row["stock"]}
    cells |= {("B", MONTH): row["starts"], ("E", MONTH): row["ends"]}
    check(bound_by(counts("S", "B", "E"), flow), cells)
