"""Editions: months as they were published. A row is added once and never changed.

A trigger refuses to change or remove one, whoever asks, and the checksum of the document
tells of bytes that were changed all the same.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text, func, insert, select

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import Edition
from dashboard.store.columns import Moment, MonthText, Packed
from dashboard.store.database import StoreError
from dashboard.store.loading import StoreChanged
from dashboard.store.tables import metadata
from dashboard.store.transactions import Transactions, current_revision

edition = Table(
    "edition",
    metadata,
    Column("month", MonthText, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("checksum", Text, nullable=False),
    Column("document", Packed, nullable=False),
    CheckConstraint("month LIKE '____-__'", name="month"),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("version = 1 OR reason <> ''", name="reason"),
)

_LABEL = [column for column in edition.columns if column.name != "document"]

Write = Callable[[int], bytes]
"""Makes the document of a version, whose number the store gives."""


@dataclass(frozen=True, slots=True)
class NewEdition:
    """A month to be published; `write` makes its document once the version is known.

    `revision` is the store's when everything in it was read.
    """

    month: Month
    reason: str
    revision: int
    write: Write


class EditionDamaged(StoreError):  # noqa: N818 - the damage is the document's
    """An edition is no longer what was published."""


class Editions:
    """What was published. Shared by threads."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def all(self) -> list[Edition]:
        """Every edition, in the order in which they were published."""
        asked = select(*_LABEL).order_by(
            edition.c.published_at, edition.c.month, edition.c.version
        )
        with self._transactions.reading() as connection:
            return [Edition(**row._mapping) for row in connection.execute(asked)]

    def find(self, month: Month, version: int) -> Edition | None:
        """One edition, or None."""
        asked = select(*_LABEL).where(edition.c.month == month, edition.c.version == version)
        with self._transactions.reading() as connection:
            row = connection.execute(asked).one_or_none()
        return Edition(**row._mapping) if row else None

    def latest(self) -> Edition | None:
        """The last version of the latest month published; None if nothing is."""
        asked = select(*_LABEL).order_by(edition.c.month.desc(), edition.c.version.desc())
        with self._transactions.reading() as connection:
            row = connection.execute(asked.limit(1)).one_or_none()
        return Edition(**row._mapping) if row else None

    def document(self, published: Edition) -> bytes:
        """The document of an edition, byte for byte.

        Raises KeyError if there is no such edition, and EditionDamaged if it is not what
        was published.
        """
        key = edition.c.month == published.month, edition.c.version == published.version
        try:
            with self._transactions.reading() as connection:
                asked = select(edition.c.document).where(*key)
                content: bytes | None = connection.execute(asked).scalar_one_or_none()
        except zlib.error:
            content = b""
        if content is None:
            raise KeyError(published.title)
        if hashlib.sha256(content).hexdigest() != published.checksum:
            raise EditionDamaged(
                f"Edition {published.title}: its document is not what was published; its "
                "checksum differs. Nothing of it is shown. Restore the database from a copy."
            )
        return content

    def publish(self, new: NewEdition, entry: AuditEntry) -> Edition:
        """Keep a new version of a month, or nothing of it.

        Raises StoreChanged if anything was stored since it was read, and ValueError if a
        later version has no reason.
        """
        with self._transactions.writing(entry) as connection:
            if current_revision(connection) != new.revision + 1:
                raise StoreChanged(new.month.long)
            held = select(func.max(edition.c.version)).where(edition.c.month == new.month)
            version = (connection.execute(held).scalar_one() or 0) + 1
            if version > 1 and not new.reason:
                raise ValueError("A later version of an edition needs a reason.")
            document = new.write(version)
            published = Edition(
                month=new.month,
                version=version,
                published_at=entry.at,
                published_by=entry.by,
                reason=new.reason,
                checksum=hashlib.sha256(document).hexdigest(),
            )
            connection.execute(
                insert(edition).values(
                    month=published.month,
                    version=version,
                    published_at=published.published_at,
                    published_by=published.published_by,
                    reason=published.reason,
                    checksum=published.checksum,
                    document=document,
                )
            )
            return published
