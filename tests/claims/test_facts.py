"""Facts from what the catalogue, the store and the published file hold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.claims import Verdict, facts_of, read_claims
from dashboard.claims.facts import Goal
from dashboard.periods import FinancialYear, Month
from dashboard.records import PublishedFigure
from tests.spec.example import column, comparators, indicator, targets

MONTH = Month(2021, 2)


def printed(**values: str) -> dict[str, PublishedFigure]:
    return {
        name: PublishedFigure("A", MONTH, name, text, Decimal(text), None)
        for name, text in values.items()
    }


def test_parts_come_with_the_figure_or_from_the_refs_it_is_made_of() -> None:
    made_of = {"numerator": "B", "denominator": "C", "multiplier": 100}
    share = indicator(kind="percentage", made_of=made_of)
    held = [
        *column(MONTH, "84, 74"),
        *column(MONTH, "255, 226", "B"),
        *column(MONTH, "305, 304", "C"),
    ]
    facts = facts_of(share, MONTH, held, {})
    assert facts.figure(MONTH) == pytest.approx(100 * 226 / 304)
    assert facts.values[MONTH] == 74
    own = facts_of(share, MONTH, column(MONTH, "9 of 50"), {})
    assert own.figure(MONTH) == pytest.approx(18)


def test_later_months_and_symbols_are_no_facts() -> None:
    facts = facts_of(indicator(), MONTH, column(MONTH.shift(1), "tbc, 5, 6"), {})
    assert facts.values == {MONTH: 5.0}


def test_the_target_in_force_is_the_latest_that_was_set() -> None:
    entry = indicator(targets=targets("2018-19: 90, 2019-20: 80, 2020-21: TBC, 2021-22: 70"))
    assert facts_of(entry, MONTH, [], {}).goal == Goal(80.0, FinancialYear(2019))
    total = indicator(targets=targets("2020-21: 12 in total"))
    assert facts_of(total, MONTH, column(MONTH, "1"), {}).goal == Goal(
        12, FinancialYear(2020), True
    )


def test_comparators_and_published_figures() -> None:
    entry = indicator(kind="rate", comparators=comparators("20", "30"))
    facts = facts_of(
        entry, MONTH, column(MONTH, "25"), printed(average="24", maximum="31", change="-5")
    )
    assert (facts.neighbours, facts.england, facts.region) == (20, 30, None)
    assert (facts.average, facts.maximum, facts.change) == (24, 31, -5)


def test_the_average_is_computed_where_twelve_months_are_held() -> None:
    figures = "5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 18"
    facts = facts_of(indicator(), MONTH, column(MONTH, figures), printed(average="99"))
    assert facts.yearly_average() == 7
    part = facts_of(indicator(), MONTH, column(MONTH, "1, 2"), printed(average="99"))
    assert part.yearly_average() == 99


def test_the_average_of_a_percentage_is_that_of_its_parts() -> None:
    figures = ", ".join(["1 of 2"] * 11 + ["98 of 98"])
    facts = facts_of(indicator(kind="percentage"), MONTH, column(MONTH, figures), {})
    assert facts.yearly_average() == pytest.approx(100 * 109 / 120)


def test_a_quarter_is_held_against_the_quarter_before() -> None:
    march = Month(2021, 3)
    entry = indicator(frequency="quarterly", name="Number of families", unit="families")
    facts = facts_of(entry, march, column(march, "40, none, none, 50"), {})
    (claim,) = read_claims("Families rose by 25%.", facts)
    assert claim.verdict is Verdict.AGREES
    assert "December 2020" in claim.sentence


def test_either_rounding_of_a_figure_agrees() -> None:
    """83.6% to 74.3%, printed as 84% and 74%: ten points of the printed, nine of the true."""
    entry = indicator(kind="percentage", name="Percentage of plans", unit="plans")
    facts = facts_of(entry, MONTH, column(MONTH, "255 of 305, 226 of 304"), {})
    for points in (9, 10):
        (claim,) = read_claims(f"Plans fell by {points} percentage points.", facts)
        assert claim.verdict is Verdict.AGREES
    (claim,) = read_claims("Plans fell by 11 percentage points.", facts)
    assert claim.verdict is Verdict.DISAGREES
