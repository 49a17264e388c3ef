"""Files whose YAML is broken: said in plain words, and the rest is read all the same."""

from __future__ import annotations

import pytest

from tests.catalogue.editing import TEXT, edited, first_change, messages, problems


def test_a_stray_colon_does_not_hide_the_other_mistakes() -> None:
    text = edited(
        ("name: Assessments finished in", "name: Assessments: finished in"),
        ("    unit: assessments", "    unit assessments"),
        ("polarity: no judgement", "polarity: none"),
    )
    first = [message[:36] for message in messages(text)]
    assert first == [
        'in "name: Assessments: finished in t',
        'in "unit assessments" a colon is mis',
        'polarity "none" is not known. Write ',
    ]


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("kind: percentage", "kind: 'percentage", "the quotation mark is never closed."),
        ("term: Child", "term: 'Child", "the quotation mark is never closed."),
        ("short: C&F", "short: '", "the quotation mark is never closed."),
        ("area: Sandmouth", 'area: "Sandmouth', "the quotation mark is never closed."),
        ("unit: assessments", "unit: @assessments", "a line or text begins with"),
        ("unit: assessments", "\tunit: assessments", "a line or text begins with"),
        ("source: plan-2019}", "source: @plan}", "a line or text begins with"),
        ("{status: none given}", "{status: none given", "a comma or a closing bracket"),
    ],
)
def test_broken_syntax_is_said_once_in_its_own_line(old: str, new: str, advice: str) -> None:
    text = edited((old, new))
    (problem,) = problems(text)
    assert advice in problem.message
    assert problem.line == first_change(text)


def test_syntax_that_cannot_be_guessed_is_said_once_with_its_line() -> None:
    text = edited(("    kind: count", "      kind: count"))
    (problem,) = problems(text)
    assert problem.line == first_change(text)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the catalogue is empty. Give it a value, or remove it."),
        (b"- a\n", 1, "the catalogue holds a list. Write its keys on lines of their own."),
        (b"a: 1\nb: \xff\n", 2, "the text is not UTF-8. Save the file as UTF-8."),
        (b"a: 1\nb: \x07\n", 2, "the character U+0007 may not stand here. Delete it."),
        (
            TEXT.encode() + b"---\na: 1\n",
            len(TEXT.splitlines()) + 1,
            'a second document begins here. Remove the line "---".',
        ),
        (b"[" * 90 + b"]" * 90, 1, None),
        (b"[" * 3000, 1, None),
        (b"a: " * 3000, 1, None),
    ],
)
def test_what_is_no_catalogue_at_all(content: bytes, line: int, message: str | None) -> None:
    found = problems(content)
    assert found[0].line == line
    if message is not None:
        assert [problem.message for problem in found] == [message]
