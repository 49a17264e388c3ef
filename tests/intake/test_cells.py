"""Cells of every kind, read and checked a second way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from dashboard.catalogue import Kind
from dashboard.intake.cells import Scale, parse_observation, quote, tidy
from dashboard.intake.grid import Cell
from dashboard.intake.printing import print_number
from dashboard.records import Status


def cell(content: str | Decimal, text: str | None = None) -> Cell:
    return Cell(1, 1, content, str(content) if text is None else text)


def read(content: str | Decimal, kind: Kind = Kind.COUNT) -> str:
    status, value = parse_observation(cell(content), Scale(kind, fractions=True))
    return status.value if value is None else f"{value:f}"


def test_number_in_a_workbook_needs_no_sign_of_its_format() -> None:
    assert read(Decimal("0.84"), Kind.PERCENTAGE) == "84"
    assert read(Decimal("84"), Kind.COUNT) == "84"


def test_workbook_cell_printed_as_percentage_is_one_in_the_long_layout_too() -> None:
    printed = cell(Decimal("0.84"), "84%")
    scale = Scale(Kind.PERCENTAGE, fractions=False)
    assert parse_observation(printed, scale) == (Status.VALUE, Decimal(84))


def test_value_has_twelve_significant_digits() -> None:
    third = Decimal(1) / Decimal(3)
    assert read(third, Kind.PERCENTAGE) == "33.3333333333"
    assert read(Decimal("262.999999999999943"), Kind.COUNT) == "263"


@given(st.integers(0, 999_999_999_999), st.booleans())
def test_printed_count_is_read_back(number: int, thousands: bool) -> None:
    text = print_number(Decimal(number), "#,##0" if thousands else "0")
    assert Fraction(read(text)) == number


@given(st.integers(0, 1000), st.sampled_from(["0.0%", "0.00%"]))
def test_printed_percentage_is_read_back(per_mille: int, number_format: str) -> None:
    fraction = Decimal(per_mille) / 1000
    text = print_number(fraction, number_format)
    assert Fraction(read(text, Kind.PERCENTAGE)) == Fraction(per_mille, 10)
    assert Fraction(read(fraction, Kind.PERCENTAGE)) == Fraction(per_mille, 10)


@given(st.decimals(0, 99_999_999, allow_nan=False, places=4))
def test_any_rate_is_read_back(number: Decimal) -> None:
    assert Fraction(read(f"{number:,f}", Kind.RATE)) == Fraction(number)


@given(st.text(max_size=80), st.sampled_from(list(Kind)), st.booleans())
def test_any_text_is_a_figure_a_symbol_or_a_sentence(
    text: str, kind: Kind, fractions: bool
) -> None:
    assume(tidy(text))
    complaint, status, value = "", Status.MISSING, None
    try:
        status, value = parse_observation(cell(text), Scale(kind, fractions))
    except ValueError as refused:
        complaint = str(refused)
    assert complaint.startswith(quote(text)) if complaint else status is not Status.MISSING
    assert (value is not None) == (status is Status.VALUE)
