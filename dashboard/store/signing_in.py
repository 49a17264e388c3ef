"""Sessions, one-time links and failed attempts: what is written down of signing in.

A token is 32 random bytes. Only its SHA-256 is kept, so whoever reads the database cannot
sign in with what is found there; a random token needs no salt.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from dashboard.people import AuditEntry
from dashboard.store.account_tables import account, attempt, link, session
from dashboard.store.database import StoreError
from dashboard.store.tables import audit

IDLE = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=12)
NOTED_EVERY = dt.timedelta(minutes=1)
ATTEMPTS_KEPT = dt.timedelta(days=1)
SET_PASSWORD = "set password"

_MAY_ENTER = account.c.is_locked.is_(False)


class LinkEnded(StoreError):  # noqa: N818 - nothing is wrong with the store
    """A link was used before, is too old, was replaced, or never was one."""

    def __init__(self) -> None:
        super().__init__(
            "This link was used before or is no longer valid. Ask an administrator for a "
            "new one."
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose session it is, and the last request of it that was noted."""

    account: int
    at: dt.datetime


def digest(text: str) -> str:
    """What is kept of a token, or of an address nobody may be known by."""
    return sha256(text.encode(errors="replace")).hexdigest()


def begin(connection: Connection, number: int, origin: str, now: dt.datetime) -> str:
    """The token of a new session."""
    connection.execute(delete(session).where(_has_ended(now)))
    token = secrets.token_urlsafe(32)
    row = {
        "token": digest(token),
        "account": number,
        "begun_at": now,
        "seen_at": now,
        "origin": origin,
    }
    connection.execute(insert(session).values(row))
    return token


def last_seen(connection: Connection, token: str, now: dt.datetime) -> Seen | None:
    """The session that has not ended and whose account is not locked."""
    asked = (
        select(session.c.account, session.c.seen_at)
        .join(account)
        .where(
            session.c.token == digest(token), ~_has_ended(now), account.c.is_locked.is_(False)
        )
    )
    row = connection.execute(asked).one_or_none()
    return Seen(row.account, row.seen_at) if row else None


def see(connection: Connection, token: str, now: dt.datetime) -> None:
    """Note a request; an earlier one that comes later is not the last."""
    same = and_(session.c.token == digest(token), session.c.seen_at < now)
    connection.execute(update(session).where(same).values(seen_at=now))


def end(connection: Connection, token: str) -> None:
    connection.execute(delete(session).where(session.c.token == digest(token)))


def end_all(connection: Connection, number: int) -> None:
    """End every session of an account, and every link that was not used."""
    connection.execute(delete(session).where(session.c.account == number))
    unused = and_(link.c.account == number, link.c.used_at.is_(None))
    connection.execute(delete(link).where(unused))


def _has_ended(now: dt.datetime) -> ColumnElement[bool]:
    return or_(session.c.seen_at <= now - IDLE, session.c.begun_at <= now - LONGEST)


def make_link(connection: Connection, number: int, until: dt.datetime) -> str:
    """The token of the one link an account now has."""
    connection.execute(delete(link).where(link.c.account == number))
    token = secrets.token_urlsafe(32)
    row = {
        "token": digest(token),
        "account": number,
        "purpose": SET_PASSWORD,
        "expires_at": until,
    }
    connection.execute(insert(link).values(row))
    return token


def open_link(connection: Connection, token: str, now: dt.datetime) -> int:
    """The number of the account a link is for. Raises LinkEnded."""
    asked = (
        select(link.c.account)
        .join(account)
        .where(_works(token, now), account.c.is_locked.is_(False))
    )
    number: int | None = connection.execute(asked).scalar_one_or_none()
    if number is None:
        raise LinkEnded
    return number


def use_link(connection: Connection, token: str, now: dt.datetime) -> int:
    """The same, and it works no more: of two who use it at once one succeeds."""
    number = open_link(connection, token, now)
    using = update(link).where(_works(token, now)).values(used_at=now)
    if connection.execute(using).rowcount != 1:
        raise LinkEnded
    return number


def _works(token: str, now: dt.datetime) -> ColumnElement[bool]:
    return and_(
        link.c.token == digest(token),
        link.c.used_at.is_(None),
        link.c.expires_at > now,
    )


def attempts(
    connection: Connection, email: str, origin: str, since: dt.datetime
) -> tuple[list[dt.datetime], list[dt.datetime]]:
    """When there were attempts after a moment, for an address and from an origin, in order."""

    def times(which: ColumnElement[bool]) -> list[dt.datetime]:
        asked = select(attempt.c.at).where(which, attempt.c.at > since).order_by(attempt.c.at)
        return list(connection.execute(asked).scalars())

    return times(attempt.c.email == digest(email)), times(attempt.c.origin == origin)


def note_attempt(connection: Connection, email: str, origin: str, now: dt.datetime) -> None:
    connection.execute(delete(attempt).where(attempt.c.at <= now - ATTEMPTS_KEPT))
    row = {"email": digest(email), "origin": origin, "at": now}
    connection.execute(insert(attempt).values(row))


def forget_attempts(connection: Connection, email: str) -> None:
    connection.execute(delete(attempt).where(attempt.c.email == digest(email)))


def was_refused(connection: Connection, entry: AuditEntry, since: dt.datetime) -> bool:
    """Whether this origin was refused for the same reason after a moment."""
    asked = select(audit.c.id).where(
        audit.c.at > since,
        audit.c.action == entry.action,
        audit.c.after == entry.after,
        audit.c.origin == entry.origin,
    )
    return connection.execute(asked.limit(1)).first() is not None
