"""What the cell of a file can hold: which characters, how many, and how a workbook writes
those that XML cannot."""

from __future__ import annotations

import re
from collections import Counter

LONGEST = 32_767
"""Characters in a cell at most, counted as spreadsheet programs do, in UTF-16."""

STAND_IN = "\ufffd"
"""Stands where a character cannot."""

CUT = " [cut]"
"""Ends a text that was too long for a cell."""

# XML has no way to write these, UTF-8 none for the halves of a pair, and no reader wants them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# The x of what looks like an escape; and of x005F_, which openpyxl drops wherever it stands.
_LOOKS_ESCAPED = re.compile(r"(?<=_)x(?=[0-9A-Fa-f]{4}_)|x(?=005F_)")


def fit_characters(text: str) -> tuple[str, str]:
    """The text with a stand-in for each character that no file can hold, and a notice.

    The notice is a sentence's end, "has 2 characters that ...", and empty where none was.
    """
    if not _UNFIT.search(text):
        return text, ""
    unfit = Counter(_UNFIT.findall(text))
    count = unfit.total()
    named = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(unfit))
    what = "1 character that" if count == 1 else f"{count:,} characters that"
    notice = f"has {what} no file can hold ({named}); {STAND_IN} stands for each"
    return _UNFIT.sub(STAND_IN, text), notice


def fit_length(text: str) -> tuple[str, str]:
    """The text cut to what a workbook's cell can hold, and a notice, empty if it fits."""
    if len(text) * 2 <= LONGEST or _length(escape(text)) <= LONGEST:
        return text, ""
    low, high = 0, len(text)
    while low < high:  # the most characters that still fit with the words of the cut
        middle = (low + high + 1) // 2
        fits = _length(escape(text[:middle] + CUT)) <= LONGEST
        low, high = (middle, high) if fits else (low, middle - 1)
    notice = (
        f"has {len(text):,} characters, more than a cell can hold; the first {low:,} stand "
        f'here, then "{CUT.strip()}"'
    )
    return text[:low] + CUT, notice


def escape(text: str) -> str:
    """The text as a workbook writes it: a carriage return as _x000D_.

    What only looks like such an escape is kept from being read as one: its x is escaped.
    Source: ECMA-376, part 1, ST_Xstring.
    """
    return _LOOKS_ESCAPED.sub("_x0078_", text).replace("\r", "_x000D_")


def unescape(text: str) -> str:
    """The text that a workbook's cell means: the reverse of `escape`, for all escapes."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
