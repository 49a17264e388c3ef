"""The rules of commentary: whose it is, and which step its state allows.

The reporter of an indicator writes and the owner approves, unless the catalogue says
otherwise; an officer may act for either, on record. Whoever had a hand in a text cannot
approve it. `check_step` raises and `why_not` answers by the same rules, so that what a
page offers is what is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.catalogue import Catalogue, Indicator, Person
from dashboard.people import Account
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store.writing_records import Step, Version
from dashboard.workflow.permissions import Permission, may


class WritingError(Exception):
    """A step is not allowed: the message says why, and what can be done."""


class Side(StrEnum):
    """Whose part a step is."""

    WRITER = "writer"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True)
class Rule:
    """One step: from which states (None: nothing is written), to which, and whose it is.

    `by_officer` lets an officer take it in her own name as well.
    """

    before: frozenset[CommentState | None]
    after: CommentState
    side: Side
    needs_reason: bool = False
    by_officer: bool = False


_DRAFT, _SUBMITTED = CommentState.DRAFT, CommentState.SUBMITTED
_RETURNED, _APPROVED = CommentState.RETURNED, CommentState.APPROVED
_PUBLISHED = CommentState.PUBLISHED

RULES = {
    Step.SAVE: Rule(frozenset({None, _DRAFT, _RETURNED, _PUBLISHED}), _DRAFT, Side.WRITER),
    Step.SUBMIT: Rule(frozenset({_DRAFT, _RETURNED}), _SUBMITTED, Side.WRITER),
    Step.RETURN: Rule(frozenset({_SUBMITTED}), _RETURNED, Side.APPROVER, needs_reason=True),
    Step.APPROVE: Rule(frozenset({_SUBMITTED}), _APPROVED, Side.APPROVER),
    Step.REOPEN: Rule(
        frozenset({_APPROVED}), _RETURNED, Side.APPROVER, needs_reason=True, by_officer=True
    ),
}
"""All that can happen to a text."""

_PERMISSION = {
    Side.WRITER: Permission.WRITE_COMMENTARY,
    Side.APPROVER: Permission.APPROVE_COMMENTARY,
}
_DOES = {Side.WRITER: "writes", Side.APPROVER: "approves"}
_FIELD = {Side.WRITER: "reporter", Side.APPROVER: "owner"}
_DONE = {
    Step.SAVE: "saved",
    Step.SUBMIT: "submitted",
    Step.RETURN: "returned",
    Step.APPROVE: "approved",
    Step.REOPEN: "reopened",
}
_STANDS = {
    None: "nothing is written yet",
    _DRAFT: "it is a draft",
    _SUBMITTED: "it waits for approval",
    _RETURNED: "it was returned to its writer",
    _APPROVED: "it is approved",
    _PUBLISHED: "it is published",
}
_ADVICE = {
    None: "Write a draft first.",
    _DRAFT: "It has to be submitted first.",
    _SUBMITTED: "Its approver can approve or return it.",
    _RETURNED: "Its writer can change and submit it.",
    _APPROVED: "Its approver or an officer can reopen it.",
    _PUBLISHED: "A new draft revises it.",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who takes a step: an account, perhaps in the place of a person (by key)."""

    account: Account
    acting_for: str | None = None

    @property
    def person(self) -> str | None:
        """Key of the person who the step is taken as."""
        return self.acting_for or self.account.person

    @property
    def is_acting(self) -> bool:
        return self.person != self.account.person


def person_of(side: Side, indicator: Indicator) -> str | None:
    """Key of whoever writes, or approves, an indicator's commentary."""
    return indicator.writer if side is Side.WRITER else indicator.approver


def actor_for(step: Step, account: Account, indicator: Indicator) -> Actor:
    """As whom an account takes a step: in its own name where the indicator is its own or an
    officer needs no other, otherwise in the place of whoever it belongs to, if it may."""
    rule = RULES[step]
    key = person_of(rule.side, indicator)
    is_own = key is None or key == account.person
    if is_own or rule.by_officer or not may(account.roles, Permission.ACT_FOR_ANOTHER):
        return Actor(account)
    return Actor(account, acting_for=key)


def is_party(account: Account, indicator: Indicator) -> bool:
    """Whether an indicator's commentary is anything to an account."""
    if may(account.roles, Permission.ACT_FOR_ANOTHER):
        return True
    return account.person is not None and account.person in (
        indicator.writer,
        indicator.approver,
    )


