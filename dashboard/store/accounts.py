"""Accounts, as they are kept: an account is changed only with an entry in the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from dashboard.people import Account, AuditEntry, Role
from dashboard.store import signing_in
from dashboard.store.account_tables import account, account_role, subject
from dashboard.store.database import StoreError
from dashboard.store.signing_in import LinkEnded
from dashboard.store.transactions import Transactions


class AlreadyTaken(StoreError):  # noqa: N818 - nothing is wrong with the store
    """Another account has this e-mail address or subject, or is this person."""


class LastAdministrator(StoreError):  # noqa: N818 - nothing is wrong with the store
    """Without this account nobody could administer the others."""


class Accounts:
    """Who may sign in, and who is signed in. An account that is not there is a KeyError.

    Moments are given, never looked up. Tokens are handed out once and not kept.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def list(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._transactions.reading() as connection:
            known = sorted(_read(connection), key=lambda one: (one.name.lower(), one.id))
            return tuple(known)

    def find(self, number: int) -> Account | None:
        """The account with this number."""
        with self._transactions.reading() as connection:
            return _find(connection, account.c.id == number)

    def of_email(self, email: str) -> Account | None:
        """The account with this address, in whichever case it is typed."""
        with self._transactions.reading() as connection:
            return _find(connection, account.c.email == as_kept(email))

    def of_subject(self, issuer: str, name: str) -> Account | None:
        """The account that the council's own sign-in knows by this subject."""
        is_known = and_(subject.c.issuer == issuer, subject.c.subject == name)
        number = select(subject.c.account).where(is_known).scalar_subquery()
        with self._transactions.reading() as connection:
            return _find(connection, account.c.id == number)

    def link_subject(self, number: int, issuer: str, name: str, entry: AuditEntry) -> Account:
        """Say who an account is to the council's own sign-in. Raises AlreadyTaken."""
        row = {"issuer": issuer, "subject": name, "account": number, "linked_at": entry.at}
        with self._transactions.recording(entry) as connection:
            known = _known(connection, number)
            with _unlike_others(known.email, None):
                connection.execute(insert(subject).values(row))
            return _known(connection, number)

    def unlink_subject(self, number: int, entry: AuditEntry) -> Account:
        """Forget who that is, and end what is begun."""
        with self._transactions.recording(entry) as connection:
            connection.execute(delete(subject).where(subject.c.account == number))
            signing_in.end_all(connection, number)
            return _known(connection, number)

    def add(
        self,
        email: str,
        name: str,
        roles: Collection[Role],
        person: str | None,
        entry: AuditEntry,
    ) -> Account:
        """A new account, without a password. Raises AlreadyTaken."""
        row = {
            "email": as_kept(email),
            "name": name,
            "person": person,
            "is_locked": False,
            "created_at": entry.at,
        }
        with self._transactions.recording(entry) as connection, _unlike_others(email, person):
            adding = insert(account).values(row).returning(account.c.id)
            number = connection.execute(adding).scalar_one()
            _write_roles(connection, number, roles)
            return _known(connection, number)

    def set_roles(self, number: int, roles: Collection[Role], entry: AuditEntry) -> Account:
        """Give an account these roles and no others. Raises LastAdministrator."""
        with self._transactions.recording(entry) as connection:
            with _leaving_an_administrator(connection, number):
                of_account = account_role.c.account == number
                connection.execute(delete(account_role).where(of_account))
                _write_roles(connection, number, roles)
            return _known(connection, number)

    def set_person(self, number: int, person: str | None, entry: AuditEntry) -> Account:
        """Say who of the catalogue this is. Raises AlreadyTaken."""
        with self._transactions.recording(entry) as connection:
            with _unlike_others("", person):
                _change(connection, number, person=person)
            return _known(connection, number)

    def lock(self, number: int, entry: AuditEntry) -> Account:
        """Let somebody in no more, and end what is begun. Raises LastAdministrator."""
        with self._transactions.recording(entry) as connection:
            with _leaving_an_administrator(connection, number):
                _change(connection, number, is_locked=True)
            signing_in.end_all(connection, number)
            return _known(connection, number)

    def unlock(self, number: int, entry: AuditEntry) -> Account:
        """Let somebody in again who was locked out."""
        with self._transactions.recording(entry) as connection:
            _change(connection, number, is_locked=False)
            return _known(connection, number)

    def password_hash(self, number: int) -> str | None:
        """The hash of an account's password; None if it has none."""
        with self._transactions.reading() as connection:
            asked = select(account.c.password).where(account.c.id == number)
            hashed: str | None = connection.execute(asked).scalar_one_or_none()
            return hashed

    def set_password_hash(self, token: str, hashed: str, entry: AuditEntry) -> Account:
        """Use a link to set a password, which ends all sessions. Raises LinkEnded."""
        with self._transactions.recording(entry) as connection:
            number = signing_in.use_link(connection, token, entry.at)
            _change(connection, number, password=hashed)
            signing_in.end_all(connection, number)
            return _known(connection, number)

    def make_link(self, number: int, until: dt.datetime, entry: AuditEntry) -> str:
        """The token of a new link to set a password; an earlier link works no more."""
        with self._transactions.recording(entry) as connection:
            _known(connection, number)
            return signing_in.make_link(connection, number, until)

    def of_link(self, token: str, now: dt.datetime) -> Account | None:
        """Whose link this is; None if it was used, has ended or the account is locked."""
        with self._transactions.reading() as connection:
            try:
                number = signing_in.open_link(connection, token, now)
            except LinkEnded:
                return None
            return _find(connection, account.c.id == number)

    def begin_session(self, number: int, origin: str, now: dt.datetime, how: str = "") -> str:
        """The token of a new session. Sessions that have ended are forgotten."""
        entry = self._entry_of(number, "sign in", origin, now, how)
        with self._transactions.recording(entry) as connection:
            return signing_in.begin(connection, number, origin, now)

    def of_session(self, token: str, now: dt.datetime) -> Account | None:
        """Whose session this is, which goes on; None if it has ended."""
        with self._transactions.reading() as connection:
            seen = signing_in.last_seen(connection, token, now)
            if seen is None:
                return None
            found = _find(connection, account.c.id == seen.account)
        if now - seen.at >= signing_in.NOTED_EVERY:
            with self._transactions.noting() as connection:
                signing_in.see(connection, token, now)
        return found

    def end_session(self, token: str, origin: str, now: dt.datetime) -> None:
        """Sign somebody out; nothing if the session has ended already."""
        with self._transactions.reading() as connection:
            seen = signing_in.last_seen(connection, token, now)
        if seen is None:
            return
        entry = self._entry_of(seen.account, "sign out", origin, now)
        with self._transactions.recording(entry) as connection:
            signing_in.end(connection, token)

    def record_refusal(self, entry: AuditEntry, since: dt.datetime | None = None) -> None:
        """Keep that somebody was not let in.

        With `since` the same refusal from one origin is kept once after that moment: nobody
        can fill the record by asking on.
        """
        if since is not None:
            with self._transactions.reading() as connection:
                if signing_in.was_refused(connection, entry, since):
                    return
        with self._transactions.recording(entry):
            pass

    def _entry_of(
        self, number: int, action: str, origin: str, now: dt.datetime, how: str = ""
    ) -> AuditEntry:
        with self._transactions.reading() as connection:
            who = _known(connection, number)
        return AuditEntry(
            now, who.name, action, who.email, after=how, account=number, origin=origin
        )

    def attempts(
        self, email: str, origin: str, since: dt.datetime
    ) -> tuple[Sequence[dt.datetime], Sequence[dt.datetime]]:
        """When somebody failed to sign in with this address, and from this origin."""
        with self._transactions.reading() as connection:
            return signing_in.attempts(connection, as_kept(email), origin, since)

    def note_attempt(self, email: str, origin: str, now: dt.datetime) -> None:
        """Keep that somebody tries to sign in, until she succeeds or a day has passed."""
        with self._transactions.noting() as connection:
            signing_in.note_attempt(connection, as_kept(email), origin, now)

    def forget_attempts(self, email: str) -> None:
        """Whoever has this address has signed in."""
        with self._transactions.noting() as connection:
            signing_in.forget_attempts(connection, as_kept(email))


def as_kept(email: str) -> str:
    """An address as it is kept and compared."""
    return email.strip().lower()


def _read(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Account]:
    asked = select(account.c.id).join(subject).where(*where)
    linked = set(connection.execute(asked).scalars())
    roles: dict[int, set[Role]] = {}
    for row in connection.execute(select(account_role).join(account).where(*where)):
        roles.setdefault(row.account, set()).add(row.role)
    for row in connection.execute(select(account).where(*where)):
        yield _account(row, frozenset(roles.get(row.id, ())), row.id in linked)


def _account(row: Row[Any], roles: frozenset[Role], is_linked: bool) -> Account:
    return Account(
        id=row.id,
        email=row.email,
        name=row.name,
        roles=roles,
        person=row.person,
        has_password=row.password is not None,
        is_locked=row.is_locked,
        created_at=row.created_at,
        is_linked=is_linked,
    )


def _find(connection: Connection, which: ColumnElement[bool]) -> Account | None:
    return next(_read(connection, which), None)


def _known(connection: Connection, number: int) -> Account:
    found = _find(connection, account.c.id == number)
    if found is None:
        raise KeyError(number)
    return found


def _change(connection: Connection, number: int, **values: object) -> None:
    connection.execute(update(account).where(account.c.id == number).values(values))


def _write_roles(connection: Connection, number: int, roles: Collection[Role]) -> None:
    rows = [{"account": number, "role": role} for role in sorted(set(roles))]
    if rows:
        connection.execute(insert(account_role), rows)


@contextmanager
def _unlike_others(email: str, person: str | None) -> Iterator[None]:
    """Put the database's complaint about two that are the same into words."""
    try:
        yield
    except IntegrityError as error:
        # Only the first line names the constraint; those after it repeat what was given.
        complaint = str(error.orig).splitlines()[0]
        if "account_email" in complaint or "account.email" in complaint:
            raise AlreadyTaken(
                f"{as_kept(email)} has an account already. Give another e-mail address, or "
                "change that account."
            ) from None
        if "account_person" in complaint or "account.person" in complaint:
            raise AlreadyTaken(
                f'"{person}" of the catalogue has another account already. Name another '
                "person, or leave it out."
            ) from None
        if "subject" in complaint:
            raise AlreadyTaken(
                f"{as_kept(email)} belongs to somebody else in the council's own sign-in. Ask "
                "an administrator to forget who that is."
            ) from None
        raise


@contextmanager
def _leaving_an_administrator(connection: Connection, number: int) -> Iterator[None]:
    """Raises LastAdministrator if this was one, and now no account is.

    The administrators' rows are held until the end, so that of two who lock each other
    one succeeds.
    """
    before = _administrators(connection)
    yield
    if number in before and not _administrators(connection):
        raise LastAdministrator(
            f"{_known(connection, number).email} is the last administrator. Make somebody "
            "else an administrator first."
        )


def _administrators(connection: Connection) -> set[int]:
    """Those who are not locked."""
    asked = (
        select(account.c.id)
        .join(account_role)
        .where(account_role.c.role == Role.ADMINISTRATOR, account.c.is_locked.is_(False))
        .with_for_update()
    )
    return set(connection.execute(asked).scalars())
