"""Every change of the store is on record, and the record itself cannot be changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dashboard.people import AuditEntry
from dashboard.store import AlreadyLoaded, AuditSearch, Store, StoreError
from dashboard.store.audit_log import PAGE
from dashboard.store.database import Database
from tests.store.samples import AT, entry, new_load, written

WHOLE = AuditEntry(
    AT,
    "Asha Rahman",
    "approve commentary",
    "LAC1, February 2021",
    before="submitted",
    after="approved",
    account=3,
    acting_for="Brian Okoro",
    origin="192.0.2.7",
)


def load(store: Store, name: str, made: AuditEntry) -> int:
    return store.save_load(new_load(name), made).id


def test_a_change_comes_back_with_every_field(store: Store) -> None:
    load(store, "first", WHOLE)
    load(store, "second", entry())
    assert store.audit.entries() == [entry(), WHOLE]
    with pytest.raises(StoreError, match="not the last"):
        store.undo_load(99, replace(WHOLE, action="undo load"))
    assert len(store.audit.entries()) == 2, "what was refused changed nothing"


def test_a_change_that_fails_leaves_no_entry(store: Store) -> None:
    twice = [written("M1", "One text."), written("M1", "Another.")]
    with pytest.raises(IntegrityError):
        store.save_load(new_load("broken", comments=twice), WHOLE)
    load(store, "same", entry())
    with pytest.raises(AlreadyLoaded):
        load(store, "same", WHOLE)
    assert store.audit.entries() == [entry()]


def test_undoing_is_a_change_too(store: Store) -> None:
    number = load(store, "first", entry())
    store.undo_load(number, WHOLE)
    assert store.audit.entries() == [WHOLE, entry()]


def test_pages_run_from_the_newest_to_the_first(store: Store) -> None:
    made = [replace(WHOLE, subject=f"load {number}") for number in range(PAGE + 3)]
    for number, one in enumerate(made):
        load(store, f"file {number}", one)
    first, second, third = (store.audit.page(number=number) for number in (1, 2, 3))
    assert [*first.entries, *second.entries] == made[::-1]
    assert (len(first.entries), len(second.entries), third.entries) == (PAGE, 3, ())
    assert (first.has_more, second.has_more, third.has_more) == (True, False, False)
    assert {first.count, second.count, third.count} == {PAGE + 3}
    assert store.audit.page(number=0) == first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("asha", ["asha"]),
        ("  ASHA ", ["asha"]),
        ("okoro", ["asha"]),
        ("LAC1", ["asha", "brian"]),
        ("approve", ["asha"]),
        ("100%", ["brian"]),
        ("_", []),
        ("la\0c1", ["asha", "brian"]),
        ("192.0.2.7", []),
        ("", ["asha", "brian"]),
    ],
)
def test_search_by_name_action_and_subject(store: Store, asked: str, found: list[str]) -> None:
    brian = replace(WHOLE, by="Brian", action="lock", subject="lac1 at 100%", acting_for="")
    names = {"asha": WHOLE, "brian": brian}
    for name, one in names.items():
        load(store, name, one)
    expected = [names[name] for name in reversed(found)]
    search = AuditSearch(text=asked)
    assert store.audit.entries(search) == expected
    page = store.audit.page(search)
    assert (list(page.entries), page.count) == (expected, len(expected))


def test_search_by_day_takes_both_ends_of_it_and_no_more(store: Store) -> None:
    day = dt.date(2021, 3, 28)
    midnight = dt.datetime(2021, 3, 28, tzinfo=dt.UTC)
    tick = dt.timedelta(microseconds=1)
    last = midnight + dt.timedelta(days=1) - tick
    for number, at in enumerate((midnight - tick, midnight, last, last + tick)):
        load(store, f"file {number}", replace(WHOLE, at=at))
    assert [e.at for e in store.audit.entries(AuditSearch(day=day))] == [last, midnight]
    assert store.audit.entries(AuditSearch("nobody", day)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET \"by\" = 'Nobody'",
        "UPDATE audit SET after = after WHERE id = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = 1",
    ],
)
def test_the_database_refuses_to_change_the_record(
    store: Store, database: Database, statement: str
) -> None:
    load(store, "first", WHOLE)
    with (
        pytest.raises(IntegrityError, match="record of changes stays as it is"),
        database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert store.audit.entries() == [WHOLE]


def test_nor_is_it_emptied_or_written_over(store: Store, database: Database) -> None:
    load(store, "first", WHOLE)
    fields = 'id, at, "by", account, acting_for, action, subject, before, after, origin'
    copied = f"INTO audit ({fields}) SELECT {fields} FROM audit"
    with database.reading() as connection:
        name = connection.dialect.name
    statement = "TRUNCATE audit" if name == "postgresql" else f"INSERT OR REPLACE {copied}"
    with (
        pytest.raises(IntegrityError, match="record of changes stays as it is"),
        database.writing() as connection,
    ):
        connection.execute(text(statement))
    assert store.audit.entries() == [WHOLE]
