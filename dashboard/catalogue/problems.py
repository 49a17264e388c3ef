"""What is said about a catalogue that cannot be used: where, what, and what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# The keys and positions that lead to a value: ("indicators", 3, "targets", 0, "year").
Place = tuple[str | int, ...]

_ONE_OF = {
    "meetings": "meeting",
    "publications": "publication",
    "themes": "theme",
    "people": "person",
    "glossary": "glossary",
    "indicators": "indicator",
    "targets": "target",
    "terms": "term",
    "identities": "identity",
    "parts": "part",
    "baselines": "baseline",
}
_LONGEST_QUOTE = 60
_LONGEST_MISSPELLING = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the catalogue. `str()` is the whole message for its reader.

    `line` counts from 1 and is None if the file itself is the problem; `indicator`
    is the ref of the indicator it stands in, None outside of one.
    """

    file: str
    line: int | None
    indicator: str | None
    message: str

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.indicator is not None:
            place += f", indicator {self.indicator}"
        return f"{place}: {self.message}"


class CatalogueError(Exception):
    """The catalogue cannot be used. `problems` holds every reason, by line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem before it has a line: the place in the catalogue, and the message.

    `line` is given only where it is not that of the place.
    """

    place: Place
    message: str
    line: int | None = None


def name_of(place: Place) -> str:
    """What a reader calls a place: "polarity", "england value", "target year"."""
    if not place:
        return "the catalogue"
    within = place[2:] if place[0] == "indicators" and len(place) > 2 else place
    names = [
        _ONE_OF.get(step, step) if isinstance(after, int) else step
        for step, after in zip(within, (*within[1:], ""), strict=True)
        if isinstance(step, str)
    ]
    return " ".join(names[-2:])


def quote(text: str) -> str:
    """Text as found, in quotes, on one line and shortened if it is long."""
    line = " ".join(text.split())
    return f'"{line[:_LONGEST_QUOTE]}…"' if len(line) > _LONGEST_QUOTE else f'"{line}"'


def nearest(found: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None if none is near."""
    if len(found) > _LONGEST_MISSPELLING:
        return None
    words = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(found.casefold(), words, n=1)
    return words[close[0]] if close else None


def listed(words: Sequence[str], last: str) -> str:
    """ "a", "b" or "c", with `last` as the joining word."""
    quoted = [f'"{word}"' for word in words]
    return f" {last} ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
