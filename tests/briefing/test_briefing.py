"""The briefing as a whole: what it compares with, promises, nothing hidden, plain text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD
from dashboard.editions import Material, read_material
from dashboard.periods import Month
from dashboard.records import Audience, Observation
from dashboard.store import Store
from dashboard.views.briefing import as_text, make_briefing
from dashboard.views.holdings import Holdings, hold
from tests.spec.briefing_example import FEBRUARY, brief
from tests.spec.example import catalogue, indicator

PROMISE = "said 2020-12 We will do it by February."


def test_it_is_made_of_the_latest_month_unless_another_is_asked_for(holdings: Holdings) -> None:
    latest = make_briefing(holdings, None, Audience.RESTRICTED)
    assert latest.month == FEBRUARY
    assert make_briefing(holdings, Month(2020, 11), Audience.PUBLIC).month == Month(2020, 11)
    assert make_briefing(holdings, Month(2030, 1), Audience.PUBLIC).month == FEBRUARY


def test_without_a_month_there_is_no_briefing() -> None:
    nothing = hold(Material(catalogue(indicator())), Audience.RESTRICTED)
    with pytest.raises(LookupError):
        make_briefing(nothing, None, Audience.RESTRICTED)


def test_changes_are_from_the_month_the_last_meeting_considered() -> None:
    briefing = brief("meeting 2020-11; meeting 2021-02; figures 50, 47, 44, 40")
    assert (briefing.since.base, briefing.since.month) == (Month(2020, 11), FEBRUARY)
    assert briefing.since.meeting
    assert briefing.since.meeting.isoformat() == "2021-03-21"
    (topic,) = briefing.topics
    assert topic.happened[0].text == "In November it was 50: a fall of 10, or 20%."
    assert topic.happened[1].text == "In January, the month before, it was 44."


def test_a_later_meeting_is_not_the_last_one() -> None:
    briefing = brief("meeting 2021-02; meeting 2021-03; figures 50, 40")
    assert briefing.since.last is None
    assert briefing.since.base == Month(2021, 1)


def test_the_question_goes_to_the_owner() -> None:
    assert brief("figures 50, 40").topics[0].whom == "The owner, Jo Example"
    assert brief("no owner; figures 50, 40").topics[0].whom == "The service"


def test_promises_come_first_the_longest_due_before_others() -> None:
    text = "said 2020-10 We will write by January. We will train by December."
    said = [one.text for one in brief(f"figures 50, 50; {text}").promises]
    assert [one.partition(":")[2].split("”")[0] for one in said] == [
        " “We will train by December.",
        " “We will write by January.",
    ]
    briefing = brief(f"figures 50, 40; {PROMISE}")
    texts = [one.text for one in briefing.sentences]
    assert texts.index(briefing.promises[0].text) < texts.index(briefing.topics[0].heading.text)


def test_a_promise_that_is_not_due_yet_is_not_told() -> None:
    briefing = brief("figures 50, 50; said 2020-12 We will do it by March 2021.")
    assert briefing.promises == ()
    assert briefing.summary[-1].key == "no-promise"


def test_a_withheld_text_promises_nothing() -> None:
    assert brief(f"figures 50, 50; said 2020-12 {WITHHELD}").promises == ()


def test_a_long_promise_is_cut_at_a_word() -> None:
    words = "and more of it " * 20
    (promise,) = brief(f"figures 50, 50; said 2020-12 By February we will {words}.").promises
    quote = promise.text.partition("“")[2].partition("”")[0]
    assert len(quote) <= 152
    assert quote.endswith(" …")


def test_plain_text_says_all_that_the_page_says(holdings: Holdings) -> None:
    briefing = make_briefing(holdings, FEBRUARY, Audience.RESTRICTED)
    text = as_text(briefing)
    flat = " ".join(text.split())
    assert all(len(line) <= 88 for line in text.splitlines())
    assert text.startswith("Briefing for the meeting of 25 March 2021, February 2021 figures\n")
    for sentence in briefing.sentences:
        assert " ".join(sentence.text.split()) in flat


def test_the_public_briefing_does_not_depend_on_what_is_hidden(
    demo_store: Store, invented: Catalogue
) -> None:
    """Whatever the hidden figures were, the public would read the same."""
    material, _ = read_material(demo_store, invented)
    assert material.hidden.cells
    public = hold(material, Audience.PUBLIC)

    def other(o: Observation) -> Observation:
        if (o.ref, o.month) not in material.hidden.cells or o.value is None:
            return o
        value = o.value % 5 + 1
        return replace(o, value=Decimal(value), numerator=None, denominator=None)

    changed = replace(material, observations=tuple(map(other, material.observations)))
    assert changed.observations != material.observations
    again = hold(changed, Audience.PUBLIC)
    for month in public.months[-12:]:
        was, now = (make_briefing(one, month, Audience.PUBLIC) for one in (public, again))
        assert was.sentences == now.sentences
        hidden = {cell for cell in material.hidden.cells if cell[1] <= month}
        for sentence in was.sentences:
            traced = {(p.ref, p.month) for p in sentence.parts if p.figure == "value"}
            assert not traced & hidden, sentence.text


def test_officers_see_more_than_the_public(demo_store: Store, invented: Catalogue) -> None:
    """Otherwise the test above would have nothing to find."""
    material, _ = read_material(demo_store, invented)
    held = {a: hold(material, a) for a in (Audience.PUBLIC, Audience.RESTRICTED)}
    months = held[Audience.PUBLIC].months[-12:]
    assert any(
        make_briefing(held[Audience.PUBLIC], month, Audience.PUBLIC).sentences
        != make_briefing(held[Audience.RESTRICTED], month, Audience.RESTRICTED).sentences
        for month in months
    )
