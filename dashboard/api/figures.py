"""Figures as the API answers them: observations, and indicators in one month."""

from __future__ import annotations

from functools import lru_cache

from dashboard.api.models import (
    ChangeMade,
    Earlier,
    Figure,
    Measure,
    Observation,
    Publication,
    Range,
    Rating,
    SinceApril,
)
from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.records import Observation as Observed
from dashboard.records import Status
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import standings
from dashboard.views.status import ChangeView, Context, Standing, withheld
from dashboard.views.words import note_line


@lru_cache(maxsize=2)
def list_observations(holdings: Holdings) -> tuple[Observation, ...]:
    """Every month held of every active indicator, by indicator, the oldest month first.

    Those last asked for are kept: five years are several thousand.
    """
    return tuple(
        _observation(holdings, indicator, month)
        for indicator in holdings.catalogue.active
        for month in holdings.months
    )


def _observation(holdings: Holdings, indicator: Indicator, month: Month) -> Observation:
    measures, ref = holdings.measures, indicator.ref
    status = measures.observation_status(ref, month)
    value = measures.figure(ref, month)
    parts = measures.parts(ref, month)
    because = withheld(holdings, ref, month)
    return Observation(
        ref=ref,
        indicator=indicator.address,
        name=indicator.name,
        month=str(month),
        status=status,
        symbol=status.symbol,
        value=value,
        text=status.symbol if value is None else words.figure(indicator, value),
        numerator=parts[0] if parts else None,
        denominator=parts[1] if parts else None,
        is_due=measures.is_due(ref, month),
        notes=tuple(note_line(note) for note in holdings.notes.get((ref, month), ())),
        earlier=tuple(
            _earlier(indicator, was) for was in holdings.restated.get((ref, month), ())
        ),
        publication=Publication.NO if because else Publication.YES,
        withheld_because=because,
    )


def _earlier(indicator: Indicator, was: Observed) -> Earlier:
    value = float(was.value) if was.status is Status.VALUE and was.value is not None else None
    return Earlier(
        value=value,
        status=was.status,
        text=was.status.symbol if value is None else words.figure(indicator, value),
        loaded=was.source.loaded_at.date() if was.source else None,
    )


@lru_cache(maxsize=8)
def list_measures(holdings: Holdings, month: Month) -> tuple[Measure, ...]:
    """Every active indicator in one month, as the scorecard has it."""
    return tuple(_measure(standing) for standing in standings(holdings, month))


def _measure(standing: Standing) -> Measure:
    indicator = standing.indicator
    return Measure(
        ref=indicator.ref,
        indicator=indicator.address,
        name=indicator.name,
        theme=indicator.theme,
        month=str(standing.month),
        status=standing.status,
        symbol=standing.text if standing.value is None else "",
        value=standing.value,
        text=standing.text,
        absent_because=standing.absent,
        rag=_rating(standing),
        month_on_month=_change(standing.month_on_month),
        year_on_year=_change(standing.year_on_year),
        average=_figure(standing.average),
        range=Range(
            lowest=standing.spread.lowest,
            highest=standing.spread.value,
            text=standing.spread.text,
            note=standing.spread.note,
        ),
        neighbours=_figure(standing.neighbours),
        england=_figure(standing.england),
        region=_figure(standing.region),
        target=_figure(standing.target),
        commentary=standing.comment,
        publication=Publication.NO if standing.withheld else Publication.YES,
        withheld_because=standing.withheld,
    )


def _rating(standing: Standing) -> Rating:
    rag = standing.rag
    since = rag.year_to_date
    return Rating(
        status=standing.colour,
        basis=rag.basis,
        reason=standing.reason,
        judged=rag.judged,
        reference=rag.reference,
        target_year=str(rag.year) if rag.year else None,
        tolerance=rag.tolerance,
        tolerance_in_points=rag.tolerance_is_points,
        limit=rag.limit,
        since_april=SinceApril(
            held=since.held, elapsed=since.elapsed, total=since.total, expected=since.expected
        )
        if since
        else None,
    )


def _change(view: ChangeView) -> ChangeMade:
    change = view.change
    return ChangeMade(
        since=str(change.baseline),
        arrow=change.arrow,
        judgement=change.judgement,
        short=f"{view.short}, {view.beneath}" if view.beneath else view.short,
        text=view.sentence,
        before=change.before,
        after=change.after,
        percent=None if change.relative is None else 100 * change.relative,
        points=change.points,
        small_numbers=change.small,
        as_published=change.published,
        reason=change.reason,
    )


def _figure(context: Context) -> Figure:
    return Figure(value=context.value, text=context.text, note=context.note)
