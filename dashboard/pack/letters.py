"""Text for paper: every character can be printed, or something visible stands for it.

A character that no font has would stop the export. An emoji becomes its name in brackets,
anything else a box; both are remembered, so that the pack can say so. Words too long for a
column get places where a line may end.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

BOX = "\u25a1"
MAY_BREAK = "\u200b"
LONGEST_WORD = 18
"""Characters that surely fit the narrowest column of words."""

_TAG = 0xE0000
_TAGS = frozenset(map(chr, range(_TAG + 0x20, _TAG + 0x7F)))
"""Letters without form that say whose flag it is."""

_PIECE = 8
_LONGEST_JOINED = 60
_JOINED_PIECE = 24
_DROPPED = re.compile("[\ufe00-\ufe0f\U000e007f\U000e0100-\U000e01ef]")
"""Choices between forms of a character, and the end of a flag: alone they say nothing."""

_LONG = re.compile(rf"[^\s\u200b\u0600-\u06ff]{{{LONGEST_WORD + 1},}}")
_LONG_JOINED = re.compile(rf"[\u0600-\u06ff]{{{_LONGEST_JOINED + 1},}}")
"""Arabic letters hang together, so only a word that fits no line is broken."""

_CHECKSUM = re.compile("[0-9a-f]{64}")
"""Stays whole, so that it can be copied; it stands where it has room."""

_NOT_SHOWN = frozenset(map(ord, "\n\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060"))
"""Line ends, and characters that have a meaning but no form of their own."""


@cache
def read_cover(folder: Path) -> frozenset[int]:
    """The code points that the fonts of a folder have."""
    return frozenset(point for file in sorted(folder.glob("*.ttf")) for point in _points(file))


def _points(file: Path) -> Iterator[int]:
    """The code points of a font, from the table "cmap" of the OpenType specification."""
    font = file.read_bytes()
    tables = {
        tag: offset
        for tag, _, offset, _ in struct.iter_unpack(
            ">4sIII", font[12 : 12 + 16 * int.from_bytes(font[4:6])]
        )
    }
    cmap = font[tables[b"cmap"] :]
    count = int.from_bytes(cmap[2:4])
    for _, _, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count]):
        kind = int.from_bytes(cmap[offset : offset + 2])
        if kind == 4:
            yield from _segments(cmap[offset:])
        elif kind == 12:
            groups = int.from_bytes(cmap[offset + 12 : offset + 16])
            body = cmap[offset + 16 : offset + 16 + 12 * groups]
            for first, last, _ in struct.iter_unpack(">III", body):
                yield from range(first, last + 1)


def _segments(table: bytes) -> Iterator[int]:
    """A table of format 4: segments of code points, a glyph for each or an offset to it."""
    length = int.from_bytes(table[6:8])
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{length // 2}H", table, 14 + place * length + 2 * bool(place))
        for place in range(4)
    )
    base = 16 + 3 * length
    for n, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point + deltas[n]
            if offsets[n]:
                at = base + 2 * n + offsets[n] + 2 * (point - first)
                glyph = int.from_bytes(table[at : at + 2])
            if glyph & 0xFFFF:
                yield point


class Letters:
    """Prepares the texts of one pack. `replaced` is what could not be printed, in order."""

    def __init__(self, fonts: Path) -> None:
        self._cover = read_cover(fonts) | _NOT_SHOWN
        self.replaced: dict[str, str] = {}

    def prepare(self, text: str) -> str:
        """The text with every character printable and no word too long for a column."""
        text = _LONG.sub(_soften, self.replace(text))
        return _LONG_JOINED.sub(lambda word: soften(word[0], _JOINED_PIECE), text)

    def replace(self, text: str) -> str:
        """The text with something visible for each character that no font has."""
        if text.isascii() and text.isprintable():
            return text
        text = _DROPPED.sub("", text)
        return "".join(one if ord(one) in self._cover else self._stand_in(one) for one in text)

    def _stand_in(self, character: str) -> str:
        if character in _TAGS:
            return chr(ord(character) - _TAG)
        name = unicodedata.name(character, "").lower()
        is_picture = bool(name) and unicodedata.category(character) in ("So", "Sk")
        shown = f"[{name}]" if is_picture else BOX
        self.replaced[f"U+{ord(character):04X} {name}".rstrip()] = shown
        return shown


def _soften(word: re.Match[str]) -> str:
    return word[0] if _CHECKSUM.fullmatch(word[0]) else soften(word[0], _PIECE)


@lru_cache(1024)
def soften(word: str, length: int) -> str:
    """A word with places to break it, never between a letter and its marks."""
    pieces, start = [], 0
    for at in range(1, len(word)):
        is_joined = unicodedata.category(word[at])[0] in "MC" or word[at - 1] == "\u200d"
        if at - start >= length and not is_joined:
            pieces.append(word[start:at])
            start = at
    return MAY_BREAK.join([*pieces, word[start:]])
