"""Accounts, sessions, links and attempts, as both databases keep them."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from dashboard.people import Account, Role
from dashboard.store import AlreadyTaken, LastAdministrator, LinkEnded, Store
from dashboard.store.database import Database
from tests.store.samples import AT, entry

MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)
HOUR = dt.timedelta(hours=1)


def add(
    store: Store,
    email: str = "asha@council.example",
    *roles: Role,
    person: str | None = None,
    name: str = "Asha Rahman",
) -> Account:
    return store.accounts.add(email, name, roles or (Role.MANAGER,), person, entry())


def give_password(store: Store, account: Account, hashed: str = "hash") -> Account:
    token = store.accounts.make_link(account.id, AT + HOUR, entry())
    return store.accounts.set_password_hash(token, hashed, entry())


def test_an_account_comes_back_as_it_was_added(store: Store) -> None:
    revision = store.revision()
    account = add(store, "Asha@Council.Example", Role.OFFICER, Role.MANAGER, person="asha")
    assert account == Account(
        id=account.id,
        email="asha@council.example",
        name="Asha Rahman",
        roles=frozenset({Role.MANAGER, Role.OFFICER}),
        person="asha",
        has_password=False,
        is_locked=False,
        created_at=AT,
    )
    assert store.accounts.find(account.id) == account
    assert store.accounts.of_email("  ASHA@council.example ") == account
    assert store.accounts.list() == (account,)
    assert store.accounts.find(account.id + 1) is None
    assert store.accounts.of_email("brian@council.example") is None
    assert store.revision() == revision, "no figure depends on an account"


def test_accounts_are_listed_by_name(store: Store) -> None:
    for name in ("chidi", "Asha", "Brian"):
        add(store, f"{name}@council.example", name=name)
    assert [account.name for account in store.accounts.list()] == ["Asha", "Brian", "chidi"]


def test_neither_address_nor_person_is_anybody_elses(store: Store) -> None:
    add(store, person="asha")
    brian = add(store, "brian@council.example")
    add(store, "chidi@council.example")
    with pytest.raises(AlreadyTaken, match=r"^asha@council.example has an account already\."):
        add(store, "ASHA@COUNCIL.EXAMPLE")
    with pytest.raises(AlreadyTaken, match=r'^"asha" of the catalogue has another account'):
        add(store, "account.email.person@council.example", person="asha")
    with pytest.raises(AlreadyTaken, match=r'^"asha" of the catalogue'):
        store.accounts.set_person(brian.id, "asha", entry())
    assert len(store.accounts.list()) == 3
    assert len(store.audit.entries()) == 3, "what was refused is not on record as done"
    assert store.accounts.set_person(brian.id, "brian", entry()).person == "brian"
    assert store.accounts.set_person(brian.id, None, entry()).person is None


def test_roles_are_replaced_as_a_whole(store: Store) -> None:
    account = add(store, "asha@council.example", Role.MANAGER, Role.APPROVER)
    changed = store.accounts.set_roles(account.id, [Role.OFFICER, Role.MANAGER], entry())
    assert changed.roles == {Role.OFFICER, Role.MANAGER}
    assert store.accounts.find(account.id) == changed


def test_every_change_of_an_account_is_on_record(store: Store) -> None:
    account = add(store)
    store.accounts.set_roles(account.id, [Role.OFFICER], entry(by="roles"))
    store.accounts.set_person(account.id, "asha", entry(by="person"))
    token = store.accounts.make_link(account.id, AT + HOUR, entry(by="link"))
    store.accounts.set_password_hash(token, "hash", entry(by="password"))
    store.accounts.lock(account.id, entry(by="lock"))
    store.accounts.unlock(account.id, entry(by="unlock"))
    made = [one.by for one in reversed(store.audit.entries())]
    assert made[1:] == ["roles", "person", "link", "password", "lock", "unlock"]
    recorded = str(store.audit.entries())
    assert token not in recorded
    assert "hash" not in recorded


def test_an_account_that_is_not_there_is_not_changed(store: Store) -> None:
    changes: tuple[Callable[[], object], ...] = (
        lambda: store.accounts.lock(9, entry()),
        lambda: store.accounts.unlock(9, entry()),
        lambda: store.accounts.set_person(9, "asha", entry()),
        lambda: store.accounts.make_link(9, AT, entry()),
    )
    for change in changes:
        with pytest.raises(KeyError):
            change()
    assert store.audit.entries() == []


def test_the_last_administrator_stays(store: Store) -> None:
    first = add(store, "first@council.example", Role.ADMINISTRATOR)
    other = add(store, "other@council.example", Role.ADMINISTRATOR, Role.OFFICER)
    add(store, "officer@council.example", Role.OFFICER)
    store.accounts.set_roles(other.id, [Role.OFFICER], entry())
    with pytest.raises(LastAdministrator, match=r"^first@council.example is the last"):
        store.accounts.lock(first.id, entry())
    with pytest.raises(LastAdministrator, match=r"^first@council.example is the last"):
        store.accounts.set_roles(first.id, [Role.OFFICER], entry())
    assert store.accounts.find(first.id) == first
    store.accounts.set_roles(first.id, [Role.ADMINISTRATOR, Role.OFFICER], entry())
    store.accounts.set_roles(other.id, [Role.ADMINISTRATOR], entry())
    assert store.accounts.lock(first.id, entry()).is_locked
    with pytest.raises(LastAdministrator):
        store.accounts.lock(other.id, entry())


def test_without_an_administrator_others_can_be_locked(store: Store) -> None:
    assert store.accounts.lock(add(store).id, entry()).is_locked


def test_two_administrators_who_lock_each_other(store: Store, database_url: str) -> None:
    both = [add(store, f"{name}@council.example", Role.ADMINISTRATOR) for name in ("a", "b")]
    together = threading.Barrier(2)

    def lock(account: Account) -> bool:
        with closing(Store.open(database_url)) as own:
            together.wait()
            try:
                return own.accounts.lock(account.id, entry()).is_locked
            except LastAdministrator:
                return False

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(lock, both)) == [False, True]
    assert [account.is_locked for account in store.accounts.list()].count(True) == 1


def test_a_session_goes_on_while_somebody_asks(store: Store) -> None:
    account = add(store)
    token = store.accounts.begin_session(account.id, "192.0.2.7", AT)
    now = AT
    for _ in range(24):
        now += 29 * MINUTE
        assert store.accounts.of_session(token, now) == account
    assert store.accounts.of_session(token, AT + 12 * HOUR - SECOND) == account
    assert store.accounts.of_session(token, AT + 12 * HOUR) is None, "twelve hours at most"


@pytest.mark.parametrize(
    ("asked_after", "goes_on"),
    [(30 * MINUTE - SECOND, True), (30 * MINUTE, False), (13 * HOUR, False)],
)
def test_a_session_ends_when_nobody_asks(
    store: Store, asked_after: dt.timedelta, goes_on: bool
) -> None:
    token = store.accounts.begin_session(add(store).id, "192.0.2.7", AT)
    assert (store.accounts.of_session(token, AT + asked_after) is not None) is goes_on


def test_a_request_is_noted_once_a_minute(store: Store, database: Database) -> None:
    token = store.accounts.begin_session(add(store).id, "192.0.2.7", AT)

    def seen() -> str:
        with database.reading() as connection:
            return str(connection.execute(text("SELECT seen_at FROM session")).scalar_one())

    begun = seen()
    store.accounts.of_session(token, AT + MINUTE - SECOND)
    assert seen() == begun
    store.accounts.of_session(token, AT + MINUTE)
    noted = seen()
    assert noted != begun
    store.accounts.of_session(token, AT + MINUTE + SECOND)
    assert seen() == noted


def test_only_the_token_itself_opens_a_session(store: Store, database: Database) -> None:
    account = add(store)
    token = store.accounts.begin_session(account.id, "192.0.2.7", AT)
    other = store.accounts.begin_session(account.id, "192.0.2.7", AT)
    assert token != other
    assert len(token) >= 43, "32 bytes"
    with database.reading() as connection:
        held = str(connection.execute(text("SELECT * FROM session")).all())
    assert token not in held
    for guess in ("", token[:-1], token + "A", "' OR 1=1"):
        assert store.accounts.of_session(guess, AT) is None
    with database.reading() as connection:
        kept = connection.execute(text("SELECT token FROM session")).scalars().first()
    assert store.accounts.of_session(str(kept), AT) is None, "what is kept opens nothing"


def test_signing_out_ends_one_session(store: Store) -> None:
    account = add(store)
    here, there = (store.accounts.begin_session(account.id, "192.0.2.7", AT) for _ in "12")
    store.accounts.end_session(here, "192.0.2.7", AT)
    store.accounts.end_session(here, "192.0.2.7", AT)
    assert store.accounts.of_session(here, AT) is None
    assert store.accounts.of_session(there, AT) == account


def test_locking_ends_sessions_and_links(store: Store) -> None:
    account, other = add(store), add(store, "brian@council.example")
    tokens = [store.accounts.begin_session(one.id, "192.0.2.7", AT) for one in (account, other)]
    link = store.accounts.make_link(account.id, AT + HOUR, entry())
    store.accounts.lock(account.id, entry())
    assert store.accounts.of_link(link, AT) is None
    assert store.accounts.of_session(tokens[0], AT) is None
    store.accounts.unlock(account.id, entry())
    assert store.accounts.of_session(tokens[0], AT) is None, "it is ended, not interrupted"
    assert store.accounts.of_link(link, AT) is None
    assert store.accounts.of_session(tokens[1], AT) == other


def test_a_session_begun_as_the_account_was_locked_is_none(store: Store) -> None:
    account = add(store)
    store.accounts.lock(account.id, entry())
    token = store.accounts.begin_session(account.id, "192.0.2.7", AT)
    assert store.accounts.of_session(token, AT) is None


def test_a_new_password_ends_sessions(store: Store) -> None:
    account = give_password(store, add(store), "first")
    assert account.has_password
    assert store.accounts.password_hash(account.id) == "first"
    token = store.accounts.begin_session(account.id, "192.0.2.7", AT)
    give_password(store, account, "second")
    assert store.accounts.password_hash(account.id) == "second"
    assert store.accounts.of_session(token, AT) is None


def test_sessions_that_have_ended_are_forgotten(store: Store, database: Database) -> None:
    account = add(store)
    for hours in range(4):
        store.accounts.begin_session(account.id, "192.0.2.7", AT + hours * HOUR)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM session")).scalar_one() == 1


def test_a_link_works_once_and_until_it_ends(store: Store, database: Database) -> None:
    account = add(store)
    token = store.accounts.make_link(account.id, AT + HOUR, entry())
    assert store.accounts.of_link(token, AT + HOUR - SECOND) == account
    assert store.accounts.of_link(token, AT + HOUR) is None
    with database.reading() as connection:
        assert token not in str(connection.execute(text("SELECT * FROM link")).all())
    used = store.accounts.set_password_hash(token, "first", entry())
    assert used.has_password
    recorded = len(store.audit.entries())
    for at in (AT, AT + 2 * HOUR):
        with pytest.raises(LinkEnded, match="used before or is no longer valid"):
            store.accounts.set_password_hash(token, "second", entry(at))
    assert store.accounts.password_hash(account.id) == "first"
    assert len(store.audit.entries()) == recorded


def test_a_new_link_takes_the_place_of_the_earlier(store: Store) -> None:
    account, other = add(store), add(store, "brian@council.example")
    early = store.accounts.make_link(account.id, AT + HOUR, entry())
    others = store.accounts.make_link(other.id, AT + HOUR, entry())
    late = store.accounts.make_link(account.id, AT + HOUR, entry())
    assert [store.accounts.of_link(token, AT) for token in (early, others, late)] == [
        None,
        other,
        account,
    ]


def test_a_link_used_twice_at_once_works_for_one(store: Store, database_url: str) -> None:
    account = add(store)
    token = store.accounts.make_link(account.id, AT + HOUR, entry())
    together = threading.Barrier(2)

    def use(hashed: str) -> str | None:
        with closing(Store.open(database_url)) as own:
            together.wait()
            try:
                own.accounts.set_password_hash(token, hashed, entry())
            except LinkEnded:
                return None
            return hashed

    with ThreadPoolExecutor(2) as pool:
        (used,) = (done for done in pool.map(use, ("one", "other")) if done)
    assert store.accounts.password_hash(account.id) == used


def test_attempts_are_counted_by_address_and_by_origin(
    store: Store, database: Database
) -> None:
    asha, brian = "asha@council.example", "brian@council.example"
    for minutes, email, origin in ((0, asha, "here"), (1, brian, "here"), (2, asha, "there")):
        store.accounts.note_attempt(email.upper(), origin, AT + minutes * MINUTE)
    times = [AT + minutes * MINUTE for minutes in range(3)]
    early = AT - SECOND
    assert store.accounts.attempts(asha, "here", early) == (times[::2], times[:2])
    assert store.accounts.attempts(asha, "here", AT) == (times[2:], times[1:2])
    assert store.accounts.attempts("nobody", "nowhere", early) == ([], [])
    with database.reading() as connection:
        assert "asha" not in str(connection.execute(text("SELECT * FROM attempt")).all())
    store.accounts.forget_attempts(asha)
    assert store.accounts.attempts(asha, "here", early) == ([], times[1:2])
    store.accounts.note_attempt(asha, "here", AT + 25 * HOUR)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt")).scalar_one() == 1


BROKEN = {
    "an address in capitals": "UPDATE account SET email = 'Asha@council.example'",
    "a role outside the list": "UPDATE account_role SET role = 'chair'",
    "a role of nobody": "INSERT INTO account_role (account, role) VALUES (9, 'manager')",
    "a link for something else": "UPDATE link SET purpose = 'sign in'",
    "an account that is still referred to": "DELETE FROM account",
}


@pytest.mark.parametrize("statement", BROKEN.values(), ids=BROKEN)
def test_database_itself_refuses_what_cannot_be(
    store: Store, database: Database, statement: str
) -> None:
    store.accounts.make_link(add(store).id, AT + HOUR, entry())
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(text(statement))
