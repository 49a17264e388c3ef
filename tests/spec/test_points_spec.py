"""Percentages move in percentage points, everything else does not."""

from __future__ import annotations

import pytest

from tests.spec.example import REF, compared, indicator
from tests.spec.table import Row, table


@table("points.md", "Percentage points")
def test_points(row: Row) -> None:
    measures, month = compared(indicator(kind=row["kind"]), row["before"], row["after"])
    change = measures.month_on_month(REF, month)
    for name, found in (("points", change.points), ("relative", change.relative)):
        expected = None if row[name] == "none" else pytest.approx(float(row[name]), rel=2e-3)
        assert found == expected
