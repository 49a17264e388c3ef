"""Whatever the file holds: either a catalogue or problems in plain words, never a crash."""

from __future__ import annotations

import re
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.catalogue.document import Document
from dashboard.catalogue.drafting import draft_catalogue
from tests.catalogue.editing import TEXT, problems

LINES = TEXT.splitlines(keepends=True)
JARGON = (
    "Input should",
    "input_value",
    "pydantic",
    "cannot be read:",
    "None",
    "{",
    "Traceback",
)

SIGNS = st.sampled_from("[]{}'\"|>&*!%@#\t~-:?")
WORDS = st.sampled_from(["- ", ": ", "? ", "# ", "---\n", "*a", "<<: *a", "x: y", "94%", "-5"])
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Catalogue.model_fields, "key", "ref", "source", "value", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def check(content: bytes) -> None:
    """Read it, and look at what is said about it."""
    found = problems(content)
    breaks = len(re.findall(rb"\r\n|\r|\n|\xc2\x85|\xe2\x80[\xa8\xa9]", content))
    for problem in found:
        said_by_us = "".join(problem.message.split('"')[::2])
        assert not any(word in said_by_us for word in JARGON), problem.message
        assert problem.message.endswith((".", "?"))
        assert problem.line is not None
        assert 1 <= problem.line <= breaks + 1
    lines = [problem.line or 0 for problem in found]
    assert lines == sorted(lines)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text(text: str) -> None:
    check(text.encode("utf-8"))


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes(content: bytes) -> None:
    check(content)


@settings(deadline=None)
@given(PLAIN)
def test_any_yaml(data: Any) -> None:
    content = yaml.safe_dump(data, allow_unicode=True).encode("utf-8")
    check(content)
    assert problems(content)


@settings(deadline=None)
@given(st.data())
def test_a_catalogue_with_lines_changed_moved_and_lost(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        match data.draw(st.sampled_from(["lose", "double", "move", "insert", "indent"])):
            case "lose":
                del lines[at]
            case "double":
                lines.insert(at, line)
            case "move":
                lines.insert(data.draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case "insert":
                cut = data.draw(st.integers(0, len(line) - 1))
                lines[at] = line[:cut] + data.draw(SIGNS | WORDS) + line[cut:]
            case "indent":
                lines[at] = "  " + line
    check("".join(lines).encode("utf-8"))


@settings(deadline=None)
@given(st.data())
def test_a_catalogue_with_a_value_replaced_by_anything(data: st.DataObject) -> None:
    """The tree is changed, not the text, so that the YAML itself stays sound."""
    tree = yaml.load(TEXT, Loader=yaml.BaseLoader)
    spot: Any = tree
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = data.draw(st.sampled_from(keys))
        deeper = isinstance(spot[key], dict | list) and spot[key]
        if not deeper or data.draw(st.booleans()):
            break
        spot = spot[key]
    spot[key] = data.draw(PLAIN)
    check(yaml.safe_dump(tree, allow_unicode=True).encode("utf-8"))


def test_the_draft_of_a_sound_document_is_the_catalogue_itself() -> None:
    document = Document(TEXT.encode("utf-8"))
    draft, faults = draft_catalogue(document)
    assert not faults
    assert draft == Catalogue.model_validate(document.data)


def test_each_value_that_is_broken_gives_one_message_on_its_line_alone_and_together() -> None:
    """No message follows from another, and none hides another."""
    simple = re.compile(r"( *(?:- )?\w+: )[^{>\n]+\n")
    broken = {
        n: found[1] + "[[]]\n"
        for n, line in enumerate(LINES)
        if (found := simple.fullmatch(line))
    }
    assert len(broken) > 90
    for n, line in broken.items():
        text = "".join([*LINES[:n], line, *LINES[n + 1 :]])
        assert [problem.line for problem in problems(text)] == [n + 1], LINES[n]
    every = "".join(broken.get(n, line) for n, line in enumerate(LINES))
    assert [(problem.line or 0) - 1 for problem in problems(every)] == list(broken)
