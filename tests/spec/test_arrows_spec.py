"""When a change is up, down or similar."""

from __future__ import annotations

import pytest

from dashboard.records import NoChange
from tests.spec.example import REF, compared, indicator
from tests.spec.table import Row, table


@table("arrows.md", "A count")
def test_arrow_of_a_count(row: Row) -> None:
    measures, month = compared(indicator(), row["before"], row["after"])
    change = measures.month_on_month(REF, month)
    assert change.arrow == row["arrow"]
    if row["change"] == "none":
        assert change.relative is None
    elif row["change"]:
        assert change.relative == pytest.approx(float(row["change"]), abs=1e-12)


@table("arrows.md", "A percentage")
def test_arrow_of_a_percentage(row: Row) -> None:
    measures, month = compared(indicator(kind="percentage"), row["before"], row["after"])
    assert measures.month_on_month(REF, month).arrow == row["arrow"]


@table("arrows.md", "An indicator with a threshold of its own")
def test_threshold_of_its_own(row: Row) -> None:
    name, amount = row["rule"].split(": ")
    entry = indicator(kind="percentage", arrow={name: amount})
    measures, month = compared(entry, row["before"], row["after"])
    assert measures.month_on_month(REF, month).arrow == row["arrow"]


@table("arrows.md", "No arrow without both values")
def test_no_arrow_without_both_values(row: Row) -> None:
    measures, month = compared(indicator(), row["before"], row["after"])
    change = measures.month_on_month(REF, month)
    assert change.arrow is None
    assert change.reason == row["reason"]
    assert change.judgement == "no value"


def test_a_month_of_which_nothing_is_held_is_not_held() -> None:
    measures, month = compared(indicator(), "", "10")
    assert measures.month_on_month(REF, month).reason is NoChange.NOT_HELD
