"""Who may sign in and how: invitations, passwords, too many attempts, sessions.

An account is made without a password. Its one-time link lets the person set one. Whoever
calls gives the audit entry of a change, or who asks and when.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from dashboard.catalogue import Catalogue
from dashboard.people import Account, AuditEntry, Role
from dashboard.store import AlreadyTaken, LastAdministrator, LinkEnded, Store
from dashboard.workflow.passwords import find_fault, hash_password, is_password

LINK_WORKS = dt.timedelta(days=3)
WINDOW = dt.timedelta(minutes=15)
MOST_FOR_EMAIL, MOST_FROM_ORIGIN = 5, 20
LONGEST_EMAIL, LONGEST_NAME = 254, 200

_EMAIL = re.compile(r"[!-?A-~]+@[!-?A-~]+")


class AccountError(ValueError):
    """What was asked for cannot be done. The text says why and what to do."""


class TooManyAttempts(AccountError):  # noqa: N818 - it is not the caller's mistake
    """Nobody may try for a while, whatever is typed."""


def sign_in(store: Store, email: str, password: str, origin: str, now: dt.datetime) -> str:
    """The token of a new session.

    An unknown address, a wrong password and a locked account are answered alike, in words
    and in work. An attempt is noted before the password is looked at, so that guesses sent
    at once are counted too. Raises AccountError, or TooManyAttempts.
    """
    for_email, from_origin = store.accounts.attempts(email, origin, now - WINDOW)
    until = may_try_from(for_email, from_origin)
    if until is not None and until > now:
        record_refusal(store, email, "too many attempts", origin, now, is_new=False)
        minutes = math.ceil((until - now) / dt.timedelta(minutes=1))
        raise TooManyAttempts(
            "There were too many attempts to sign in. Try again in "
            f"{minutes} {'minute' if minutes == 1 else 'minutes'}."
        )
    store.accounts.note_attempt(email, origin, now)
    account = store.accounts.of_email(email) if is_address(email) else None
    hashed = store.accounts.password_hash(account.id) if account else None
    if not is_password(hashed, password) or account is None or account.is_locked:
        record_refusal(store, email, _why_not(account), origin, now)
        raise AccountError(
            "The e-mail address or the password is not right. Check both, or ask an "
            "administrator for a new link."
        )
    store.accounts.forget_attempts(email)
    return store.accounts.begin_session(account.id, origin, now, "by password")


def record_refusal(
    store: Store, typed: str, why: str, origin: str, now: dt.datetime, *, is_new: bool = True
) -> None:
    """Put on record that somebody was not let in, under the address that was typed.

    What is not new is kept once within the window for each origin.
    """
    subject = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in typed)
    store.accounts.record_refusal(
        AuditEntry(
            at=now,
            by="the public",
            action="sign in refused",
            subject=subject.strip()[:LONGEST_EMAIL],
            after=why,
            origin=origin,
        ),
        since=None if is_new else now - WINDOW,
    )


def _why_not(account: Account | None) -> str:
    if account is None:
        return "unknown address"
    return "locked" if account.is_locked else "wrong password"


def may_try_from(
    for_email: Sequence[dt.datetime], from_origin: Sequence[dt.datetime]
) -> dt.datetime | None:
    """From when somebody may try again, by the attempts within the window, in order."""
    full = [
        times[-most] + WINDOW
        for times, most in ((for_email, MOST_FOR_EMAIL), (from_origin, MOST_FROM_ORIGIN))
        if len(times) >= most
    ]
    return max(full, default=None)


def recognise(store: Store, token: str, now: dt.datetime) -> Account | None:
    """Whose session this is; None if it has ended."""
    return store.accounts.of_session(token, now)


def invite(
    store: Store,
    *,
    email: str,
    name: str,
    roles: Collection[Role],
    person: str | None,
    catalogue: Catalogue,
    entry: AuditEntry,
) -> tuple[Account, str]:
    """Add somebody; answers the account and the path of the link to set a password.

    Raises AccountError.
    """
    account = add(
        store,
        email=email,
        name=name,
        roles=roles,
        person=person,
        catalogue=catalogue,
        entry=entry,
    )
    return account, reset(store, account, replace(entry, action="make link"))


def add(
    store: Store,
    *,
    email: str,
    name: str,
    roles: Collection[Role],
    person: str | None,
    catalogue: Catalogue,
    entry: AuditEntry,
) -> Account:
    """Add somebody who signs in by the council's own sign-in. Raises AccountError."""
    email, name = email.strip(), " ".join(name.split())
    if not is_address(email):
        raise AccountError(
            f'"{email[:LONGEST_EMAIL]}" is not an e-mail address. Give one such as '
            "name@council.gov.uk."
        )
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise AccountError(
            f"{email}: the name is missing or too long, or not all of it is text. Give one "
            f"of up to {LONGEST_NAME} characters."
        )
    _check_roles(email, roles)
    _check_person(person, catalogue)
    given = replace(entry, after=describe(roles))
    with _in_words():
        return store.accounts.add(email, name, roles, person, given)


