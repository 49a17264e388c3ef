"""Mistakes of YAML syntax: said in plain words, and read as they were probably meant.

One stray colon must not hide every other mistake in the file. Where a line of the
form "key: text" breaks the syntax it is put in quotes for the rest of the reading;
the mistake is reported all the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import yaml

from dashboard.catalogue.problems import Fault, quote

_PAIR = re.compile(r"(?P<key>\s*(?:- +)*\w+:[ \t]+)(?P<text>\S.*?)\s*")
_NO_COLON = re.compile(r"(?P<key>\s*(?:- +)*[a-z_]+) +(?P<text>\S.*?)\s*")
_QUOTE_TEXT = "Put the text after the key in quotes."
_WORDS = {
    "mapping values are not allowed": f"a colon stands inside the text. {_QUOTE_TEXT}",
    "could not find expected ':'": 'a colon is missing. Write it as "key: value".',
    "found character that cannot start any token": "a line or text begins with a tab or a "
    "special character. Indent with spaces, and put such text in quotes.",
    "found character '": "a line or text begins with a tab or a special character. Indent "
    "with spaces, and put such text in quotes.",
    "found unexpected end of stream": "the quotation mark is never closed. Close it.",
}
_OTHERWISE = (
    "the file cannot be read from here. Look for a wrong indentation, a missing colon or "
    "quotation mark on this line or above it"
)


def line_of(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> int:
    """The line a reader should look at, from 1; the last for the end of the file.

    A scanner's error is found where it gives up; it belongs where the text began.
    """
    scanning = (error.context or "").startswith("while scanning")
    mark = error.context_mark if scanning and error.context_mark else error.problem_mark
    return min(mark.line + 1, len(lines)) if mark else 1


def syntax_fault(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Fault:
    """The error in words, with the line it is on."""
    line, problem = line_of(error, lines), error.problem or "unknown"
    words = next((words for start, words in _WORDS.items() if problem.startswith(start)), "")
    found = lines[line - 1].strip()
    message = words or f"{_OTHERWISE} ({problem})."
    return Fault((), f"in {quote(found)} {message}" if found else message, line)


def mend(lines: list[str], number: int) -> bool:
    """Put the text of that line in quotes; False if it is not of the form to do so."""
    line = lines[number - 1].rstrip("\r\n")
    found = _PAIR.fullmatch(line) or _NO_COLON.fullmatch(line)
    if not found:
        return False
    key = found["key"].rstrip().removesuffix(":")
    lines[number - 1] = f"{key}: {json.dumps(found['text'], ensure_ascii=False)}\n"
    return True
