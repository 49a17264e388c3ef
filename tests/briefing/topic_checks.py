"""What happened and how sure it is, worked out again."""

from __future__ import annotations

from fractions import Fraction

from dashboard.catalogue import Indicator
from dashboard.periods import Month, months_between
from dashboard.records import Colour, Judgement, Status
from tests.briefing.heading_checks import (
    most,
    near_limit,
    off_average,
    off_trend,
    off_usual,
)
from tests.briefing.parsing import Slots, agrees, decimal_of, month_named, number_of
from tests.briefing.recomputing import Check, Recomputing

ABSENT = {
    Status.SUPPRESSED: "the figure is hidden to protect children",
    Status.NOT_APPLICABLE: "there was nothing to measure",
    Status.LOW: "the figure is too low to show",
    Status.MISSING: "no figure was supplied",
    Status.NOT_AVAILABLE: "no figure was supplied",
}


def _change(r: Recomputing, one: Indicator, slots: Slots) -> None:
    before, after = r.sides(one)
    assert month_named(slots["then"], r.at(one)) == r.then(one)
    assert agrees(slots["before"], before)
    if "size" not in slots:
        assert r.slow.change(one.ref, r.at(one), r.then(one)).small
        return
    assert slots["a_move"] == ("a rise" if after > before else "a fall")
    size, _, percent = slots["size"].partition(", or ")
    r.says_size(one, size, after - before)
    if percent:
        just = percent.startswith("just under ")
        assert agrees(percent.removeprefix("just under "), 100 * abs((after - before) / before))
        is_similar = r.slow.change(one.ref, r.at(one), r.then(one)).judgement
        assert not just or is_similar is Judgement.SIMILAR


def _same(r: Recomputing, one: Indicator, slots: Slots) -> None:
    before, after = r.sides(one)
    assert month_named(slots["then"], r.at(one)) == r.then(one)
    assert agrees(slots["before"], before)
    assert agrees(slots["before"], after)


def _no_change(r: Recomputing, one: Indicator, slots: Slots) -> None:
    assert month_named(slots["then"], r.at(one)) == r.then(one)
    held = r.slow.held.get((one.ref, r.then(one)))
    expected = ABSENT[held.status] if held else None
    if r.then(one) < r.first:
        expected = "no figure is held"
    assert slots["why"] == (expected or "no figure was supplied")


def _month_before(r: Recomputing, one: Indicator, slots: Slots) -> None:
    month = month_named(slots["then"], r.at(one))
    assert month == r.at(one).shift(-3 if one.is_quarterly else -1) > r.then(one)
    assert agrees(slots["before"], r.slow.figure(one.ref, month))


def _parts(r: Recomputing, one: Indicator, slots: Slots) -> None:
    now, before = r.slow.parts(one.ref, r.at(one)), r.slow.parts(one.ref, r.then(one))
    assert _as_said(slots["top"], slots["bottom"]) == now
    assert slots["unit"] == one.unit
    if "top_before" in slots:
        assert _as_said(slots["top_before"], slots["bottom_before"]) == before


def _as_said(top: str, bottom: str) -> tuple[Fraction, Fraction]:
    return Fraction(decimal_of(top)), Fraction(decimal_of(bottom))


def _turned(r: Recomputing, one: Indicator, slots: Slots) -> None:
    assert r.colour(one, r.at(one)) is Colour.RED
    assert r.colour(one, r.then(one)) == slots["colour"] != Colour.RED


def _range(r: Recomputing, one: Indicator, slots: Slots) -> None:
    held = r.year(one)
    assert agrees(slots["low"], min(held))
    assert agrees(slots["high"], max(held))
    if "count" in slots:
        assert number_of(slots["count"]) == len(held)
    else:
        assert r.is_whole_year(one)


def _share(r: Recomputing, one: Indicator, slots: Slots) -> None:
    shares = [
        other
        for other in r.catalogue.active
        if other.is_percentage and other.made_of and other.made_of.numerator == one.ref
    ]
    assert slots["unit"] in {share.unit for share in shares}
    month = month_named(slots["then"], r.at(one))
    assert any(
        agrees(slots["now"], r.now(share))
        and agrees(slots["before"], r.slow.figure(share.ref, month))
        for share in shares
    )


