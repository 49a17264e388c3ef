"""`python -m dashboard user ...`, and the link that `serve` prints."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import closing

import pytest

from dashboard import cli
from dashboard.catalogue import load_catalogue
from dashboard.people import Account, Role
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.workflow import accounts

ASHA, BRIAN = "asha@council.example", "brian@council.example"
PASSWORD = "heron kettle march"
LINK = re.compile(r"three days: (http://127\.0\.0\.1:8050)/sign-in/link/([\w-]{43})$", re.M)

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """The store that the commands use, migrated."""
    with closing(Store.open(url)) as store:
        store.migrate()
        yield store


def run(*arguments: str) -> int:
    return cli.main(["user", *arguments])


def add(email: str, role: str, *others: str) -> int:
    return run("add", email, "--name", "Asha Rahman", "--role", role, *others)


def find(store: Store, email: str) -> Account:
    account = store.accounts.of_email(email)
    assert account
    return account


def accept(store: Store, printed: str) -> None:
    """Set a password by the link that was printed."""
    found = LINK.search(printed)
    assert found, printed
    now = dt.datetime.now(dt.UTC)
    accounts.set_password(store, found[2], PASSWORD, "192.0.2.7", now)


def test_add(store: Store, capsys: Captured) -> None:
    assert add(ASHA, "manager", "--role", "Officer") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("asha@council.example was added as manager, officer.\n")
    account = find(store, ASHA)
    assert (account.name, account.has_password) == ("Asha Rahman", False)
    assert account.roles == {Role.MANAGER, Role.OFFICER}
    accept(store, printed)
    assert find(store, ASHA).has_password


def test_add_a_person_of_the_catalogue(store: Store) -> None:
    assert add(ASHA, "manager", "--person", "no-such-key") == 1
    assert store.accounts.list() == ()


def test_list(store: Store, capsys: Captured) -> None:
    assert run("list") == 0
    assert capsys.readouterr().out == (
        "There are no accounts yet. Add one: python -m dashboard user add\n"
    )
    add(ASHA, "administrator")
    accept(store, capsys.readouterr().out)
    add(BRIAN, "manager")
    run("lock", BRIAN)
    capsys.readouterr()
    assert run("list") == 0
    assert capsys.readouterr().out.splitlines() == [
        "asha@council.example: Asha Rahman, administrator, may sign in",
        "brian@council.example: Asha Rahman, manager, locked",
    ]


def test_lock_and_unlock(store: Store, capsys: Captured) -> None:
    add(ASHA, "manager")
    assert run("lock", ASHA.upper()) == 0
    assert find(store, ASHA).is_locked
    assert run("link", ASHA) == 1
    assert "is locked. Unlock the account first." in capsys.readouterr().err
    assert run("unlock", ASHA) == 0
    assert not find(store, ASHA).is_locked


def test_roles(store: Store) -> None:
    add(ASHA, "manager")
    assert run("roles", ASHA, "officer", "approver") == 0
    assert find(store, ASHA).roles == {Role.OFFICER, Role.APPROVER}


def test_person(store: Store, capsys: Captured) -> None:
    key = load_catalogue(ROOT / "indicators.yaml").people[0].key
    add(ASHA, "manager")
    capsys.readouterr()
    assert run("person", ASHA, key) == 0
    assert capsys.readouterr().out == f"{ASHA} is {key} in the catalogue.\n"
    assert find(store, ASHA).person == key
    assert run("person", ASHA, "no-such-key") == 1
    assert find(store, ASHA).person == key
    assert run("person", ASHA) == 0
    assert find(store, ASHA).person is None
    made = [(entry.before, entry.after) for entry in store.audit.entries()[:2]]
    assert made == [(key, ""), ("", key)]


def test_link_takes_the_place_of_the_one_before(store: Store, capsys: Captured) -> None:
    add(ASHA, "manager")
    first = capsys.readouterr().out
    assert run("link", ASHA) == 0
    second = capsys.readouterr().out
    with pytest.raises(accounts.AccountError, match="no longer valid"):
        accept(store, first)
    accept(store, second)


def test_every_command_is_on_record(store: Store, capsys: Captured) -> None:
    add(ASHA, "manager")
    run("roles", ASHA, "officer")
    run("lock", ASHA)
    run("unlock", ASHA)
    run("link", ASHA)
    made = store.audit.entries()[::-1]
    assert [entry.action for entry in made] == [
        "invite",
        "make link",
        "change roles",
        "lock account",
        "unlock account",
        "make link",
    ]
    assert {(entry.origin, entry.account, entry.subject) for entry in made} == {
        ("command line", None, ASHA)
    }
    assert all(entry.by for entry in made)
    tokens = [token for _, token in LINK.findall(capsys.readouterr().out)]
    assert len(tokens) == 2
    assert not any(token in str(made) for token in tokens)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("lock", "nobody@council.example"),
            "nobody@council.example: there is no such account",
        ),
        (("lock", "\0"), "there is no such account. Run: python -m dashboard user list"),
        (("add", "asha", "--name", "A", "--role", "manager"), "is not an e-mail address"),
        (("add", ASHA, "--name", " ", "--role", "manager"), "the name is missing"),
        (("add", BRIAN, "--name", "B", "--role", "manager"), "has an account already"),
        (("lock", BRIAN), "is the last administrator. Make somebody else an administrator"),
        (("roles", BRIAN, "officer"), "is the last administrator"),
    ],
)
@pytest.mark.usefixtures("store")
def test_a_mistake_is_answered_by_a_sentence(
    capsys: Captured, arguments: tuple[str, ...], sentence: str
) -> None:
    add(BRIAN, "administrator")
    capsys.readouterr()
    assert run(*arguments) == 1
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.out == ""
    assert "Traceback" not in printed.err


@pytest.mark.usefixtures("url")
def test_a_role_that_is_none_is_wrong_usage(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as end:
        add(ASHA, "chair")
    assert end.value.code == 2
    assert '"chair" is not a role. Give one of: councillor, manager' in capsys.readouterr().err


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop where the server would begin to answer."""
    monkeypatch.setattr(os, "execv", lambda *_: None)
    monkeypatch.setattr(os, "chdir", lambda _: None)


@pytest.mark.usefixtures("serve")
def test_serve_leads_the_first_administrator_in(store: Store, capsys: Captured) -> None:
    assert cli.main(["serve"]) == 0
    first = capsys.readouterr().out
    assert "No administrator can sign in yet. Set a password for admin@localhost." in first
    (account,) = store.accounts.list()
    assert (account.email, account.name) == ("admin@localhost", "Administrator")
    assert account.roles == {Role.ADMINISTRATOR}
    assert cli.main(["serve"]) == 0
    accept(store, capsys.readouterr().out)
    assert cli.main(["serve"]) == 0
    assert "link" not in capsys.readouterr().out
    assert len(store.accounts.list()) == 1


@pytest.mark.usefixtures("serve")
def test_serve_leads_in_the_administrator_who_was_added(store: Store, capsys: Captured) -> None:
    add(ASHA, "officer")
    add(BRIAN, "administrator")
    capsys.readouterr()
    assert cli.main(["serve"]) == 0
    printed = capsys.readouterr().out
    assert f"Set a password for {BRIAN}." in printed
    accept(store, printed)
    assert find(store, BRIAN).has_password
    assert len(store.accounts.list()) == 2
