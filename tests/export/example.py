"""A small dataset that has a figure of every kind, for one audience, without a store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from dashboard.catalogue import Catalogue
from dashboard.disclosure import hide
from dashboard.editions import Kept, Material
from dashboard.export.dataset import Dataset
from dashboard.intake import Reading
from dashboard.periods import Month
from dashboard.records import (
    Audience,
    Comment,
    CommentState,
    Edition,
    Observation,
    Status,
)
from dashboard.store.writing_records import Doubt, FigureNote
from dashboard.views.holdings import Holdings, hold
from tests.spec.example import catalogue, indicator

MONTHS = tuple(Month(2020, 12).shift(n) for n in range(3))
MONTH = MONTHS[-1]
AT = dt.datetime(2021, 3, 25, 9, 30, tzinfo=dt.UTC)
EDITION = Edition(MONTH, 1, AT, "Asha", "", "ab" * 32)
HIDDEN = Observation("K", MONTH, Status.VALUE, Decimal(3))
"""A count of children that the public does not see."""

OBSERVATIONS = (
    Observation("A", MONTHS[0], Status.VALUE, Decimal(1297)),
    Observation("A", MONTHS[1], Status.VALUE, Decimal(0), note="provisional [p]"),
    Observation("A", MONTHS[2], Status.MISSING),
    Observation(
        "P", MONTHS[0], Status.VALUE, Decimal("83.7"), Decimal(36), Decimal(43), "late"
    ),
    Observation("P", MONTHS[1], Status.NOT_APPLICABLE),
    Observation("P", MONTHS[2], Status.VALUE, Decimal(100)),
    Observation("R", MONTHS[0], Status.VALUE, Decimal("0.000123456789012")),
    Observation("R", MONTHS[1], Status.VALUE, Decimal("52.5")),
    Observation("R", MONTHS[2], Status.NOT_AVAILABLE),
    Observation("Q", MONTHS[0], Status.VALUE, Decimal(23)),
    Observation("Q", MONTHS[1], Status.NOT_DUE),
    Observation("Q", MONTHS[2], Status.LOW),
    Observation("M", MONTHS[2], Status.VALUE, Decimal("-1200.55")),
    Observation("K", MONTHS[1], Status.SUPPRESSED),
    HIDDEN,
)


def council(**fields: Any) -> Catalogue:
    """Indicators of every kind; K counts children."""
    made = catalogue(
        indicator("A"),
        indicator("P", kind="percentage", polarity="less is better"),
        indicator("R", kind="rate", unit="per 10,000 children", polarity="no judgement"),
        indicator("Q", frequency="quarterly"),
        indicator("M", kind="money", unit="pounds"),
        indicator("K", counts_children=True),
        indicator("S", status="proposed"),
    )
    return made.model_copy(update=fields)


def holdings_of(
    known: Catalogue | None = None,
    observations: tuple[Observation, ...] = OBSERVATIONS,
    audience: Audience = Audience.PUBLIC,
    texts: dict[str, str] | None = None,
    **material: Any,
) -> Holdings:
    """As an edition holds it; `texts` are paragraphs on the last month by ref."""
    known = known or council()
    comments = tuple(
        Comment(ref, MONTH, 1, CommentState.PUBLISHED, text)
        for ref, text in (texts or {}).items()
    )
    held = hold(
        Material(
            known,
            observations=observations,
            comments=comments,
            hidden=hide(known, observations),
            **material,
        ),
        audience,
    )
    return replace(held, edition=EDITION)


def dataset(holdings: Holdings | None = None, audience: Audience = Audience.PUBLIC) -> Dataset:
    return Dataset(holdings or holdings_of(audience=audience), MONTH, audience)


def note_on(ref: str, text: str) -> FigureNote:
    return FigureNote(1, ref, MONTH, Doubt.OTHER, text, "Asha", AT)


def finding(text: str) -> Kept:
    return Kept("zero", "A zero", "warning", ("A",), MONTHS[1], text, reason="It is one.")


Figure = tuple[Status, Decimal | None, Decimal | None, Decimal | None, str]


def figure_of(held: Observation) -> Figure:
    """All that an observation says of its month."""
    return held.status, held.value, held.numerator, held.denominator, held.note


def figures_read(reading: Reading) -> dict[tuple[str, Month], Figure]:
    """What a file says, which must be without a problem."""
    assert [str(problem) for problem in reading.problems] == []
    assert reading.unknown == ()
    return {(f.record.ref, f.record.month): figure_of(f.record) for f in reading.observations}


def figures_held(taken: Dataset) -> dict[tuple[str, Month], Figure]:
    """What the dataset holds of the months up to its own, for its audience."""
    return {
        (ref, o.month): figure_of(o)
        for ref, held in taken.holdings.observations.items()
        for o in held
        if o.month <= taken.month
    }
