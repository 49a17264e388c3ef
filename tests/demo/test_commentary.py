"""What the services of Exampleshire say: in every month, true of the file, and by nobody."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal

import pytest

from dashboard.catalogue import Catalogue
from dashboard.demo import FIRST, LAST, demo_files
from dashboard.intake import read_file
from dashboard.periods import Month, months_between
from dashboard.records import Audience, Comment
from dashboard.store import Store
from dashboard.views.briefing import make_briefing
from dashboard.views.holdings import read_holdings

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
MORE_OR_FEWER = re.compile(r"([\d,]+) (more|fewer) than in ([A-Z]\w+)")
UP_OR_DOWN = re.compile(r"(up|down) from ([\d.,]+)%? in ([A-Z]\w+)")
NAMES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Cllr|Councillor)\b")
Told = dict[tuple[Month, str, Month], Decimal]


@pytest.fixture(scope="module")
def told(invented: Catalogue) -> Told:
    """Every figure told: by file month, ref and month."""
    return {
        (file.month, found.record.ref, found.record.month): found.record.value
        for file in demo_files(invented)
        for found in read_file(file.name, file.content, invented).observations
        if found.record.value is not None
    }


@pytest.fixture(scope="module")
def comments(demo_store: Store) -> list[Comment]:
    return demo_store.comments()


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_every_month_has_much_of_it_and_the_four_always(comments: list[Comment]) -> None:
    by_month = Counter(comment.month for comment in comments)
    assert sorted(by_month) == list(months_between(FIRST, LAST))
    assert min(by_month.values()) >= 15
    for ref in ("M1", "CP6B", "LAC7-QL", "NI147"):
        assert len({c.month for c in comments if c.ref == ref}) == 60
    assert len({c.ref for c in comments}) >= 28
    texts = [comment.text for comment in comments]
    assert len(set(texts)) > 0.95 * len(texts)


def test_nobody_is_named(comments: list[Comment], published: Catalogue) -> None:
    surnames = {person.name.split()[-1] for person in published.people}
    for comment in comments:
        assert comment.author is None
        assert not NAMES.search(comment.text)
        assert not surnames & set(re.findall(r"\w+", comment.text))


def test_what_is_said_of_the_figures_is_what_the_file_prints(
    comments: list[Comment], told: Told
) -> None:
    compared = 0
    for comment in comments:
        at, ref, text = comment.month, comment.ref, comment.text
        now = told.get((at, ref, at))
        if now is None:
            continue
        first = text.split(". ")[0]
        assert now in map(number, FIGURE.findall(first)), (ref, at, text)
        quarterly = ref.startswith("FM")
        before_month = at.shift(-3 if quarterly else -1)
        before = told.get((at, ref, before_month))
        if before_month < FIRST:  # known to the service, but in no file
            continue
        for said, way, name in MORE_OR_FEWER.findall(text):
            assert before is not None
            assert name == before_month.name
            assert number(said) == abs(now - before), (ref, at, text)
            assert way == ("more" if now > before else "fewer"), (ref, at, text)
            compared += 1
        for way, said, name in UP_OR_DOWN.findall(text):
            assert name == before_month.name
            assert number(said) == before, (ref, at, text)
            assert way == ("up" if now > number(said) else "down"), (ref, at, text)
            compared += 1
        if "the same as in" in text:
            assert now == before, (ref, at, text)
            compared += 1
    assert compared > 1000


def test_what_is_said_of_targets_is_what_the_catalogue_has(
    comments: list[Comment], told: Told, invented: Catalogue
) -> None:
    met = re.compile(r"The target of ([\d,.]+)%? is met")
    missed = re.compile(r"The target is ([\d,]+)%?, ([\d,]+)(?: percentage points?)? (\w+)\.")
    seen = Counter[str]()
    for comment in comments:
        at, ref = comment.month, comment.ref
        indicator = invented.indicator(ref)
        targets = {t.value for t in indicator.targets if t.financial_year == at.financial_year}
        for said in met.findall(comment.text):
            now = told[at, ref, at]
            assert number(said) in targets
            less = indicator.polarity == "less is better"
            assert now <= number(said) if less else now >= number(said), comment
            seen["met"] += 1
        for said, gap, way in missed.findall(comment.text):
            now = told[at, ref, at]
            assert number(said) in targets
            assert number(gap) == abs(now - number(said)), comment
            assert way == ("higher" if number(said) > now else "lower")
            seen["missed"] += 1
    assert min(seen["met"], seen["missed"]) > 20


def test_the_file_carries_the_comment_in_its_own_column(invented: Catalogue) -> None:
    file = next(iter(demo_files(invented)))
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == ["Invented council: every figure, name and sentence in this file is "
                       "made up."]  # fmt: skip
    assert rows[1][-1] == "Commentary (Mar-21)"
    assert rows[2][0] == "M1"
    assert rows[2][-1]


def test_what_was_promised_is_held_in_the_briefing_until_answered(
    demo_store: Store, invented: Catalogue
) -> None:
    holdings = read_holdings(demo_store, invented)
    due = {
        month: [
            one.text.split("“")[1].split("”")[0]
            for one in make_briefing(holdings, month, Audience.RESTRICTED).promises
        ]
        for month in months_between(LAST.shift(-11), LAST)
    }
    conferences = "One office will book all conferences by December 2025."
    visits = "We will record every visit within two days by February 2026."
    assert [month for month, promised in due.items() if promised] == [
        Month(2025, 12),
        Month(2026, 1),
        Month(2026, 2),
    ]
    assert due[Month(2026, 2)] == [conferences, visits]
