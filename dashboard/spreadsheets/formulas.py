"""Text that a spreadsheet program could take for a formula, and the mark that keeps it text.

A CSV file says nothing of types, so a program may run whatever begins like a formula. An
apostrophe before it makes it text everywhere. The mark is taken off where a file is read.
"""

from __future__ import annotations

import re
import unicodedata

MARK = "'"

# With the full-width forms, which some programs read as the narrow ones.
_SIGNS = frozenset("=+-@＝＋－＠")  # noqa: RUF001
_QUOTES = frozenset("\"'`´‘’“”")  # noqa: RUF001
_BREAKS = ("\t", "\r", "\n")
_NUMBER = re.compile(r"[-+]?(?:\d[\d,]*(?:\.\d+)?|\.\d+) ?%?", re.ASCII)
_LONE = frozenset("=+-@")


def reads_as_formula(text: str) -> bool:
    """Whether a program might run it: a sign of a formula begins it.

    Blanks, quotation marks and signs that cannot be seen may stand before that sign, because
    some programs drop them. A signed number and a sign alone are no formulas.
    """
    if text.lstrip(MARK).startswith(_BREAKS):
        return True
    for sign in text:
        if sign in _SIGNS:
            return not (_NUMBER.fullmatch(text) or text in _LONE)
        is_skipped = sign.isspace() or sign in _QUOTES or unicodedata.category(sign) == "Cf"
        if not is_skipped:
            return False
    return False


def guard(text: str) -> str:
    """The text as a CSV file may hold it. `unguard` gives it back."""
    return MARK + text if reads_as_formula(text) else text


def unguard(text: str) -> str:
    """The text of a CSV file's cell without the mark, if it was marked.

    An apostrophe is a mark only before what reads as a formula, so none is taken off that
    somebody wrote. For every text, `unguard(guard(text)) == text`.
    """
    marked = text.startswith(MARK) and reads_as_formula(text[1:])
    return text[1:] if marked else text
