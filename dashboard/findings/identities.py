"""Whether the figures of a month fulfil what definitions demand of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from dashboard.catalogue import Identity, IdentityKind, Indicator, Kind
from dashboard.findings.finding import Found
from dashboard.findings.held import Held
from dashboard.findings.interval import Interval, deepest
from dashboard.findings.saying import gap, listed, number, points, say
from dashboard.periods import FinancialYear, Month

_HUNDRED = Fraction(100)


def check_ratios(held: Held) -> Iterator[Found]:
    """A percentage that is not its numerator over its denominator, as far as rounding goes."""
    for indicator in held.active:
        made = indicator.made_of
        if not (made and made.numerator and made.denominator):
            continue
        multiplier = Fraction(made.multiplier)
        for month in held.looked:
            top, bottom = held.value(made.numerator, month), held.value(made.denominator, month)
            value, figure = held.value(indicator.ref, month), held.figure(indicator.ref, month)
            if top is None or not bottom or value is None or figure is None:
                continue
            computed = multiplier * Fraction(top) / Fraction(bottom)
            if computed not in figure:
                apart = Fraction(value) - computed
                yield Found(
                    (indicator.ref, made.numerator, made.denominator),
                    month,
                    f"{indicator.ref}, {month.long}: {say(indicator, value)} is held, but "
                    f"{number(top)} ({made.numerator}) of {number(bottom)} "
                    f"({made.denominator}) is {say(indicator, computed)}, "
                    f"{points(apart) if indicator.is_percentage else gap(apart)}.",
                )


def check_parts_above(held: Held) -> Iterator[Found]:
    """A part that is larger than what it is a part of."""
    for indicator in held.active:
        made = indicator.made_of
        if not (indicator.is_percentage and made and made.numerator and made.denominator):
            continue
        for month in held.looked:
            top, bottom = held.value(made.numerator, month), held.value(made.denominator, month)
            if top is not None and bottom is not None and top > bottom:
                yield Found(
                    (made.numerator, made.denominator),
                    month,
                    f"{made.numerator}, {month.long}: {number(top)} cannot be more than the "
                    f"{number(bottom)} of {made.denominator} that it is counted among, "
                    f"{gap(top - bottom)}.",
                    indicator.ref,
                )


def check_wholes(held: Held) -> Iterator[Found]:
    """Counts that do not add up to their whole."""
    for identity, month in _each(held, IdentityKind.PARTS):
        whole = held.value(identity.whole, month)
        parts = [held.value(ref, month) for ref in identity.parts]
        known = [part for part in parts if part is not None]
        if whole is None or len(known) < len(parts) or sum(known) == whole:
            continue
        yield Found(
            identity.refs,
            month,
            f"{identity.whole}, {month.long}: {number(whole)}, but its parts "
            f"{_with_refs(identity, known)} add up to {number(sum(known))}, "
            f"{gap(whole - sum(known))}.",
        )


def check_shares(held: Held) -> Iterator[Found]:
    """Percentages that do not add up to 100, however each was rounded."""
    for identity, month in _each(held, IdentityKind.SHARES):
        figures = [held.figure(ref, month) for ref in identity.parts]
        values = [held.value(ref, month) for ref in identity.parts]
        if None in figures:
            continue
        total = Interval(Fraction(0), Fraction(0))
        for figure in figures:
            assert figure is not None
            total += figure
        if _HUNDRED not in total:
            known = [value for value in values if value is not None]
            yield Found(
                identity.refs,
                month,
                f"{listed(identity.parts)}, {month.long}: "
                f"{listed([f'{number(value)}%' for value in known])} add up to "
                f"{number(sum(known))}%, not to 100%, {points(sum(known) - 100)}, which is "
                "more than rounding explains.",
            )


def check_stocks(held: Held) -> Iterator[Found]:
    """A number at a month's end that does not follow from the one before."""
    for identity, month in _each(held, IdentityKind.STOCK_AND_FLOW):
        before_month = month.shift(-1)
        now, before = (
            held.value(identity.stock, month),
            held.value(identity.stock, before_month),
        )
        starts, ends = held.value(identity.starts, month), held.value(identity.ends, month)
        if now is None or before is None or starts is None or ends is None:
            continue
        expected = before + starts - ends
        if now != expected:
            yield Found(
                identity.refs,
                month,
                f"{identity.stock}, {month.long}: {number(now)}, but {number(before)} in "
                f"{before_month.long} plus {number(starts)} ({identity.starts}) less "
                f"{number(ends)} ({identity.ends}) is {number(expected)}, "
                f"{gap(now - expected)}.",
            )


