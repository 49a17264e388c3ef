"""The lines beside the topics, worked out again."""

from __future__ import annotations

from collections.abc import Callable

from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.records import Colour, Status
from tests.briefing.parsing import Slots, decimal_of, month_named, number_of
from tests.briefing.recomputing import Recomputing
from tests.briefing.topic_checks import last_held

Anything = Callable[[Recomputing, Indicator | None, Slots], None]


def _missing(r: Recomputing, one: Indicator | None, slots: Slots) -> None:
    assert one
    assert r.slow.value(one.ref, r.at(one)) is None
    assert slots["month"] == r.at(one).name
    if "before" in slots:
        last_held(r, one, slots)
    else:
        assert r.last_held(one) is None


def _doubtful_zero(r: Recomputing, one: Indicator | None, slots: Slots) -> None:
    assert one
    assert decimal_of(slots["now"]) == 0
    assert r.colour(one, r.at(one)) is Colour.QUERY


def _hidden(r: Recomputing, _: Indicator | None, slots: Slots) -> None:
    hidden = [
        o
        for o in r.slow.observations
        if o.month == r.month and o.status is Status.SUPPRESSED and r.catalogue.find(o.ref)
    ]
    assert number_of(slots["count"]) == len(hidden)
    assert Month.parse(slots["month"]) == r.month


def _supplied(r: Recomputing, _: Indicator | None, __: Slots) -> None:
    for one in r.catalogue.active:
        held = r.slow.held.get((one.ref, r.at(one)))
        assert held
        assert held.status not in (Status.MISSING, Status.NOT_AVAILABLE)


def _promised(r: Recomputing, _: Indicator | None, slots: Slots) -> None:
    refs = [one.ref for one in r.called(slots["subject"])]
    texts = [c.text for ref in refs for c in r.holdings.comments.get(ref, {}).values()]
    quote = slots["quote"].rstrip(".").removesuffix(" …")
    assert any(quote in " ".join(text.split()) for text in texts)


def _topics(r: Recomputing, _: Indicator | None, slots: Slots) -> None:
    assert number_of(slots["count"]) == len(r.briefing.topics)


def _since_meeting(r: Recomputing, _: Indicator | None, slots: Slots) -> None:
    assert month_named(slots["month"], r.month) == r.base
    days = [f"{m.date.day} {m.date:%B %Y}" for m in r.catalogue.meetings]
    assert slots["day"] in days


def _since_month(r: Recomputing, _: Indicator | None, slots: Slots) -> None:
    assert month_named(slots["month"], r.month) == r.month.shift(-1) == r.base


def _without_figures(_: Recomputing, __: Indicator | None, slots: Slots) -> None:
    assert not slots


LINES: dict[str, Anything] = {
    "missing": _missing,
    "never": _missing,
    "doubtful-zero": _doubtful_zero,
    "hidden": _hidden,
    "supplied": _supplied,
    "promised": _promised,
    "answered": _promised,
    "topics": _topics,
    "since-meeting": _since_meeting,
    "since-month": _since_month,
    "no-promise": _without_figures,
    "no-topics": _without_figures,
}
