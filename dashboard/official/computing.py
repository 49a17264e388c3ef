"""From an extract to comparators: the neighbours' value, England, the region, and the rank.

A yearly count becomes the figure of an average authority: the total divided by the number
of authorities, and by twelve where the indicator counts a month. The divisor is that of the
list of neighbours chosen, and is part of the basis. Rates and percentages stay as they are.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.catalogue import (
    Aggregation,
    Catalogue,
    Indicator,
    Kind,
    NeighbourList,
    OfficialBasis,
    OfficialMeasure,
)
from dashboard.official.areas import Area, counted
from dashboard.official.extract import CREDIT, Extract, ListOf, Measure
from dashboard.official.years import OfficialYear

MONTHS = 12


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """One comparator. `value` is None where there is none, and `absent` says why.

    `n` of `of` neighbours hold a value; `divisor` is the number of authorities that the
    published total was divided by. `basis` says how it was made.
    """

    name: str
    value: float | None
    basis: str
    n: int | None = None
    of: int | None = None
    divisor: int | None = None
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """The authority's place among those that hold a value, the highest first.

    Equal values share a place. `of` counts the authority itself.
    """

    place: int
    of: int
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Computed:
    """The comparators of one indicator in one year, with all that belongs to them.

    `own` is the authority's own figure, made in the same way; `each` holds the neighbours'
    own figures, the closest first. `rank` is None for counts, which are not compared:
    `better` is then the ref of the rate of the same thing, if the catalogue has one.
    """

    ref: str
    measure: Measure
    year: OfficialYear
    list: NeighbourList
    aggregation: Aggregation
    basis: OfficialBasis
    own: ComputedFigure
    neighbours: ComputedFigure
    region: ComputedFigure
    england: ComputedFigure
    each: tuple[tuple[Area, float | None], ...]
    rank: Rank | None
    is_comparable: bool
    better: str
    source: str = CREDIT


def compute(
    catalogue: Catalogue, extract: Extract | None, indicator: Indicator, year: str | None = None
) -> Computed | None:
    """The comparators of an indicator in a year as DfE writes it.

    Without a year: the indicator's, else the council's default, else the latest. None where
    the catalogue names no measure, or nothing of it or of that year is held.
    """
    official = indicator.comparators.official
    if extract is None or official is None or official.measure not in extract.measures:
        return None
    held = extract.values.get(official.measure, {})
    defaults = catalogue.council.official
    asked = year or official.year or (defaults and defaults.year)
    label = asked or max(held, key=OfficialYear.parse, default=None)
    if label is None or label not in held:
        return None
    return _compute(catalogue, extract, indicator, official, label)


def compute_years(
    catalogue: Catalogue, extract: Extract | None, indicator: Indicator
) -> tuple[Computed, ...]:
    """The comparators of every year held, the earliest first."""
    official = indicator.comparators.official
    if extract is None or official is None:
        return ()
    years = sorted(extract.values.get(official.measure, {}), key=OfficialYear.parse)
    found = (compute(catalogue, extract, indicator, year) for year in years)
    return tuple(computed for computed in found if computed)


def _compute(
    catalogue: Catalogue,
    extract: Extract,
    indicator: Indicator,
    official: OfficialMeasure,
    label: str,
) -> Computed:
    defaults = catalogue.council.official
    version = official.neighbours or (
        defaults.neighbours if defaults else NeighbourList.MAY_2025
    )
    chosen = extract.lists[version]
    basis = official.basis
    held = extract.values[official.measure][label]
    values = {code: _monthly(value, basis) for code, value in held.items()}
    among = counted(chosen.codes, values)
    own = values.get(extract.authority.code)
    is_comparable = not basis.is_count
    withheld = {
        code: reason
        for (measure, year, code), reason in extract.withheld.items()
        if (measure, year) == (official.measure, label)
    }
    return Computed(
        ref=indicator.ref,
        measure=extract.measures[official.measure],
        year=OfficialYear.parse(label),
        list=version,
        aggregation=official.aggregation,
        basis=basis,
        own=_own(extract.authority, own, basis),
        neighbours=_neighbours([values[code] for code in among], chosen, official),
        region=_whole(extract.region, values, basis, chosen.region, withheld),
        england=_whole(extract.england, values, basis, chosen.england, withheld),
        each=tuple((extract.areas[code], values.get(code)) for code in chosen.codes),
        rank=_rank(own, [values[code] for code in among]) if is_comparable else None,
        is_comparable=is_comparable,
        better="" if is_comparable else _rate_of(catalogue, indicator),
    )


def _monthly(value: float, basis: OfficialBasis) -> float:
    return value / MONTHS if basis.is_monthly else value


def _own(area: Area, value: float | None, basis: OfficialBasis) -> ComputedFigure:
    words = "annual figure / 12" if basis.is_monthly else "as published"
    absent = "" if value is not None else "DfE publishes no figure"
    return ComputedFigure(area.name, value, words, absent=absent)


def _neighbours(
    values: Sequence[float], chosen: ListOf, official: OfficialMeasure
) -> ComputedFigure:
    count = len(chosen.codes)
    basis = f"{official.aggregation} of {len(values)} of {count}"
    if official.basis.is_monthly:
        basis += " annual figures / 12"
    name = "Statistical neighbours"
    if not values:
        absent = (
            "no neighbour has a figure"
            if count
            else f"the list of {chosen.version.words} has no neighbours for this authority"
        )
        return ComputedFigure(name, None, basis, 0, count, absent=absent)
    made = (
        statistics.fmean(values)
        if official.aggregation is Aggregation.MEAN
        else statistics.median(values)
    )
    return ComputedFigure(name, made, basis, len(values), count)


def _whole(
    area: Area,
    values: dict[int, float],
    basis: OfficialBasis,
    authorities: int,
    withheld: dict[int, str],
) -> ComputedFigure:
    """England or a region: as published, or for a count its average authority."""
    value = values.get(area.code)
    words = "annual figure / 12" if basis.is_monthly else "as published"
    divisor = None
    if basis.is_count:
        divisor = authorities
        words = f"total at the year's end / {divisor}"
        if basis.is_monthly:
            words = f"annual total / {divisor} / 12"
    if value is None:
        doubt = withheld.get(area.code)
        absent = f"not shown: {doubt}" if doubt else "DfE publishes no figure"
        return ComputedFigure(area.name, None, words, divisor=divisor, absent=absent)
    return ComputedFigure(
        area.name, value / divisor if divisor else value, words, divisor=divisor
    )


def _rank(own: float | None, others: Sequence[float]) -> Rank | None:
    if own is None or not others:
        return None
    higher = sum(other > own for other in others)
    return Rank(higher + 1, len(others) + 1, own in others)


def _rate_of(catalogue: Catalogue, indicator: Indicator) -> str:
    """The ref of the rate or percentage made from a count, if it has a measure of DfE too."""
    for other in catalogue.active:
        made_of = other.made_of
        if (
            other.kind is not Kind.COUNT
            and made_of
            and made_of.numerator == indicator.ref
            and other.comparators.official
        ):
            return other.ref
    return ""
