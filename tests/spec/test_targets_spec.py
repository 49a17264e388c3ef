"""Which target stands, and how a total for the year is judged."""

from __future__ import annotations

import pytest

from dashboard.periods import Month
from tests.spec.example import REF, column, indicator, measured, targets
from tests.spec.table import Row, table


@table("targets.md", "Which target stands")
def test_which_target_stands(row: Row) -> None:
    month = Month.parse(row["month"])
    entry = indicator(targets=targets(row["targets"]))
    rag = measured(entry, column(month, "100, 100")).rag(REF, month)
    assert rag.basis == row["basis"]
    assert rag.reference == (None if row["target"] == "none" else float(row["target"]))
    assert str(rag.year or "") == row["year"]
    assert str(rag.to_be_confirmed_since or "") == row["TBC since"]


@table("targets.md", "A total for the year")
def test_year_to_date(row: Row) -> None:
    month = Month.parse(row["month"])
    entry = indicator(targets=targets(row["target"]))
    rag = measured(entry, column(month, row["figures up to it"])).rag(REF, month)
    assert rag.colour == row["status"]
    if not row["held"]:
        assert rag.year_to_date is None
        return
    held, elapsed = (int(number) for number in row["held"].split("/"))
    assert rag.year_to_date is not None
    assert (rag.year_to_date.held, rag.year_to_date.elapsed) == (held, elapsed)
    assert rag.year_to_date.expected == pytest.approx(float(row["expected"]), rel=1e-5)
    if rag.colour == "cannot judge":
        assert rag.judged is None
    else:
        assert rag.judged == rag.year_to_date.total
        assert rag.limit == pytest.approx(0.95 * rag.year_to_date.expected)


def test_a_total_that_should_be_low_may_not_be_passed() -> None:
    entry = indicator(polarity="less is better", targets=targets("2020-21: 48 in total"))
    june = Month(2020, 6)
    for figures, colour in (("4, 4, 4", "green"), ("4, 4, 4.6", "amber"), ("4, 4, 5", "red")):
        assert measured(entry, column(june, figures)).rag(REF, june).colour == colour


@table("targets.md", "A total of quarterly returns")
def test_year_to_date_of_returns(row: Row) -> None:
    month = Month.parse(row["month"])
    entry = indicator(frequency="quarterly", targets=targets("2020-21: 48 in total"))
    rag = measured(entry, column(month, row["figures up to it"])).rag(REF, month)
    assert rag.colour == row["status"]
    assert rag.year_to_date is not None
    assert f"{rag.year_to_date.held}/{rag.year_to_date.elapsed}" == row["held"]
