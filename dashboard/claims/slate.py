"""The paragraph while it is read: folded to plain letters, wiped where it is understood."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

# One character for one, so that an offset here is an offset in what was written.
_PLAIN = str.maketrans(
    string.ascii_uppercase
    + "\u2018\u2019\u02bc\u2010\u2011\u2012\u2013\u2014\u2212\u00a0\u2009\u202f\t",
    string.ascii_lowercase + "'''------    ",
)
LONGEST = 600
"""Characters of a sentence that are read together."""

_WIPED = "\x00"
_END = re.compile(r"[.!?](?=\s|$)|[\n\r;\u2022]")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|nos|vs|c|cf|sec|ca|incl|excl|avg|stat|nat|qtr|yr|mth|approx"
    r"|est|prev)|\b[a-z])$"
)


def fold(text: str) -> str:
    """Lower case and plain hyphens, apostrophes and blanks, of the same length."""
    return text.translate(_PLAIN)


def sentences(folded: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, and of each part that a semicolon divides."""
    start = 0
    for end in _END.finditer(folded):
        if end[0] == "." and _NO_END.search(folded, max(start, end.start() - 8), end.start()):
            continue
        yield from _short(folded, start, end.start())
        start = end.end()
    yield from _short(folded, start, len(folded))


def _short(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces where it is too long to be one: reading stays quick."""
    while end - start > LONGEST:
        cut = folded.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        if folded[start:cut].strip():
            yield start, cut
        start = cut
    if folded[start:end].strip():
        yield start, end


class Slate:
    """A sentence still to be read. What a pattern takes is wiped out; offsets stay."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """All places of a pattern, which no later pattern will find again."""
        found = list(pattern.finditer(self.text))
        for match in found:
            self.wipe(match.start(), match.end())
        return found

    def wipe(self, start: int, end: int) -> None:
        self.text = self.text[:start] + _WIPED * (end - start) + self.text[end:]
