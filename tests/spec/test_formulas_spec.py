"""Texts that a spreadsheet could run: formulas.md."""

from __future__ import annotations

from dashboard.spreadsheets.formulas import guard, unguard
from tests.spec.table import Row, table

_DRAWN = str.maketrans({"⇥": "\t", "␣": " ", "↵": "\n"})


@table("formulas.md", "Marks")
def test_marks(row: Row) -> None:
    text, written = row["text"].translate(_DRAWN), row["in the file"].translate(_DRAWN)
    assert guard(text) == written
    assert unguard(written) == text
