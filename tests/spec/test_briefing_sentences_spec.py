"""The patterns of the briefing's sentences, each with an example."""

from __future__ import annotations

import re

from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.views.briefing import PATTERNS, make_briefing
from dashboard.views.holdings import Holdings
from tests.spec.briefing_example import brief
from tests.spec.table import Row, section, table

FILE = "briefing_sentences.md"
HEADINGS = (
    "Headings", "What happened", "How sure", "How it compares", "What to ask", "Lines",
)  # fmt: skip
SAMPLE, ELSEWHERE = "the sample", "\u2013"


def check(row: Row) -> None:
    """The example is a sentence of the briefing of what stands beside it."""
    assert row["pattern"] == PATTERNS[row["key"]].strip()
    if row["example"] == ELSEWHERE or row["of"] == SAMPLE:
        return
    said = {sentence.text: sentence.key for sentence in brief(row["of"]).sentences}
    assert row["example"] in said
    assert (
        row["key"] in said[row["example"]].split("+")
        or "{heading}" in PATTERNS[said[row["example"]]]
    )


@table("briefing_sentences.md", "Headings")
def test_headings(row: Row) -> None:
    check(row)


@table("briefing_sentences.md", "What happened")
def test_what_happened(row: Row) -> None:
    check(row)


@table("briefing_sentences.md", "How sure")
def test_how_sure(row: Row) -> None:
    check(row)


@table("briefing_sentences.md", "How it compares")
def test_how_it_compares(row: Row) -> None:
    check(row)


@table("briefing_sentences.md", "What to ask")
def test_what_to_ask(row: Row) -> None:
    check(row)


@table("briefing_sentences.md", "Lines")
def test_lines(row: Row) -> None:
    check(row)


def rows() -> list[list[str]]:
    """The cells of every row of all tables."""
    lines = [line for heading in HEADINGS for line in section(FILE, heading)]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if line.startswith("|")
    ]
    return [row for row in cells if row[0] != "key" and not set(row[0]) <= {"-"}]


def test_every_pattern_stands_in_a_table() -> None:
    assert {row[0] for row in rows()} == set(PATTERNS)


def test_examples_of_the_sample_stand_in_its_briefing(holdings: Holdings) -> None:
    briefing = make_briefing(holdings, Month(2021, 2), Audience.RESTRICTED)
    said = {sentence.text for sentence in briefing.sentences}
    examples = [row[3] for row in rows() if row[2] == SAMPLE]
    assert examples
    assert said >= set(examples)


def test_no_word_that_the_page_should_not_use() -> None:
    words = set(re.findall(r"[a-z]+", " ".join(PATTERNS.values()).lower()))
    feeling = {
        "significant", "significantly", "alarming", "worrying", "disappointing", "pleasing",
        "dramatic", "sharp", "sharply", "huge", "poor", "excellent", "concerning",
    }  # fmt: skip
    assert not words & feeling


def test_only_a_target_is_missed() -> None:
    """Over and under are said of targets alone; of areas, worse."""
    for key, pattern in PATTERNS.items():
        if "target" in pattern:
            assert "target" in key or "total" in key, key
