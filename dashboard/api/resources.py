"""What the API has, as one table: the routes, the answers and the description are made
from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from dashboard.api.asked import (
    Asked,
    AskedNothing,
    AskedOfAMonth,
    AskedOfIndicators,
    AskedOfMonths,
)
from dashboard.api.definitions import describe_indicator, list_indicators, list_terms
from dashboard.api.figures import list_measures, list_observations
from dashboard.api.models import (
    Commentary,
    FindingKept,
    Indicator,
    Listing,
    Measure,
    Model,
    Observation,
    Overview,
    Single,
    Term,
)
from dashboard.api.reading import Reading
from dashboard.api.told import list_commentary, list_findings
from dashboard.catalogue import Catalogue


class NotThere(Exception):  # noqa: N818 - it is the thing that is not there
    """What is asked for is not in this edition; the message says what is not."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing to ask of an edition or of the working months.

    `path` stands behind the address of either; `list_rows` gives what was asked for, all
    of it, and raises NotThere; `is_one` says that it is a single thing, and no list.
    """

    path: str
    name: str
    summary: str
    row: type[Model]
    asked: type[Asked] | type[AskedNothing]
    list_rows: Callable[..., Sequence[Model]]
    is_one: bool = False

    @property
    def model(self) -> type[BaseModel]:
        """The form of the whole answer."""
        return single(self.row) if self.is_one else listing(self.row)


def listing(row: type[Model]) -> type[BaseModel]:
    """The form of a page of many."""
    generic: Any = Listing
    form: type[BaseModel] = generic[row]
    return form


def single(row: type[Model]) -> type[BaseModel]:
    """The form of one."""
    generic: Any = Single
    form: type[BaseModel] = generic[row]
    return form


def _overview(reading: Reading, _: AskedNothing) -> Sequence[Overview]:
    holdings = reading.holdings
    edition = holdings.edition
    return [
        Overview(
            title=edition.title if edition else "Working months",
            month=str(holdings.latest) if holdings.latest else None,
            months=tuple(map(str, holdings.months)),
            indicators=len(holdings.catalogue.active),
            links={
                resource.name: f"{reading.address}{resource.path}"
                for resource in RESOURCES
                if not resource.is_one
            },
        )
    ]


def _indicators(reading: Reading, asked: AskedOfIndicators) -> Sequence[Indicator]:
    return _of_refs(reading, asked, list_indicators(reading))


def _indicator(reading: Reading, _: AskedNothing, slug: str) -> Sequence[Indicator]:
    entry = reading.holdings.catalogue.by_address(slug)
    if entry is None:
        raise NotThere(f'There is no indicator at the address "{slug}".')
    return [describe_indicator(reading, entry)]


def _observations(reading: Reading, asked: AskedOfMonths) -> Sequence[Observation]:
    return _of_months(asked, _of_refs(reading, asked, list_observations(reading.holdings)))


def _measures(reading: Reading, asked: AskedOfAMonth) -> Sequence[Measure]:
    holdings = reading.holdings
    month = asked.month or holdings.latest
    if month is None:
        return ()
    if month not in holdings.months:
        held = f"{holdings.months[0].long} to {holdings.months[-1].long}"
        raise NotThere(f"{month.long} is not held. Ask for a month from {held}.")
    return _of_refs(reading, asked, list_measures(holdings, month))


def _commentary(reading: Reading, asked: AskedOfMonths) -> Sequence[Commentary]:
    return _of_months(asked, _of_refs(reading, asked, list_commentary(reading)))


def _findings(reading: Reading, asked: AskedOfMonths) -> Sequence[FindingKept]:
    refs = _read_refs(reading.holdings.catalogue, asked.ref)
    found = [f for f in list_findings(reading) if not refs or refs.intersection(f.refs)]
    return _of_months(asked, found)


def _terms(reading: Reading, _: Asked) -> Sequence[Term]:
    return list_terms(reading)


OfIndicator = TypeVar("OfIndicator", Indicator, Observation, Measure, Commentary)
OfMonth = TypeVar("OfMonth", Observation, Commentary, FindingKept)


def _of_refs(
    reading: Reading, asked: AskedOfIndicators, rows: Sequence[OfIndicator]
) -> Sequence[OfIndicator]:
    refs = _read_refs(reading.holdings.catalogue, asked.ref)
    return [row for row in rows if row.ref in refs] if refs else rows


def _of_months(asked: AskedOfMonths, rows: Sequence[OfMonth]) -> Sequence[OfMonth]:
    """Those of the months asked for; written as they are, months are in order as text."""
    first, last = str(asked.first or ""), str(asked.last or "")
    return [r for r in rows if first <= r.month and (not last or r.month <= last)]


def _read_refs(catalogue: Catalogue, asked: Sequence[str]) -> frozenset[str]:
    """The references meant. Raises NotThere with every one that is not known."""
    found = {text: catalogue.find(text) or catalogue.by_address(text) for text in asked}
    unknown = [f'"{text}"' for text, indicator in found.items() if indicator is None]
    if unknown:
        raise NotThere(
            f"There is no indicator {' or '.join(unknown)}. Give a reference as it stands in "
            "the list of indicators."
        )
    return frozenset(indicator.ref for indicator in found.values() if indicator)


RESOURCES = (
    Resource(
        "",
        "overview",
        "What there is, and where",
        Overview,
        AskedNothing,
        _overview,
        is_one=True,
    ),
    Resource(
        "/indicators",
        "indicators",
        "Every indicator: what it is, its comparators, targets and rules",
        Indicator,
        AskedOfIndicators,
        _indicators,
    ),
    Resource(
        "/indicators/<slug>",
        "indicator",
        "One indicator",
        Indicator,
        AskedNothing,
        _indicator,
        is_one=True,
    ),
    Resource(
        "/observations",
        "observations",
        "Every figure held, by indicator and month",
        Observation,
        AskedOfMonths,
        _observations,
    ),
    Resource(
        "/measures",
        "measures",
        "One month: figure, change, judgement, rating, averages, comparators, target",
        Measure,
        AskedOfAMonth,
        _measures,
    ),
    Resource(
        "/commentary",
        "commentary",
        "What the service says of its figures",
        Commentary,
        AskedOfMonths,
        _commentary,
    ),
    Resource(
        "/findings",
        "findings",
        "Where figures, words and print disagree, and what was decided about it",
        FindingKept,
        AskedOfMonths,
        _findings,
    ),
    Resource("/glossary", "glossary", "Terms in plain words", Term, Asked, _terms),
)
