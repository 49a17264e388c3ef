"""Comparators: as the catalogue has them, and as DfE's data make them; the place among
neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.catalogue import Aggregation, Comparator, ComparatorStatus, Kind
from dashboard.official import (
    Computed,
    ComputedFigure,
    Extract,
    compute,
    compute_years,
    is_computed,
)
from dashboard.official.areas import Area, counted
from dashboard.views import words
from dashboard.views.comparing_areas import figure_text
from dashboard.views.explaining.explanation import (
    NOTHING,
    Explanation,
    Figure,
    Input,
    Rule,
    Stated,
)
from dashboard.views.explaining.formula import (
    Calculation,
    Held,
    Operation,
    Result,
    Step,
    Term,
    constant,
    difference,
    exact,
    quotient,
)
from dashboard.views.explaining.gathering import Asked, Gathering

_MONTHS = 12


def explain_comparator(asked: Asked) -> Explanation:
    """One comparator: as it was typed from a publication, or as DfE's data make it."""
    indicator, given = asked.indicator, asked.indicator.comparators
    region = asked.holdings.catalogue.council.region
    area, comparator, context = {
        Figure.NEIGHBOURS: (
            "Statistical neighbours",
            given.neighbours,
            asked.standing.neighbours,
        ),
        Figure.ENGLAND: ("England", given.england, asked.standing.england),
        Figure.REGION: (region, given.region, asked.standing.region),
    }[asked.figure]
    made = Explanation(
        figure=asked.figure,
        indicator=indicator,
        month=asked.month,
        title=f"Comparator: {area}",
        shown=context.text or context.note or NOTHING,
        sentence="",
        rule=Rule.COMPARE,
    )
    if comparator is None:
        absent = "The monthly dataset gives no comparator for it."
        if given.status is ComparatorStatus.NONE_EXISTS:
            absent = "No other area publishes this, so there is nothing to compare with."
        return replace(made, absent=absent)
    if is_computed(comparator):
        return _as_computed(asked, made)
    gathering = asked.gather()
    held = gathering.comparator(indicator, area, comparator)
    unit = "%" if indicator.is_percentage else ""
    steps = [Step("comparator", area, held, float(comparator.value), unit)]
    own = asked.standing.value
    if own is not None and indicator.kind is not Kind.COUNT:
        term = gathering.figure(indicator, asked.month)
        points = " percentage points" if indicator.is_percentage else ""
        gap = difference(Result("comparator"), Result("own"))
        steps += [
            Step("own", f"The figure of {asked.month.long}", term, own, unit),
            Step("gap", "The difference", gap, float(comparator.value) - own, points),
        ]
    return replace(
        made,
        sentence=_published(comparator),
        steps=tuple(steps),
        inputs=gathering.inputs,
        notes=(
            ("A count of areas of different size is shown, and never judged.",)
            if indicator.kind is Kind.COUNT
            else ()
        ),
    )


_MADE_BY = {
    Figure.NEIGHBOURS: Figure.DFE_NEIGHBOURS,
    Figure.ENGLAND: Figure.DFE_ENGLAND,
    Figure.REGION: Figure.DFE_REGION,
}


def _as_computed(asked: Asked, made: Explanation) -> Explanation:
    """What DfE's data make of it, under the name and with the figure of the scorecard.

    DfE's own decimals stand in the steps.
    """
    official = explain_official(replace(asked, figure=_MADE_BY[asked.figure], year=""))
    assert official, "what is computed is computed from held data"
    return replace(official, figure=made.figure, title=made.title, shown=made.shown)


def _published(comparator: Comparator) -> str:
    return (
        f"As published, not worked out here. Year: {comparator.year}. "
        f"How it was made: {comparator.basis}."
    )


@dataclass(frozen=True, slots=True)
class _Year:
    """What DfE's data hold of one measure and year, beside what is made of it."""

    asked: Asked
    extract: Extract
    computed: Computed

    @property
    def when(self) -> str:
        return self.computed.year.words

    def raw(self, gathering: Gathering, area: Area) -> Held:
        """The yearly figure of an area, as DfE publishes it."""
        measure = self.computed.measure
        held = self.extract.values[measure.key][self.computed.year.label]
        value = held.get(area.code)
        number = None if value is None else Decimal(repr(value))
        text = "[x]"
        if value is not None and number is not None:
            printed = words.number(value, measure.places)
            text = printed if round(value, measure.places) == value else exact(number)
        why = "DfE publishes no figure" if number is None else ""
        name = f"{measure.title} ({measure.unit.lower()})"
        stated = Stated(self.computed.source, measure.publication, measure.title)
        key = f"{measure.key} {self.computed.year.label} {area.code}"
        return gathering.add(
            Input(key, area.name, name, self.when, number, text, why, stated=stated)
        )


