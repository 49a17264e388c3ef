"""The indicator page: what it is, the chart, the figures, what is said, how it compares."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import (
    ComparatorStatus,
    Indicator,
    IndicatorStatus,
    Kind,
    Target,
    TargetBasis,
    TargetStatus,
    Term,
    Theme,
)
from dashboard.periods import Month, months_between
from dashboard.records import Audience, Comment, Status
from dashboard.views import words
from dashboard.views.charting import draw_indicator
from dashboard.views.drawing import Drawing
from dashboard.views.holdings import Holdings
from dashboard.views.status import ChangeView, Standing, stand

MOST_COMPARED = 3
FIRST_SHOWN = 24
"""Months shown before the reader asks for more, so that a page stays a page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader asked of the page: a month, a period, indicators to lay beside."""

    month: Month | None = None
    first: Month | None = None
    last: Month | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One month in the table: the figure, its parts, its change, and what it was before."""

    month: Month
    text: str
    note: str
    parts: str
    month_on_month: str
    year_on_year: str
    compared: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparator with all that is known of it."""

    area: str
    text: str
    against: str
    year: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class MadeOfView:
    """Top and bottom of a ratio in words, with this month's figures where held."""

    top: str
    top_text: str
    top_slug: str
    bottom: str
    bottom_text: str
    bottom_slug: str
    result: str
    multiplier: str
    is_complete: bool


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything on the page. `standing` and `drawing` are None while awaiting data."""

    audience: Audience
    indicator: Indicator
    theme: Theme
    owner: str
    reporter: str
    month: Month | None
    standing: Standing | None
    say: str
    drawing: Drawing | None
    reading: Reading
    compared: tuple[Indicator, ...]
    comparable: tuple[Indicator, ...]
    rows: tuple[FigureRow, ...]
    has_parts: bool
    has_notes: bool
    comparisons: tuple[Comparison, ...]
    comparator_note: str
    made_of: MadeOfView | None
    targets: tuple[str, ...]
    comments: tuple[Comment, ...]
    terms: tuple[Term, ...]
    rules: tuple[tuple[str, str], ...]
    held: str
    unit: str
    first: Month | None
    last: Month | None
    months: tuple[Month, ...]


def make_indicator_page(
    holdings: Holdings, indicator: Indicator, reading: Reading, audience: Audience
) -> IndicatorPage:
    """The page of one indicator for an audience, over the period the reader chose.

    Months that are not held and indicators of another unit are left out in silence: an
    address may be old. Every audience sees everything until disclosure control exists.
    """
    catalogue = holdings.catalogue
    theme = catalogue.theme(indicator.theme)
    assert theme is not None
    active = (
        indicator.status is IndicatorStatus.ACTIVE and indicator.ref in holdings.measures.refs
    )
    latest = holdings.latest if active else None
    month = reading.month if reading.month in holdings.months else latest
    standing = stand(holdings, indicator, month) if month and active else None
    span = _span(holdings, reading) if standing else ()
    comparable = comparable_with(holdings, indicator)
    compared = tuple(i for i in comparable if i.address in reading.beside)[:MOST_COMPARED]
    drawing = draw_indicator(holdings, indicator, span, compared) if standing else None
    owner, reporter = catalogue.person(indicator.owner), catalogue.person(indicator.reporter)
    made_of = _made_of(holdings, indicator, month if standing else None)
    rows = tuple(
        _row(holdings, indicator, m, compared, is_current=m == month) for m in reversed(span)
    )
    return IndicatorPage(
        audience=audience,
        indicator=indicator,
        theme=theme,
        owner=owner.name if owner else "",
        reporter=reporter.name if reporter else "",
        month=month,
        standing=standing,
        say=_say(standing) if standing else "",
        drawing=drawing,
        reading=reading,
        compared=compared,
        comparable=comparable,
        rows=rows,
        has_parts=any(row.parts for row in rows),
        has_notes=any(row.note for row in rows),
        comparisons=_comparisons(holdings, indicator, standing),
        comparator_note=_comparator_note(indicator),
        made_of=made_of,
        targets=tuple(_target_line(indicator, t) for t in indicator.targets),
        comments=holdings.comments.get(indicator.ref, ()),
        terms=tuple(catalogue.term(key) for key in indicator.terms),
        rules=_rules(holdings, indicator),
        held=_held(holdings, indicator) if standing else "",
        unit=_unit_words(indicator),
        first=span[0] if span else None,
        last=span[-1] if span else None,
        months=holdings.months if standing else (),
    )


def _unit_words(indicator: Indicator) -> str:
    """What the big number counts: "contacts", "of referrals", "per 10,000 children"."""
    return f"of {indicator.unit}" if indicator.is_percentage else indicator.unit


def comparable_with(holdings: Holdings, indicator: Indicator) -> tuple[Indicator, ...]:
    """Active indicators of the same unit: the same kind, and for a rate the same base."""
    return tuple(
        other
        for other in holdings.catalogue.active
        if other.ref != indicator.ref and _unit(other) == _unit(indicator)
    )


def _unit(indicator: Indicator) -> tuple[Kind, object]:
    if indicator.kind is Kind.RATE and indicator.made_of:
        return indicator.kind, indicator.made_of.multiplier
    return indicator.kind, indicator.frequency


def _span(holdings: Holdings, reading: Reading) -> tuple[Month, ...]:
    """The months shown: those asked for that are held, else the last 24."""
    months = holdings.months
    last = reading.last if reading.last in months else months[-1]
    first = reading.first if reading.first in months else None
    first = first or max(months[0], last.shift(1 - FIRST_SHOWN))
    if first > last:
        first, last = last, first
    return tuple(months_between(first, last))


def _row(
    holdings: Holdings,
    indicator: Indicator,
    month: Month,
    compared: tuple[Indicator, ...],
    *,
    is_current: bool,
) -> FigureRow:
    standing = stand(holdings, indicator, month)
    parts = holdings.measures.parts(indicator.ref, month)
    notes = [] if standing.value is not None else [standing.absent]
    for earlier in holdings.restated.get((indicator.ref, month), ()):
        was = earlier.status.symbol or words.figure(indicator, float(earlier.value or 0))
        when = f", loaded {earlier.source.loaded_at:%-d %B %Y}" if earlier.source else ""
        notes.append(f"restated; was {was}{when}")
    own = holdings.measures.figure(indicator.ref, month)
    if standing.value is None and own is not None:
        notes.append(f"{words.figure(indicator, own)} was supplied, though no return was due")
    return FigureRow(
        month=month,
        text=standing.text,
        note="; ".join(notes),
        parts=f"{words.number(parts[0])} of {words.number(parts[1])}" if parts else "",
        month_on_month=_change_text(standing.month_on_month),
        year_on_year=_change_text(standing.year_on_year),
        compared=tuple(stand(holdings, other, month).text for other in compared),
        is_current=is_current,
    )


def _change_text(change: ChangeView) -> str:
    return f"{change.short}, {change.beneath}" if change.beneath else change.short


def _say(standing: Standing) -> str:
    """The sentence beside the number: the change since the last return."""
    change = standing.month_on_month
    if change.arrow is None:
        return f"{standing.reason[0].upper()}{standing.reason[1:]}."
    sentence = change.sentence
    return f"{sentence[0].upper()}{sentence[1:]}, on {change.since}."


def _comparisons(
    holdings: Holdings, indicator: Indicator, standing: Standing | None
) -> tuple[Comparison, ...]:
    stated = indicator.comparators
    areas = (
        ("Statistical neighbours", stated.neighbours),
        ("England", stated.england),
        (holdings.catalogue.council.region, stated.region),
    )
    return tuple(
        Comparison(
            area=area,
            text=words.figure(indicator, float(comparator.value)),
            against=_against(indicator, float(comparator.value), standing),
            year=comparator.year,
            basis=comparator.basis,
            source=holdings.catalogue.publication(comparator.source).title,
        )
        for area, comparator in areas
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


def _comparator_note(indicator: Indicator) -> str:
    status = indicator.comparators.status
    if status is ComparatorStatus.NONE_EXISTS:
        return "No other area publishes this, so it is compared with its own past only."
    if status is ComparatorStatus.NONE_GIVEN:
        return "No comparator is given."
    if indicator.kind is Kind.COUNT:
        return (
            "Counts of larger and smaller areas cannot be compared fairly. They are shown "
            "as published and never judged; a rate or percentage is the better comparison."
        )
    return ""


def _made_of(
    holdings: Holdings, indicator: Indicator, month: Month | None
) -> MadeOfView | None:
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
        bottom=bottom.name
        if bottom
        else made.denominator_words or (made.population or "Not supplied").capitalize(),
        bottom_text=words.number(parts[1]) if parts else _part_text(holdings, bottom, month),
        bottom_slug=bottom.address if bottom else "",
        result=words.figure(indicator, own) if own is not None else "[x]",
        multiplier="" if indicator.is_percentage else words.number(float(made.multiplier)),
        is_complete=parts is not None,
    )


def _part_text(holdings: Holdings, part: Indicator | None, month: Month | None) -> str:
    if part is None or month is None or part.ref not in holdings.measures.refs:
        return "[x]"
    value = holdings.measures.figure(part.ref, month)
    return words.figure(part, value) if value is not None else "[x]"


def _target_line(indicator: Indicator, target: Target) -> str:
    year = target.financial_year.long
    if target.status is TargetStatus.TO_BE_CONFIRMED or target.value is None:
        return f"{year}: to be confirmed"
    text = words.figure(indicator, float(target.value))
    return f"{year}: {text}{' for the year' if target.basis is TargetBasis.TOTAL else ''}"


def _rules(holdings: Holdings, indicator: Indicator) -> tuple[tuple[str, str], ...]:
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
        "more is better": "higher",
        "less is better": "lower",
        "no judgement": "neither: not judged",
    }[indicator.polarity.value]
    return (
        ("Better when", better),
        ("Returned", indicator.frequency.value),
        ("Measured", indicator.measured.value),
        ("Arrow moves at", f"a change of {moves}"),
        ("Amber within", f"{amber} of the target or comparator"),
    )


def _held(holdings: Holdings, indicator: Indicator) -> str:
    months = [
        m
        for m in holdings.months
        if holdings.measures.observation_status(indicator.ref, m) is Status.VALUE
    ]
    if not months:
        return "No figures are held yet"
    count = words.count_in_words(len(months)).capitalize()
    if len(months) == 1:
        return f"One month is held, {months[0].long}"
    return f"{count} months are held, {months[0].long} to {months[-1].long}"
