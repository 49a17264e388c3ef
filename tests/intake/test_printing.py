"""Printing never loses a number and never fails on a format."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.printing import plain, print_number


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
)
def test_plain_number_is_the_same_number(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert "E" not in text


@pytest.mark.parametrize("number_format", ["0." + "0" * 500, "", ";", "%%%", "0%0", "@", "?/?"])
def test_any_format_prints_something(number_format: str) -> None:
    assert print_number(Decimal("1e300"), number_format)
