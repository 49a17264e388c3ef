"""A zero that may be a gap is queried, never coloured."""

from __future__ import annotations

from dashboard.periods import Month
from dashboard.records import Arrow, Judgement
from tests.spec.example import (
    REF,
    catalogue,
    column,
    comparators,
    indicator,
    measured,
    printed,
    targets,
)
from tests.spec.table import Row, table

FEBRUARY = Month(2021, 2)


@table("doubtful_zero.md", "When a zero is queried")
def test_query(row: Row) -> None:
    changes = printed({FEBRUARY: row["printed"]}) if row["printed"] else {}
    observations = column(FEBRUARY, row["figures up to February"])
    measures = measured(indicator(polarity=row["polarity"]), observations, changes)
    assert measures.rag(REF, FEBRUARY).colour == row["status"]


def test_it_comes_before_target_and_comparator_and_keeps_the_rest() -> None:
    entry = indicator(
        kind="rate",
        polarity="less is better",
        comparators=comparators("417", "327"),
        targets=targets("2020-21: 300"),
    )
    measures = measured(entry, column(FEBRUARY, "tbc, tbc, 0, 0"))
    rag = measures.rag(REF, FEBRUARY)
    assert (rag.colour, rag.basis, rag.reference) == ("query", "none", None)
    assert measures.figure(REF, FEBRUARY) == 0
    change = measures.month_on_month(REF, FEBRUARY)
    assert (change.arrow, change.judgement) == (Arrow.SIMILAR, Judgement.SIMILAR)


def test_a_later_value_does_not_change_what_was_said_then() -> None:
    measures = measured(catalogue(indicator()), column(FEBRUARY, "tbc, 0, 0, 5"))
    assert measures.rag(REF, FEBRUARY.shift(-1)).colour == "query"
    assert measures.rag(REF, FEBRUARY).colour == "green"
