"""Mistakes of YAML syntax: said in plain words, and read as they were probably meant.

One stray colon must not hide every other mistake in the file. Where a line of the
form "key: text" breaks the syntax it is put in quotes for the rest of the reading;
the mistake is reported all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

import yaml

from dashboard.catalogue.problems import Fault, quote

# Stands for what cannot be guessed, such as a list or entry written on one line.
LOST = "!lost"

_KEY = r"\s*(?:- +)*\w+:"
_PAIR = re.compile(rf"(?P<key>{_KEY})[ \t]+(?P<text>\S.*?)\s*")
_NO_COLON = re.compile(r"(?P<key>\s*(?:- +)*[a-z_]+) +(?P<text>\S.*?)\s*")
_OPEN_QUOTE = re.compile(rf"{_KEY} +(?:'[^']*|\"[^\"]*)\s*")
_NEXT_KEY = re.compile(rf"{_KEY}(?:\s|$)")
_QUOTE_TEXT = "Put the text after the key in quotes."
_SPECIAL = (
    "a line or text begins with a tab or a special character. Indent with spaces, and put "
    "such text in quotes."
)
_NEVER_CLOSED = "the quotation mark is never closed. Close it."
_WORDS = {
    "mapping values are not allowed": f"a colon stands inside the text. {_QUOTE_TEXT}",
    "could not find expected ':'": 'a colon is missing. Write it as "key: value".',
    "found character that cannot start any token": _SPECIAL,
    "found character '": _SPECIAL,
    "found a tab character": _SPECIAL,
    "found unexpected end of stream": _NEVER_CLOSED,
    "did not find expected ','": "a comma or a closing bracket is missing. Add it.",
    "expected ','": "a comma or a closing bracket is missing. Add it.",
}
_FROM_START = ("while scanning a simple", "while scanning a quoted", "while parsing a flow")
_OTHERWISE = (
    "the file cannot be read from here. Look for a wrong indentation, a missing colon or "
    "quotation mark on this line or above it"
)


def find_error(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """The error in words, with the line on which a reader should look for it.

    That is often not where the parser gave up: a key without colon and a quotation mark
    that is never closed are noticed much later.
    """
    problem, mark = error.problem or "unknown", error.problem_mark
    words = next((words for start, words in _WORDS.items() if problem.startswith(start)), "")
    if (error.context or "").startswith(_FROM_START):
        mark = error.context_mark or mark
    line = min(mark.line + 1, len(lines)) if mark else 1
    if opened := _open_quote(lines[:line]):
        line, words = opened, _NEVER_CLOSED
    found = lines[line - 1].strip()
    message = words or f"{_OTHERWISE} ({problem})."
    return Fault((), f"in {quote(found)} {message}" if found else message, line)


def _open_quote(lines: Sequence[str]) -> int | None:
    """The first line that opens a quote which the next key stands inside of, from 1."""
    for number, (line, after) in enumerate(pairwise(lines), 1):
        if _OPEN_QUOTE.fullmatch(line) and _NEXT_KEY.match(after):
            return number
    return None


def mend(lines: list[str], number: int) -> bool:
    """Put the text of that line in quotes; False if it is not of the form to do so."""
    line = lines[number - 1].rstrip("\r\n")
    found = _PAIR.fullmatch(line) or _NO_COLON.fullmatch(line)
    if not found:
        return False
    text = found["text"]
    if text[0] in "'\"" and text.count(text[0]) == 1:
        text = text[1:]
    is_lost = not text or text[0] in "[{"
    value = LOST if is_lost else json.dumps(text, ensure_ascii=False)
    lines[number - 1] = f"{found['key'].removesuffix(':')}: {value}\n"
    return True