def explain_official(asked: Asked) -> Explanation | None:
    """A comparator that DfE's data make, or the area's own figure; None without such data."""
    year = _find(asked)
    if year is None:
        return None
    computed = year.computed
    figure, area = {
        Figure.DFE_OWN: (computed.own, year.extract.authority),
        Figure.DFE_NEIGHBOURS: (computed.neighbours, None),
        Figure.DFE_REGION: (computed.region, year.extract.region),
        Figure.DFE_ENGLAND: (computed.england, year.extract.england),
    }[asked.figure]
    made = Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=asked.month,
        title=f"{figure.name}, from DfE's data for {year.when}",
        shown=figure_text(asked.indicator, computed, figure),
        sentence="",
        rule=Rule.COMPARE,
        year=computed.year.label,
    )
    gathering = asked.gather()
    if figure.value is None:
        having = () if area else _count_neighbours(year, gathering, figure)
        absent = f"{words.capital(figure.absent)}."
        return replace(made, absent=absent, steps=having, inputs=gathering.inputs)
    if area is None:
        steps = _of_neighbours(year, gathering, figure)
        sentence = (
            f"The {computed.aggregation} of the figures of {figure.n} of the {figure.of} "
            f"neighbours on the list of {computed.list.words}."
        )
    else:
        steps = _of_area(year, gathering, figure, area)
        sentence = f"{words.capital(figure.basis)}."
    return replace(made, sentence=sentence, steps=tuple(steps), inputs=gathering.inputs)


def explain_rank(asked: Asked) -> Explanation | None:
    """The place among the neighbours that have a figure; None where there is none."""
    year = _find(asked)
    rank = year.computed.rank if year else None
    if year is None or rank is None:
        return None
    gathering = asked.gather()
    own = year.raw(gathering, year.extract.authority)
    others = [year.raw(gathering, area) for area in _among(year)]
    shared = ", shared" if rank.is_shared else ""
    return Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=asked.month,
        title=f"Place among neighbours, {year.when}",
        shown=f"{rank.place} of {rank.of}{shared}",
        sentence=(
            f"One more than the number of neighbours with a higher figure, counted from the "
            f"highest. The neighbours are those on the list of {year.computed.list.words} that "
            "have a figure."
        ),
        rule=Rule.COMPARE,
        steps=(
            *_of_area(year, gathering, year.computed.own, year.extract.authority),
            Step(
                "place",
                "The place, from the highest",
                Calculation(Operation.PLACE, (own, *others)),
                rank.place,
            ),
            Step(
                "of",
                "Of how many, itself among them",
                Calculation(Operation.COUNT, (own, *others)),
                rank.of,
            ),
        ),
        inputs=gathering.inputs,
        year=year.computed.year.label,
    )


def _find(asked: Asked) -> _Year | None:
    """The year asked for; else the one chosen for the indicator, or the latest."""
    catalogue, extract = asked.holdings.catalogue, asked.holdings.official
    if extract is None:
        return None
    computed = compute(catalogue, extract, asked.indicator, asked.year or None)
    if computed is None and not asked.year:
        years = compute_years(catalogue, extract, asked.indicator)
        computed = years[-1] if years else None
    return _Year(asked, extract, computed) if computed else None


def _among(year: _Year) -> list[Area]:
    """The neighbours that count, the closest first."""
    held = year.extract.values[year.computed.measure.key][year.computed.year.label]
    codes = year.extract.lists[year.computed.list].codes
    return [year.extract.areas[code] for code in counted(codes, held)]


def _of_neighbours(year: _Year, gathering: Gathering, figure: ComputedFigure) -> list[Step]:
    computed = year.computed
    terms = tuple(year.raw(gathering, area) for area in _among(year))
    operation = Operation.MEAN if computed.aggregation is Aggregation.MEAN else Operation.MEDIAN
    assert figure.value is not None
    unit = "%" if year.asked.indicator.is_percentage else ""
    together: Term = Calculation(operation, terms)
    said = f"The {computed.aggregation} of {figure.n}"
    counts = _count_neighbours(year, gathering, figure)
    if not computed.basis.is_monthly:
        return [*counts, Step("neighbours", said, together, figure.value, unit)]
    return [
        *counts,
        Step("yearly", f"{said} yearly figures", together, figure.value * _MONTHS, unit),
        Step(
            "neighbours",
            "A month of that",
            quotient(Result("yearly"), constant(_MONTHS)),
            figure.value,
            unit,
        ),
    ]


def _count_neighbours(
    year: _Year, gathering: Gathering, figure: ComputedFigure
) -> tuple[Step, ...]:
    """How many neighbours have a figure, of how many on the list."""
    terms = tuple(year.raw(gathering, area) for area in _among(year))
    listed = year.extract.lists[year.computed.list].codes
    for code in listed:
        year.raw(gathering, year.extract.areas[code])
    having = Calculation(Operation.COUNT, terms)
    return (
        Step("having", "Neighbours with a figure", having, float(figure.n or 0)),
        Step("listed", "Neighbours on the list", constant(len(listed)), float(len(listed))),
    )


def _of_area(
    year: _Year, gathering: Gathering, figure: ComputedFigure, area: Area
) -> list[Step]:
    assert figure.value is not None
    term: Term = year.raw(gathering, area)
    if figure.divisor:
        term = quotient(term, constant(figure.divisor))
    if year.computed.basis.is_monthly:
        term = quotient(term, constant(_MONTHS))
    unit = "%" if year.asked.indicator.is_percentage else ""
    return [Step("area", f"{area.name}, {figure.basis}", term, figure.value, unit)]