def reset(store: Store, account: Account, entry: AuditEntry) -> str:
    """The path of a new link to set a password; an earlier one works no more.

    Raises AccountError if the account is locked.
    """
    if account.is_locked:
        raise AccountError(f"{account.email} is locked. Unlock the account first.")
    token = store.accounts.make_link(account.id, entry.at + LINK_WORKS, entry)
    return f"/sign-in/link/{token}"


def set_password(store: Store, token: str, password: str, origin: str, now: dt.datetime) -> str:
    """Set the password of the account a link is for; answers the token of a new session.

    The link works no more, and sessions begun before end. Raises AccountError.
    """
    account = store.accounts.of_link(token, now)
    if account is None:
        raise AccountError(str(LinkEnded()))
    if fault := find_fault(password, account.email, account.name):
        raise AccountError(fault)
    entry = AuditEntry(
        at=now,
        by=account.name,
        action="set password",
        subject=account.email,
        account=account.id,
        origin=origin,
    )
    with _in_words():
        store.accounts.set_password_hash(token, hash_password(password), entry)
    store.accounts.forget_attempts(account.email)
    return store.accounts.begin_session(account.id, origin, now, "by one-time link")


def set_roles(
    store: Store, account: Account, roles: Collection[Role], entry: AuditEntry
) -> Account:
    """Give somebody these roles and no others. Raises AccountError."""
    _check_roles(account.email, roles)
    given = replace(entry, before=describe(account.roles), after=describe(roles))
    with _in_words():
        return store.accounts.set_roles(account.id, roles, given)


def set_person(
    store: Store, account: Account, person: str | None, catalogue: Catalogue, entry: AuditEntry
) -> Account:
    """Say who of the catalogue somebody is, or nobody there. Raises AccountError."""
    _check_person(person, catalogue)
    given = replace(entry, before=account.person or "", after=person or "")
    with _in_words():
        return store.accounts.set_person(account.id, person, given)


def unlink(store: Store, account: Account, entry: AuditEntry) -> Account:
    """Forget who somebody is in the council's own sign-in, and sign her out."""
    return store.accounts.unlink_subject(account.id, entry)


def lock(store: Store, account: Account, entry: AuditEntry) -> Account:
    """Let somebody in no more. Raises AccountError for the last administrator."""
    with _in_words():
        return store.accounts.lock(account.id, entry)


def unlock(store: Store, account: Account, entry: AuditEntry) -> Account:
    """Let somebody in again."""
    return store.accounts.unlock(account.id, entry)


def has_administrator(accounts: Collection[Account]) -> bool:
    """Whether an administrator can sign in."""
    return any(one.has_password or one.is_linked for one in administrators(accounts))


def administrators(accounts: Collection[Account]) -> list[Account]:
    """Those who are not locked."""
    return [one for one in accounts if Role.ADMINISTRATOR in one.roles and not one.is_locked]


def is_address(email: str) -> bool:
    """Whether it has the form of an e-mail address; where there is no dot it is local."""
    plain = email.strip()
    return len(plain) <= LONGEST_EMAIL and bool(_EMAIL.fullmatch(plain))


def _check_roles(email: str, roles: Collection[Role]) -> None:
    if not roles:
        names = ", ".join(Role)
        raise AccountError(f"{email}: no role was given. Give at least one of: {names}.")


def _check_person(person: str | None, catalogue: Catalogue) -> None:
    if person is not None and person not in {known.key for known in catalogue.people}:
        raise AccountError(
            f'"{person}" is no key of a person in the catalogue. Give one that is, or leave '
            "it out."
        )


def describe(roles: Collection[Role]) -> str:
    """Roles as the record of changes has them."""
    return ", ".join(sorted(roles))


@contextmanager
def _in_words() -> Iterator[None]:
    """What the store refuses is a mistake of whoever asked."""
    try:
        yield
    except (AlreadyTaken, LastAdministrator, LinkEnded) as refusal:
        raise AccountError(str(refusal)) from None
