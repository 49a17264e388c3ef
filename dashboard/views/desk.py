"""The desk: whose commentary for a month is written, what waits for whom, what is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dashboard.catalogue import Catalogue, Indicator, Person
from dashboard.people import Account
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store.writing_records import Promise
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.status import Standing, stand
from dashboard.workflow.due import DueDates, Waiting, due_dates, list_waiting, meeting_on
from dashboard.workflow.following import list_follow_ups
from dashboard.workflow.permissions import Permission, may
from dashboard.workflow.writing import Unassigned, is_party

SENT = (CommentState.SUBMITTED, CommentState.APPROVED, CommentState.PUBLISHED)
_STATES = {
    None: "Not started",
    CommentState.DRAFT: "Draft",
    CommentState.SUBMITTED: "Waits for approval",
    CommentState.RETURNED: "Returned",
    CommentState.APPROVED: "Approved",
    CommentState.PUBLISHED: "Published",
}
_SHAPES = {CommentState.DRAFT: "half", CommentState.RETURNED: "diamond"}
_ORDER = (CommentState.RETURNED, CommentState.SUBMITTED, None, CommentState.DRAFT)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One indicator on somebody's desk. `needs_you` says that she has to act on it."""

    indicator: Indicator
    standing: Standing
    state: CommentState | None
    said: str
    shape: str
    needs_you: bool
    is_late: bool
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise that is due, of an indicator on the desk."""

    promise: Promise
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the desk of an account for a month. `dates` is None without a meeting.

    `people` are those an officer may look at the desk of, `who` the one she looks at.
    """

    month: Month
    months: tuple[Month, ...]
    rows: tuple[DeskRow, ...]
    sent: int
    said: str
    dates: DueDates | None
    follow_ups: tuple[FollowUp, ...]
    is_officer: bool
    people: tuple[Person, ...]
    who: str
    unassigned: Unassigned | None

    @property
    def next_row(self) -> DeskRow | None:
        """The first that somebody has to act on."""
        return next((row for row in self.rows if row.needs_you), None)

    def row_after(self, ref: str) -> DeskRow | None:
        """The next that needs her, after the one she is at."""
        return next((r for r in self.rows if r.needs_you and r.indicator.ref != ref), None)


@dataclass(frozen=True, slots=True)
class Written:
    """What the store says of a month's commentary: states, and refs an account types on."""

    states: Mapping[str, CommentState]
    drafts: Collection[str]
    settled: Collection[Promise]


def make_desk(
    holdings: Holdings,
    month: Month,
    account: Account,
    written: Written,
    today: dt.date,
    *,
    who: str = "",
    unassigned: Unassigned | None = None,
) -> Desk:
    """The desk of somebody for one of the months held; an officer has all indicators."""
    catalogue = holdings.catalogue
    is_officer = may(account.roles, Permission.ACT_FOR_ANOTHER)
    mine = [i for i in catalogue.active if is_party(account, i)]
    if is_officer and who:
        mine = [i for i in mine if who in (i.writer, i.approver)]
    red = [i.ref for i in mine if holdings.measures.rag(i.ref, month).colour.value == "red"]
    waiting = {
        one.ref: one for one in list_waiting(catalogue, month, written.states, red, today)
    }
    rows = [
        _row(holdings, indicator, month, account, written, waiting.get(indicator.ref))
        for indicator in mine
        if indicator.ref in waiting or indicator.ref in written.states
    ]
    rows.sort(key=_rank)
    sent = sum(row.state in SENT for row in rows)
    meeting = meeting_on(catalogue, month)
    refs = {i.ref: i for i in mine}
    promises = list_follow_ups(holdings.comments, refs, month, written.settled)
    return Desk(
        month=month,
        months=holdings.months,
        rows=tuple(rows),
        sent=sent,
        said=_say(rows, sent, is_officer=is_officer),
        dates=due_dates(catalogue.council, meeting.date) if meeting else None,
        follow_ups=tuple(FollowUp(promise, refs[promise.ref]) for promise in promises),
        is_officer=is_officer,
        people=_people(catalogue) if is_officer else (),
        who=who,
        unassigned=unassigned,
    )


def _row(
    holdings: Holdings,
    indicator: Indicator,
    month: Month,
    account: Account,
    written: Written,
    waiting: Waiting | None,
) -> DeskRow:
    state = written.states.get(indicator.ref)
    person = holdings.catalogue.person(waiting.person) if waiting else None
    needs_you = person is not None and person.key == account.person
    said = _STATES[state]
    if state is CommentState.SUBMITTED and needs_you:
        said = "For you to approve"
    elif person and not needs_you:
        said += f", {person.name}"
    if indicator.ref in written.drafts:
        said += ", words not saved yet" if state else ", words kept"
    is_required = bool(waiting and waiting.is_required) and state not in SENT
    is_late = bool(waiting and waiting.is_late)
    if is_required:
        said += "; required, it is red"
    if is_late:
        said += "; late"
    shape = _SHAPES.get(state, "dash") if state else "dash"
    return DeskRow(
        indicator=indicator,
        standing=stand(holdings, indicator, month),
        state=state,
        said=said,
        shape="tick" if state in SENT and not needs_you else shape,
        needs_you=needs_you,
        is_late=is_late,
        is_required=is_required,
    )


def _rank(row: DeskRow) -> tuple[bool, bool, bool, int]:
    """What needs her first, then what is late, what is required, and how far it is."""
    place = _ORDER.index(row.state) if row.state in _ORDER else len(_ORDER)
    return not row.needs_you, not row.is_late, not row.is_required, place


def _say(rows: list[DeskRow], sent: int, *, is_officer: bool) -> str:
    if not rows:
        return "Nothing is asked for this month."
    said = f"{sent} of {len(rows)} sent."
    need = sum(row.needs_you for row in rows)
    late = sum(row.is_late for row in rows)
    if need:
        said += f" {_count(need)} {'needs' if need == 1 else 'need'} you."
    if late and (is_officer or not need):
        said += f" {_count(late)} {'is' if late == 1 else 'are'} late."
    return said


def _count(number: int) -> str:
    return words.count_in_words(number).capitalize()


def _people(catalogue: Catalogue) -> tuple[Person, ...]:
    needed = {key for i in catalogue.active for key in (i.writer, i.approver) if key}
    return tuple(person for person in catalogue.people if person.key in needed)
