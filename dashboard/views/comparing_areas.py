"""How an indicator's area compares with others, year by year, from DfE's published figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dashboard.catalogue import Catalogue, Indicator
from dashboard.official import (
    Computed,
    ComputedFigure,
    Extract,
    Rank,
    compute,
    compute_years,
    is_computed,
)
from dashboard.periods import Month
from dashboard.views import words
from dashboard.views.drawing import Drawing, Line, Point, Series

_NONE = "[x]"
_SMALL_COUNT = 100
_ENDS = {
    "Calendar Year": 12,
    "Annual (end of Sept)": 9,
    "Academic Year": 8,
    "Annual - January": 1,
}
"""The month in which DfE's years end, by its own words for them; else March."""


@dataclass(frozen=True, slots=True)
class AreasRow:
    """One year of the table, each figure as printed; `rank` is empty for counts.

    `label` is the year as DfE writes it.
    """

    year: str
    label: str
    own: str
    neighbours: str
    having: str
    region: str
    england: str
    rank: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class BesidePrint:
    """A comparator as the paper printed it, beside what DfE's data give now.

    `figure` names it in addresses: "neighbours", "england" or "region".
    """

    area: str
    figure: str
    printed: str
    computed: str
    basis: str


@dataclass(frozen=True, slots=True)
class Place:
    """What is said of one year; `label` is the year as DfE writes it."""

    text: str
    label: str
    has_rank: bool


@dataclass(frozen=True, slots=True)
class Areas:
    """The section "How do we compare". Without figures `absent` says why, and no more.

    `refusal` stands where counts are not compared, with the rate to turn to, if any.
    """

    absent: str
    said: tuple[Place, ...] = ()
    measure: str = ""
    made: str = ""
    drawing: Drawing | None = None
    rows: tuple[AreasRow, ...] = ()
    beside: tuple[BesidePrint, ...] = ()
    year: str = ""
    year_head: str = ""
    region: str = ""
    notes: tuple[str, ...] = ()
    refusal: str = ""
    better: Indicator | None = None
    credit: str = ""
    publication: str = ""


def compare_areas(catalogue: Catalogue, extract: Extract | None, indicator: Indicator) -> Areas:
    """The section of one indicator."""
    years = compute_years(catalogue, extract, indicator)
    if not years:
        return Areas(_why_absent(catalogue, indicator))
    latest = years[-1]
    chosen = compute(catalogue, extract, indicator) or latest
    better = catalogue.find(chosen.better) if chosen.better else None
    return Areas(
        absent="",
        said=_said(indicator, chosen, latest) if chosen.is_comparable else (),
        measure=f"{chosen.measure.title} ({chosen.measure.unit.lower()})",
        made=_made(chosen),
        drawing=_draw(catalogue, indicator, years) if chosen.is_comparable else None,
        rows=tuple(_row(indicator, one, chosen) for one in reversed(years)),
        beside=_beside(indicator, chosen),
        year=_year(chosen),
        year_head=_year_head(chosen),
        region=chosen.region.name,
        notes=_notes(chosen, years),
        refusal="" if chosen.is_comparable else _refusal(better),
        better=better,
        credit=chosen.source,
        publication=chosen.measure.publication,
    )


def figure_text(indicator: Indicator, computed: Computed, figure: ComputedFigure) -> str:
    """A figure with DfE's own decimals, and with one at least where it was worked out.

    A count is that of an average authority, so it is whole unless it is small.
    """
    if figure.value is None:
        return _NONE
    places = computed.measure.places
    if computed.basis.is_count:
        places = 1 if figure.value < _SMALL_COUNT else 0
    elif computed.basis.is_monthly or figure is computed.neighbours:
        places = max(places, 1)
    return words.number(figure.value, places) + ("%" if indicator.is_percentage else "")


def _why_absent(catalogue: Catalogue, indicator: Indicator) -> str:
    council = catalogue.council
    if council.invented:
        return (
            f"{council.area} is invented, so the Department for Education publishes nothing "
            "about it to compare."
        )
    if indicator.comparators.official is None:
        return (
            "The Department for Education's data have no measure that says the same thing, "
            "so no comparison is made from them."
        )
    return (
        f"No figures of the Department for Education are held for {council.area}, so no "
        "comparison is made from them."
    )


def _year(computed: Computed) -> str:
    """The year in words: "the year to March 2020", "31 March 2020" or "2020"."""
    kind, year = computed.measure.year_type, computed.year
    if kind == "Annual":
        return f"31 March {year.last}"
    if kind == "Financial Year" and year.first == year.last:
        return f"the year to March {year.last}"
    return year.words


def _year_head(computed: Computed) -> str:
    heads = {"Annual": "At 31 March", "Financial Year": "Year to March"}
    return heads.get(computed.measure.year_type, "Year")


def _said(indicator: Indicator, chosen: Computed, latest: Computed) -> tuple[Place, ...]:
    years = [chosen] if latest.year == chosen.year else [chosen, latest]
    return tuple(
        Place(_place(indicator, one), one.year.label, one.rank is not None) for one in years
    )


def _place(indicator: Indicator, computed: Computed) -> str:
    own = figure_text(indicator, computed, computed.own)
    if computed.rank is None:
        why = computed.own.absent or computed.neighbours.absent
        return f"{words.capital(_year(computed))}: {why}."
    others = computed.rank.of - 1
    shared = ", a shared place" if computed.rank.is_shared else ""
    return (
        f"{words.capital(_year(computed))}: {computed.own.name} is at {own}. With its "
        f"{words.count_in_words(others)} {words.plural(others, 'neighbour')} it is "
        f"{computed.rank.place} of {computed.rank.of} from the highest{shared}."
    )


