"""The RAG status and what it rests on."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.records import Basis, Colour, Rag
from tests.spec.example import REF, comparators, compared, indicator, targets
from tests.spec.table import Row, table


def judged(row: Row, **more: Any) -> Rag:
    """The status of an indicator described by a row; what it leaves out is usual."""
    entry = indicator(
        kind=row.get("kind", "count"),
        polarity=row.get("polarity", "more is better"),
        targets=targets(row.get("target", "")),
        comparators=comparators(row.get("neighbours", ""), row.get("England", "")),
        **more,
    )
    measures, month = compared(entry, row.get("before", ""), row["now"])
    return measures.rag(REF, month)


@table("rag.md", "The ladder")
def test_ladder(row: Row) -> None:
    rag = judged(row)
    assert (rag.colour, rag.basis) == (row["status"], row["basis"])


@table("rag.md", "Direction")
def test_direction(row: Row) -> None:
    rag = judged(row)
    assert rag.colour == row["status"]
    assert rag.reference is None


@table("rag.md", "Target and tolerance")
def test_target_and_tolerance(row: Row) -> None:
    rag = judged(row)
    assert rag.colour == row["status"]
    limit = None if row["limit"] == "none" else pytest.approx(float(row["limit"]))
    assert rag.limit == limit


@table("rag.md", "Comparators")
def test_comparator(row: Row) -> None:
    assert judged(row).colour == row["status"]


@table("rag.md", "Whose tolerance")
def test_whose_tolerance(row: Row) -> None:
    def rule(cell: str) -> dict[str, str]:
        return dict([cell.split(": ")]) if cell else {}

    entry = indicator(
        kind="percentage",
        targets=targets("2020-21: 94", **rule(row["of the target"])),
        rag=rule(row["of the indicator"]),
    )
    measures, month = compared(entry, "", row["now"])
    assert measures.rag(REF, month).colour == row["status"]


@table("rag.md", "A ladder of its own")
def test_ladder_of_its_own(row: Row) -> None:
    described = row | {"kind": "percentage", "target": "2020-21: 90", "neighbours": "60"}
    rag = judged(described, rag={"ladder": row["ladder"].split(", ")})
    assert (rag.colour, rag.basis) == (row["status"], row["basis"])


def test_a_ladder_that_holds_nothing_cannot_judge() -> None:
    rag = judged({"before": "70", "now": "80"}, rag={"ladder": ["target"]})
    assert (rag.colour, rag.basis) == (Colour.CANNOT_JUDGE, Basis.NONE)


def test_everything_needed_to_say_it_in_words() -> None:
    rag = judged({"kind": "percentage", "now": "84", "target": "2019-20: 94"})
    assert rag.judged == 84
    assert rag.reference == 94
    assert str(rag.year) == "2019-20"
    assert (rag.tolerance, rag.tolerance_is_points) == (5, True)
    rag = judged({"kind": "rate", "now": "100", "neighbours": "89"})
    assert (rag.judged, rag.reference, rag.year) == (100, 89, None)
    assert (rag.tolerance, rag.tolerance_is_points) == (5, False)
