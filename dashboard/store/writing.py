"""Written commentary in the store: versions are added, only an unsaved draft is replaced."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, Row, and_, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store import queries, tables
from dashboard.store.transactions import Transactions
from dashboard.store.writing_records import Conflict, Draft, NewVersion, Version
from dashboard.store.writing_tables import comment_draft, comment_step

_DRAFT_KEY = ("account", "ref", "month")


class Writing:
    """The versions of every commentary, loaded and written, and drafts being typed.

    These are for whoever works on them. What the public may read is `Store.comments()`.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def history(self, ref: str, month: Month) -> list[Version]:
        """The versions of one commentary, oldest first; none of a load that was undone."""
        with self._transactions.reading() as connection:
            return _history(connection, ref, month)

    def states(self, month: Month) -> dict[str, CommentState]:
        """The state of the latest version of each ref that has commentary for a month."""
        with self._transactions.reading() as connection:
            found = connection.execute(queries.versions(month=month))
            return {row.ref: row.state for row in found}

    def add(self, new: NewVersion, entry: AuditEntry) -> Version:
        """Add a version, by the account of the entry; its draft of the text is dropped.

        Raises Conflict, and adds nothing, if the latest version is not the one that the
        new one was begun from.
        """
        if entry.account is None:
            raise ValueError("Commentary is written by somebody who has an account.")
        with self._transactions.writing(entry) as connection:
            history = _history(connection, new.ref, new.month)
            latest = history[-1] if history else None
            if new.begun_from != (latest.version if latest else 0):
                raise Conflict(new.text, latest, new.ref, new.month)
            last = connection.execute(queries.last_version(new.ref, new.month))
            _add(connection, new, (last.scalar_one() or 0) + 1, entry)
            mine = _draft_of(entry.account, new.ref, new.month)
            connection.execute(delete(comment_draft).where(mine))
            return _history(connection, new.ref, new.month)[-1]

    def keep_draft(self, draft: Draft) -> None:
        """Keep what somebody is typing, in place of what she had typed before."""
        kept = {name: getattr(draft, name) for name in comment_draft.columns.keys()}  # noqa: SIM118
        with self._transactions.noting() as connection:
            connection.execute(_replacing(connection).values(kept))

    def draft(self, account: int, ref: str, month: Month) -> Draft | None:
        """What an account was typing, if anything was kept."""
        with self._transactions.reading() as connection:
            asked = select(comment_draft).where(_draft_of(account, ref, month))
            row = connection.execute(asked).one_or_none()
            return Draft(**row._mapping) if row else None

    def drafts(self, account: int) -> list[Draft]:
        """Everything an account was typing, by month and ref."""
        kept = comment_draft.c
        asked = select(comment_draft).where(kept.account == account)
        with self._transactions.reading() as connection:
            found = connection.execute(asked.order_by(kept.month, kept.ref))
            return [Draft(**row._mapping) for row in found]

    def drop_draft(self, account: int, ref: str, month: Month) -> None:
        """Forget what an account was typing; nothing if nothing was kept."""
        with self._transactions.noting() as connection:
            connection.execute(delete(comment_draft).where(_draft_of(account, ref, month)))


def _history(connection: Connection, ref: str, month: Month) -> list[Version]:
    return [_read(row) for row in connection.execute(queries.versions(ref=ref, month=month))]


def _read(row: Row[Any]) -> Version:
    return Version(**row._mapping)


def _add(connection: Connection, new: NewVersion, version: int, entry: AuditEntry) -> None:
    key = {"ref": new.ref, "month": new.month, "version": version}
    connection.execute(
        insert(tables.comment).values(
            **key,
            state=new.state,
            text=new.text,
            author=new.author,
            sheet="",
            row_number=0,
            column_number=0,
            column_title="",
            created_at=entry.at,
        )
    )
    connection.execute(
        insert(comment_step).values(
            **key,
            step=new.step,
            by=entry.by,
            account=entry.account,
            person=new.person,
            acting_for=entry.acting_for,
            reason=new.reason,
            begun_from=new.begun_from,
        )
    )


def _draft_of(account: int, ref: str, month: Month) -> ColumnElement[bool]:
    kept = comment_draft.c
    return and_(kept.account == account, kept.ref == ref, kept.month == month)


def _replacing(connection: Connection) -> Insert:
    """An insert that takes the place of the row with the same key."""
    # Two of the writer's own windows may save at once: deleting first would not do.
    is_postgresql = connection.dialect.name == "postgresql"
    adding = (postgresql.insert if is_postgresql else sqlite.insert)(comment_draft)
    changed = {
        column.name: adding.excluded[column.name]
        for column in comment_draft.columns
        if column.name not in _DRAFT_KEY
    }
    return adding.on_conflict_do_update(index_elements=_DRAFT_KEY, set_=changed)
