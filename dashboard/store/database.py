"""One database, SQLite or PostgreSQL: its connections, transactions and complaints.

A reading transaction sees one moment of the store. A writing one leaves all or nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

# How long one writer waits for another, and how long to wait for a server to answer.
BUSY_SECONDS = 30
CONNECT_SECONDS = 10

_FORMS = "Give sqlite:///folder/file.sqlite or postgresql://user@host/database."


class StoreError(Exception):
    """The store cannot be used: the message says where, what was found and what to do."""


class Database:
    """A pool of connections to one address, as `place` names it without its password."""

    def __init__(self, address: str) -> None:
        """Raises StoreError if the address is not one of a database that can be used."""
        url = _read_address(address)
        self.place = f"DATABASE_URL, {url.render_as_string(hide_password=True)}"
        self._readers: Engine
        self._writers: Engine
        if url.get_backend_name() == "sqlite":
            self._engine = self._readers = _sqlite(url, self.place)
            self._writers = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        else:
            self._engine = self._writers = _postgresql(url)
            # One moment for the whole transaction, as SQLite gives it.
            self._readers = self._engine.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that changes nothing and waits for no writer."""
        with self._complaining(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept as a whole when it ends, or not at all if it raises.

        SQLite lets in one writer at a time from the start: a transaction that first reads
        and then writes would be refused, without waiting, if another wrote in between.
        """
        with self._complaining(), self._writers.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            # Not the database's state but our own record breaks a rule of its table.
            raise
        except DBAPIError as error:
            reason = (str(error.orig).strip().splitlines() or ["no reason given"])[0]
            raise StoreError(
                f"{self.place}: {reason.rstrip('.')}. Check that the database is there, "
                "answers, and may be read and written."
            ) from error


def _read_address(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError:
        # The text is not repeated: it may hold a password.
        raise StoreError(f"DATABASE_URL: this is not an address. {_FORMS}") from None
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite":
        raise StoreError(f'DATABASE_URL: "{url.drivername}" is not known here. {_FORMS}')
    if not url.database or url.database == ":memory:":
        # A database in memory would be another one for each process that serves.
        raise StoreError(f'DATABASE_URL: "{url}" names no file. {_FORMS}')
    return url


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url, connect_args={"connect_timeout": CONNECT_SECONDS}, pool_pre_ping=True
    )


def _sqlite(url: URL, place: str) -> Engine:
    folder = Path(url.database or "").absolute().parent
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{place}: the folder cannot be made: {error.strerror}. "
            "Make it, or name a file elsewhere."
        ) from error
    # Python's driver would begin transactions by itself, but not before reading and not
    # before changing tables. Without an isolation level it begins none, and `_begin` does.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        # SQLite does not wait here. The mode is kept in the file, and is busy only while
        # another connection sets it, so this one will find it set.
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
