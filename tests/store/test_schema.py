"""The migrations make exactly the tables that the program knows, and guard them."""

from __future__ import annotations

import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect, text

from dashboard.records import Arrow
from dashboard.store import Store, StoreError, migrations
from dashboard.store.database import Database
from dashboard.store.tables import metadata
from tests.store.samples import (
    FEBRUARY,
    entry,
    list_accepted,
    new_load,
    observed,
    printed,
    written,
)


def describe(connection: Connection) -> dict[str, dict[str, Any]]:
    """Everything the database itself says of our tables, constraints in any order."""
    inspector = inspect(connection)

    def in_order(found: list[Any]) -> list[str]:
        return sorted(str(sorted(item.items(), key=str)) for item in found)

    return {
        table: {
            "columns": [
                (c["name"], str(c["type"]), c["nullable"], c["default"])
                for c in inspector.get_columns(table)
            ],
            "key": inspector.get_pk_constraint(table),
            # SQLite does not tell the name of one that was added with its column.
            "foreign keys": in_order(
                [key | {"name": None} for key in inspector.get_foreign_keys(table)]
            ),
            "unique": in_order(inspector.get_unique_constraints(table)),
            "checks": in_order(inspector.get_check_constraints(table)),
            "indexes": in_order(inspector.get_indexes(table)),
        }
        for table in metadata.tables
    }


@pytest.mark.usefixtures("store")
def test_alembic_finds_no_difference_between_migrations_and_tables(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.usefixtures("store")
def test_migrated_tables_are_those_made_at_once(database: Database) -> None:
    """Alembic does not compare checks, nor the names of keys; the database knows them."""
    with database.writing() as connection:
        migrated = describe(connection)
        metadata.drop_all(connection)
        metadata.create_all(connection)
        assert describe(connection) == migrated
    assert all(described["key"]["name"] for described in migrated.values())
    for name, table in metadata.tables.items():
        checks = [c for c in table.constraints if isinstance(c, CheckConstraint)]
        assert len(migrated[name]["checks"]) == len(checks)


def test_migrating_again_changes_nothing(store: Store) -> None:
    load = store.save_load(new_load("first", [observed("M1", FEBRUARY, "5")]), entry())
    revision = store.revision()
    store.migrate()
    assert store.loads() == [load]
    assert store.revision() == revision


def test_an_older_store_is_brought_up_to_date_with_what_it_holds(
    database_url: str, database: Database
) -> None:
    with database.writing() as connection:
        migrations.upgrade(connection, "0002")
        connection.execute(
            text(
                "INSERT INTO load (file, checksum, content, loaded_at, loaded_by, new, "
                "revised, unchanged) VALUES ('old.csv', 'sum', :content, "
                "'2021-03-10 09:30:00.000000', 'A. Officer', 1, 0, 0)"
            ),
            {"content": zlib.compress(b"old")},
        )
    with closing(Store.open(database_url)) as store:
        store.migrate()
        assert [load.file for load in store.loads()] == ["old.csv"]
        assert store.content(1) == b"old"
        assert store.audit.entries() == []
        store.undo_load(1, entry())
        assert store.audit.entries() == [entry()]


def test_several_may_migrate_at_once(database_url: str) -> None:
    together = threading.Barrier(4)

    def start(_: int) -> int:
        together.wait()
        with closing(Store.open(database_url)) as store:
            store.migrate()
            return store.revision()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [0, 0, 0, 0]


def test_migration_that_fails_leaves_no_tables(
    database_url: str, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the machine went away")

    with closing(Store.open(database_url)) as store:
        with monkeypatch.context() as patch:
            patch.setattr("alembic.op.execute", fail)
            with pytest.raises(RuntimeError, match="went away"):
                store.migrate()
        with database.reading() as connection:
            assert inspect(connection).get_table_names() == []
        store.migrate()
        assert store.is_empty()


def test_store_that_was_not_migrated_says_what_to_run(database_url: str) -> None:
    with closing(Store.open(database_url)) as store:
        for use in (
            store.revision,
            store.observations,
            lambda: store.save_load(new_load("a"), entry()),
        ):
            with pytest.raises(StoreError, match=r"Run: python -m dashboard migrate$"):
                use()
        with closing(Store.open(database_url)) as other:
            other.migrate()
        assert store.is_empty()


def test_store_made_by_a_newer_program_is_refused(
    store: Store, database: Database, database_url: str
) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as refusal:
        Store.open(database_url)
    assert str(refusal.value).startswith("DATABASE_URL, ")
    assert 'has version "9999", made by a newer program' in str(refusal.value)
    with pytest.raises(StoreError, match="newer program"):
        store.migrate()


BROKEN = {
    "status outside the list": "UPDATE observation SET status = 'gone', value = NULL",
    "value without its status": "UPDATE observation SET status = 'missing'",
    "status of a value without one": "UPDATE observation SET value = NULL",
    "month in another form": "UPDATE observation SET month = 'Feb-21'",
    "observation of no load": "UPDATE observation SET load = 99",
    "file month in another form": "UPDATE published_figure SET file_month = '2021'",
    "arrow outside the list": "UPDATE published_figure SET arrow = 'sideways'",
    "arrow of something else": "UPDATE published_figure SET \"column\" = 'average'",
    "published figure of no load": "UPDATE published_figure SET load = 99",
    "state outside the list": "UPDATE comment SET state = 'lost'",
    "comment's month in another form": "UPDATE comment SET month = 'February'",
    "version before the first": "UPDATE comment SET version = 0",
    "comment from nowhere": "UPDATE comment SET load = NULL",
    "loaded comment with an author": "UPDATE comment SET author = 'A. Manager'",
    "count below nothing": "UPDATE load SET revised = -1",
    "load's month in another form": "UPDATE load SET file_month = 'Feb-21'",
    "load that is still referred to": "DELETE FROM load",
    "second row of the revision": "INSERT INTO revision (id, number) VALUES (2, 1)",
    "the same version twice": (
        "INSERT INTO comment SELECT ref, month, version, state, 'Another.', author, load, "
        "sheet, row_number, column_number, column_title, created_at FROM comment"
    ),
}


def test_database_itself_refuses_what_cannot_be(store: Store, database: Database) -> None:
    store.save_load(
        new_load(
            "first",
            [observed("M1", FEBRUARY, "5")],
            [printed("M1", "change", "▲ 12%", "12", Arrow.UP)],
            [written("M1", "More calls.")],
        ),
        entry(),
    )
    assert list_accepted(database, BROKEN) == []
