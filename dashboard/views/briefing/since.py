"""What the briefing compares with: the month that the panel's last meeting considered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.catalogue import Catalogue, Indicator
from dashboard.periods import Month
from dashboard.workflow.due import meeting_on


@dataclass(frozen=True, slots=True)
class Since:
    """The month compared with. Without an earlier meeting it is the month before.

    `meeting` is the day of the meeting that considers the briefing's month, `last` that of
    the one before it; None where the catalogue names none.
    """

    month: Month
    base: Month
    meeting: dt.date | None
    last: dt.date | None


def find_since(catalogue: Catalogue, month: Month) -> Since:
    """The last meeting before this month's that considered an earlier month."""
    own = meeting_on(catalogue, month)
    earlier = [
        (meeting.considers, meeting.date)
        for meeting in catalogue.meetings
        if meeting.considers < month and (own is None or meeting.date < own.date)
    ]
    base, day = max(earlier, default=(month.shift(-1), None))
    return Since(month, base, own.date if own else None, day)


def last_due(indicator: Indicator, month: Month) -> Month:
    """The month of the indicator's last return that is due by a month."""
    return month.shift(-(month.number % 3)) if indicator.is_quarterly else month
