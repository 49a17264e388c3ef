"""Numbers are kept to the last digit, moments to the microsecond."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from dashboard.store import Store
from dashboard.store.columns import digits
from tests.store.samples import FEBRUARY, entry, new_load, observed

finite = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30
)
moments = st.datetimes(
    min_value=dt.datetime(1990, 1, 1),
    max_value=dt.datetime(2100, 1, 1),
    timezones=st.integers(-12 * 60, 14 * 60).map(
        lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))
    ),
)
# One store serves all examples of a test: each example is a load of its own.
shared = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
numbers = count()


@shared
@given(st.lists(st.tuples(finite, finite, finite), min_size=1, max_size=20))
def test_stored_numbers_come_back_equal(
    store: Store, rows: list[tuple[Decimal, Decimal, Decimal]]
) -> None:
    stem = f"example {next(numbers)}"
    observations = [
        replace(
            observed(f"{stem}, {n}", FEBRUARY, None),
            value=value,
            numerator=numerator,
            denominator=denominator,
        )
        for n, (value, numerator, denominator) in enumerate(rows)
    ]
    store.save_load(new_load(stem, observations), entry())
    held = {o.ref: (o.value, o.numerator, o.denominator) for o in store.observations()}
    assert [held[o.ref] for o in observations] == rows


@given(finite, finite)
def test_numbers_have_one_text_exactly_when_they_are_equal(
    one: Decimal, other: Decimal
) -> None:
    assert (digits(one) == digits(other)) == (Fraction(one) == Fraction(other))
    assert Fraction(digits(one)) == Fraction(one)


@given(finite, st.integers(0, 6))
def test_trailing_zeros_and_precision_change_no_text(number: Decimal, zeros: int) -> None:
    with localcontext(prec=2):
        short = digits(number)
    sign, figures, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    longer = Decimal((sign, (*figures, *([0] * zeros)), exponent - zeros))
    assert digits(longer) == short


@pytest.mark.parametrize(
    ("number", "text"),
    [("1E+3", "1000"), ("100", "100"), ("0.50", "0.5"), ("-0.0", "0"), ("1E-7", "0.0000001")],
)
def test_text_of_a_number_is_plain(number: str, text: str) -> None:
    assert digits(Decimal(number)) == text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="not a number that can be stored"):
        digits(Decimal(number))


@shared
@given(moments)
def test_moments_come_back_equal_and_in_utc(store: Store, moment: dt.datetime) -> None:
    load = store.save_load(new_load(f"example {next(numbers)}"), entry(moment))
    held = store.find_load(load.checksum)
    assert held is not None
    assert held.loaded_at == moment
    assert held.loaded_at.utcoffset() == dt.timedelta(0)


def test_moment_without_a_time_zone_is_refused_and_nothing_kept(store: Store) -> None:
    naive = dt.datetime(2021, 3, 10, 9, 30)
    with pytest.raises(StatementError, match="has no time zone"):
        store.save_load(new_load("first"), entry(naive))
    assert store.is_empty()


@shared
@given(st.binary(max_size=2000))
def test_file_comes_back_byte_for_byte(store: Store, content: bytes) -> None:
    new = replace(new_load(f"example {next(numbers)}"), content=content)
    assert store.content(store.save_load(new, entry()).id) == content
