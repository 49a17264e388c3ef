"""The example catalogue with one thing changed, and what is said about it."""

from __future__ import annotations

from dashboard.catalogue import CatalogueError, Problem, read_catalogue
from dashboard.catalogue.reference import EXAMPLE

TEXT = EXAMPLE.read_text(encoding="utf-8")


def edited(*changes: tuple[str, str]) -> str:
    """The example with each first text replaced, once, by the second."""
    text = TEXT
    for old, new in changes:
        assert old in text, f"the example does not hold {old!r}"
        text = text.replace(old, new, 1)
    return text


def first_change(text: str) -> int:
    """The first line, from 1, in which a text differs from the example."""
    pairs = zip(TEXT.splitlines(), text.splitlines(), strict=False)
    return next(n for n, (old, new) in enumerate(pairs, 1) if old != new)


def problems(text: str | bytes) -> tuple[Problem, ...]:
    """What is said about a catalogue of this text; nothing if it can be used."""
    content = text.encode("utf-8") if isinstance(text, str) else text
    try:
        read_catalogue(content, "example.yaml")
    except CatalogueError as error:
        return error.problems
    return ()


def messages(text: str) -> list[str]:
    """What is said, without place."""
    return [problem.message for problem in problems(text)]
