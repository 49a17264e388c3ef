"""Migrations: how the tables of an older store become those of this program.

Each file in `versions/` leads from the version it `revises` to the next. To change a table,
change `tables.py`, write the next file by hand, and let the test that compares the two
say whether they agree.
"""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from dashboard.store.database import Database, StoreError

# Any number will do, as long as all processes take the same.
_LOCK = 20210325


def upgrade(connection: Connection, version: str = "head") -> None:
    """Bring the tables to a version, the newest, within the transaction of `connection`.

    A second process that does the same at this moment waits, and then finds nothing left
    to do: SQLite has but one writer, and PostgreSQL is asked for a lock.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def is_current(connection: Connection, database: Database) -> bool:
    """Whether the tables are those of this program; false if they are older or absent.

    Raises StoreError if a newer program made them.
    """
    held = MigrationContext.configure(connection).get_current_revision()
    versions = _versions()
    if held is not None and held not in versions:
        raise StoreError(
            f'{database.place}: the store has version "{held}", made by a newer program '
            f'than this one, which knows "{versions[0]}". Start the newer program.'
        )
    return held == versions[0]


@cache
def _versions() -> tuple[str, ...]:
    """All versions known here, the newest first."""
    script = ScriptDirectory.from_config(_config())
    return tuple(step.revision for step in script.walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "dashboard.store:migrations")
    return config
