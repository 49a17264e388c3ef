"""`python -m dashboard user ...`: who may sign in, without a browser."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from dashboard.catalogue import load_catalogue
from dashboard.cli.running import address, entry, open_store
from dashboard.people import Account, Role
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.workflow import accounts
from dashboard.workflow.accounts import AccountError

FIRST = "admin@localhost"

Command = Callable[[argparse.Namespace, Settings], None]


def add_to(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `user` its own commands."""
    commands = parser.add_subparsers(required=True, metavar="what")

    def add(name: str, command: Command, summary: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=summary)
        added.set_defaults(command=command)
        return added

    new = add("add", add_user, "add a person and print a link to set a password")
    new.add_argument("email")
    new.add_argument("--name", required=True)
    new.add_argument(
        "--role",
        dest="roles",
        type=read_role,
        action="append",
        required=True,
        metavar="ROLE",
        help=f"one of {', '.join(Role)}; may be given several times",
    )
    new.add_argument("--person", metavar="KEY", help="who this is in the catalogue")
    add("list", list_users, "list all accounts")
    for name, command, summary in (
        ("lock", lock_user, "let somebody in no more"),
        ("unlock", unlock_user, "let somebody in again"),
        ("link", link_user, "print a new link to set a password"),
    ):
        add(name, command, summary).add_argument("email")
    roles = add("roles", set_user_roles, "give somebody these roles and no others")
    roles.add_argument("email")
    roles.add_argument("roles", type=read_role, nargs="+", metavar="role")
    person = add("person", set_user_person, "say who of the catalogue somebody is")
    person.add_argument("email")
    person.add_argument("person", nargs="?", metavar="KEY", help="left out: nobody there")


def read_role(text: str) -> Role:
    """The role of this name."""
    try:
        return Role(text.lower())
    except ValueError:
        names = ", ".join(Role)
        message = f'"{text}" is not a role. Give one of: {names}.'
        raise argparse.ArgumentTypeError(message) from None


def add_user(options: argparse.Namespace, settings: Settings) -> None:
    """Add a person, who sets a password by the link that is printed."""
    account, path = accounts.invite(
        open_store(settings),
        email=options.email,
        name=options.name,
        roles=options.roles,
        person=options.person,
        catalogue=load_catalogue(settings.catalogue),
        entry=entry("invite", options.email),
    )
    print(f"{account.email} was added as {_roles(account)}.")
    _print_link(settings, path)


def list_users(_: argparse.Namespace, settings: Settings) -> None:
    """Print every account on a line."""
    known = open_store(settings).accounts.list()
    if not known:
        print("There are no accounts yet. Add one: python -m dashboard user add")
    for account in known:
        person = f", {account.person} in the catalogue" if account.person else ""
        print(f"{account.email}: {account.name}, {_roles(account)}, {_state(account)}{person}")


def lock_user(options: argparse.Namespace, settings: Settings) -> None:
    """Let somebody in no more, and end what is begun."""
    store = open_store(settings)
    account = _find(store, options.email)
    accounts.lock(store, account, entry("lock account", account.email))
    print(f"{account.email} is locked and signed out.")


def unlock_user(options: argparse.Namespace, settings: Settings) -> None:
    """Let somebody in again."""
    store = open_store(settings)
    account = _find(store, options.email)
    accounts.unlock(store, account, entry("unlock account", account.email))
    print(f"{account.email} is not locked.")


def set_user_roles(options: argparse.Namespace, settings: Settings) -> None:
    """Give somebody these roles and no others."""
    store = open_store(settings)
    account = _find(store, options.email)
    made = entry("change roles", account.email)
    changed = accounts.set_roles(store, account, options.roles, made)
    print(f"{account.email} is now {_roles(changed)}.")


def set_user_person(options: argparse.Namespace, settings: Settings) -> None:
    """Say who of the catalogue somebody is, so that her indicators are hers."""
    store = open_store(settings)
    account = _find(store, options.email)
    catalogue = load_catalogue(settings.catalogue)
    made = entry("change person", account.email)
    accounts.set_person(store, account, options.person, catalogue, made)
    print(f"{account.email} is {options.person or 'nobody'} in the catalogue.")


def link_user(options: argparse.Namespace, settings: Settings) -> None:
    """Print a new link; one that was made before works no more."""
    store = open_store(settings)
    account = _find(store, options.email)
    _print_link(settings, accounts.reset(store, account, entry("make link", account.email)))


def print_first_link(store: Store, settings: Settings) -> None:
    """Where no administrator can sign in, print a link for one.

    Whoever starts the program may use it. If there is no administrator at all one is added.
    """
    known = store.accounts.list()
    if accounts.has_administrator(known):
        return
    waiting = accounts.administrators(known)
    if waiting:
        made = entry("make link", waiting[0].email)
        account, path = waiting[0], accounts.reset(store, waiting[0], made)
    else:
        account, path = accounts.invite(
            store,
            email=FIRST,
            name="Administrator",
            roles=[Role.ADMINISTRATOR],
            person=None,
            catalogue=load_catalogue(settings.catalogue),
            entry=entry("invite", FIRST),
        )
    print(f"No administrator can sign in yet. Set a password for {account.email}.")
    _print_link(settings, path)


def _find(store: Store, email: str) -> Account:
    account = store.accounts.of_email(email) if accounts.is_address(email) else None
    if account is None:
        raise AccountError(
            f"{email}: there is no such account. Run: python -m dashboard user list"
        )
    return account


def _print_link(settings: Settings, path: str) -> None:
    print(f"This link works once and for three days: {address(settings, path)}", flush=True)


def _roles(account: Account) -> str:
    return ", ".join(sorted(account.roles)) or "nothing"


def _state(account: Account) -> str:
    if account.is_locked:
        return "locked"
    return "may sign in" if account.has_password else "has no password yet"
