"""How it compares, and what is asked, worked out again."""

from __future__ import annotations

from fractions import Fraction

from dashboard.catalogue import Indicator, Kind
from dashboard.official import compute
from dashboard.periods import Month
from dashboard.records import Basis
from tests.briefing.heading_checks import unsupplied
from tests.briefing.parsing import Slots, agrees, month_named, number_of
from tests.briefing.recomputing import Check, Recomputing


def _areas(r: Recomputing, one: Indicator, slots: Slots) -> None:
    """Each area by its name, with its figure, and the years and bases of all."""
    if "kind" in slots:
        tops = [
            i
            for i in r.catalogue.active
            if i.made_of and i.made_of.numerator == one.ref and agrees(slots["now"], r.now(i))
        ]
        one = next(i for i in tops if i.comparators.neighbours or i.comparators.england)
    else:
        assert one.kind is not Kind.COUNT
    stated, region = one.comparators, r.catalogue.council.region
    given = {"neighbours": stated.neighbours, "england": stated.england, region.lower(): None}
    given[region.lower()] = stated.region
    said = {}
    for piece in slots["figures"].split(", "):
        name, _, figure = piece.rpartition(" ")
        said[name.lower()] = figure
    assert set(said) == {name for name, value in given.items() if value}
    for name, figure in said.items():
        comparator = given[name]
        assert comparator
        assert agrees(figure, Fraction(comparator.value))
        for word in (comparator.year, comparator.basis):
            assert word in slots["basis"] or word == "not stated"


def _count(_r: Recomputing, one: Indicator, _: Slots) -> None:
    assert one.kind not in (Kind.PERCENTAGE, Kind.RATE)


def _no_areas(_r: Recomputing, one: Indicator, _: Slots) -> None:
    assert one.comparators.status == "no national comparator exists"


def _none_given(_r: Recomputing, one: Indicator, _: Slots) -> None:
    stated = one.comparators
    assert (stated.neighbours, stated.england, stated.region) == (None, None, None)


def _rank(r: Recomputing, one: Indicator, slots: Slots) -> None:
    """By counting who has more, among those that hold a value."""
    computed = compute(r.catalogue, r.holdings.official, one)
    assert computed
    own = computed.own.value
    assert own is not None
    others = [value for _, value in computed.each if value is not None]
    more, same = sum(v > own for v in others), sum(v == own for v in others)
    of, place = len(others) + 1, more + 1
    assert slots["year"] == computed.year.words
    assert number_of(slots["of"]) == of
    text = slots["place"].removesuffix(" (shared)")
    assert (text != slots["place"]) is (same > 0)
    expected = {1: "the highest", of: "the lowest"}.get(place)
    ordinal = {2: "2nd", 3: "3rd"}.get(place, f"{place}th")
    assert text == (expected or f"{ordinal} highest")


def _year_before(r: Recomputing, one: Indicator, slots: Slots) -> None:
    month = Month.parse(slots["then"])
    assert month == r.at(one).shift(-12)
    assert agrees(slots["before"], r.slow.figure(one.ref, month))


def _year_published(r: Recomputing, one: Indicator, slots: Slots) -> None:
    figure = r.slow.printed[one.ref, r.at(one)]
    assert figure.value is not None
    assert agrees(slots["percent"].removeprefix("+"), Fraction(figure.value))
    assert Month.parse(slots["then"]) == r.at(one).shift(-12)


def _average(r: Recomputing, one: Indicator, slots: Slots) -> None:
    spread = r.slow.spread(one.ref, r.at(one))
    assert number_of(slots["count"]) == spread.held
    assert agrees(slots["average"], spread.average)


def _average_published(r: Recomputing, one: Indicator, slots: Slots) -> None:
    figure = r.holdings.printed[one.ref, r.at(one)]["average"]
    assert figure.value is not None
    assert agrees(slots["average"], Fraction(figure.value))


def _ask_move(r: Recomputing, one: Indicator, slots: Slots) -> None:
    before, after = r.sides(one)
    assert slots["move"] == ("rise" if after > before else "fall")
    assert month_named(slots["then"], r.at(one)) == r.then(one)
    assert slots["next"] == r.at(one).shift(3 if one.is_quarterly else 1).name


def _ask_usual(r: Recomputing, one: Indicator, _: Slots) -> None:
    line, point, _run = r.chart(one)
    assert line
    assert not line.is_trial
    assert point.signal


def _ask_target(r: Recomputing, one: Indicator, slots: Slots) -> None:
    target = r.slow.target(one, r.at(one))
    assert target
    assert target.value is not None
    assert agrees(slots["target"], Fraction(target.value))
    if "year" in slots:
        assert slots["year"] == target.financial_year.long


def _ask_area(r: Recomputing, one: Indicator, _: Slots) -> None:
    r.check_colour(one, Basis.NEIGHBOURS, Basis.ENGLAND)


def _ask_long(r: Recomputing, one: Indicator, _: Slots) -> None:
    assert r.reds(one) >= 6


COMPARED: dict[str, Check] = {
    "areas": _areas,
    "tied-areas": _areas,
    "count": _count,
    "no-areas": _no_areas,
    "none-given": _none_given,
    "rank": _rank,
    "year-before": _year_before,
    "year-published": _year_published,
    "average": _average,
    "average-published": _average_published,
    "ask-move": _ask_move,
    "ask-usual": _ask_usual,
    "ask-target": _ask_target,
    "ask-old-target": _ask_target,
    "ask-total": _ask_target,
    "ask-area": _ask_area,
    "ask-long": _ask_long,
    "ask-supply": unsupplied,
}
