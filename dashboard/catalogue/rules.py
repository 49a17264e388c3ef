"""Checks within one entry that no single value can fail by itself.

Each is written so that a value which could not be read, None in a draft, leaves it
silent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from dashboard.catalogue.identity_rules import check_identities
from dashboard.catalogue.problems import Fault, Place, quote
from dashboard.catalogue.schema import ArrowRule, Catalogue, Indicator, RagRule, Target
from dashboard.catalogue.spc_rules import check_spc
from dashboard.catalogue.values import (
    COMPARED_WITH,
    ComparatorStatus,
    Kind,
    OfficialBasis,
    TargetBasis,
    TargetStatus,
)
from dashboard.periods import Month

_NOT_PERCENTAGES = frozenset(Kind) - {Kind.PERCENTAGE}
_NO_TOTALS = {Kind.PERCENTAGE, Kind.RATE}
_LARGEST_PERCENTAGE = 1000
_BASES = {
    Kind.COUNT: (OfficialBasis.FLOW, OfficialBasis.STOCK),
    Kind.PERCENTAGE: (OfficialBasis.PERCENTAGE,),
    Kind.RATE: (OfficialBasis.RATE, OfficialBasis.MONTHLY_RATE),
}


def check_rules(draft: Catalogue) -> Iterator[Fault]:
    """What contradicts itself, entry by entry."""
    for number, meeting in enumerate(draft.meetings):
        day: dt.date | None = meeting.date
        if day is not None and meeting.month and meeting.considers > Month.of(day):
            words = f"meeting month {quote(meeting.month)} is after the meeting itself."
            place = ("meetings", number, "month")
            yield Fault(place, f"{words} Give the month of the data considered.")
    for number, indicator in enumerate(draft.indicators):
        at: Place = ("indicators", number)
        yield from _check_made_of(indicator, (*at, "made_of"))
        yield from _check_comparators(indicator, (*at, "comparators"))
        yield from _check_targets(indicator, (*at, "targets"))
        if indicator.arrow:
            yield from _check_arrow(indicator.arrow, indicator.kind, (*at, "arrow"))
        if indicator.rag:
            yield from _check_rag(indicator.rag, indicator.kind, (*at, "rag"))
        yield from check_spc(indicator, (*at, "spc"))
        if indicator.commentary:
            yield from _check_commentary(indicator, (*at, "commentary"))
        yield from _check_repeats(indicator.terms, "term", (*at, "terms"))
    yield from check_identities(draft)


def _check_made_of(indicator: Indicator, at: Place) -> Iterator[Fault]:
    made_of = indicator.made_of
    if made_of is None:
        return
    if indicator.kind is Kind.COUNT:
        yield Fault(at, "made_of stands on a count, which has no parts. Remove it.")
    parts = {"numerator": made_of.numerator, "denominator": made_of.denominator}
    for name, ref in parts.items():
        if ref and ref == indicator.ref:
            words = f"made_of {name} {quote(ref)} is the indicator itself."
            yield Fault((*at, name), f"{words} Name the indicator it is made from.")
    if made_of.numerator and made_of.numerator == made_of.denominator:
        words = f"made_of denominator {quote(made_of.numerator)} is the numerator as well."
        yield Fault((*at, "denominator"), f"{words} Name two indicators.")
    words_of = {"numerator": made_of.numerator_words, "denominator": made_of.denominator_words}
    for name, text in words_of.items():
        if text and parts[name]:
            words = f"made_of {name} is given twice, as a ref and in {name}_words."
            yield Fault((*at, name), f"{words} Keep one of them.")
    multiplier = made_of.multiplier
    if indicator.kind is Kind.PERCENTAGE and multiplier not in (None, 100):
        words = f'made_of multiplier "{multiplier}" does not make a percentage.'
        yield Fault((*at, "multiplier"), f"{words} Write 100.")


def _check_comparators(indicator: Indicator, at: Place) -> Iterator[Fault]:
    comparators = indicator.comparators
    given = {area: found for area in COMPARED_WITH if (found := getattr(comparators, area))}
    if comparators.status is ComparatorStatus.STATED and not given:
        words = 'comparators status is "stated", and none is.'
        yield Fault(
            (*at, "status"),
            f'{words} Add neighbours, england or region, or write "none given".',
        )
    if comparators.status is ComparatorStatus.COMPUTED and comparators.official is None:
        words = 'comparators status is "computed", and no measure of DfE\'s is named.'
        yield Fault((*at, "status"), f'{words} Add official, or write "none given".')
    if comparators.status in (ComparatorStatus.NONE_EXISTS, ComparatorStatus.NONE_GIVEN):
        for area in given:
            words = f'comparators {area} is given, but their status is "{comparators.status}".'
            yield Fault((*at, area), f'{words} Write "stated", or remove the figure.')
    for area, comparator in given.items():
        place = (*at, area, "value")
        yield from _check_percentage(indicator, comparator.value, f"{area} value", place)
    yield from _check_official(indicator, (*at, "official", "basis"))


def _check_official(indicator: Indicator, at: Place) -> Iterator[Fault]:
    """A comparator from DfE's data is a figure of the same kind."""
    official, kind = indicator.comparators.official, indicator.kind
    if not official or not official.basis or not kind or official.basis in _BASES.get(kind, ()):
        return
    words = f"official basis {quote(official.basis)} does not go with a {kind}."
    known = " or ".join(quote(basis) for basis in _BASES.get(kind, ()))
    yield Fault(at, f"{words} Write {known}." if known else f"{words} Remove official.")


