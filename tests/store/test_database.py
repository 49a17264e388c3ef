"""Transactions hold on both databases, and complaints say what to do."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from dashboard.store import AlreadyLoaded, Store, StoreError, tables
from dashboard.store.database import BUSY_SECONDS, Database
from tests.fixtures.databases import Server
from tests.store.samples import FEBRUARY, entry, new_load, observed, printed, written

ROOT = Path(__file__).resolve().parents[2]

# Dies without a word after the observations were added and before the comments.
DYING = """
import os, signal, sys
from dashboard.store import Store
from tests.store.samples import FEBRUARY, entry, new_load, observed

class Deadly(list):
    def __iter__(self):
        os.kill(os.getpid(), signal.SIGKILL)

Store.open(sys.argv[1]).save_load(
    new_load("dying", [observed("M1", FEBRUARY, "5")], comments=Deadly()), entry()
)
"""


def test_load_that_fails_at_its_last_record_leaves_nothing(store: Store) -> None:
    whole = new_load("first", [observed("M1", FEBRUARY, "4")])
    store.save_load(whole, entry())
    revision = store.revision()

    twice = [written("M1", "One text."), written("M1", "Another text.")]
    broken = new_load(
        "second", [observed("M1", FEBRUARY, "5")], [printed("M1", "average", "5", "5")], twice
    )
    with pytest.raises(IntegrityError):
        store.save_load(broken, entry())

    assert [load.checksum for load in store.loads()] == [whole.checksum]
    assert len(store.history("M1")) == 1
    assert store.published_months() == []
    assert store.comments() == []
    assert store.revision() == revision
    store.save_load(new_load("second", [observed("M1", FEBRUARY, "5")]), entry())
    assert len(store.history("M1")) == 2


def test_process_killed_in_the_middle_leaves_nothing(store: Store, database_url: str) -> None:
    died = subprocess.run([sys.executable, "-c", DYING, database_url], cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    assert store.is_empty()
    assert store.observations() == []
    assert store.revision() == 0
    store.save_load(new_load("dying", [observed("M1", FEBRUARY, "5")]), entry())
    assert store.revision() == 1


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Run each task in a thread, all from the same moment; an exception is its result."""
    together = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        together.wait()
        try:
            return task()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_writers_at_the_same_time_all_succeed(store: Store, database_url: str) -> None:
    def write(name: str) -> Callable[[], None]:
        def save_five() -> None:
            with closing(Store.open(database_url)) as own:
                for number in range(5):
                    content = f"{name} {number}"
                    own.save_load(
                        new_load(
                            content,
                            [observed("M1", FEBRUARY, "5", note=content)],
                            comments=[written("M1", content)],
                        ),
                        entry(),
                    )

        return save_five

    assert at_once(write("one"), write("other")) == [None, None]
    assert store.revision() == 10
    assert len({load.id for load in store.loads()}) == 10
    assert len(store.history("M1")) == 10
    assert [comment.version for comment in store.comments()] == [10]
    # The one whose load came last is the latest everywhere.
    last = store.loads()[-1].file
    assert [o.source.file for o in store.observations() if o.source] == [last]
    assert [c.source.file for c in store.comments() if c.source] == [last]


def test_threads_may_share_a_store(store: Store) -> None:
    def save(number: int) -> Callable[[], object]:
        return lambda: store.save_load(new_load(f"file {number}"), entry()).file

    names = at_once(*(save(number) for number in range(4)))
    assert names == [f"file {number}.csv" for number in range(4)]
    assert store.revision() == 4


def test_same_file_at_the_same_time_is_stored_once(store: Store, database_url: str) -> None:
    def save() -> object:
        with closing(Store.open(database_url)) as own:
            return own.save_load(new_load("same", [observed("M1", FEBRUARY, "5")]), entry())

    results = at_once(save, save)
    (load,) = store.loads()
    assert load in results
    refusals = [result for result in results if isinstance(result, AlreadyLoaded)]
    assert [refusal.load for refusal in refusals] == [load]


def test_reader_sees_one_moment_and_holds_up_no_writer(store: Store, database_url: str) -> None:
    number = select(tables.revision.c.number)
    with closing(Database(database_url)) as database:
        with database.reading() as connection:
            before = connection.execute(number).scalar_one()
            store.save_load(new_load("meanwhile"), entry())
            assert connection.execute(number).scalar_one() == before
        with database.reading() as connection:
            assert connection.execute(number).scalar_one() == before + 1


def test_sqlite_is_set_up_for_several_processes(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with closing(Database(address)) as database, database.reading() as connection:
        answers = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "busy_timeout", "foreign_keys")
        }
    assert answers == {
        "journal_mode": "wal",
        "busy_timeout": BUSY_SECONDS * 1000,
        "foreign_keys": 1,
    }


@pytest.mark.postgresql
@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_addresses_may_be_written_in_each_usual_form(
    postgresql_server: Server, scheme: str
) -> None:
    rest = postgresql_server.empty().partition("://")[2]
    with closing(Store.open(f"{scheme}://{rest}")) as store:
        store.migrate()
        assert store.is_empty()


def test_folder_of_the_file_is_made_but_not_those_above(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite:///{tmp_path}/instance/store.sqlite")) as store:
        store.migrate()
    assert (tmp_path / "instance" / "store.sqlite").is_file()
    with pytest.raises(StoreError, match="the folder cannot be made"):
        Store.open(f"sqlite:///{tmp_path}/not/there/store.sqlite")


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("nonsense", "this is not an address"),
        ("mysql://localhost/x", '"mysql" is not known here'),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_address_of_no_database_says_what_to_give(address: str, complaint: str) -> None:
    with pytest.raises(StoreError) as refusal:
        Store.open(address)
    assert str(refusal.value).startswith("DATABASE_URL: ")
    assert complaint in str(refusal.value)
    assert "Give sqlite:///" in str(refusal.value)


def test_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, and not a database.\n" * 50)
    with pytest.raises(StoreError, match=r"file is not a database\. Check that"):
        Store.open(f"sqlite:///{tmp_path}/notes.txt")
    with pytest.raises(StoreError, match=r"unable to open database file\. Check that"):
        Store.open(f"sqlite:///{tmp_path}")


def test_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as refusal:
        Store.open("postgresql://reader:secret@127.0.0.1:1/dashboard")
    message = str(refusal.value)
    assert "reader:***@127.0.0.1:1/dashboard: connection failed" in message
    assert "secret" not in message
    assert "\n" not in message
