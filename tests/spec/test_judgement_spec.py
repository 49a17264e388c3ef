"""The judgement puts the arrow and the polarity together."""

from __future__ import annotations

from tests.spec.example import REF, compared, indicator
from tests.spec.table import Row, table


@table("judgement.md", "Arrow and polarity")
def test_judgement(row: Row) -> None:
    measures, month = compared(indicator(polarity=row["polarity"]), row["before"], row["after"])
    assert measures.month_on_month(REF, month).judgement == row["judgement"]
