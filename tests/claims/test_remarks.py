"""Warnings on a paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.claims import Facts, Paragraph, RemarkKind, read_remarks
from dashboard.periods import Month
from dashboard.records import Colour
from tests.claims.cases import MONTH, read_facts

FACTS = read_facts("claims.md")["visits"]
SAID = "Two teams now share a duty rota, so that no visit depends on one worker."


def kinds(text: str, facts: Facts = FACTS, *others: Paragraph) -> list[RemarkKind]:
    return [remark.kind for remark in read_remarks(text, facts, others)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("We will report on this next month.", Month(2021, 3)),
        ("All posts will be filled by April.", Month(2021, 4)),
        ("A new rota is due to start in May 2022.", Month(2022, 5)),
        ("The audit is planned to finish by the end of January.", Month(2022, 1)),
        ("We expect to be on target by year end.", Month(2021, 3)),
        ("A review should be complete next quarter.", Month(2021, 5)),
        ("Extra staff are in place to reach 75% by year end.", Month(2021, 3)),
        ("All posts were filled by April.", None),
        ("It will improve.", None),
        ("This may happen and we will march on.", None),
        ("In January 2021 it was said that visits would fall, and they will.", None),
    ],
)
def test_promises(text: str, due: Month | None) -> None:
    promised = [r for r in read_remarks(text, FACTS, ()) if r.kind is RemarkKind.PROMISE]
    assert [r.due for r in promised] == ([due] if due else [])


def test_a_promise_is_the_sentence_it_stands_in() -> None:
    text = "Visits are fine. All posts will be filled by April. Thanks."
    (remark,) = read_remarks(text, FACTS, ())
    assert text[remark.start : remark.end] == "All posts will be filled by April"


@pytest.mark.parametrize("text", ["See above.", "As above, more visits.", "please see below"])
def test_text_that_stands_elsewhere(text: str) -> None:
    assert kinds(text) == [RemarkKind.SEE_ABOVE]


def test_above_alone_is_no_reference() -> None:
    assert kinds("Above the national rate.") == []


def test_repeated_from_another_indicator_or_month() -> None:
    earlier = Paragraph("visits", Month(2021, 1), f"Something else. {SAID}")
    other = Paragraph("care", MONTH, SAID.upper())
    text = f"It rose. {SAID}"
    (remark,) = read_remarks(text, FACTS, [earlier])
    assert remark.kind is RemarkKind.REPEATED
    assert text[remark.start : remark.end] == SAID.rstrip(".")
    assert "January 2021" in remark.sentence
    (remark,) = read_remarks(text, FACTS, [other])
    assert "care, February 2021" in remark.sentence


def test_a_paragraph_does_not_repeat_itself_and_short_phrases_may_recur() -> None:
    assert kinds(SAID, FACTS, Paragraph("visits", MONTH, SAID)) == []
    assert kinds("It rose.", FACTS, Paragraph("care", MONTH, "It rose.")) == []


def test_a_red_indicator_with_only_good_news() -> None:
    red = replace(FACTS, colour=Colour.RED)
    assert kinds("The team has done well and is improving.", red) == [RemarkKind.ONLY_GOOD_NEWS]
    assert kinds("The team has done well but vacancies remain.", red) == []
    assert kinds("There were 90 visits.", red) == []
    assert kinds("The team has done well and is improving.") == []
