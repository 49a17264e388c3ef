"""Small records and loads in our own words, for tests that store something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import (
    Arrow,
    Comment,
    CommentState,
    Observation,
    PublishedFigure,
    Source,
    Status,
)
from dashboard.store import NewLoad
from dashboard.store.database import Database

JANUARY, FEBRUARY = Month(2021, 1), Month(2021, 2)
AT = dt.datetime(2021, 3, 10, 9, 30, tzinfo=dt.UTC)


def place(row: int, column: int, title: str) -> Source:
    """A cell as intake names it, before it is known which load it belongs to."""
    return Source(0, "any.csv", "any", "Monthly dataset", row, column, title, AT, "any")


def observed(
    ref: str, month: Month, value: str | None, status: Status = Status.VALUE, note: str = ""
) -> Observation:
    """An observation read from a cell; the value as digits."""
    number = None if value is None else Decimal(value)
    return Observation(ref, month, status, number, note=note, source=place(4, 8, month.short))


def printed(
    ref: str, column: str, text: str, value: str | None = None, arrow: Arrow | None = None
) -> PublishedFigure:
    """What the file of February 2021 printed in a cell."""
    number = None if value is None else Decimal(value)
    return PublishedFigure(ref, FEBRUARY, column, text, number, arrow, place(4, 13, column))


def written(ref: str, text: str, month: Month = FEBRUARY) -> Comment:
    """Commentary as it comes from a file."""
    return Comment(
        ref, month, 0, CommentState.PUBLISHED, text, source=place(4, 21, "Commentary")
    )


def new_load(
    content: str,
    observations: Sequence[Observation] = (),
    published: Sequence[PublishedFigure] = (),
    comments: Sequence[Comment] = (),
) -> NewLoad:
    """A load of a file with some content, which its name and checksum are made of."""
    data = content.encode()
    return NewLoad(
        file=f"{content}.csv",
        checksum=sha256(data).hexdigest(),
        content=data,
        file_month=FEBRUARY,
        observations=observations,
        published=published,
        comments=comments,
        new=len(observations),
    )


def entry(at: dt.datetime = AT, by: str = "A. Officer") -> AuditEntry:
    """Who changes the store, for tests to which only that matters."""
    return AuditEntry(at, by, "change store", "a test")


def list_accepted(database: Database, broken: Mapping[str, str]) -> list[str]:
    """Names of the statements that the database itself does not refuse."""
    accepted = []
    for name, statement in broken.items():
        with suppress(IntegrityError):
            with database.writing() as connection:
                connection.execute(text(statement))
            accepted.append(name)
    return accepted