def last_held(r: Recomputing, one: Indicator, slots: Slots) -> None:
    last = r.last_held(one)
    assert last
    assert month_named(slots["then"], r.at(one)) == last[0] < r.at(one)
    assert agrees(slots["before"], last[1])


def _none_held(r: Recomputing, one: Indicator, _: Slots) -> None:
    assert r.last_held(one) is None


def _long(r: Recomputing, one: Indicator, slots: Slots) -> None:
    reds = r.reds(one)
    assert number_of(slots["count"]) == reds >= 6
    began = r.at(one).shift((1 - reds) * (3 if one.is_quarterly else 1))
    if "since" in slots:
        assert Month.parse(slots["since"]) == began
    else:
        assert r._due(one, began.shift(-1)) < r.first


def _usual(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line = r.check_range(one, slots["range"])
    _, point, _ = r.chart(one)
    assert point.signal is None
    assert not line.is_trial
    assert number_of(slots["count"]) == line.points


def _any_usual(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line, point, _ = r.chart(one)
    assert line
    low, high = r.limits(one, line)
    assert low > line.centre - line.reach
    assert high < line.centre + line.reach or not one.is_percentage
    assert point.signal is None
    assert number_of(slots["count"]) == line.points


def _still(r: Recomputing, one: Indicator, slots: Slots) -> None:
    assert r.check_range(one, slots["range"]).reach == 0


def _trial(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line = r.check_range(one, slots["range"]) if "range" in slots else r.chart(one)[0]
    assert line
    assert line.is_trial
    if "where" in slots:
        gap = r.now(one) - line.centre
        place = "within" if abs(gap) <= line.reach else ("above" if gap > 0 else "below")
        assert slots["where"] == place
    if "count" in slots:
        assert number_of(slots["count"]) == line.points


def _too_few(r: Recomputing, one: Indicator, slots: Slots) -> None:
    line, _, _ = r.chart(one)
    assert line is None
    held = [m for m in months_between(r.first, r.at(one)) if r.slow.returned(one.ref, m)]
    assert number_of(slots["count"]) == len(held) < 7


def _no_range(r: Recomputing, one: Indicator, _: Slots) -> None:
    assert r.chart(one)[0] is None or (one.spc and one.spc.no_limits)


def _one_moves(r: Recomputing, one: Indicator, slots: Slots) -> None:
    parts = r.slow.parts(one.ref, r.at(one))
    assert parts
    assert decimal_of(slots["bottom"]) == parts[1] < 40
    r.says_size(one, slots["points"], 100 / parts[1])


def _no_parts(r: Recomputing, one: Indicator, _: Slots) -> None:
    assert one.is_percentage
    assert r.slow.parts(one.ref, r.at(one)) is None


def _small(r: Recomputing, one: Indicator, _: Slots) -> None:
    assert r.slow.change(one.ref, r.at(one), r.then(one)).small


def _restated(r: Recomputing, one: Indicator, slots: Slots) -> None:
    month = month_named(slots["then"], r.at(one))
    earlier = r.holdings.restated[one.ref, month]
    value = earlier[-1].value
    assert value is not None
    assert agrees(slots["before"], Fraction(value))


def _checks(r: Recomputing, one: Indicator, slots: Slots) -> None:
    mine = [f for f in r.holdings.findings if one.ref in f.refs and f.month == r.at(one)]
    assert number_of(slots["count"]) == sum(not f.accepted_by for f in mine)


HAPPENED: dict[str, Check] = {
    "change": _change,
    "change-small": _change,
    "same": _same,
    "no-change": _no_change,
    "month-before": _month_before,
    "parts": _parts,
    "parts-now": _parts,
    "turned": _turned,
    "extreme": most,
    "extreme-of-year": most,
    "range": _range,
    "range-of-year": _range,
    "share": _share,
    "last-held": last_held,
    "none-held": _none_held,
    "long": _long,
    "long-held": _long,
    "usual": _usual,
    "outside": off_usual,
    "one-side": off_average,
    "trend": off_trend,
    "near": near_limit,
    "any-usual": _any_usual,
    "still": _still,
    "trial": _trial,
    "trial-any": _trial,
    "trial-gaps": _trial,
    "too-few": _too_few,
    "no-range": _no_range,
    "one-moves": _one_moves,
    "no-parts": _no_parts,
    "small": _small,
    "restated": _restated,
    "checks": _checks,
}
