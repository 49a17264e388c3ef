"""How a workbook's numbers and dates are printed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from dashboard.intake.printing import print_date, print_number
from tests.spec.table import Row, table


@table("printing.md", "Numbers")
def test_printed_number(row: Row) -> None:
    assert print_number(Decimal(row["number"]), row["format"]) == row["printed"]


@table("printing.md", "Dates")
def test_printed_date(row: Row) -> None:
    assert print_date(dt.date(2020, 8, 1), row["format"]) == row["printed"]
