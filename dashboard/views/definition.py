"""What an indicator is: its parts, targets, comparators and rules, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import (
    ComparatorStatus,
    Indicator,
    Kind,
    Polarity,
    Target,
    TargetBasis,
    TargetStatus,
)
from dashboard.periods import Month
from dashboard.views import words
from dashboard.views.explaining import Figure, explain_path
from dashboard.views.holdings import Holdings
from dashboard.views.status import Standing


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparator with all that is known of it."""

    area: str
    figure: Figure
    text: str
    against: str
    year: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class MadeOfView:
    """Top and bottom of a ratio in words, with this month's figures where held.

    The paths lead to what explains these; empty where nothing does.
    """

    top: str
    top_text: str
    top_slug: str
    top_path: str
    bottom: str
    bottom_text: str
    bottom_slug: str
    bottom_path: str
    result: str
    multiplier: str
    is_complete: bool


def comparisons(
    holdings: Holdings, indicator: Indicator, standing: Standing | None
) -> tuple[Comparison, ...]:
    stated = indicator.comparators
    areas = (
        ("Statistical neighbours", Figure.NEIGHBOURS, stated.neighbours),
        ("England", Figure.ENGLAND, stated.england),
        (holdings.catalogue.council.region, Figure.REGION, stated.region),
    )
    return tuple(
        Comparison(
            area=area,
            figure=figure,
            text=words.figure(indicator, float(comparator.value)),
            against=_against(indicator, float(comparator.value), standing),
            year=comparator.year,
            basis=comparator.basis,
            source=holdings.catalogue.publication(comparator.source).title,
        )
        for area, figure, comparator in areas
        if comparator
    )


def _against(indicator: Indicator, comparator: float, standing: Standing | None) -> str:
    if standing is None or standing.value is None:
        return ""
    if indicator.kind is Kind.COUNT:
        return "not compared: a count"
    gap = comparator - standing.value
    if round(gap, 9) == 0:
        return "the same"
    size = abs(gap)
    way = "higher" if gap > 0 else "lower"
    text = words.number(size, 0 if size >= 1 else 1)
    if indicator.is_percentage:
        return f"{text} {words.plural(float(text.replace(',', '')), 'point')} {way}"
    return f"{text} {way}"


def comparator_note(indicator: Indicator) -> str:
    given = indicator.comparators
    status = given.status
    if given.official and status in (ComparatorStatus.NONE_EXISTS, ComparatorStatus.NONE_GIVEN):
        return "The monthly dataset gives no comparator for it."
    if status is ComparatorStatus.NONE_EXISTS:
        return "No other area publishes this, so it is compared with its own past only."
    if status is ComparatorStatus.NONE_GIVEN:
        return "No comparator is given."
    if status is ComparatorStatus.COMPUTED and not any(
        (given.neighbours, given.england, given.region)
    ):
        return "DfE publishes no figure to compare it with."
    if indicator.kind is Kind.COUNT:
        return (
            "Counts of larger and smaller areas cannot be compared fairly. They are shown "
            "as published and never judged; a rate or percentage is the better comparison."
        )
    return ""


def made_of(holdings: Holdings, indicator: Indicator, month: Month | None) -> MadeOfView | None:
    made = indicator.made_of
    if made is None:
        return None
    top = holdings.catalogue.find(made.numerator or "")
    bottom = holdings.catalogue.find(made.denominator or "")
    parts = holdings.measures.parts(indicator.ref, month) if month else None
    own = holdings.measures.figure(indicator.ref, month) if month else None
    return MadeOfView(
        top=top.name if top else made.numerator_words or "Not supplied",
        top_text=words.number(parts[0]) if parts else _part_text(holdings, top, month),
        top_slug=top.address if top else "",
        top_path=_part_path(holdings, indicator, top, month),
        bottom=bottom.name
        if bottom
        else made.denominator_words or (made.population or "Not supplied").capitalize(),
        bottom_text=words.number(parts[1]) if parts else _part_text(holdings, bottom, month),
        bottom_slug=bottom.address if bottom else "",
        bottom_path=_part_path(holdings, indicator, bottom, month),
        result=words.figure(indicator, own) if own is not None else "[x]",
        multiplier="" if indicator.is_percentage else words.number(float(made.multiplier)),
        is_complete=parts is not None,
    )


def _part_path(
    holdings: Holdings, indicator: Indicator, part: Indicator | None, month: Month | None
) -> str:
    """Where a part's figure is explained: as an indicator's own, or among the parts."""
    if month is None:
        return ""
    if holdings.measures.parts(indicator.ref, month):
        return explain_path(indicator, month, Figure.PARTS)
    if part and part.ref in holdings.measures.refs:
        return explain_path(part, month, Figure.VALUE)
    return ""


def _part_text(holdings: Holdings, part: Indicator | None, month: Month | None) -> str:
    if part is None or month is None or part.ref not in holdings.measures.refs:
        return "[x]"
    value = holdings.measures.figure(part.ref, month)
    return words.figure(part, value) if value is not None else "[x]"


def target_line(indicator: Indicator, target: Target) -> str:
    year = target.financial_year.long
    if target.status is TargetStatus.TO_BE_CONFIRMED or target.value is None:
        return f"{year}: to be confirmed"
    text = words.figure(indicator, float(target.value))
    return f"{year}: {text}{' for the year' if target.basis is TargetBasis.TOTAL else ''}"


def rules(holdings: Holdings, indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """The rules that decide this page's arrows and colours, in words."""
    defaults = holdings.catalogue.defaults
    arrow, rag = indicator.arrow, indicator.rag
    if arrow and arrow.threshold_points:
        moves = f"{arrow.threshold_points} percentage points or more"
    else:
        percent = (arrow and arrow.threshold_percent) or defaults.arrow_threshold_percent
        moves = f"{percent}% or more"
    if indicator.is_percentage:
        amber = (
            f"{(rag and rag.tolerance_points) or defaults.tolerance_points} percentage points"
        )
    else:
        amber = f"{(rag and rag.tolerance_percent) or defaults.tolerance_percent}%"
    better = {
        Polarity.MORE: "higher",
        Polarity.LESS: "lower",
        Polarity.NONE: "neither: not judged",
    }[indicator.polarity]
    return (
        ("Better when", better),
        ("Returned", indicator.frequency.value),
        ("Measured", indicator.measured.value),
        ("Arrow moves at", f"a change of {moves}"),
        ("Amber within", f"{amber} of the target or comparator"),
    )
