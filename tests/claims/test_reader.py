"""Any text can be read: quickly, always alike, and with offsets into what was written."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.claims import beside, facts_of, read_claims, read_remarks
from dashboard.intake import read_file
from dashboard.periods import Month
from dashboard.records import PublishedFigure
from tests.claims.cases import read_cases, read_facts

FACTS = read_facts("claims.md")
LENGTH = 10_000
WORDS = (
    *("contacts", "fell", "rose", "by", "11%", "from", "1,460", "to", "1300", "since", "up"),
    *("January", "last", "month", "highest", "lowest", "for", "a", "year", "third", "down"),
    *("consecutive", "above", "below", "SN", "and", "the", "national", "average", "target"),
    *("of", "not", "no", "same", "as", "May", "5", "points", "İ", "١٢", "“quoted”", "-", "("),
    *(")", ",", ".", ";", "x3", "in", "2020", "doubled", "improved"),
)
NASTY = [
    "1 ", "a", " ", "fell by ", "from 1 to ", "since january ", "the ", "1,", "higher than ",
    "highest ", "(", "compared to ", "sn, ", "sn and ", "over the last ", "İ", "١٢% ", "\x00 ",
    "5% ", "five ", "no ", ".", "by april ", "-", "0.", "has slightly ", "9" * 400 + " ",
    "between 1 and 2 ", "half the number in may ", "9 of 10 ", "more a than ", "jan 1, ",
    "from 5% ", "a year before ", "no child was ", "in may, 3 and ", "averaged 3 ",
    "down from 2 in may and ", "a third ", "did not ",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=200),
    st.sampled_from(sorted(FACTS)),
)
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_read(text: str, name: str) -> None:
    claims = read_claims(text, FACTS[name])
    assert claims == read_claims(text, FACTS[name])
    for claim in claims:
        assert text[claim.start : claim.end] == claim.quote
        assert claim.quote
        assert claim.sentence.endswith(".")
    for remark in read_remarks(text, FACTS[name], ()):
        assert 0 <= remark.start < remark.end <= len(text)


@pytest.mark.parametrize("piece", NASTY, ids=lambda piece: repr(piece[:12]))
def test_no_text_is_slow(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    start = process_time()
    read_claims(text, FACTS["contacts"])
    read_remarks(text, FACTS["contacts"], ())
    assert process_time() - start < 2


@pytest.mark.parametrize("before", ["“Café” — ", "İİİ ", "\u00a0\u2003", "👩‍👧 said: "])
def test_offsets_are_those_of_what_was_written(before: str) -> None:
    text = before + "contacts\u00a0fell by 11\u00a0%."
    (claim,) = read_claims(text, FACTS["contacts"])
    assert claim.quote == "fell by 11\u00a0%"
    assert text[claim.start : claim.end] == claim.quote


def test_sentences_hold_the_right_figure() -> None:
    (claim,) = read_claims("Contacts decreased by 15% this month.", FACTS["contacts"])
    assert claim.sentence == (
        "The figures held say otherwise: 1,460 in January 2021 and 1,300 in February 2021, "
        "down 160 or 11%."
    )
    (claim,) = read_claims("Visits in time are up by 6%.", FACTS["visits"])
    assert claim.sentence == (
        "Write 6 percentage points, not 6%: 84% in January 2021 and 90% in February 2021, "
        "up 6 percentage points or 7.1%."
    )
    (claim,) = read_claims("Contacts are up by 16%.", FACTS["contacts"])
    assert claim.sentence.startswith("Say since when: it fits February 2020")


def test_a_claim_about_another_indicator_names_it() -> None:
    (claim,) = read_claims("Contacts fell by 20% on January.", FACTS["need"])
    assert claim.sentence == (
        "For contacts, the figures held say otherwise: 1,460 in January 2021 and 1,300 in "
        "February 2021, down 160 or 11%."
    )
    (own,) = read_claims("Contacts fell by 20% on January.", FACTS["contacts"])
    assert own.sentence.startswith("The figures held say otherwise: 1,460")


def test_counts_behind_a_percentage_are_named() -> None:
    (claim,) = read_claims("150 out of 200 care leavers are housed well.", FACTS["leavers"])
    assert claim.sentence == "The figures held say otherwise: 170 of 200 in February 2021."


def test_a_paragraph_takes_under_five_milliseconds() -> None:
    paragraphs = [(case.paragraph, case.facts) for case in read_cases("claims.md")]
    times = []
    for text, facts in paragraphs:
        start = process_time()
        read_claims(text, facts)
        times.append(process_time() - start)
    assert sorted(times)[int(len(times) * 0.95)] < 0.005


def test_published_paragraphs_are_read_alike_each_time(
    reference: Path, published: Catalogue
) -> None:
    file = reference / "monthly-dataset-feb-2021.csv"
    reading = read_file(file.name, file.read_bytes(), published)
    month = Month(2021, 2)
    printed: dict[str, dict[str, PublishedFigure]] = defaultdict(dict)
    for found in reading.published:
        printed[found.record.ref][found.record.column] = found.record
    observations = [found.record for found in reading.observations]
    facts = {i.ref: facts_of(i, month, observations, printed[i.ref]) for i in published.active}
    times = []
    for found_comment in reading.comments:
        comment = found_comment.record
        known = beside(facts[comment.ref], facts.values())
        first = read_claims(comment.text, known)
        tries = []
        for _ in range(3):
            start = process_time()
            assert read_claims(comment.text, known) == first
            tries.append(process_time() - start)
        times.append(min(tries))
    assert len(times) == 40
    assert max(times) < 0.005