def _made(computed: Computed) -> str:
    """How the neighbours' figure is made, and on which list."""
    made = (
        f"Statistical neighbours: the {computed.aggregation} of those of the ten on the list "
        f"of {computed.list.words} that have a figure."
    )
    if computed.basis.is_monthly:
        return f"{made} A year's figure is divided by 12, because the indicator counts a month."
    return made


def _notes(chosen: Computed, computed: Sequence[Computed]) -> tuple[str, ...]:
    """What is not shown, said once for all years."""
    notes = []
    for figure in (chosen.neighbours, chosen.region, chosen.england):
        if figure.value is None and figure.absent:
            notes.append(f"{figure.name}, {_year(chosen)}: {figure.absent}.")
    doubtful = [
        one
        for one in computed
        if any("not shown" in f.absent for f in (one.england, one.region))
    ]
    if len(doubtful) > 1:
        count = words.count_in_words(len(doubtful))
        notes.append(f"The same holds for {count} of the years in the table.")
    return tuple(notes)


def _refusal(better: Indicator | None) -> str:
    refusal = (
        "Counts of areas of different size are not compared. The figures below are those of "
        "an average authority, as the monthly paper prints them, and say nothing about "
        "better or worse."
    )
    return refusal if better else f"{refusal} The catalogue names no rate of the same thing."


def _row(indicator: Indicator, one: Computed, chosen: Computed) -> AreasRow:
    def text(figure: ComputedFigure) -> str:
        return figure_text(indicator, one, figure)

    return AreasRow(
        year=one.year.words,
        label=one.year.label,
        own=text(one.own),
        neighbours=text(one.neighbours),
        having=f"{one.neighbours.n} of {one.neighbours.of}",
        region=text(one.region),
        england=text(one.england),
        rank=_short_rank(one.rank) if one.is_comparable else "",
        is_chosen=one.year == chosen.year,
    )


def _short_rank(rank: Rank | None) -> str:
    if rank is None:
        return ""
    return f"{rank.place} of {rank.of}{', shared' if rank.is_shared else ''}"


def _beside(indicator: Indicator, chosen: Computed) -> tuple[BesidePrint, ...]:
    typed = indicator.comparators
    return tuple(
        BesidePrint(
            area=figure.name,
            figure=name,
            printed=words.figure(indicator, float(printed.value)) if printed else "none given",
            computed=figure_text(indicator, chosen, figure),
            basis=figure.absent or figure.basis,
        )
        for name, figure, printed in (
            ("neighbours", chosen.neighbours, typed.neighbours),
            ("england", chosen.england, typed.england),
            ("region", chosen.region, typed.region),
        )
        if not is_computed(printed)
    )


def _draw(
    catalogue: Catalogue, indicator: Indicator, computed: Sequence[Computed]
) -> Drawing | None:
    """The series of every year held; a year without a figure is a gap."""
    ends = _ENDS.get(computed[-1].measure.year_type, 3)
    by_month = {Month(one.year.last, ends): one for one in computed}
    first, last = min(by_month), max(by_month)
    months = tuple(Month(year, ends) for year in range(first.year, last.year + 1))
    latest = computed[-1]
    area = catalogue.council.area

    def series(name: str, line: Line, part: Callable[[Computed], ComputedFigure]) -> Series:
        points = []
        for month in months:
            one = by_month.get(month)
            value = part(one).value if one else None
            label = figure_text(indicator, one, part(one)) if one and value is not None else ""
            points.append(Point(month, value, label))
        return Series(name, line, tuple(points))

    every = (
        series(area, Line.OURS, lambda one: one.own),
        series("Neighbours", Line.NEIGHBOURS, lambda one: one.neighbours),
        series(latest.region.name, Line.REGION, lambda one: one.region),
        series("England", Line.ENGLAND, lambda one: one.england),
    )
    drawn = tuple(one for one in every if any(p.value is not None for p in one.points))
    if every[0] not in drawn:
        return None
    return Drawing(
        title=_finding(indicator, computed, area),
        subtitle=f"{latest.measure.title}, {area}, {first.year} to {last.year}.",
        description=_describe(drawn),
        months=months,
        series=drawn,
        levels=(),
        suffix="%" if indicator.is_percentage else "",
    )


def _finding(indicator: Indicator, computed: Sequence[Computed], area: str) -> str:
    """The chart's title: the latest year's figure against the neighbours'."""
    latest = next(
        (one for one in reversed(computed) if one.own.value is not None), computed[-1]
    )
    own, others = latest.own, latest.neighbours
    text, other = (figure_text(indicator, latest, figure) for figure in (own, others))
    when = latest.year.words
    if own.value is None or others.value is None:
        return f"{area} at {text} in {when}"
    if own.value == others.value:
        return f"{area} at {text} in {when}, the same as its neighbours"
    way = "above" if own.value > others.value else "below"
    return f"{area} at {text} in {when}, {way} its neighbours at {other}"


def _describe(series: Iterable[Series]) -> str:
    said = ["Line chart, a point a year."]
    for line in series:
        points = ", ".join(f"{p.month.year} {p.label or 'no figure'}" for p in line.points)
        said.append(f"{line.name}: {points}.")
    return " ".join(said)
