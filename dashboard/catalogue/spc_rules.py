"""Checks of what the catalogue says about limits.

A value that could not be read, None in a draft, leaves them silent.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dashboard.catalogue.problems import Fault, Place, quote
from dashboard.catalogue.schema import Indicator
from dashboard.catalogue.spc import Baseline
from dashboard.periods import months_between

FEWEST_RETURNS = 7
"""A base of fewer makes no limits."""


def check_spc(indicator: Indicator, at: Place) -> Iterator[Fault]:
    """What contradicts itself in the rule of one indicator."""
    rule = indicator.spc
    if rule is None:
        return
    if not rule.model_fields_set:
        yield Fault(at, "spc says nothing. Give baselines or no_limits, or remove it.")
    if rule.no_limits and rule.baselines:
        words = "spc no_limits stands beside baselines, which are then not used."
        yield Fault((*at, "no_limits"), f"{words} Keep one of them.")
    for number, baseline in enumerate(rule.baselines):
        here = (*at, "baselines", number)
        yield from _check_baseline(baseline, indicator, here)
        if number and "first" not in baseline.model_fields_set:
            words = "baseline first is missing, and another baseline stands before it."
            yield Fault((*here, "first"), f"{words} Give the month it begins with.")
    for number, (before, after) in enumerate(pairwise(rule.baselines), start=1):
        begins, earlier = after.begins, before.ends or before.begins
        if begins and earlier and begins <= earlier:
            words = f"baseline first {quote(str(after.first))} is not after the baseline before"
            yield Fault(
                (*at, "baselines", number, "first"),
                f"{words}, which reaches {earlier}. Put them in order, with no month in both.",
            )


def _check_baseline(baseline: Baseline, indicator: Indicator, at: Place) -> Iterator[Fault]:
    if not {"first", "last"} & baseline.model_fields_set:
        words = "baseline names no month. Give first, last or both, or remove it."
        yield Fault(at, words)
    begins, ends = baseline.begins, baseline.ends
    if not begins or not ends:
        return
    if ends < begins:
        words = f"baseline last {quote(str(baseline.last))} is before its first month."
        yield Fault((*at, "last"), f"{words} Give a later one.")
        return
    months = months_between(begins, ends)
    returns = sum(not indicator.is_quarterly or month.is_quarter_end for month in months)
    if returns < FEWEST_RETURNS:
        what = "quarterly returns" if indicator.is_quarterly else "months"
        words = f"baseline holds {returns} {what}, and limits need {FEWEST_RETURNS}."
        yield Fault((*at, "last"), f"{words} Give a later month, or leave last out.")
