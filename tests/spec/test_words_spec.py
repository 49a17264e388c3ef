"""The forms of words, as the table in words.md has them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.records import Status
from dashboard.views import words
from tests.spec.example import REF, comparators, compared, indicator, targets
from tests.spec.table import Row, table

THRESHOLD = 10


def check_change(row: Row, kind: str) -> None:
    entry = indicator(kind=kind)
    measures, month = compared(entry, row["before"], row["after"])
    change = measures.month_on_month(REF, month)
    cell = ", ".join(filter(None, words.change_cell(entry, change, THRESHOLD)))
    assert cell == row["cell"]
    assert words.change_sentence(entry, change, THRESHOLD) == row["sentence"]


@table("words.md", "Changes of a count")
def test_change_of_a_count(row: Row) -> None:
    check_change(row, "count")


@table("words.md", "Changes of a percentage")
def test_change_of_a_percentage(row: Row) -> None:
    check_change(row, "percentage")


@table("words.md", "Reasons of a status")
def test_reason_of_a_status(row: Row) -> None:
    entry = indicator(
        kind=row["kind"],
        polarity=row["polarity"],
        targets=targets(row["target"]),
        comparators=comparators(neighbours=row["neighbours"]),
    )
    measures, month = compared(entry, row["before"], row["after"])
    rag = measures.rag(REF, month)
    change = measures.month_on_month(REF, month)
    status = measures.observation_status(REF, month)
    assert rag.colour == row["status"]
    assert words.rag_reason(entry, rag, change, month, status) == row["reason"]


def test_every_status_of_an_observation_has_words_and_a_symbol() -> None:
    for status in Status:
        if status is not Status.VALUE:
            assert words.status_words(status)
            assert status.symbol.startswith("[")


@given(
    tenths=st.integers(-100_000, 100_000),
    divisor=st.integers(1, 400),
    places=st.integers(0, 2),
)
@example(tenths=2022, divisor=12, places=1)
@example(tenths=-2022, divisor=12, places=1)
def test_a_result_is_rounded_as_its_exact_fraction_is(
    tenths: int, divisor: int, places: int
) -> None:
    exact = Fraction(tenths, 10 * divisor)
    scaled = abs(exact) * 10**places
    whole = int(scaled) + (scaled - int(scaled) >= Fraction(1, 2))
    shown = words.round_half_up(tenths / 10 / divisor, places)
    assert abs(shown) == Decimal(whole).scaleb(-places)


def test_a_whole_result_has_no_decimals_in_spite_of_binary_fractions() -> None:
    months = (14, 3.5, 14, 3.5, 14, 10.5, 6.9, 3.5, 6.9, 10.4, 20.8, 0)
    assert sum(months) / 12 != 9
    assert words.figure(indicator(kind="rate"), sum(months) / 12) == "9"
