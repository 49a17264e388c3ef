"""Words in a drawing: how wide they are, and how they wrap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

# Widths in em, rounded up from Public Sans with tabular figures, the widest face in use.
_WIDTHS = {
    character: width
    for width, characters in {
        0.34: " !'(),.:;I[]`ijl|{}/\\\u00a0",
        0.46: '-"*Jfrt^',
        0.58: "sckvxyz?_eao+<=>~",
        0.63: "bdhnpqugLEF\u2013\u2212",
        0.68: "0123456789#TYZPSB",
        0.75: "KRCDXUVA$",
        0.80: "wNQHGO&",
        0.93: "mM%W@",
    }.items()
    for character in characters
}
_UNKNOWN = 1.0
_STRONG = 1.04


@lru_cache(4096)
def text_width(text: str, size: float, strong: bool = False) -> float:
    """An upper estimate of how wide text runs, in px, at a size in px."""
    em = sum(_WIDTHS.get(character, _UNKNOWN) for character in text)
    return em * size * (_STRONG if strong else 1)


def wrap(
    name: str, value: str, size: float, width: float, limit: int, strong: bool = False
) -> tuple[str, ...]:
    """Name and value in as few lines as fit the width in px, of even length.

    Where more than `limit` lines would be needed the name is cut and ends in "…"; the
    value is kept whole while it fits the width.
    """

    def fits(text: str, width: float) -> bool:
        return text_width(text, size, strong) <= width

    def chop(word: str) -> list[str]:
        pieces = []
        while not fits(word, width) and len(word) > 1:
            end = next((n for n in range(len(word), 1, -1) if fits(word[:n] + "-", width)), 1)
            pieces.append(word[:end] + "-")
            word = word[end:]
        return [*pieces, word]

    def fill(words: list[str], width: float) -> list[str]:
        lines: list[str] = []
        for word in words:
            if lines and fits(f"{lines[-1]} {word}", width):
                lines[-1] = f"{lines[-1]} {word}"
            else:
                lines.append(word)
        return lines

    names = [piece for word in _join_places(name) for piece in chop(word)]
    values = value.split(" ") if value else []
    words = names + values or [""]
    for shorter in _shorten(names):
        lines = fill(words, width)
        if len(lines) <= limit and all(fits(line, width) for line in lines):
            break
        words = shorter + values or [""]
    lines = fill(words, width)
    narrowest = max(text_width(word, size, strong) for word in words)
    for tenths in range(5, 10):
        evener = fill(words, max(narrowest, width * tenths / 10))
        if len(evener) == len(lines):
            return tuple(evener)
    return tuple(lines)


def _join_places(name: str) -> list[str]:
    """The words of a name, with "South East" as one, by a space that does not break."""
    joined = re.sub("([A-Z][a-z]+) (?=[A-Z][a-z])", "\\1\u00a0", " ".join(name.split()))
    return joined.split(" ") if joined else []


def _shorten(words: list[str]) -> Iterator[list[str]]:
    """Ever shorter forms of a name: fewer words, at last fewer letters of the first."""
    for kept in range(len(words) - 1, 0, -1):
        yield [*words[: kept - 1], words[kept - 1].rstrip("-,") + "…"]
    first = words[0] if words else ""
    for letters in range(len(first) - 1, 0, -1):
        yield [first[:letters].rstrip() + "…"]
    yield []
