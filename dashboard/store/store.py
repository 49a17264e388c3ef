"""The store as other rooms know it: records in, records out."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from sqlalchemy import Connection, delete, exists, insert, select

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import Comment, Load, Observation, PublishedFigure, Upload
from dashboard.store import loading, queries, rows, tables
from dashboard.store.accounts import Accounts
from dashboard.store.audit_log import AuditLog
from dashboard.store.database import Database, StoreError
from dashboard.store.editions import Editions
from dashboard.store.findings import Decisions
from dashboard.store.loading import AlreadyLoaded, NewLoad, StoreChanged
from dashboard.store.transactions import Transactions, current_revision
from dashboard.store.writing import Writing
from dashboard.store.writing_marks import Marks


class Store:
    """All that is held, in one database. It may be shared by threads.

    Every method is one transaction. Each raises StoreError if the database does not
    answer or its tables are not those of this program.
    """

    def __init__(self, database: Database) -> None:
        self._transactions = Transactions(database)
        self.accounts = Accounts(self._transactions)
        self.audit = AuditLog(self._transactions)
        self.editions = Editions(self._transactions)
        self.writing = Writing(self._transactions)
        self.marks = Marks(self._transactions)
        self.decisions = Decisions(self._transactions)

    @classmethod
    def open(cls, url: str) -> Store:
        """The store at an SQLite or PostgreSQL address, migrated or not.

        A file that is not there is made, and its folder too. Raises StoreError if the
        database cannot be opened or a newer program made it.
        """
        store = cls(Database(url))
        try:
            store._transactions.look()
        except StoreError:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close all connections. The store is not used after that."""
        self._transactions.close()

    def migrate(self) -> None:
        """Make the tables, or bring them up to date; nothing if they are.

        Two processes may do so at once.
        """
        self._transactions.migrate()

    def revision(self) -> int:
        """A number that grows with every write: what was read at one stays true with it."""
        with self._transactions.reading() as connection:
            return current_revision(connection)

    def is_empty(self) -> bool:
        """Whether nothing was ever loaded."""
        with self._transactions.reading() as connection:
            held = connection.execute(select(exists().select_from(tables.load)))
            return not held.scalar_one()

    def observations(self) -> list[Observation]:
        """The latest observation of each ref and month, in that order."""
        with self._transactions.reading() as connection:
            return _latest_observations(connection)

    def history(self, ref: str) -> list[Observation]:
        """Every observation of a ref, restated ones too: by month, then oldest first."""
        with self._transactions.reading() as connection:
            loads = _loads(connection)
            found = connection.execute(queries.observation_history(ref))
            return [rows.read_observation(row, loads) for row in found]

    def earlier_observations(self) -> list[Observation]:
        """Every observation that a later one took the place of: ref, month, oldest first."""
        with self._transactions.reading() as connection:
            loads = _loads(connection)
            found = connection.execute(queries.earlier_observations())
            return [rows.read_observation(row, loads) for row in found]

    def published(
        self, file_month: Month | None = None, columns: Collection[str] | None = None
    ) -> list[PublishedFigure]:
        """What files printed, by file month, ref and column; of each the latest load's.

        Of every month, or the file of one; all columns, or only some.
        """
        with self._transactions.reading() as connection:
            loads = _loads(connection)
            found = connection.execute(queries.latest_published(file_month, columns))
            return [rows.read_published(row, loads) for row in found]

    def published_months(self) -> list[Month]:
        """The file months of which published figures are held, in order."""
        with self._transactions.reading() as connection:
            return list(connection.execute(queries.published_months()).scalars())

    def comments(self, *, ref: str | None = None, month: Month | None = None) -> list[Comment]:
        """The latest version of each comment, by ref and month; all, or only some."""
        with self._transactions.reading() as connection:
            return _latest_comments(connection, ref, month)

    def loaded_texts(self) -> dict[tuple[str, Month], str]:
        """What the latest load says in each comment, whatever was written here since."""
        with self._transactions.reading() as connection:
            return _loaded_texts(connection)

    def loads(self) -> list[Load]:
        """Every load, the earliest first."""
        with self._transactions.reading() as connection:
            return list(_loads(connection).values())

    def find_load(self, checksum: str) -> Load | None:
        """The load of the file with this checksum, or None."""
        with self._transactions.reading() as connection:
            return _find_load(connection, checksum)

    def content(self, load: int) -> bytes:
        """The file of a load, byte for byte. Raises KeyError if there is no such load."""
        with self._transactions.reading() as connection:
            asked = select(tables.load.c.content).where(tables.load.c.id == load)
            content: bytes | None = connection.execute(asked).scalar_one_or_none()
        if content is None:
            raise KeyError(load)
        return content

    def save_load(self, new: NewLoad, entry: AuditEntry, revision: int | None = None) -> Load:
        """Store a file and all its records, or nothing of it.

        An observation, or the text of a comment, that is what the latest load says adds
        nothing. Raises AlreadyLoaded, with the earlier load, if the same content is held,
        and StoreChanged if a revision is given that is not the store's.
        """
        with self._transactions.writing(entry) as connection:
            if revision is not None and current_revision(connection) != revision + 1:
                raise StoreChanged(new.file)
            if held := _find_load(connection, new.checksum):
                raise AlreadyLoaded(new.file, held)
            observations = _latest_observations(connection)
            texts = _loaded_texts(connection)
            versions = connection.execute(queries.last_versions())
            return loading.save(
                connection,
                new,
                entry,
                {(o.ref, o.month): o for o in observations},
                texts,
                {(ref, month): version for ref, month, version in versions},
            )

    def last_load(self) -> Load | None:
        """The last load that counts: the one that can be taken back."""
        with self._transactions.reading() as connection:
            return _last_load(connection)

    def undo_load(self, load: int, entry: AuditEntry) -> Load:
        """Take back the last load that counts; what counted before it counts again.

        Nothing is removed: the undoing is a load of its own. Raises StoreError if `load` is
        not the last one that counts.
        """
        with self._transactions.writing(entry) as connection:
            last = _last_load(connection)
            if last is None or last.id != load:
                raise StoreError(
                    f"Load {load} is not the last one that counts, so it cannot be undone. "
                    "Undo the later ones first."
                )
            return loading.undo(connection, last, entry)

    def keep_upload(self, file: str, content: bytes, at: dt.datetime, by: str) -> str:
        """Keep a file until it is confirmed; answers its token. Those over a day old go."""
        token = secrets.token_urlsafe(24)
        with self._transactions.noting() as connection:
            stale = tables.upload.c.uploaded_at < at - dt.timedelta(days=1)
            connection.execute(delete(tables.upload).where(stale))
            connection.execute(
                insert(tables.upload).values(
                    token=token, file=file, content=content, uploaded_at=at, uploaded_by=by
                )
            )
        return token

    def upload(self, token: str) -> Upload | None:
        """The file kept under a token; None if it was confirmed or dropped."""
        with self._transactions.reading() as connection:
            asked = select(tables.upload).where(tables.upload.c.token == token)
            row = connection.execute(asked).one_or_none()
            return Upload(**row._mapping) if row else None

    def drop_upload(self, token: str) -> None:
        """Forget a file that was kept; nothing if there is none."""
        with self._transactions.noting() as connection:
            connection.execute(delete(tables.upload).where(tables.upload.c.token == token))


def _last_load(connection: Connection) -> Load | None:
    last = queries.standing_loads().order_by(None).order_by(tables.load.c.id.desc()).limit(1)
    row = connection.execute(last).one_or_none()
    return rows.read_load(row) if row else None


def _loads(connection: Connection) -> dict[int, Load]:
    return {load.id: load for load in map(rows.read_load, connection.execute(queries.loads()))}


def _find_load(connection: Connection, checksum: str) -> Load | None:
    same = queries.standing_loads().where(tables.load.c.checksum == checksum)
    row = connection.execute(same).one_or_none()
    return rows.read_load(row) if row else None


def _latest_observations(connection: Connection) -> list[Observation]:
    loads = _loads(connection)
    found = connection.execute(queries.latest_observations()).all()
    return [rows.read_observation(row, loads) for row in found]


def _latest_comments(
    connection: Connection, ref: str | None = None, month: Month | None = None
) -> list[Comment]:
    loads = _loads(connection)
    found = connection.execute(queries.latest_comments(ref, month))
    return [rows.read_comment(row, loads) for row in found]


def _loaded_texts(connection: Connection) -> dict[tuple[str, Month], str]:
    found = connection.execute(queries.loaded_texts())
    return {(ref, month): text for ref, month, text in found}
