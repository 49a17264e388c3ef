"""How it compares: with other areas, where that is fair, and with its own past."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue import (
    NOT_STATED,
    Catalogue,
    Comparator,
    ComparatorStatus,
    Indicator,
    Kind,
)
from dashboard.official import Rank
from dashboard.views import words
from dashboard.views.as_published import official_of
from dashboard.views.briefing.choosing import Bundle
from dashboard.views.briefing.naming import value
from dashboard.views.briefing.ranking import Candidate
from dashboard.views.briefing.sentences import Part, Sentence, say
from dashboard.views.explaining import Figure
from dashboard.views.holdings import Holdings

_YEAR = 12


def compare(holdings: Holdings, bundle: Bundle) -> tuple[Sentence, ...]:
    """Other areas first, with the place among them; without it the own past."""
    of = bundle.lead
    if of.figure is None:
        return ()
    rank = tuple(_rank(holdings, bundle))
    return (*_areas(holdings, bundle), *(rank or _past(holdings, of)))


def _areas(holdings: Holdings, bundle: Bundle) -> Iterator[Sentence]:
    of = bundle.lead
    indicator = of.indicator
    if indicator.kind in (Kind.PERCENTAGE, Kind.RATE):
        if _stated(holdings.catalogue, indicator):
            yield say("areas", **_figures(holdings.catalogue, of))
        elif indicator.comparators.status is ComparatorStatus.NONE_EXISTS:
            yield say("no-areas")
        else:
            yield say("none-given")
        return
    if indicator.comparators.status is ComparatorStatus.NONE_EXISTS:
        yield say("no-areas")
        return
    yield say("count")
    fair = _fair(holdings, bundle)
    if fair and fair.figure is not None:
        now = value(fair.indicator, fair.at, fair.figure, full=True)
        kind = "rate" if fair.indicator.kind is Kind.RATE else "percentage"
        yield say("tied-areas", kind=kind, now=now, **_figures(holdings.catalogue, fair))


def _fair(holdings: Holdings, bundle: Bundle) -> Candidate | None:
    """The rate or percentage of the same thing that other areas have, too."""
    for other in bundle.others:
        kind = other.indicator.kind
        if (
            other.figure is not None
            and kind in (Kind.PERCENTAGE, Kind.RATE)
            and _stated(holdings.catalogue, other.indicator)
            and other.indicator.made_of
            and other.indicator.made_of.numerator == bundle.lead.indicator.ref
        ):
            return other
    return None


def _stated(catalogue: Catalogue, indicator: Indicator) -> list[tuple[str, Figure, Comparator]]:
    """The comparators that are stated: the area's name, its figure's name, and itself."""
    stated = indicator.comparators
    known = (
        ("neighbours", Figure.NEIGHBOURS, stated.neighbours),
        ("England", Figure.ENGLAND, stated.england),
        (catalogue.council.region, Figure.REGION, stated.region),
    )
    return [(name, figure, one) for name, figure, one in known if one]


def _figures(catalogue: Catalogue, of: Candidate) -> dict[str, str | tuple[Part, ...]]:
    """ "Neighbours 15%, England 16%, South East 15%", with their year and basis."""
    stated = _stated(catalogue, of.indicator)
    parts: list[Part] = []
    for name, figure, one in stated:
        text = words.figure(of.indicator, float(one.value), fine=of.is_fine)
        parts += [
            Part(f"{', ' if parts else ''}{name} "),
            Part(text, of.indicator.ref, of.at, figure),
        ]
    years = dict.fromkeys(one.year for _, _, one in stated)
    bases = dict.fromkeys(one.basis for _, _, one in stated)
    return {"figures": tuple(parts), "basis": _basis(list(years), list(bases))}


def _basis(years: list[str], bases: list[str]) -> str:
    """Year and basis of all comparators, in their order where they differ."""
    if [*years, *bases] == [NOT_STATED, NOT_STATED]:
        return f"year and basis {NOT_STATED}"
    year = ", ".join(f"year {one}" if one == NOT_STATED else one for one in years)
    basis = ", ".join(f"basis {one}" if one == NOT_STATED else one for one in bases)
    return f"{year}; {basis}"


def _rank(holdings: Holdings, bundle: Bundle) -> Iterator[Sentence]:
    """The place among the neighbours by DfE's figures, of the lead or its rate."""
    official = official_of(holdings)
    for one in (bundle.lead, _fair(holdings, bundle)):
        computed = official(one.indicator) if one else None
        if one and computed and computed.rank and computed.is_comparable:
            yield say(
                "rank",
                year=computed.year.words,
                place=Part(_place(computed.rank), one.indicator.ref, one.at, Figure.RANK),
                of=words.number(computed.rank.of),
            )
            return


def _place(rank: Rank) -> str:
    """ "the highest", "2nd highest", "the lowest"; a shared place says so."""
    ordinal = {2: "2nd", 3: "3rd"}.get(rank.place, f"{rank.place}th")
    said = "the highest" if rank.place == 1 else f"{ordinal} highest"
    if rank.place == rank.of:
        said = "the lowest"
    return f"{said} (shared)" if rank.is_shared else said


def _past(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """The same month a year before, as held or as published; else the year's average."""
    indicator, ref = of.indicator, of.indicator.ref
    change = holdings.measures.year_on_year(ref, of.at)
    if change.arrow is not None and not change.published and change.before is not None:
        before = value(indicator, change.baseline, change.before, fine=of.is_fine)
        yield say("year-before", then=change.baseline.long, before=before)
        return
    if change.published and change.relative:
        percent = f"{words.signed(change.relative * 100)}%"
        said = Part(percent, ref, of.at, Figure.YEAR_ON_YEAR)
        yield say("year-published", then=change.baseline.long, percent=said)
        return
    yield from _average(holdings, of)


def _average(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    indicator, ref = of.indicator, of.indicator.ref
    spread = holdings.measures.spread(ref, of.at)
    printed = holdings.published(ref, of.at, Figure.AVERAGE)
    if spread.held < spread.due and printed and printed.value is not None:
        text = words.figure(indicator, float(printed.value))
        said = Part(text, ref, of.at, Figure.PRINTED_AVERAGE)
        yield say("average-published", average=said)
    elif spread.average is not None:
        said = Part(words.figure(indicator, spread.average), ref, of.at, Figure.AVERAGE)
        month = words.returns(indicator, 1)
        yield say("average", count=words.number(spread.held), month=month, average=said)
