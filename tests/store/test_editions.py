"""An edition is added once, whole, and stays; a changed byte is noticed."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dashboard.store import EditionDamaged, NewEdition, Store, StoreChanged
from dashboard.store.database import Database
from tests.store.samples import AT, FEBRUARY, entry, new_load

DOCUMENT = b'{"version":%d}'
PUBLISHED = replace(entry(), action="publish edition", subject="February 2021")


def new(store: Store, reason: str = "") -> NewEdition:
    return NewEdition(FEBRUARY, reason, store.revision(), lambda version: DOCUMENT % version)


def test_an_edition_comes_back_as_it_was_published(store: Store) -> None:
    assert store.editions.latest() is None
    published = store.editions.publish(new(store), PUBLISHED)
    assert (published.month, published.version, published.published_at) == (FEBRUARY, 1, AT)
    assert published.checksum == hashlib.sha256(DOCUMENT % 1).hexdigest()
    assert store.editions.all() == [published] == [store.editions.find(FEBRUARY, 1)]
    assert store.editions.latest() == published
    assert store.editions.document(published) == DOCUMENT % 1
    assert store.audit.entries() == [PUBLISHED]
    with pytest.raises(KeyError):
        store.editions.document(replace(published, version=2))


def test_a_correction_is_a_version_of_its_own_with_a_reason(store: Store) -> None:
    first = store.editions.publish(new(store), PUBLISHED)
    with pytest.raises(ValueError, match="needs a reason"):
        store.editions.publish(new(store), PUBLISHED)
    second = store.editions.publish(new(store, "A cell was wrong."), PUBLISHED)
    assert (second.version, second.reason) == (2, "A cell was wrong.")
    assert store.editions.latest() == second
    assert store.editions.document(first) == DOCUMENT % 1
    earlier = NewEdition(FEBRUARY.shift(-1), "", store.revision(), lambda _: b"{}")
    store.editions.publish(earlier, PUBLISHED)
    assert store.editions.latest() == second, "a later edition of an earlier month"


def test_nothing_is_published_that_was_looked_at_before_a_change(store: Store) -> None:
    looked_at = new(store)
    store.save_load(new_load("meanwhile"), entry())
    with pytest.raises(StoreChanged):
        store.editions.publish(looked_at, PUBLISHED)
    assert store.editions.all() == []
    assert store.audit.entries() == [entry()]


def test_what_fails_while_the_document_is_written_leaves_nothing(store: Store) -> None:
    def fail(_: int) -> bytes:
        raise RuntimeError("no document")

    before = store.revision()
    with pytest.raises(RuntimeError, match="no document"):
        store.editions.publish(NewEdition(FEBRUARY, "", before, fail), PUBLISHED)
    assert (store.editions.all(), store.revision()) == ([], before)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET published_by = 'Nobody'",
        "UPDATE edition SET checksum = checksum WHERE version = 1",
        "DELETE FROM edition",
        "DELETE FROM edition WHERE version = 1",
    ],
)
def test_the_database_refuses_to_change_an_edition(
    store: Store, database: Database, statement: str
) -> None:
    published = store.editions.publish(new(store), PUBLISHED)
    with (
        pytest.raises(IntegrityError, match="stays as it was published"),
        database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert store.editions.all() == [published]


def test_nor_are_editions_emptied_or_written_over(store: Store, database: Database) -> None:
    published = store.editions.publish(new(store), PUBLISHED)
    fields = "month, version, published_at, published_by, reason, checksum, document"
    copied = f"INTO edition ({fields}) SELECT {fields} FROM edition"
    with database.reading() as connection:
        is_postgresql = connection.dialect.name == "postgresql"
    statement = "TRUNCATE edition" if is_postgresql else f"INSERT OR REPLACE {copied}"
    with (
        pytest.raises(IntegrityError, match="stays as it was published"),
        database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert store.editions.all() == [published]


@pytest.mark.parametrize(
    "document", [zlib.compress(b'{"version":2}', 9), b"not compressed", b""], ids=str
)
def test_a_byte_that_was_changed_in_spite_of_it_is_noticed(
    store: Store, database: Database, document: bytes
) -> None:
    published = store.editions.publish(new(store), PUBLISHED)
    with database.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE edition DISABLE TRIGGER edition_stays"))
        else:
            connection.execute(text("DROP TRIGGER edition_is_not_changed"))
        connection.execute(text("UPDATE edition SET document = :it"), {"it": document})
    with pytest.raises(EditionDamaged, match="not what was published"):
        store.editions.document(published)