def _check_targets(indicator: Indicator, at: Place) -> Iterator[Fault]:
    years: set[str] = set()
    for number, target in enumerate(indicator.targets):
        here = (*at, number)
        if target.year and target.year in years:
            words = f"target year {quote(target.year)} has a target already."
            yield Fault((*here, "year"), f"{words} Keep one target a year.")
        years.add(target.year)
        yield from _check_target(target, indicator.kind, here)
        yield from _check_percentage(indicator, target.value, "target value", (*here, "value"))


def _check_target(target: Target, kind: Kind, at: Place) -> Iterator[Fault]:
    if target.status is TargetStatus.SET and target.value is None:
        words = "target value is missing for a target that is set."
        yield Fault((*at, "value"), f'{words} Add it, or write "status: to be confirmed".')
    if target.status is TargetStatus.TO_BE_CONFIRMED and target.value is not None:
        words = f'target value "{target.value}" is given, but its status is "{target.status}".'
        yield Fault((*at, "value"), f'{words} Remove the value, or write "status: set".')
    if target.basis is TargetBasis.TOTAL and kind in _NO_TOTALS:
        words = f'target basis "{target.basis}" does not go with a {kind}.'
        yield Fault((*at, "basis"), f'{words} Write "level".')
    yield from _check_points(target.tolerance_points, "target tolerance_points", kind, at)
    if target.tolerance_points and target.tolerance_percent:
        yield _both("target tolerance_percent", "tolerance_points", at)


def _check_arrow(arrow: ArrowRule, kind: Kind, at: Place) -> Iterator[Fault]:
    yield from _check_points(arrow.threshold_points, "arrow threshold_points", kind, at)
    if arrow.threshold_points and arrow.threshold_percent:
        yield _both("arrow threshold_percent", "threshold_points", at)
    if not arrow.model_fields_set:
        words = "arrow holds no threshold. Give threshold_percent or threshold_points"
        yield Fault(at, f"{words}, or remove it.")


def _check_rag(rag: RagRule, kind: Kind, at: Place) -> Iterator[Fault]:
    yield from _check_points(rag.tolerance_points, "rag tolerance_points", kind, at)
    if rag.tolerance_points and rag.tolerance_percent:
        yield _both("rag tolerance_percent", "tolerance_points", at)
    yield from _check_repeats(rag.ladder, "ladder", (*at, "ladder"))


def _check_commentary(indicator: Indicator, at: Place) -> Iterator[Fault]:
    assert indicator.commentary
    if not indicator.commentary.model_fields_set:
        words = "commentary names nobody. Give writer or approver"
        yield Fault(at, f"{words}, or remove it.")
    elif indicator.writer and indicator.writer == indicator.approver:
        words = f"commentary has {quote(indicator.writer)} as both writer and approver."
        yield Fault(at, f"{words} Name two people.")


def _check_points(points: Decimal | None, name: str, kind: Kind, at: Place) -> Iterator[Fault]:
    """Percentage points are for percentages alone."""
    if points and kind in _NOT_PERCENTAGES:
        key = name.split()[-1]
        instead = key.replace("points", "percent")
        words = f'{name} "{points}" does not go with a {kind}, which has no percentage points.'
        yield Fault((*at, key), f"{words} Use {instead}.")


def _both(name: str, other: str, at: Place) -> Fault:
    words = f"{name} stands beside {other}, and only one of them can hold."
    return Fault((*at, name.split()[-1]), f"{words} Keep one.")


def _check_percentage(
    indicator: Indicator, value: Decimal | None, name: str, place: Place
) -> Iterator[Fault]:
    is_percentage = indicator.kind is Kind.PERCENTAGE
    if is_percentage and value is not None and not 0 <= value <= _LARGEST_PERCENTAGE:
        words = f'{name} "{value}" cannot be a percentage.'
        yield Fault(place, f"{words} Write it in per cent, such as 94 for 94%.")


def _check_repeats(words: Iterable[str], name: str, at: Place) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, word in enumerate(words):
        if word and word in seen:
            yield Fault((*at, number), f"{name} {quote(word)} is listed twice. Remove one.")
        seen.add(word)
