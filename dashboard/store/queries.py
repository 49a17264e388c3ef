"""What is asked of the tables.

The latest load, or version, of each counts. A load that was taken back does not count,
nor anything that came with it; `_counts` is the one place where that is said.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, Table, and_, func, or_, select

from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store import tables
from dashboard.store.writing_records import Step
from dashboard.store.writing_tables import comment_step

READABLE = (CommentState.APPROVED, CommentState.PUBLISHED)
"""The states in which anybody may read a text."""

# A load without the bytes of its file, which are only wanted by themselves.
LOAD = [column for column in tables.load.columns if column.name != "content"]


def loads() -> Select[Any]:
    """All loads, the earliest first."""
    return select(*LOAD).order_by(tables.load.c.id)


def standing_loads() -> Select[Any]:
    """The loads that count and brought a file, the earliest first."""
    return loads().where(tables.load.c.undoes.is_(None), _counts(tables.load.c.id))


def _counts(load: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a load was not taken back; true where a row came with no load."""
    undone = select(tables.load.c.undoes).where(tables.load.c.undoes.is_not(None))
    return or_(load.is_(None), load.not_in(undone))


def latest_observations() -> Select[Any]:
    """The observation that counts, of each ref and month, in that order."""
    held, latest, same = _beside_the_latest()
    return (
        select(held)
        .join(latest, and_(same, held.c.load == latest.c.load))
        .order_by(held.c.ref, held.c.month)
    )


def earlier_observations() -> Select[Any]:
    """The observations that do not count, by ref, month and load, where another does."""
    held, latest, same = _beside_the_latest()
    return (
        select(held)
        .join(latest, and_(same, held.c.load != latest.c.load))
        .order_by(held.c.ref, held.c.month, held.c.load)
    )


def _beside_the_latest() -> tuple[Table, Subquery, ColumnElement[bool]]:
    """Observations, the latest load of each ref and month, and what joins the two."""
    held = tables.observation
    latest = (
        select(held.c.ref, held.c.month, func.max(held.c.load).label("load"))
        .where(_counts(held.c.load))
        .group_by(held.c.ref, held.c.month)
        .subquery()
    )
    return held, latest, and_(held.c.ref == latest.c.ref, held.c.month == latest.c.month)


def observation_history(ref: str) -> Select[Any]:
    """All observations of a ref, by month and then by load."""
    held = tables.observation
    return select(held).where(held.c.ref == ref).order_by(held.c.month, held.c.load)


def latest_published(
    file_month: Month | None = None, columns: Collection[str] | None = None
) -> Select[Any]:
    """What was last printed of each ref and column in each month's file.

    Only of one month, and only some columns, where these are given.
    """
    held = tables.published_figure
    key = held.c.file_month, held.c.ref, held.c.column
    loads = select(*key, func.max(held.c.load).label("load")).where(_counts(held.c.load))
    if file_month is not None:
        loads = loads.where(held.c.file_month == file_month)
    if columns is not None:
        loads = loads.where(held.c.column.in_(columns))
    latest = loads.group_by(*key).subquery()
    same = and_(
        held.c.file_month == latest.c.file_month,
        held.c.ref == latest.c.ref,
        held.c.column == latest.c.column,
        held.c.load == latest.c.load,
    )
    return select(held).join(latest, same).order_by(*key)


def published_months() -> Select[Any]:
    """The months of the files from which published figures are held."""
    held = tables.published_figure.c
    return (
        select(held.file_month).where(_counts(held.load)).distinct().order_by(held.file_month)
    )


def latest_comments(ref: str | None = None, month: Month | None = None) -> Select[Any]:
    """The comments that may be read, of one ref or month where these are given.

    That is the latest version that was published or approved. What is still being written
    leaves it standing; a text that was reopened is not approved any more, and what stood
    before it does not come back.
    """
    held = tables.comment
    latest = (
        select(held.c.ref, held.c.month, func.max(held.c.version).label("version"))
        .where(_counts(held.c.load), or_(held.c.state.in_(READABLE), _reopens()))
        .where(*_only(held.c.ref, ref), *_only(held.c.month, month))
        .group_by(held.c.ref, held.c.month)
        .subquery()
    )
    same = and_(
        held.c.ref == latest.c.ref,
        held.c.month == latest.c.month,
        held.c.version == latest.c.version,
    )
    return (
        select(held)
        .join(latest, same)
        .where(held.c.state.in_(READABLE))
        .order_by(held.c.ref, held.c.month)
    )


def loaded_texts() -> Select[Any]:
    """Ref, month and text of the comments of loads that count, each one's latest last."""
    held = tables.comment.c
    return (
        select(held.ref, held.month, held.text)
        .where(held.load.is_not(None), _counts(held.load))
        .order_by(held.version)
    )


def _reopens() -> ColumnElement[bool]:
    """Whether a version took back the approval of the one before."""
    step = comment_step.c
    reopened = select(step.version).where(_same_version(), step.step == Step.REOPEN)
    return reopened.correlate(tables.comment).exists()


def _same_version() -> ColumnElement[bool]:
    held, step = tables.comment.c, comment_step.c
    return and_(held.ref == step.ref, held.month == step.month, held.version == step.version)


def _only(column: ColumnElement[Any], value: object) -> list[ColumnElement[bool]]:
    """The one value of a column that is asked for; nothing if any will do."""
    return [] if value is None else [column == value]


def versions(ref: str | None = None, month: Month | None = None) -> Select[Any]:
    """Every version that counts, in any state, with what was done; each text's oldest first."""
    held, step, load = tables.comment, comment_step, tables.load
    return (
        select(
            *(held.c.ref, held.c.month, held.c.version, held.c.state, held.c.text),
            held.c.created_at.label("at"),
            func.coalesce(step.c.by, load.c.loaded_by).label("by"),
            *(held.c.author, load.c.file, step.c.step, step.c.account, step.c.person),
            *(func.coalesce(step.c[name], "").label(name) for name in ("acting_for", "reason")),
            step.c.begun_from,
        )
        .outerjoin_from(held, step, _same_version())
        .outerjoin(load, held.c.load == load.c.id)
        .where(_counts(held.c.load))
        .where(*_only(held.c.ref, ref), *_only(held.c.month, month))
        .order_by(held.c.ref, held.c.month, held.c.version)
    )


def last_version(ref: str, month: Month) -> Select[Any]:
    """The number of the last version of one comment, whether it counts or not."""
    held = tables.comment.c
    return select(func.max(held.version)).where(held.ref == ref, held.month == month)


def last_versions() -> Select[Any]:
    """The number of the last version of each comment, whether it counts or not."""
    held = tables.comment.c
    return select(held.ref, held.month, func.max(held.version)).group_by(held.ref, held.month)


def observations_of(load: int) -> Select[Any]:
    """How many observations came with a load."""
    return select(func.count()).where(tables.observation.c.load == load)
