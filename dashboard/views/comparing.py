"""Two texts side by side: which words one has and the other has not."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

_WORDS = re.compile(r"\S+\s*|\s+")


class Fate(StrEnum):
    """What became of some words from the earlier text to the later one."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share a fate. Kept and added ones together are the later text."""

    fate: Fate
    text: str


def compare(earlier: str, later: str) -> tuple[Piece, ...]:
    """The pieces in the order in which they are read, removed before added."""
    before, after = _WORDS.findall(earlier), _WORDS.findall(later)
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Fate.KEPT, "".join(after[c:d])))
            continue
        if a < b:
            pieces.append(Piece(Fate.REMOVED, "".join(before[a:b])))
        if c < d:
            pieces.append(Piece(Fate.ADDED, "".join(after[c:d])))
    return tuple(pieces)
