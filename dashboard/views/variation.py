"""What is usual for an indicator, and how a month stands to it, in words.

Labels are a few words for a cell; sentences say finding, figure and reason. What lies
between the limits is called the usual range. A trial range says so wherever it is shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.catalogue import Indicator, Kind
from dashboard.measures import Assurance, NoLimits, Signal, Variation, VariationKind
from dashboard.measures.spc import ENOUGH, FEWEST, Span
from dashboard.periods import Month
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.words import returns

KEPT_MONTHS = 32
DECIMAL_UNDER = 100
"""The average of a range under this is shown to one decimal."""
LIMITS_DECIMAL_UNDER = 10
"""And so are the limits of rates, days and money under this."""

_MERITS = {
    VariationKind.IMPROVING: ("better", "getting better"),
    VariationKind.CONCERNING: ("worse", "getting worse"),
}


@dataclass(frozen=True, slots=True, eq=False)
class VariationView:
    """How a month stands to what is usual; made once and kept by identity.

    `label` is for a cell and empty where the month has no figure or no range; `shape` is its
    icon. `sentence` says it in full, `usual` is the range ("260 to 340"), `rests_on` what it
    was made from and `why` the council's own reason for that, if it gave one. Those of the
    target are empty where nothing can be said of it.
    """

    variation: Variation
    label: str
    shape: str
    sentence: str
    usual: str
    rests_on: str
    why: str
    target_label: str
    target_shape: str
    target_sentence: str

    @property
    def is_trial(self) -> bool:
        """Whether the range rests on little: then no topic is raised by it alone."""
        return self.variation.is_trial

    @property
    def is_worse(self) -> bool:
        return self.variation.kind is VariationKind.CONCERNING


@lru_cache(maxsize=KEPT_MONTHS)
def variations(holdings: Holdings, month: Month) -> Mapping[str, VariationView]:
    """Of every active indicator in a month, by ref."""
    return {i.ref: vary(holdings, i, month) for i in holdings.catalogue.active}


def vary(holdings: Holdings, indicator: Indicator, month: Month) -> VariationView:
    """Of one active indicator, by all that was held up to the month."""
    found = holdings.measures.variation(indicator.ref, month)
    before = None
    if found.signal is Signal.TREND:
        first = _months_back(indicator, month, found.run - 1)
        before = holdings.measures.figure(indicator.ref, first)
    return say_variation(indicator, found, before)


def say_variation(
    indicator: Indicator, found: Variation, before: float | None = None
) -> VariationView:
    """A record in words. `before` is the figure with which a trend began."""
    stated = indicator.spc
    reason = stated.no_limits or "" if stated else ""
    for baseline in stated.baselines if stated else ():
        if (found.base.begun, found.base.fixed) == (baseline.begins, baseline.ends):
            reason = baseline.reason
    return VariationView(
        variation=found,
        label=label_of(found),
        shape=_shape(found),
        sentence=_sentence(indicator, found, before),
        usual=usual_range(indicator, found),
        rests_on=_rests_on(indicator, found),
        why=reason,
        target_label=_TARGETS[found.assurance][0],
        target_shape=_TARGETS[found.assurance][1],
        target_sentence=_target_sentence(indicator, found),
    )


def usual_range(indicator: Indicator, found: Variation | Span) -> str:
    """ "260 to 340", within what is possible; "50 in every month"; empty without limits."""
    if found.centre is None or found.lower is None:
        return ""
    if found.lower == found.upper:
        return f"{words.figure(indicator, found.centre)} in every {returns(indicator, 1)}"
    low, high = ends_of_range(indicator, found)
    return low if low == high else f"{low} to {high}"


def ends_of_range(indicator: Indicator, found: Variation | Span) -> tuple[str, str]:
    """Where the usual range begins and ends; of a count, the whole numbers within it."""
    low, high = possible_limits(indicator, found)
    if indicator.kind is Kind.COUNT and math.ceil(low) <= math.floor(high):
        low, high = math.ceil(low), math.floor(high)
    places = 0 if indicator.is_percentage or abs(high) >= LIMITS_DECIMAL_UNDER else 1
    sign = "%" if indicator.is_percentage else ""
    first, last = (
        words.number(end, 0 if end == int(end) else places) + sign for end in (low, high)
    )
    return first, last


def possible_limits(indicator: Indicator, found: Variation | Span) -> tuple[float, float]:
    """The limits, cut off at nought and, for a percentage, at 100%.

    Only money may fall below nought, and a percentage may pass 100% if it does so anyway.
    """
    assert found.lower is not None
    assert found.upper is not None
    assert found.centre is not None
    low, high = found.lower, found.upper
    if indicator.kind is not Kind.MONEY:
        low = max(low, 0.0)
    if indicator.is_percentage and found.centre <= 100:
        high = min(high, 100.0)
    return low, high


def may_be_passed(indicator: Indicator, found: Variation | Span) -> tuple[bool, bool]:
    """Whether a figure can lie below the lower and above the upper limit at all."""
    low, high = possible_limits(indicator, found)
    return found.lower == low, found.upper == high


def average_of_range(indicator: Indicator, found: Variation | Span) -> str:
    """The centre, with a decimal where it has one and is under 100."""
    assert found.centre is not None
    fine = abs(found.centre) < DECIMAL_UNDER
    return words.figure(indicator, found.centre, fine=fine).replace(".0", "")


def label_of(found: Variation) -> str:
    """What a month is, in a few words; empty without a figure or a range."""
    match found.kind:
        case VariationKind.COMMON_CAUSE:
            return "as usual"
        case VariationKind.UNUSUAL if found.signal is Signal.TREND:
            return "rising" if found.direction > 0 else "falling"
        case VariationKind.UNUSUAL:
            return "higher than usual" if found.direction > 0 else "lower than usual"
        case VariationKind.IMPROVING | VariationKind.CONCERNING:
            merit, trend = _MERITS[found.kind]
            return trend if found.signal is Signal.TREND else f"{merit} than usual"
    return ""


def _shape(found: Variation) -> str:
    """A wave within, or a mark above or below a line: a diamond for worse, a ring for better,
    a square where neither is."""
    if found.kind is VariationKind.COMMON_CAUSE:
        return "usual"
    if not found.kind.is_special:
        return "dash"
    return f"{found.kind}-{'high' if found.direction > 0 else 'low'}"


def _months_back(indicator: Indicator, month: Month, count: int) -> Month:
    return month.shift(-count * (3 if indicator.is_quarterly else 1))


def side_of_range(indicator: Indicator, found: Variation) -> str:
    """On which side of the range a figure outside it lies: "above", or "just above" where it
    is shown like the end that it has passed."""
    assert found.value is not None
    side = "above" if found.direction > 0 else "below"
    ends = usual_range(indicator, found).split(" to ")
    return f"just {side}" if words.figure(indicator, found.value) in ends else side


def _sentence(indicator: Indicator, found: Variation, before: float | None) -> str:
    if found.reason is not None:
        return _no_range(indicator, found)
    usual = usual_range(indicator, found)
    if found.value is None:
        return f"No figure this {returns(indicator, 1)}; {usual} is usual."
    now = f"{words.figure(indicator, found.value)} in {found.month.long}"
    side = "above" if found.direction > 0 else "below"
    count = words.count_in_words
    match found.signal:
        case Signal.OUTSIDE if found.is_still:
            return f"{now} is {side} what it was before: {usual}."
        case Signal.OUTSIDE:
            return f"{now} is {side_of_range(indicator, found)} the usual range of {usual}."
        case Signal.TREND:
            assert before is not None
            way = "rose" if found.direction > 0 else "fell"
            many = f"{count(found.run - 1)} {returns(indicator)}"
            began = _months_back(indicator, found.month, found.run - 1)
            start = f"{words.figure(indicator, before)} in {began.long}"
            return f"It {way} {many} in a row, from {start} to {now}."
        case Signal.TWO_OF_THREE:
            end = "top" if found.direction > 0 else "bottom"
            return (
                f"Two of the last three {returns(indicator)} lie near the {end} of the usual "
                f"range of {usual}, and all three on that side of its average."
            )
        case Signal.ONE_SIDE:
            many = f"{count(found.run)} {returns(indicator)}"
            average = f"{found.base.points}-{returns(indicator, 1)} average"
            centre = average_of_range(indicator, found)
            return f"It has been {side} its {average} of {centre} for {many} in a row."
    if found.is_still:
        return f"{now}, as before: {usual}."
    if not any(may_be_passed(indicator, found)):
        return f"{now} is usual: it varies so much that any figure would be."
    return f"{now} is within the usual range of {usual}."


def _no_range(indicator: Indicator, found: Variation) -> str:
    match found.reason:
        case NoLimits.NOT_USED:
            return "No usual range is worked out for this indicator."
        case NoLimits.NO_RANGE:
            return f"There is no usual range: no two {returns(indicator)} in a row are held."
    since = f" since {found.base.begun.long}" if found.base.begun else ""
    held = f"{words.count_in_words(found.base.points)} {returns(indicator, found.base.points)}"
    is_are = "is" if found.base.points == 1 else "are"
    return (
        f"There is no usual range yet: {held} {is_are} held{since}. "
        f"{words.count_in_words(FEWEST).capitalize()} make a trial range, "
        f"{words.count_in_words(ENOUGH)} a full one."
    )


def _rests_on(indicator: Indicator, found: Variation) -> str:
    """What the range was made from; empty without one."""
    base = found.base
    if found.centre is None or base.first is None or base.last is None:
        return ""
    held = f"{base.points} {returns(indicator, base.points)}"
    said = f"The range rests on {held}, {base.first.long} to {base.last.long}."
    if found.is_trial:
        little = (
            f"{ENOUGH} are needed for a full one"
            if base.points < ENOUGH
            else f"gaps leave only {base.ranges} that follow another"
        )
        said = (
            f"A trial range: it rests on {held}, {base.first.long} to {base.last.long}; "
            f"{little}."
        )
    if base.begun:
        said += f" It was begun anew in {base.begun.long}."
    if base.fixed:
        said += f" Months after {base.fixed.long} do not change it."
    return said


_TARGETS = {
    Assurance.PASSING: ("reliably met", "tick"),
    Assurance.FAILING: ("reliably missed", "cross"),
    Assurance.INCONSISTENT: ("hit or miss", "half"),
    None: ("", ""),
}


def _target_sentence(indicator: Indicator, found: Variation) -> str:
    """Whether the usual range meets the target."""
    if found.assurance is None or found.target is None or found.centre is None:
        return ""
    of = f" set for {found.target.year.long}" if found.target.is_stale else ""
    target = f"The target of {words.figure(indicator, found.target.value)}{of}"
    month = returns(indicator, 1)
    if found.is_still:
        met = "met" if found.assurance is Assurance.PASSING else "missed"
        return f"{target} is {met} every {month}: the figure does not move."
    if found.assurance is Assurance.INCONSISTENT:
        return (
            f"{target} lies within the usual range: some {month}s meet it and others miss it "
            "without anything having changed."
        )
    side = "above" if found.target.value > found.centre else "below"
    met = "met" if found.assurance is Assurance.PASSING else "missed"
    return f"{target} lies {side} the usual range: it is {met} unless something changes."
