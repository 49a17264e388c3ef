"""The tables. Rows are only ever added; the one row of `revision` alone is updated, and
uploads, which are not held yet, go when they are confirmed or dropped.

The primary keys are in the order in which the latest of each is looked for, so hardly any
other index is needed. What a table may hold is also said to the database, as checks.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, Table, Text

from dashboard.records import Arrow, CommentState, Status
from dashboard.store.columns import Exact, Moment, MonthText, Packed, Word

# Every constraint has a name that is the same on each database, so that a migration can
# find it again.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def check_words(column: str, words: Iterable[str]) -> CheckConstraint:
    """A column holds one of these words, or NULL."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _check_month(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} LIKE '____-__'", name=column)


def _place() -> tuple[Column[str], Column[int], Column[int], Column[str]]:
    """Where in the file of the load a row was read; 0 where no one cell holds it."""
    return (
        Column("sheet", Text, nullable=False),
        Column("row_number", Integer, nullable=False),
        Column("column_number", Integer, nullable=False),
        Column("column_title", Text, nullable=False),
    )


load = Table(
    "load",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("checksum", Text, nullable=False, index=True),
    Column("content", Packed, nullable=False),
    Column("file_month", MonthText),
    Column("loaded_at", Moment, nullable=False),
    Column("loaded_by", Text, nullable=False),
    Column("new", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    # A load that takes back another one; both rows stay, and so does what was loaded.
    Column("undoes", ForeignKey("load.id"), index=True, unique=True),
    _check_month("file_month"),
    CheckConstraint("new >= 0 AND revised >= 0 AND unchanged >= 0", name="counts"),
)

observation = Table(
    "observation",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("month", MonthText, primary_key=True),
    Column("load", ForeignKey("load.id"), primary_key=True),
    Column("status", Word(Status), nullable=False),
    Column("value", Exact),
    Column("numerator", Exact),
    Column("denominator", Exact),
    Column("note", Text, nullable=False),
    *_place(),
    _check_month("month"),
    check_words("status", Status),
    CheckConstraint("(status = 'value') = (value IS NOT NULL)", name="value"),
)

# `column` is PublishedFigure.column, what the figure is; `column_title` its heading.
published_figure = Table(
    "published_figure",
    metadata,
    Column("file_month", MonthText, primary_key=True),
    Column("ref", Text, primary_key=True),
    Column("column", Text, primary_key=True),
    Column("load", ForeignKey("load.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("value", Exact),
    Column("arrow", Word(Arrow)),
    *_place(),
    _check_month("file_month"),
    check_words("arrow", Arrow),
    CheckConstraint("arrow IS NULL OR \"column\" = 'change'", name="arrow_of_change"),
)

# A comment was either loaded from a file, which names no writer, or written by someone.
comment = Table(
    "comment",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("month", MonthText, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", Word(CommentState), nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text),
    Column("load", ForeignKey("load.id")),
    *_place(),
    Column("created_at", Moment, nullable=False),
    _check_month("month"),
    check_words("state", CommentState),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("(load IS NULL) <> (author IS NULL)", name="origin"),
)

upload = Table(
    "upload",
    metadata,
    Column("token", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("content", Packed, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("uploaded_by", Text, nullable=False),
)

# A trigger refuses to change or remove a row, whoever asks.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("by", Text, nullable=False),
    Column("account", Integer),
    Column("acting_for", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("origin", Text, nullable=False),
)

# The migration that makes this table puts its one row in.
revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