def check_populations(held: Held) -> Iterator[Found]:
    """A rate that implies another population than the rates beside it.

    Within a financial year all rates of one population rest on the same number: the one
    that most of them allow, given their rounding. A single rate proves nothing.
    """
    groups: dict[tuple[str, FinancialYear], list[tuple[Identity, Month, Interval]]]
    groups = defaultdict(list)
    for identity, month in _each(held, IdentityKind.RATE, held.months):
        count, rate = held.value(identity.count, month), held.figure(identity.rate, month)
        if identity.population and count and rate and identity.per:
            implied = Interval(Fraction(count), Fraction(count)).over(rate)
            found = identity, month, implied.times(Fraction(identity.per))
            groups[identity.population, month.financial_year].append(found)
    for group in groups.values():
        if len({identity.rate for identity, _, _ in group}) < 2:
            continue
        common = deepest(implied for _, _, implied in group)
        agreeing = sum(common is not None and implied.meets(common) for _, _, implied in group)
        if common is None or 2 * agreeing <= len(group):
            continue  # no number that most of them allow
        for identity, month, implied in group:
            if month in held.looked and not implied.meets(common):
                yield _odd_rate(held, identity, month, common)


def _odd_rate(held: Held, identity: Identity, month: Month, common: Interval) -> Found:
    count, rate = held.value(identity.count, month), held.value(identity.rate, month)
    assert count is not None
    assert rate is not None
    assert common.high
    assert identity.per
    middle = (common.low + common.high) / 2
    expected = Fraction(identity.per) * Fraction(count) / middle
    return Found(
        (identity.refs),
        month,
        f"{identity.rate}, {month.long}: {number(rate)} is held, but {number(count)} "
        f"({identity.count}) over the {number(round(common.low))} to "
        f"{number(round(common.high))} {identity.population} that the other rates imply is "
        f"{number(round(expected, 1))}, {gap(Fraction(rate) - round(expected, 1))}.",
    )


def check_possible(held: Held) -> Iterator[Found]:
    """A figure that no such indicator can have: below 0, above 100%, or half a child."""
    for indicator in held.active:
        for month, value in held.looked_values(indicator.ref).items():
            if reason := _impossible(indicator, Fraction(value)):
                yield Found(
                    (indicator.ref,),
                    month,
                    f"{indicator.ref}, {month.long}: {say(indicator, value)} is held, and "
                    f"{reason}.",
                )


def _impossible(indicator: Indicator, value: Fraction) -> str:
    if value < 0:
        return f"a {indicator.kind} cannot be below 0"
    if indicator.is_percentage and value > _HUNDRED:
        return f"a share cannot be above 100%, {points(value - _HUNDRED)}"
    if indicator.kind is Kind.COUNT and value.denominator != 1:
        return "a count is a whole number"
    return ""


def check_empty_ratios(held: Held) -> Iterator[Found]:
    """A percentage where nothing was counted, or none where something was."""
    for indicator in held.active:
        made = indicator.made_of
        if not (indicator.is_percentage and made and made.denominator):
            continue
        for month in held.looked:
            bottom, value = (
                held.value(made.denominator, month),
                held.value(indicator.ref, month),
            )
            if bottom == 0 and value is not None:
                yield Found(
                    (indicator.ref, made.denominator),
                    month,
                    f"{indicator.ref}, {month.long}: {say(indicator, value)} is held, but "
                    f"{made.denominator} is 0, so there is nothing it could be a share of.",
                )


def _each(
    held: Held, kind: IdentityKind, months: Sequence[Month] | None = None
) -> Iterator[tuple[Identity, Month]]:
    for identity in held.catalogue.identities:
        if identity.kind is kind:
            for month in held.looked if months is None else months:
                yield identity, month


def _with_refs(identity: Identity, values: list[Decimal]) -> str:
    pairs = zip(identity.parts, values, strict=True)
    return listed([f"{number(value)} ({ref})" for ref, value in pairs])
