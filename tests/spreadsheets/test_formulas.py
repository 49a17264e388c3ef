"""The mark of text: everything dangerous gets it, and taking it off gives the text back."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from dashboard.spreadsheets.formulas import guard, unguard

SIGNS = "=+-@＝＋－＠"  # noqa: RUF001
NASTY = st.text(st.sampled_from(f"{SIGNS}'\"\t\r\n 15%.,a\u200b\ufeff’")) | st.text()  # noqa: RUF001


@given(NASTY)
def test_taking_the_mark_off_gives_the_text_back(text: str) -> None:
    assert unguard(guard(text)) == text


@given(NASTY, st.sampled_from(SIGNS), st.text(st.sampled_from(" \"'\u00a0\u200b")))
def test_no_sign_stands_first_in_what_is_written(text: str, sign: str, before: str) -> None:
    for written in (guard(text), guard(before + sign + text)):
        bare = written.lstrip(" \"'\u00a0\u200b\ufeff")
        is_number = bare[1:].replace(",", "").rstrip("%").strip().replace(".", "", 1).isdigit()
        if bare[:1] in set(SIGNS) and len(bare) > 1 and not is_number:
            assert written.startswith("'")


@given(NASTY)
def test_a_text_is_marked_at_most_once(text: str) -> None:
    assert guard(text) in (text, f"'{text}")


def test_a_long_text_takes_no_longer_than_it_must() -> None:
    began = time.perf_counter()
    for text in ("+" + "1" * 200_000 + "x", "-" + "1," * 100_000 + "=", " " * 200_000 + "="):
        assert unguard(guard(text)) == text
    assert time.perf_counter() - began < 2
