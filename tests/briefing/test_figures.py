"""Every sentence of the briefings is worked out again from the observations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import pytest

from dashboard.catalogue import Catalogue, Indicator
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.store import Store
from dashboard.views.briefing import Briefing, Sentence, make_briefing
from dashboard.views.holdings import Holdings, read_holdings
from tests.briefing.checking import UNCHECKED, Checker

FEBRUARY = Month(2021, 2)
AUDIENCES = (Audience.RESTRICTED, Audience.PUBLIC)


def check_all(holdings: Holdings, month: Month, audience: Audience) -> list[str]:
    """The keys of all sentences of a briefing, each found true."""
    briefing = make_briefing(holdings, month, audience)
    again = Checker(holdings, briefing)
    for topic in briefing.topics:
        again.check_heading(topic.heading.text, topic.indicator)
        said = (*topic.happened, *topic.sure, *topic.compared, *topic.questions)
        _check(again, said, topic.indicator)
    rest = [*briefing.summary, *briefing.promises]
    for lines in briefing.lists:
        rest += lines.sentences
    _check(again, [one for one in rest if one.key != "more"], None)
    assert len(again.checked) >= sum(one.key != "more" for one in briefing.sentences)
    check_traces(holdings, briefing)
    return again.checked


def _check(again: Checker, sentences: Sequence[Sentence], indicator: Indicator | None) -> None:
    for sentence in sentences:
        again.check(sentence.text, indicator)


def check_traces(holdings: Holdings, briefing: Briefing) -> None:
    """Every figure that leads somewhere leads to a cell that is held and says its value."""
    for sentence in briefing.sentences:
        for part in sentence.parts:
            if not part.figure:
                continue
            assert part.ref in holdings.measures.refs
            assert part.month in holdings.months
            if part.figure == "value":
                value = holdings.measures.figure(part.ref, part.month)
                assert value is not None, sentence.text


def test_the_sample(holdings: Holdings) -> None:
    checked = check_all(holdings, FEBRUARY, Audience.RESTRICTED)
    assert len(checked) > 40
    for month in holdings.months[:-1]:
        check_all(holdings, month, Audience.RESTRICTED)


SWAPS = {
    "rose": "fell", "fell": "rose", "rise": "fall", "fall": "rise", "highest": "lowest",
    "lowest": "highest", "above": "below", "below": "above", "over": "under",
    "under": "over", "within": "above", "amber": "green", "green": "amber",
    "better": "worse", "January": "December", "still": "",
}  # fmt: skip


def made_wrong(text: str) -> Iterator[str]:
    """The sentence with one number raised by one, or one telling word turned round."""
    for found in re.finditer(r"\d+", text):
        wrong = str(int(found[0]) + 1)
        yield text[: found.start()] + wrong + text[found.end() :]
    for found in re.finditer(r"\w+", text):
        if found[0] in SWAPS and not text.startswith(("Which areas", "It was red")):
            yield text[: found.start()] + SWAPS[found[0]] + text[found.end() :]


def test_a_wrong_figure_or_word_is_found(holdings: Holdings) -> None:
    briefing = make_briefing(holdings, FEBRUARY, Audience.RESTRICTED)
    again, tried, missed = Checker(holdings, briefing), 0, []
    for topic in briefing.topics:
        said = (*topic.happened, *topic.sure, *topic.compared, *topic.questions)
        cases = [(topic.heading.text, again.check_heading)]
        cases += [(sentence.text, again.check) for sentence in said]
        for text, check in cases:
            for wrong in made_wrong(text):
                tried += 1
                try:
                    check(wrong, topic.indicator)
                except AssertionError:
                    continue
                missed.append(wrong)
    for sentence in (line for lines in briefing.lists for line in lines.sentences):
        for wrong in made_wrong(sentence.text):
            tried += 1
            with pytest.raises(AssertionError):
                again.check(wrong, None)
    assert tried > 100
    assert missed == [], "\n".join(missed)


@pytest.fixture(scope="module", params=AUDIENCES)
def told(
    request: pytest.FixtureRequest, demo_store: Store, invented: Catalogue
) -> tuple[Holdings, Audience]:
    """What the invented council holds for an audience."""
    return read_holdings(demo_store, invented, request.param), request.param


def test_twelve_months_of_the_demo(told: tuple[Holdings, Audience]) -> None:
    holdings, audience = told
    for month in holdings.months[-12:]:
        assert len(check_all(holdings, month, audience)) > 25


@pytest.mark.long
def test_every_month_of_the_demo(
    told: tuple[Holdings, Audience], record_property: Callable[[str, object], None]
) -> None:
    holdings, audience = told
    checked = [key for month in holdings.months for key in check_all(holdings, month, audience)]
    record_property(f"sentences worked out again, {audience}", len(checked))
    record_property("patterns met", len(set(checked)))


def test_nothing_is_left_unchecked_but_what_says_no_figure() -> None:
    assert {"noted", "more"} == UNCHECKED
