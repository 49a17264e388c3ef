"""Small invented holdings, in the words of the two tables on the briefing.

A description is parts with ";" between them, such as "percentage; less is better;
neighbours 15; figures 16, 26". The figures end with February 2021. The indicator is A, said
as "visits made", with an owner; `read_case` explains every part.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from dashboard.catalogue import Catalogue, Indicator
from dashboard.editions import Material
from dashboard.periods import Month
from dashboard.records import (
    Audience,
    Comment,
    CommentState,
    Observation,
    PublishedFigure,
    Status,
)
from dashboard.store.writing_records import Doubt, FigureNote, Promise, Settled
from dashboard.views.briefing import Briefing, make_briefing
from dashboard.views.holdings import Holdings, hold
from tests.spec.example import REF, catalogue, column, comparators, indicator, targets

FEBRUARY = Month(2021, 2)
AT = dt.datetime(2021, 3, 1, 9, 0, tzinfo=dt.UTC)
KINDS = ("count", "percentage", "rate")
POLARITIES = ("more is better", "less is better", "no judgement")
PEOPLE = [{"key": "jo", "name": "Jo Example"}]


def read_case(text: str) -> Holdings:
    """What the parts of a description say is held, for an officer."""
    fields: dict[str, Any] = {"said": "visits made", "owner": "jo", "unit": "visits"}
    given = {"neighbours": "", "England": ""}
    comments: list[Comment] = []
    notes: list[FigureNote] = []
    settled: list[Settled] = []
    earlier: list[Observation] = []
    printed: list[PublishedFigure] = []
    meetings: list[str] = []
    others: list[str] = []
    figures = ""
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        word, _, rest = part.partition(" ")
        if part in KINDS:
            fields["kind"] = part
        elif part in POLARITIES:
            fields["polarity"] = part
        elif part == "quarterly":
            fields["frequency"] = part
        elif part == "no owner":
            del fields["owner"]
        elif part == "no other area":
            given["status"] = "no national comparator exists"
        elif word == "figures":
            figures = rest
        elif word == "target":
            fields["targets"] = targets(rest)
        elif word in given:
            given[word] = rest
        elif word == "meeting":
            meetings.append(rest)
        elif word == "was":
            earlier.append(_observation(REF, FEBRUARY, rest))
        elif word == "prints":
            printed.append(_printed(rest))
        elif word == "noted":
            notes.append(FigureNote(1, REF, FEBRUARY, Doubt.OTHER, rest, "jo", AT))
        elif word == "said":
            comments.append(_comment(rest))
        elif word == "answered":
            settled.append(_answer(rest))
        elif word == "rate":
            others.append(rest)
        else:
            raise AssertionError(f"{part}: no such part of a case")
    fields["comparators"] = _comparators(given)
    if fields.get("kind") == "rate":
        fields["unit"] = "per 10,000 children"
    entries = [indicator(**fields)]
    observations = column(FEBRUARY, figures)
    for other in others:
        entry, seen = _rate(other)
        entries.append(entry)
        observations += seen
    material = Material(
        _with_people(catalogue(*entries), meetings),
        observations=tuple(observations),
        earlier=tuple(earlier),
        printed=tuple(printed),
        comments=tuple(comments),
        notes=tuple(notes),
        settled=tuple(settled),
    )
    return hold(material, Audience.RESTRICTED)


def brief(text: str) -> Briefing:
    """The briefing of such holdings for February 2021."""
    return make_briefing(read_case(text), FEBRUARY, Audience.RESTRICTED)


def _comparators(given: dict[str, str]) -> dict[str, Any]:
    status = given.pop("status", "")
    return {"status": status} if status else comparators(given["neighbours"], given["England"])


def _with_people(made: Catalogue, meetings: list[str]) -> Catalogue:
    """With the meetings that considered these months, three weeks after each."""
    entries = [
        {"date": Month.parse(month).shift(1).first_day + dt.timedelta(20), "month": month}
        for month in meetings
    ]
    return Catalogue.model_validate(made.model_dump() | {"people": PEOPLE, "meetings": entries})


def _observation(ref: str, month: Month, value: str) -> Observation:
    return Observation(ref, month, Status.VALUE, Decimal(value))


def _printed(text: str) -> PublishedFigure:
    """ "change 15" or "average 12"."""
    name, value = text.split(" ")
    return PublishedFigure(REF, FEBRUARY, name, value, Decimal(value), None)


def _comment(text: str) -> Comment:
    """ "2020-12 We will do it by February."."""
    month, _, said = text.partition(" ")
    return Comment(REF, Month.parse(month), 1, CommentState.PUBLISHED, said)


def _answer(text: str) -> Settled:
    """ "2020-12 We will do it by February = It was done."."""
    month, _, rest = text.partition(" ")
    said, _, outcome = rest.partition(" = ")
    return Settled(Promise(REF, Month.parse(month), 1, said, FEBRUARY), outcome, "jo", AT)


def _rate(text: str) -> tuple[Indicator, list[Observation]]:
    """ "R 89, 90 beside 80": a rate of A, its last figures, and its neighbours."""
    found = re.fullmatch(r"(\w+) ([\d, .]+) beside (\d+)", text)
    assert found, text
    ref, figures, neighbours = found.groups()
    entry = indicator(
        ref,
        kind="rate",
        said="visits made",
        unit="per 10,000 children",
        polarity="no judgement",
        made_of={"numerator": REF, "population": "children", "multiplier": 10000},
        comparators=comparators(neighbours),
    )
    return entry, column(FEBRUARY, figures, ref)
