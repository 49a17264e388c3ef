"""Transactions on a migrated store; a change is not possible without its audit entry."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, insert, select, update

from dashboard.people import AuditEntry
from dashboard.store import migrations, tables
from dashboard.store.database import Database, StoreError


class Transactions:
    """What every part of the store reads and writes through. Shared by threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_current = False

    def look(self) -> None:
        """See whether the tables are there. Raises StoreError if a newer program made them."""
        with self._database.reading() as connection:
            self._is_current = migrations.is_current(connection, self._database)

    def migrate(self) -> None:
        """Make the tables, or bring them up to date; two processes may do so at once."""
        with self._database.writing() as connection:
            if not migrations.is_current(connection, self._database):
                migrations.upgrade(connection)
        self._is_current = True

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the store; nothing is changed."""
        with self._database.reading() as connection:
            self._check(connection)
            yield connection

    @contextmanager
    def writing(self, entry: AuditEntry) -> Iterator[Connection]:
        """A change of what pages show: it has a revision of its own, and its audit entry.

        The revision's row is changed first: PostgreSQL lets the next writer have it only
        after this one has ended, so one writer at a time sees what is held.
        """
        with self._database.writing() as connection:
            self._check(connection)
            number = tables.revision.c.number
            connection.execute(update(tables.revision).values({number: number + 1}))
            yield connection
            _record(connection, entry)

    @contextmanager
    def recording(self, entry: AuditEntry) -> Iterator[Connection]:
        """A change of what no figure or page depends on, such as an account."""
        with self._database.writing() as connection:
            self._check(connection)
            yield connection
            _record(connection, entry)

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """A write of what only serves the program itself: uploads that wait, sessions."""
        with self._database.writing() as connection:
            self._check(connection)
            yield connection

    def _check(self, connection: Connection) -> None:
        """Once is enough: a program is stopped before a newer one migrates its store."""
        if not self._is_current and not migrations.is_current(connection, self._database):
            raise StoreError(
                f"{self._database.place}: the tables of the store are not there, or are "
                "older than this program. Run: python -m dashboard migrate"
            )
        self._is_current = True


def current_revision(connection: Connection) -> int:
    """The number of the last change."""
    number: int = connection.execute(select(tables.revision.c.number)).scalar_one()
    return number


def _record(connection: Connection, entry: AuditEntry) -> None:
    connection.execute(
        insert(tables.audit).values(
            at=entry.at,
            by=entry.by,
            account=entry.account,
            acting_for=entry.acting_for,
            action=entry.action,
            subject=entry.subject,
            before=entry.before,
            after=entry.after,
            origin=entry.origin,
        )
    )
