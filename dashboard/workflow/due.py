"""By when commentary is due, and whom it waits for.

The agenda of a panel, with its papers, lies open for five clear days before the meeting
(Local Government Act 1972, sections 100A and 100B; schedule 12 says the same of the whole
council's). Neither the day of publication nor that of the meeting is a clear day, nor is a
day at a weekend or a bank holiday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.catalogue import Catalogue, Council, Indicator, Meeting
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.workflow.bank_holidays import working_days_before

CLEAR_DAYS = 5


@dataclass(frozen=True, slots=True)
class DueDates:
    """The last days of the steps towards a meeting, each still in time."""

    commentary: dt.date
    approval: dt.date
    agenda: dt.date
    meeting: dt.date


class Awaited(StrEnum):
    """What a text waits for."""

    COMMENTARY = "commentary"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An indicator whose commentary for a month is not approved yet.

    `state` is None where nothing was written. `person` is the key of whoever has to act,
    None if the catalogue names nobody; `due` the last day for it, None without a meeting.
    `is_required` marks a red indicator where the council wants commentary on each.
    """

    ref: str
    state: CommentState | None
    awaited: Awaited
    person: str | None
    due: dt.date | None
    is_late: bool
    is_required: bool


def due_dates(council: Council, day: dt.date) -> DueDates:
    """The due dates of a meeting on that day.

    Commentary is due so many working days before publication as the catalogue says, and
    approval when half of them are left, rounded down.
    """
    extra = council.extra_bank_holidays
    lead = council.commentary_lead_days
    agenda = working_days_before(day, CLEAR_DAYS + 1, extra)
    return DueDates(
        commentary=working_days_before(agenda, lead, extra),
        approval=working_days_before(agenda, lead // 2, extra),
        agenda=agenda,
        meeting=day,
    )


def meeting_on(catalogue: Catalogue, month: Month) -> Meeting | None:
    """The first meeting that considers a month, if one is planned."""
    meetings = (meeting for meeting in catalogue.meetings if meeting.considers == month)
    return min(meetings, key=lambda meeting: meeting.date, default=None)


def usual_month(catalogue: Catalogue, held: Sequence[Month], today: dt.date) -> Month | None:
    """The month the next meeting considers, if it is held; otherwise the latest held."""
    coming = [
        (meeting.date, month)
        for month in held
        if (meeting := meeting_on(catalogue, month)) and meeting.date >= today
    ]
    return min(coming)[1] if coming else max(held, default=None)


def list_waiting(
    catalogue: Catalogue,
    month: Month,
    states: Mapping[str, CommentState],
    red: Collection[str],
    today: dt.date,
) -> tuple[Waiting, ...]:
    """Whose commentary for a month is not written or not approved, in the scorecard's order.

    `states` are those of the latest version of each ref, `red` the refs whose RAG is red.
    Who is late is found by `is_late`; a return that is not due asks for no commentary.
    """
    meeting = meeting_on(catalogue, month)
    dates = due_dates(catalogue.council, meeting.date) if meeting else None
    needed = red if catalogue.council.commentary_required_when_red else ()
    return tuple(
        _wait(indicator, state, dates, today, indicator.ref in needed)
        for indicator in catalogue.active
        if (state := states.get(indicator.ref)) not in _DONE
        and (state or month.is_quarter_end or not indicator.is_quarterly)
    )


_DONE = (CommentState.APPROVED, CommentState.PUBLISHED)


def _wait(
    indicator: Indicator,
    state: CommentState | None,
    dates: DueDates | None,
    today: dt.date,
    is_required: bool,
) -> Waiting:
    if state is CommentState.SUBMITTED:
        awaited, person = Awaited.APPROVAL, indicator.approver
        due = dates.approval if dates else None
    else:
        awaited, person = Awaited.COMMENTARY, indicator.writer
        due = dates.commentary if dates else None
    is_late = due is not None and today > due
    return Waiting(indicator.ref, state, awaited, person, due, is_late, is_required)
