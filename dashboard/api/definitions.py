"""What the figures are, as the API answers it: indicators and the glossary."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from dashboard.api.models import (
    ComparatorsStated,
    ComparatorStated,
    Indicator,
    Parts,
    TargetSet,
    Term,
)
from dashboard.api.reading import Reading
from dashboard.catalogue import Catalogue, Comparator, IndicatorStatus
from dashboard.catalogue import Indicator as Entry
from dashboard.views import definition, words


def list_indicators(reading: Reading) -> tuple[Indicator, ...]:
    """All indicators, in the catalogue's order: in use, awaiting data, or retired."""
    return tuple(
        describe_indicator(reading, entry) for entry in reading.holdings.catalogue.indicators
    )


def describe_indicator(reading: Reading, entry: Entry) -> Indicator:
    """One indicator, with the addresses of its page and figures."""
    catalogue = reading.holdings.catalogue
    theme, made = catalogue.theme(entry.theme), entry.made_of
    owner, reporter = catalogue.person(entry.owner), catalogue.person(entry.reporter)
    described = definition.made_of(reading.holdings, entry, None)
    stated = entry.comparators
    return Indicator(
        ref=entry.ref,
        indicator=entry.address,
        name=entry.name,
        theme=entry.theme,
        theme_name=theme.name if theme else "",
        kind=entry.kind,
        unit=entry.unit,
        measured=entry.measured,
        frequency=entry.frequency,
        polarity=entry.polarity,
        status=entry.status,
        owner=owner.name if owner else "",
        reporter=reporter.name if reporter else "",
        outcome=entry.outcome,
        made_of=Parts(
            numerator=described.top,
            numerator_ref=made.numerator,
            denominator=described.bottom,
            denominator_ref=made.denominator,
            multiplier=float(made.multiplier),
        )
        if made and described
        else None,
        comparators=ComparatorsStated(
            status=stated.status,
            neighbours=_comparator(catalogue, entry, stated.neighbours),
            england=_comparator(catalogue, entry, stated.england),
            region=_comparator(catalogue, entry, stated.region),
        ),
        targets=tuple(_targets(catalogue, entry)),
        rules=dict(definition.rules(reading.holdings, entry)),
        terms=entry.terms,
        page=reading.to(f"/indicator/{entry.address}"),
        observations=f"{reading.address}/observations?ref={quote(entry.address)}",
        measures=f"{reading.address}/measures?ref={quote(entry.address)}",
    )


def _comparator(
    catalogue: Catalogue, entry: Entry, comparator: Comparator | None
) -> ComparatorStated | None:
    if comparator is None:
        return None
    value = float(comparator.value)
    return ComparatorStated(
        value=value,
        text=words.figure(entry, value),
        year=comparator.year,
        basis=comparator.basis,
        source=catalogue.publication(comparator.source).title,
    )


def _targets(catalogue: Catalogue, entry: Entry) -> Iterable[TargetSet]:
    for target in entry.targets:
        yield TargetSet(
            year=target.year,
            status=target.status,
            value=None if target.value is None else float(target.value),
            basis=target.basis,
            text=definition.target_line(entry, target),
            source=catalogue.publication(target.source).title,
        )


def list_terms(reading: Reading) -> tuple[Term, ...]:
    """The glossary, by the alphabet."""
    catalogue = reading.holdings.catalogue
    known = [i for i in catalogue.indicators if i.status is not IndicatorStatus.RETIRED]
    return tuple(
        Term(
            key=term.key,
            term=term.term,
            short=term.short,
            meaning=term.meaning,
            refs=tuple(i.ref for i in known if term.key in i.terms),
        )
        for term in sorted(catalogue.glossary, key=lambda t: t.term.casefold())
    )
