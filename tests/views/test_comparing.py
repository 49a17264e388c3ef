"""Two texts compared: every word of both is there, in its order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.comparing import Fate, Piece, compare

WORDS = st.lists(st.sampled_from(["a", "b", "c", " ", "\n", "ab"])).map("".join)


def test_what_was_removed_stands_before_what_was_added() -> None:
    assert compare("Contacts rose by 12.", "Contacts fell by 12.") == (
        Piece(Fate.KEPT, "Contacts "),
        Piece(Fate.REMOVED, "rose "),
        Piece(Fate.ADDED, "fell "),
        Piece(Fate.KEPT, "by 12."),
    )
    assert compare("", "") == ()
    assert compare("", "New.") == (Piece(Fate.ADDED, "New."),)
    assert compare("Old.", "") == (Piece(Fate.REMOVED, "Old."),)


@given(WORDS | st.text(), WORDS | st.text())
def test_both_texts_can_be_read_from_the_pieces(earlier: str, later: str) -> None:
    pieces = compare(earlier, later)
    assert "".join(p.text for p in pieces if p.fate is not Fate.REMOVED) == later
    assert "".join(p.text for p in pieces if p.fate is not Fate.ADDED) == earlier
    assert all(piece.text for piece in pieces)
