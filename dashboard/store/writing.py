"""Written commentary in the store: versions are added, only an unsaved draft is replaced."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    insert,
    select,
    update,
)

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store import queries, rows, tables
from dashboard.store.transactions import Transactions
from dashboard.store.writing_records import Conflict, Draft, NewVersion, Version
from dashboard.store.writing_tables import comment_draft, comment_step


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

    def add(self, new: NewVersion, entry: AuditEntry, draft: Draft | None = None) -> Version:
        """Add a version, by the account of the entry, in place of the draft it was made of.

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
            if draft is not None:
                connection.execute(delete(comment_draft).where(_is_still(draft)))
            return _history(connection, new.ref, new.month)[-1]

    def keep_draft(self, draft: Draft) -> Draft:
        """Keep what somebody is typing, in place of what the same window kept before.

        Answers it with its window and the next serial. Where another window has gone on
        with it meanwhile, or it was saved or dropped, it is kept as a draft of its own.
        """
        going_on = replace(draft, serial=draft.serial + 1)
        anew = replace(draft, window=secrets.token_urlsafe(9), serial=1)
        with self._transactions.noting() as connection:
            changed = (
                update(comment_draft)
                .where(_is_still(draft))
                .values(rows.write_fields(going_on))
            )
            if connection.execute(changed).rowcount:
                return going_on
            connection.execute(insert(comment_draft).values(rows.write_fields(anew)))
            return anew

    def drafts(self, ref: str, month: Month) -> list[Draft]:
        """What anybody is typing on one text, the latest last."""
        asked = _drafts().where(comment_draft.c.ref == ref, comment_draft.c.month == month)
        return self._read_drafts(asked)

    def drafts_of(self, account: int, month: Month) -> list[Draft]:
        """What an account is typing on the texts of a month, the latest last."""
        kept = comment_draft.c
        return self._read_drafts(_drafts().where(kept.account == account, kept.month == month))

    def drop_draft(self, draft: Draft) -> None:
        """Forget what was typed; nothing if its window has gone on meanwhile."""
        with self._transactions.noting() as connection:
            connection.execute(delete(comment_draft).where(_is_still(draft)))

    def _read_drafts(self, asked: Select[Any]) -> list[Draft]:
        with self._transactions.reading() as connection:
            return [Draft(**row._mapping) for row in connection.execute(asked)]


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


def _drafts() -> Select[Any]:
    kept = comment_draft.c
    return select(comment_draft).order_by(kept.saved_at, kept.window)


def _is_still(draft: Draft) -> ColumnElement[bool]:
    """The row of a draft, if it is as this draft says."""
    kept = comment_draft.c
    return and_(
        kept.account == draft.account,
        kept.ref == draft.ref,
        kept.month == draft.month,
        kept.window == draft.window,
        kept.serial == draft.serial,
    )
