"""The indicator page: what it is, the chart, the figures, what is said, how it compares."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import Indicator, IndicatorStatus, Kind, Term, Theme
from dashboard.periods import Month, long_date, months_between
from dashboard.records import Audience, Comment, Status
from dashboard.views import definition, words
from dashboard.views.charting import draw_indicator
from dashboard.views.definition import Comparison, MadeOfView
from dashboard.views.drawing import Drawing
from dashboard.views.holdings import Holdings
from dashboard.views.status import ChangeView, Standing, stand
from dashboard.views.variation import VariationView, vary

MOST_COMPARED = 3
FIRST_SHOWN = 24
"""Months shown before the reader asks for more, so that a page stays a page."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader asked of the page: a month, a period, indicators to lay beside, and
    whether the chart shows the usual range."""

    month: Month | None = None
    first: Month | None = None
    last: Month | None = None
    beside: tuple[str, ...] = ()
    limits: bool = False


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
class IndicatorPage:
    """Everything on the page. `standing`, `variation` and `drawing` are None while awaiting
    data."""

    audience: Audience
    indicator: Indicator
    theme: Theme
    owner: str
    reporter: str
    month: Month | None
    standing: Standing | None
    variation: VariationView | None
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
    has_other_comments: bool
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
    address may be old.
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
    drawing = None
    if standing:
        drawing = draw_indicator(holdings, indicator, span, compared, limits=reading.limits)
    written = holdings.comments.get(indicator.ref, {})
    comments = tuple(written[m] for m in reversed(span) if m in written)
    owner, reporter = catalogue.person(indicator.owner), catalogue.person(indicator.reporter)
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
        variation=vary(holdings, indicator, month) if month and standing else None,
        say=_say(standing) if standing else "",
        drawing=drawing,
        reading=reading,
        compared=compared,
        comparable=comparable,
        rows=rows,
        has_parts=any(row.parts for row in rows),
        has_notes=any(row.note for row in rows),
        comparisons=definition.comparisons(holdings, indicator, standing),
        comparator_note=definition.comparator_note(indicator),
        made_of=definition.made_of(holdings, indicator, month if standing else None),
        targets=tuple(definition.target_line(indicator, t) for t in indicator.targets),
        comments=comments,
        has_other_comments=len(comments) < len(written),
        terms=tuple(catalogue.term(key) for key in indicator.terms),
        rules=definition.rules(holdings, indicator),
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
    if standing.withheld:
        notes.append(f"not for publication: {standing.withheld}")
    for earlier in holdings.restated.get((indicator.ref, month), ()):
        was = earlier.status.symbol or words.figure(indicator, float(earlier.value or 0))
        when = f", loaded {long_date(earlier.source.loaded_at)}" if earlier.source else ""
        notes.append(f"restated; was {was}{when}")
    notes += [words.note_line(note) for note in holdings.notes.get((indicator.ref, month), ())]
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
        return f"{words.capital(standing.reason)}."
    return f"{words.capital(change.sentence)}, on {change.since}."


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
