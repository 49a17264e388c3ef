"""The tables of commentary that is written here. Rows are only ever added, but for drafts.

The text of every version stands in `comment`, beside the loaded ones. A version that was
written here has its step beside it: what was done to the text, by whom and why. So a text is
told from its beginning to its approval, and nothing of it is ever written over. Only
`comment_draft` is: it keeps what somebody is typing until it is saved as a version.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from dashboard.store.columns import Moment, MonthText, Word
from dashboard.store.tables import check_words, metadata
from dashboard.store.writing_records import Doubt, Step


def _of_month() -> CheckConstraint:
    return CheckConstraint("month LIKE '____-__'", name="month")


def _of_version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["ref", "month", "version"], ["comment.ref", "comment.month", "comment.version"]
    )


# `account` did it; `person` is the key of whoever in the catalogue it was done as, and
# `acting_for` that person's name if the account is another's. `begun_from` is the version
# that was seen then, 0 where there was none.
comment_step = Table(
    "comment_step",
    metadata,
    Column("ref", Text, primary_key=True),
    Column("month", MonthText, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("step", Word(Step), nullable=False),
    Column("by", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("person", Text),
    Column("acting_for", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("begun_from", Integer, nullable=False),
    _of_version(),
    check_words("step", Step),
    CheckConstraint("step NOT IN ('return', 'reopen') OR reason <> ''", name="reason"),
    CheckConstraint("begun_from >= 0 AND begun_from < version", name="begun_from"),
)

comment_draft = Table(
    "comment_draft",
    metadata,
    Column("account", Integer, primary_key=True, autoincrement=False),
    Column("ref", Text, primary_key=True),
    Column("month", MonthText, primary_key=True),
    Column("window", Text, primary_key=True),
    Column("serial", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("begun_from", Integer, nullable=False),
    Column("saved_at", Moment, nullable=False),
    _of_month(),
    CheckConstraint("begun_from >= 0", name="begun_from"),
)

figure_note = Table(
    "figure_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("month", MonthText, nullable=False),
    Column("doubt", Word(Doubt), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_figure_note_ref", "ref", "month"),
    _of_month(),
    check_words("doubt", Doubt),
    CheckConstraint("text <> ''", name="text"),
)

figure_note_withdrawal = Table(
    "figure_note_withdrawal",
    metadata,
    Column("note", ForeignKey("figure_note.id"), primary_key=True),
    Column("by", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    CheckConstraint("reason <> ''", name="reason"),
)

# `kind` is the reader's word for the claim or remark, `quote` the words it is about: the
# warning stays away as long as these words stand in the text.
dismissal = Table(
    "dismissal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("month", MonthText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_dismissal_ref", "ref", "month"),
    _of_month(),
    CheckConstraint("reason <> ''", name="reason"),
)

# What a text promises is read from the text; a row says what came of one of its promises.
promise_settled = Table(
    "promise_settled",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("month", MonthText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", MonthText, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("account", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("ref", "month", "version", "text"),
    _of_version(),
    CheckConstraint("text <> ''", name="text"),
    CheckConstraint("outcome <> ''", name="outcome"),
)
