"""Whether what an indicator is held against can be held against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from dashboard.catalogue import (
    NOT_STATED,
    Comparator,
    ComparatorStatus,
    IdentityKind,
    Indicator,
    Kind,
    TargetStatus,
)
from dashboard.findings.finding import Found
from dashboard.findings.held import Held
from dashboard.findings.interval import Interval, as_rounded, deepest
from dashboard.findings.saying import gap, listed, number, points, say, span
from dashboard.official import is_computed
from dashboard.periods import Month

_NAMES = {"neighbours": "statistical neighbours", "england": "England", "region": "the region"}
_TOTALS = ("england", "region")
"""Areas whose rate is a ratio of sums. A mean over neighbours is not, and proves nothing."""

TOO_FAR = Fraction(3, 2)


def check_stale_targets(held: Held) -> Iterator[Found]:
    """The last target is of an earlier year."""
    for indicator, month in _latest(held):
        years = [t.financial_year for t in indicator.targets if t.status is TargetStatus.SET]
        past = [year for year in years if year <= month.financial_year]
        if past and max(past) < month.financial_year:
            target = next(t for t in indicator.targets if t.financial_year == max(past))
            assert target.value is not None
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}: the last target, "
                f"{say(indicator, target.value)}, is of {max(past).long}, and none is set for "
                f"{month.financial_year.long}.",
                is_lasting=True,
            )


def check_open_targets(held: Held) -> Iterator[Found]:
    """A year whose target was never confirmed."""
    for indicator, month in _latest(held):
        years = [
            target.financial_year.long
            for target in indicator.targets
            if target.status is TargetStatus.TO_BE_CONFIRMED
            and target.financial_year <= month.financial_year
        ]
        if years:
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}: the target is still to be confirmed for {listed(years)}.",
                is_lasting=True,
            )


def check_counts_compared(held: Held) -> Iterator[Found]:
    """A count set beside those of areas of other sizes."""
    rates = {
        i.made_of.numerator: i.ref
        for i in held.active
        if i.kind is Kind.RATE and i.made_of and i.made_of.numerator
    }
    for indicator, month in _latest(held):
        given = dict(_given(indicator))
        if indicator.kind is not Kind.COUNT or not given:
            continue
        others = listed([f"{number(c.value)} ({_NAMES[area]})" for area, c in given.items()])
        rate = rates.get(indicator.ref)
        advice = f"Compare the rate, {rate}." if rate else "No rate of it is in the catalogue."
        yield Found(
            (indicator.ref,),
            month,
            f"{indicator.ref}: it is set beside {others}, although it is a count and the "
            f"areas differ in size. {advice}",
            is_lasting=True,
        )


def check_bases(held: Held) -> Iterator[Found]:
    """A rate and a count whose comparators rest on different populations, or bases stated.

    For England and the region the count over the rate is the population of an average
    authority, the same for all rates of that population.
    """
    for indicator, month in _latest(held):
        typed = (c for area in _NAMES if (c := _typed(indicator, area)))
        stated = {c.basis for c in typed if c.basis != NOT_STATED}
        if len(stated) > 1:
            bases = listed([f'"{basis}"' for basis in sorted(stated)])
            yield Found(
                (indicator.ref,),
                month,
                f"{indicator.ref}: its comparators rest on different bases, "
                f"{bases}, so they cannot be read beside each other.",
                is_lasting=True,
            )
    last = held.looked[-1] if held.looked else None
    for area in _TOTALS:
        groups: dict[str, list[tuple[str, str, Interval]]] = defaultdict(list)
        for rate, count, per, population in _rates(held):
            below, above = _typed(rate, area), _typed(count, area)
            if below and above and below.value > 0:
                implied = as_rounded(above.value).over(as_rounded(below.value)).times(per)
                groups[population].append((rate.ref, count.ref, implied))
        for group in groups.values():
            common = deepest(implied for *_, implied in group)
            if len(group) < 3 or common is None or last is None:
                continue
            for rate_ref, count_ref, implied in group:
                if not implied.meets(common):
                    yield Found(
                        (rate_ref, count_ref),
                        last,
                        f"{rate_ref}: beside {count_ref} its comparator for "
                        f"{_NAMES[area]} makes {span(_whole(implied))} children in an average "
                        f"authority, but the other rates make {span(_whole(common))}, so the "
                        "two rest on different bases.",
                        area,
                        is_lasting=True,
                    )


def check_parts_of_comparators(held: Held) -> Iterator[Found]:
    """A percentage of a larger area that is not made of the counts printed for it."""
    for indicator, month in _latest(held):
        made = indicator.made_of
        top = held.catalogue.find(made.numerator or "") if made else None
        bottom = held.catalogue.find(made.denominator or "") if made else None
        if not (indicator.is_percentage and made and top and bottom):
            continue
        for area in _TOTALS:
            own, above, below = (_typed(i, area) for i in (indicator, top, bottom))
            if not (own and above and below and below.value):
                continue
            possible = as_rounded(above.value).over(as_rounded(below.value))
            possible = possible.times(Fraction(made.multiplier))
            if not as_rounded(own.value).meets(possible):
                apart = Fraction(own.value) - possible.low
                yield Found(
                    (indicator.ref, top.ref, bottom.ref),
                    month,
                    f"{indicator.ref}: {say(indicator, own.value)} is given for "
                    f"{_NAMES[area]}, but {number(above.value)} ({top.ref}) of "
                    f"{number(below.value)} ({bottom.ref}) is {span(possible, '%')}, "
                    f"{points(apart)}.",
                    area,
                    is_lasting=True,
                )


def check_none_exists(held: Held) -> Iterator[Found]:
    """ "No national comparator exists" beside a figure that only exists if one does."""
    for indicator, month in _latest(held):
        made = indicator.made_of
        top = held.catalogue.find(made.numerator or "") if made else None
        if top is None:
            continue
        pairs = [(top, indicator)]
        if indicator.kind is Kind.RATE:
            pairs.append((indicator, top))
        for without, stated in pairs:
            given = dict(_given(stated))
            if without.comparators.status is ComparatorStatus.NONE_EXISTS and given:
                area, comparator = next(iter(given.items()))
                yield Found(
                    (without.ref, stated.ref),
                    month,
                    f"{without.ref}: no national comparator is said to exist, "
                    f"but {stated.ref}, which rests on the same count, has "
                    f"{say(stated, comparator.value)} for {_NAMES[area]}.",
                    is_lasting=True,
                )


def check_far_comparators(held: Held) -> Iterator[Found]:
    """A comparator unlike anything the indicator has ever been.

    The neighbours' one, or England's if there is none, is more than half as large again as
    the largest figure held or printed as a maximum, or below two thirds of the smallest.
    """
    for indicator, month in _latest(held):
        given = dict(_given(indicator))
        area = next((a for a in ("neighbours", "england") if a in given), None)
        values = [Fraction(v) for v in held.values(indicator.ref).values()]
        if area is None or not any(values):
            continue  # nothing but zeros is no range: they may be gaps
        values += [
            Fraction(printed)
            for at in held.months
            if (printed := held.printed(indicator.ref, at, "maximum")) is not None
        ]
        own, low, high = Fraction(given[area].value), min(values), max(values)
        if low / TOO_FAR <= own <= high * TOO_FAR:
            continue
        nearest = high if own > high else low
        apart = points(own - nearest) if indicator.is_percentage else gap(own - nearest)
        yield Found(
            (indicator.ref,),
            month,
            f"{indicator.ref}: {say(indicator, own)} is given for "
            f"{_NAMES[area]}, but no figure was ever outside {say(indicator, low)} to "
            f"{say(indicator, high)}, {apart}. One of the two may count something else.",
            is_lasting=True,
        )


def _latest(held: Held) -> Iterator[tuple[Indicator, Month]]:
    """Each active indicator that is held, with the last month of all."""
    if held.looked:
        for indicator in held.active:
            if held.values(indicator.ref):
                yield indicator, held.looked[-1]


def _given(indicator: Indicator) -> Iterator[tuple[str, Comparator]]:
    for area in _NAMES:
        if comparator := _comparator(indicator, area):
            yield area, comparator


def _comparator(indicator: Indicator, area: str) -> Comparator | None:
    found: Comparator | None = getattr(indicator.comparators, area)
    return found


def _typed(indicator: Indicator, area: str) -> Comparator | None:
    """One that somebody typed. What is computed has the basis that was asked for, and its
    decimals say nothing of how it was rounded."""
    found = _comparator(indicator, area)
    return None if is_computed(found) else found


def _rates(held: Held) -> Iterator[tuple[Indicator, Indicator, Fraction, str]]:
    for identity in held.catalogue.identities:
        if identity.kind is IdentityKind.RATE and identity.per and identity.population:
            rate = held.catalogue.find(identity.rate or "")
            count = held.catalogue.find(identity.count or "")
            if rate and count:
                yield rate, count, Fraction(identity.per), identity.population


def _whole(interval: Interval) -> Interval:
    high = None if interval.high is None else Fraction(round(interval.high))
    return Interval(Fraction(round(interval.low)), high)
