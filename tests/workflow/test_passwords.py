"""What may be a password, and that it is not kept as it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.workflow.passwords import COMMON, find_fault, hash_password, is_password

EMAIL, NAME = "asha.rahman@council.example", "Asha Ann Rahman"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("elevenchars", "too short. Give at least 12 characters."),
        ("twelve chars", None),
        ("", "too short"),
        ("ü" * 3 + "ber den Fluss", None),
        ("x1" * 101, "too long. Give at most 200 characters."),
        (EMAIL, "your name or e-mail address"),
        (EMAIL.upper(), "your name or e-mail address"),
        ("asha ann rahman", "your name or e-mail address"),
        ("AshaAnnRahman", "your name or e-mail address"),
        ("asha.rahman and more", None),
        ("Password1234", "many people use"),
        ("pass word 1234", "many people use"),
        ("aaaaaaaaaaaa", "many people use"),
        ("abcabcabcabcab", "many people use"),
        ("20212021202120", "many people use"),
        ("abcdeabcdeabcde", None),
        ("heron kettle march", None),
    ],
)
def test_what_may_be_a_password(password: str, fault: str | None) -> None:
    found = find_fault(password, EMAIL, NAME)
    assert (found is None) if fault is None else (found is not None and fault in found)


def test_the_part_before_the_at_sign_is_not_one_either() -> None:
    assert find_fault("margaret-thompson", "Margaret-Thompson@council.example", "M. T.")


def test_every_common_password_is_refused_for_being_common() -> None:
    for password in COMMON:
        fault = find_fault(password.upper(), EMAIL, NAME)
        assert fault is not None
        assert "many people use" in fault, f"{password} need not stand in the list"


@given(st.text(min_size=0, max_size=210))
def test_no_fault_repeats_the_password(password: str) -> None:
    fault = find_fault(password, EMAIL, NAME)
    if fault and len(password) > 11:
        assert password not in fault


def test_a_hash_is_slow_salted_and_of_this_password_only() -> None:
    hashed = hash_password("heron kettle march")
    found = re.fullmatch(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$.+", hashed)
    assert found
    memory, passes = int(found[1]), int(found[2])
    assert memory >= 19 * 1024, "KiB"
    assert memory * passes >= 38 * 1024, "KiB gone through"
    assert hash_password("heron kettle march") != hashed
    assert is_password(hashed, "heron kettle march")
    assert not is_password(hashed, "heron kettle April")
    assert not is_password(hashed, "")


def test_without_a_hash_no_password_is_right() -> None:
    assert not is_password(None, "nobody has this password")
    assert not is_password("not a hash", "heron kettle march")
