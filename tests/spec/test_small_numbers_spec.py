"""When a change is marked as one of small numbers."""

from __future__ import annotations

import pytest

from tests.spec.example import REF, catalogue, compared, indicator, measured, observed
from tests.spec.table import Row, table


@table("small_numbers.md", "Where a change is small")
def test_small_numbers(row: Row) -> None:
    measures, month = compared(indicator(kind=row["kind"]), row["before"], row["after"])
    change = measures.month_on_month(REF, month)
    assert change.small is (row["small"] == "yes")
    counts = (change.counts_before, change.counts_after)
    words = ", ".join("none" if c is None else f"{c:.0f}" for c in counts)
    assert words == (row["counts"] or "none, none")
    assert change.arrow is not None, "a small number keeps its arrow"
    assert change.judgement != "no value", "and its judgement"


def test_the_numerator_is_found_through_the_catalogue() -> None:
    share = indicator(
        "S",
        kind="percentage",
        made_of={"numerator": "N", "denominator": "D", "multiplier": 100},
    )
    whole = catalogue(indicator("N"), indicator("D"), share)
    _, month = compared(indicator(), "1", "1")
    figures = {"N": ("30", "9"), "D": ("300", "100"), "S": ("10", "9")}
    observations = [
        o
        for ref, (before, after) in figures.items()
        for o in (*observed(ref, month.shift(-1), before), *observed(ref, month, after))
    ]
    change = measured(whole, observations).month_on_month("S", month)
    assert change.small
    assert (change.counts_before, change.counts_after) == (30, 9)
    assert change.relative == pytest.approx(-0.1)
    assert change.arrow == "down"
