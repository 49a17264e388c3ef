"""Who is reminded of what: the texts and promises of a month that wait for each person.

A person is written to at the account that is linked to her in the catalogue. What nobody can
be reminded of is for the officer, who is told of it instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dashboard.catalogue import Catalogue, Person
from dashboard.people import Account, AuditEntry
from dashboard.periods import Month
from dashboard.store.writing_records import Promise
from dashboard.workflow.due import Awaited, Waiting
from dashboard.workflow.permissions import Permission, may

ACTION = "remind"
"""What the audit calls a reminder that was sent."""

_NEEDED = {
    Awaited.COMMENTARY: Permission.WRITE_COMMENTARY,
    Awaited.APPROVAL: Permission.APPROVE_COMMENTARY,
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What one person has to do for a month: late texts first, then the required ones.

    `promises` are those due in what she writes about.
    """

    person: Person
    month: Month
    waiting: tuple[Waiting, ...]
    promises: tuple[Promise, ...]

    @property
    def is_late(self) -> bool:
        return any(one.is_late for one in self.waiting)

    @property
    def things(self) -> tuple[str, ...]:
        """Each thing in a few words, as the record of a reminder has it."""
        return (*map(_name_text, self.waiting), *map(_name_promise, self.promises))

    def subject(self, account: Account) -> str:
        """What the record of this reminder is about."""
        return f"{account.email}, {self.month.long}"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A reminder and the account that it goes to."""

    account: Account
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class Hindered:
    """A reminder that would help nobody, and why."""

    reminder: Reminder
    reason: str


@dataclass(frozen=True, slots=True)
class Round:
    """One round of reminders: to whom they go, who cannot be reminded, and what is nobody's.

    `told` were reminded of all of theirs already today.
    """

    addressed: tuple[Addressed, ...]
    told: tuple[Addressed, ...]
    hindered: tuple[Hindered, ...]
    unassigned: tuple[Waiting, ...]


def list_reminders(
    catalogue: Catalogue,
    month: Month,
    waiting: Iterable[Waiting],
    promises: Iterable[Promise],
) -> tuple[Reminder, ...]:
    """What waits for each person, in the catalogue's order of people; nobody without anything.

    A promise is asked of whoever writes about the indicator.
    """
    texts, due = list(waiting), list(promises)
    writers = {indicator.ref: indicator.writer for indicator in catalogue.active}
    made = (
        Reminder(
            person,
            month,
            tuple(sorted((w for w in texts if w.person == person.key), key=_rank)),
            tuple(p for p in due if writers.get(p.ref) == person.key),
        )
        for person in catalogue.people
    )
    return tuple(reminder for reminder in made if reminder.things)


def plan_round(
    reminders: Iterable[Reminder],
    waiting: Iterable[Waiting],
    accounts: Iterable[Account],
    told: Mapping[str, frozenset[str]],
) -> Round:
    """Who gets which reminder.

    `told` holds what was said in today's reminders, by their subject; what stands there is
    left out.
    """
    linked = {account.person: account for account in accounts if account.person}
    addressed, again, hindered = [], [], []
    for reminder in reminders:
        account = linked.get(reminder.person.key)
        reason = _find_hindrance(account)
        if account is None or reason:
            hindered.append(Hindered(reminder, reason))
            continue
        able, unable = _split(reminder, account)
        hindered += unable
        rest = _without(able, told.get(reminder.subject(account), frozenset()))
        if rest.things:
            addressed.append(Addressed(account, rest))
        elif able.things:
            again.append(Addressed(account, able))
    nobodys = tuple(one for one in waiting if one.person is None)
    return Round(tuple(addressed), tuple(again), tuple(hindered), nobodys)


def record(sent: Addressed, at: dt.datetime, by: str) -> AuditEntry:
    """The audit entry of a reminder that a mail server took."""
    said = "; ".join(sent.reminder.things)
    return AuditEntry(at, by, ACTION, sent.reminder.subject(sent.account), after=said)


def read_told(entries: Iterable[AuditEntry]) -> dict[str, frozenset[str]]:
    """What was said in the reminders among these entries, by their subject."""
    told: dict[str, frozenset[str]] = {}
    for entry in entries:
        if entry.action == ACTION:
            said = frozenset(entry.after.split("; "))
            told[entry.subject] = told.get(entry.subject, frozenset()) | said
    return told


def _rank(waiting: Waiting) -> tuple[bool, bool]:
    return not waiting.is_late, not waiting.is_required


def _name_text(waiting: Waiting) -> str:
    return f"{waiting.ref} {waiting.awaited}"


def _name_promise(promise: Promise) -> str:
    return f"{promise.ref} promise of {promise.month.long}"


def _without(reminder: Reminder, said: frozenset[str]) -> Reminder:
    return replace(
        reminder,
        waiting=tuple(one for one in reminder.waiting if _name_text(one) not in said),
        promises=tuple(one for one in reminder.promises if _name_promise(one) not in said),
    )


def _find_hindrance(account: Account | None) -> str:
    """Why nobody reads what is sent to a person; empty if she can."""
    if account is None:
        return "has no account. Add one, or link one to this person."
    if account.is_locked:
        return f"has an account that is locked, {account.email}. Unlock it, or link another."
    return ""


def _split(reminder: Reminder, account: Account) -> tuple[Reminder, tuple[Hindered, ...]]:
    """What an account may do of a reminder, and what it may not, by permission."""
    able = reminder
    hindered = []
    for permission in (*_NEEDED.values(), Permission.SETTLE_PROMISES):
        if may(account.roles, permission):
            continue
        mine = tuple(one for one in able.waiting if _NEEDED[one.awaited] is permission)
        promises = able.promises if permission is Permission.SETTLE_PROMISES else ()
        part = replace(able, waiting=mine, promises=promises)
        able = _without(able, frozenset(part.things))
        if part.things:
            reason = f"may not {permission} with {account.email}. Give that account the role."
            hindered.append(Hindered(part, reason))
    return able, tuple(hindered)
