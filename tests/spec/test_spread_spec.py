"""Average, minimum and maximum of the twelve months ending with the one chosen."""

from __future__ import annotations

import pytest

from dashboard.periods import Month
from tests.spec.example import REF, catalogue, column, indicator, measured
from tests.spec.table import Row, table

DECEMBER = Month(2020, 12)


@table("spread.md", "Monthly indicators")
def test_spread(row: Row) -> None:
    observations = column(DECEMBER, row["figures up to December"])
    spread = measured(indicator(kind=row["kind"]), observations).spread(REF, DECEMBER)
    for name, found in (
        ("average", spread.average),
        ("minimum", spread.minimum),
        ("maximum", spread.maximum),
    ):
        assert found == pytest.approx(float(row[name]), rel=1e-5), name
    assert (spread.held, spread.due) == (int(row["held"]), 12)


@table("spread.md", "Quarterly indicators")
def test_spread_of_returns(row: Row) -> None:
    observations = column(DECEMBER, row["figures up to December"])
    spread = measured(indicator(frequency="quarterly"), observations).spread(REF, DECEMBER)
    assert spread.average == float(row["average"])
    assert (spread.held, spread.due) == (int(row["held"]), 4)


def test_no_spread_where_nothing_is_held() -> None:
    whole = catalogue(indicator(), indicator("B"))
    spread = measured(whole, column(DECEMBER, "1", ref="B")).spread(REF, DECEMBER)
    assert (spread.average, spread.minimum, spread.maximum) == (None, None, None)
    assert (spread.held, spread.due) == (0, 12)