def check_step(
    step: Step,
    actor: Actor,
    indicator: Indicator,
    month: Month,
    history: Sequence[Version],
    catalogue: Catalogue,
) -> None:
    """Raise WritingError unless the actor may take this step on a text with that history.

    `history` is the text's versions that count, the oldest first.
    """
    rule = RULES[step]
    place = f"{indicator.ref}, {month.long}"
    officer_is_free = rule.by_officer and may(actor.account.roles, Permission.ACT_FOR_ANOTHER)
    if actor.is_acting or not officer_is_free:
        check_side(rule.side, actor, indicator, catalogue)
    state = history[-1].state if history else None
    if state not in rule.before:
        raise WritingError(
            f"{place}: the commentary cannot be {_DONE[step]}, because {_STANDS[state]}. "
            f"{_ADVICE[state]}"
        )
    if step is Step.APPROVE and _had_a_hand(actor, history):
        raise WritingError(
            f"{place}: whoever had a hand in a text cannot approve it. Ask its approver, or an "
            "officer who had none."
        )


def why_not(
    step: Step,
    actor: Actor,
    indicator: Indicator,
    month: Month,
    history: Sequence[Version],
    catalogue: Catalogue,
) -> str:
    """The sentence with which `check_step` refuses; empty if it lets it pass."""
    try:
        check_step(step, actor, indicator, month, history, catalogue)
    except WritingError as refusal:
        return str(refusal)
    return ""


def check_reason(step: Step, reason: str) -> None:
    """Raise WritingError if the step needs a reason and has none."""
    if RULES[step].needs_reason and not reason.strip():
        raise WritingError(
            f"The commentary is not {_DONE[step]} without a reason. Say what should change."
        )


def check_side(side: Side, actor: Actor, indicator: Indicator, catalogue: Catalogue) -> None:
    """Raise WritingError unless this side of the indicator's commentary is the actor's."""
    key = person_of(side, indicator)
    if key is None:
        raise WritingError(
            f"{indicator.ref}: nobody is named who {_DOES[side]} its commentary. Name the "
            f"{_FIELD[side]}, or commentary {side}, in indicators.yaml."
        )
    if actor.person != key:
        person = catalogue.person(key)
        name = person.name if person else key
        raise WritingError(
            f"{indicator.ref}: {name} {_DOES[side]} its commentary. Ask {name}, or an officer "
            "who acts in that place."
        )
    needed = Permission.ACT_FOR_ANOTHER if actor.is_acting else _PERMISSION[side]
    if not may(actor.account.roles, needed):
        raise WritingError(
            f"{indicator.ref}: your account may not {needed}. Ask an administrator for the "
            "role you need."
        )


def _had_a_hand(actor: Actor, history: Iterable[Version]) -> bool:
    """Whether the actor, or the person acted for, ever wrote a version of the text."""
    written = [version for version in history if version.step in (Step.SAVE, Step.SUBMIT)]
    accounts = {version.account for version in written}
    persons = {version.person for version in written} - {None}
    return actor.account.id in accounts or not persons.isdisjoint(
        {actor.account.person, actor.person}
    )


@dataclass(frozen=True, slots=True)
class Unassigned:
    """What keeps commentary from being written and approved.

    `people` are named by the catalogue and have no account that can be used; `unwritten`
    and `unapproved` are refs of which nobody is named; for those in `alone` one and the
    same person is to write and to approve.
    """

    people: tuple[Person, ...]
    unwritten: tuple[str, ...]
    unapproved: tuple[str, ...]
    alone: tuple[str, ...]


def list_unassigned(catalogue: Catalogue, accounts: Iterable[Account]) -> Unassigned:
    """Who has no account yet, and which active indicators have nobody, in their order."""
    linked = {account.person for account in accounts if not account.is_locked}
    active = catalogue.active
    needed = {key for indicator in active for key in _people_of(indicator)}
    return Unassigned(
        people=tuple(p for p in catalogue.people if p.key in needed - linked),
        unwritten=tuple(i.ref for i in active if not i.writer),
        unapproved=tuple(i.ref for i in active if not i.approver),
        alone=tuple(i.ref for i in active if i.writer and i.writer == i.approver),
    )


def _people_of(indicator: Indicator) -> Iterator[str]:
    yield from (key for key in (indicator.writer, indicator.approver) if key)
