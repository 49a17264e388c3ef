"""Headings worked out again: the movement, and what makes it a topic."""

from __future__ import annotations

from fractions import Fraction

from dashboard.catalogue import Indicator, Polarity, TargetBasis
from dashboard.measures import Signal
from dashboard.periods import months_between
from dashboard.records import Basis, Colour
from dashboard.views import words
from tests.briefing.parsing import Slots, agrees, month_named, number_of
from tests.briefing.recomputing import Check, Recomputing


def _moved(r: Recomputing, one: Indicator, slots: Slots) -> None:
    before, after = r.sides(one)
    assert agrees(slots["now"], r.now(one))
    _check_unit(one, slots["now"])
    assert slots["moved"] == ("rose" if after > before else "fell")
    assert not agrees(slots["now"], before), "it is shown as it was"
    if "then" in slots:
        assert agrees(slots["before"], before)
        assert month_named(slots["then"], r.at(one)) == r.then(one)


def _check_unit(one: Indicator, text: str) -> None:
    """A rate says what it is a rate of."""
    per = text.partition(" ")[2]
    assert per in ("", " ".join(one.unit.split()[:2]))


def _stayed(r: Recomputing, one: Indicator, slots: Slots) -> None:
    before, _ = r.sides(one)
    assert agrees(slots["now"], r.now(one))
    _check_unit(one, slots["now"])
    assert agrees(slots["now"], before)


def _stands(r: Recomputing, one: Indicator, slots: Slots) -> None:
    assert agrees(slots["now"], r.now(one))
    _check_unit(one, slots["now"])
    assert r.slow.change(one.ref, r.at(one), r.then(one)).arrow is None


def unsupplied(r: Recomputing, one: Indicator, _: Slots) -> None:
    assert r.slow.value(one.ref, r.at(one)) is None


def _target(r: Recomputing, one: Indicator, slots: Slots, basis: TargetBasis) -> Fraction:
    """The target that the colour rests on."""
    r.check_colour(one, Basis.STALE_TARGET if "year" in slots else Basis.TARGET)
    target = r.slow.target(one, r.at(one))
    assert target
    assert target.value is not None
    assert target.basis is basis
    assert agrees(slots["target"], Fraction(target.value))
    assert slots.get("year") in (None, target.financial_year.long)
    return Fraction(target.value)


def _off_target(r: Recomputing, one: Indicator, slots: Slots) -> None:
    goal = _target(r, one, slots, TargetBasis.LEVEL)
    assert slots["side"] == ("over" if r.now(one) > goal else "under")
    r.says_size(one, slots["gap"], r.now(one) - goal)
    r.adds_up(slots["now"], slots["target"], slots["gap"])
    r.check_still(one, slots["still"])


def _behind_total(r: Recomputing, one: Indicator, slots: Slots) -> None:
    goal = _target(r, one, slots, TargetBasis.TOTAL)
    months = list(months_between(r.at(one).financial_year.first, r.at(one)))
    values = [r.slow.value(one.ref, m) for m in months if r.slow.due(one.ref, m)]
    assert agrees(slots["total"], sum((v for v in values if v is not None), Fraction(0)))
    assert None not in values
    assert agrees(slots["expected"], goal * len(months) / 12)


def _worse_than_area(r: Recomputing, one: Indicator, slots: Slots) -> None:
    known = {"the neighbours": Basis.NEIGHBOURS, "England": Basis.ENGLAND}
    r.check_colour(one, known[slots["area"]])
    stated = one.comparators
    given = stated.neighbours if slots["area"] == "the neighbours" else stated.england
    assert given
    assert agrees(slots["figure"], Fraction(given.value))
    r.says_size(one, slots["gap"], r.now(one) - Fraction(given.value))
    r.adds_up(slots["now"], slots["figure"], slots["gap"])
    r.check_still(one, slots["still"])


def off_usual(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line = r.check_range(one, slots["range"])
    _, point, _ = r.chart(one)
    assert point.signal is Signal.OUTSIDE
    assert not line.is_trial
    just, _, side = slots["side"].rpartition(" ")
    assert side == ("above" if point.direction > 0 else "below")
    end = slots["range"].split(" to ")[point.direction > 0]
    assert bool(just) == (words.figure(one, float(r.now(one))) == end)
    if "merit" in slots:
        sign = 1 if one.polarity is Polarity.MORE else -1
        assert slots["merit"] == ("better" if point.direction == sign else "worse")
        assert number_of(slots["count"]) == line.points


def off_average(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line, point, run = r.chart(one)
    assert line
    assert point.signal is Signal.ONE_SIDE
    assert slots["side"] == ("above" if point.direction > 0 else "below")
    assert number_of(slots["count"]) == run
    if "centre" in slots:
        assert agrees(slots["centre"], line.centre)
        assert number_of(slots["base"]) == line.points


def off_trend(r: Recomputing, one: Indicator, slots: Slots) -> None:
    _, point, run = r.chart(one)
    assert point.signal is Signal.TREND
    assert slots["moved"] in (
        ("rose", "rising") if point.direction > 0 else ("fell", "falling")
    )
    assert number_of(slots["count"]) == run - 1


def near_limit(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line = r.check_range(one, slots["range"])
    _, point, _ = r.chart(one)
    assert point.signal is Signal.TWO_OF_THREE
    assert slots["end"] == ("top" if point.direction > 0 else "bottom")
    assert "count" not in slots or number_of(slots["count"]) == line.points


def most(r: Recomputing, one: Indicator, slots: Slots) -> None:
    held, now = r.year(one), r.now(one)
    assert held.count(now) == 1
    assert now == (max(held) if slots["extreme"] == "highest" else min(held))
    if "count" in slots:
        assert number_of(slots["count"]) == len(held)
    else:
        assert r.is_whole_year(one)


def _turned_better(r: Recomputing, one: Indicator, slots: Slots) -> None:
    assert r.colour(one, r.then(one)) is Colour.RED
    assert r.colour(one, r.at(one)) == slots["colour"] != Colour.RED


HEADINGS: dict[str, Check] = {
    "moved": _moved,
    "moved-from": _moved,
    "stayed": _stayed,
    "stands": _stands,
    "unsupplied": unsupplied,
}
CLAUSES: dict[str, Check] = {
    "off-target": _off_target,
    "off-old-target": _off_target,
    "behind-total": _behind_total,
    "behind-old-total": _behind_total,
    "worse-than-area": _worse_than_area,
    "off-usual": off_usual,
    "off-average": off_average,
    "off-trend": off_trend,
    "near-limit": near_limit,
    "most": most,
    "most-of-year": most,
    "turned-better": _turned_better,
}
