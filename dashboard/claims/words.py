"""Figures and changes as a manager would write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from dashboard.claims.facts import Facts
from dashboard.periods import Month


def number(value: float, decimals: int = 0) -> str:
    """Rounded half up, with commas; a decimal place only if asked for and not 0."""
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(facts: Facts, value: float) -> str:
    """ "1,300", "90%" or "97.5"; whole where the figure is."""
    decimals = 0 if float(value).is_integer() or (facts.is_percentage and facts.parts) else 1
    return number(value, decimals) + ("%" if facts.is_percentage else "")


def in_month(facts: Facts, month: Month) -> str:
    """ "1,300 in February 2021"; that nothing is held where that is so."""
    value = facts.values.get(month, facts.figure(month))
    if value is None:
        return f"no figure is held for {month.long}"
    return f"{figure(facts, value)} in {month.long}"


def moved(facts: Facts, before: Month, after: Month) -> str:
    """ "1,460 in January 2021 and 1,300 in February 2021, down 160 or 11%"."""
    first, last = facts.figure(before), facts.figure(after)
    pair = f"{in_month(facts, before)} and {in_month(facts, after)}"
    if first is None or last is None:
        return pair
    if first == last or figure(facts, round(first, 1)) == figure(facts, round(last, 1)):
        return f"{pair}, no change"
    way = "up" if last > first else "down"
    relative = f" or {number(abs(last / first - 1) * 100, 1)}%" if first else ""
    size = number(abs(last - first), 1)
    points = " percentage points" if facts.is_percentage else ""
    if points and size == "1":
        points = " percentage point"
    return f"{pair}, {way} {size}{points}{relative}"


def printed_change(facts: Facts, before: Month) -> str:
    """The change the paper printed, named as such."""
    assert facts.change is not None
    if facts.change == 0:
        return f"the published change from {before.long} is 0%"
    way = "up" if facts.change > 0 else "down"
    return f"the published change from {before.long} is {way} {number(abs(facts.change), 1)}%"


def sentence(opening: str, rest: str) -> str:
    """Two parts as one sentence."""
    return f"{opening}: {rest}."
