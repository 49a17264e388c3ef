"""Frozen records about people: who may sign in, as what, and who did what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person with an account is here. Someone without an account is the public."""

    COUNCILLOR = "councillor"
    MANAGER = "manager"
    APPROVER = "approver"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in.

    `person` is the key of the person in the catalogue who this is, if any. An account
    without a password signs in by a one-time link or by the council's own sign-in;
    `is_linked` says that the latter knows whose it is.
    """

    id: int
    email: str
    name: str
    roles: frozenset[Role]
    person: str | None
    has_password: bool
    is_locked: bool
    created_at: dt.datetime
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the record of changes: who did what to what, when and from where.

    `action` is a verb and what it is done to, such as "lock account"; `subject` names the
    one thing, such as "LAC1, February 2021". `before` and `after` are texts, empty where
    there is none; no secret ever stands in them. `account` is None for the command line
    and for setup; `acting_for` names the person in whose place an officer acted; `origin`
    is the network address, or "command line".
    """

    at: dt.datetime
    by: str
    action: str
    subject: str
    before: str = ""
    after: str = ""
    account: int | None = None
    acting_for: str = ""
    origin: str = "command line"
