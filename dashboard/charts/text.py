"""Words in a drawing: how wide they are, and how they wrap."""

from __future__ import annotations

from functools import cache

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


@cache
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

    names = [piece for word in name.split() for piece in chop(word)]
    values = [piece for word in value.split() for piece in chop(word)]
    kept = len(names)
    words = names + values
    while len(fill(words, width)) > limit and kept > 1:
        kept -= 1
        words = [*names[: kept - 1], *chop(names[kept - 1].rstrip("-,") + "…"), *values]
    lines = fill(words, width)[-limit:]
    if len(lines) == 1:
        return tuple(lines)
    narrowest = max(text_width(word, size, strong) for word in words)
    for part in range(5, 10):
        evener = fill(words, max(narrowest, width * part / 10))
        if len(evener) == len(lines):
            return tuple(evener)
    return tuple(lines)
