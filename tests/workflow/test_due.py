"""Working days and due dates: what holds of every year, counted a second way."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.workflow.bank_holidays import bank_holidays, easter, is_working_day
from dashboard.workflow.due import CLEAR_DAYS, due_dates, list_waiting, meeting_on
from tests.spec.example import catalogue, indicator

FEBRUARY, MARCH = Month(2021, 2), Month(2021, 3)
DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2199, 12, 31))


def planned(*meetings: tuple[str, str], **council: object) -> Catalogue:
    """A catalogue of two indicators with these meetings, each a day and a month."""
    held = catalogue(indicator("A", reporter="rae", owner="olu"), indicator("B")).model_dump()
    held["meetings"] = [{"date": day, "month": month} for day, month in meetings]
    held["council"] |= council
    return Catalogue.model_validate(held)


def test_easter_by_the_rule_of_the_gregorian_calendar() -> None:
    years = range(1978, 2200)
    assert [easter(year) for year in years] == [_slow_easter(year) for year in years]


def _slow_easter(year: int) -> dt.date:
    """Counted by the moon's age on 1 January (the epact) with the corrections of centuries."""
    century, golden = year // 100, year % 19
    epact = (11 * golden + 8 - century + century // 4 + (8 * century + 13) // 25) % 30
    moon = dt.date(year, 3, 21) + dt.timedelta(days=(23 - epact) % 30)
    # The full moon is never later than 18 April, nor on the same day twice in a cycle.
    if moon == dt.date(year, 4, 19) or (moon == dt.date(year, 4, 18) and golden > 10):
        moon -= dt.timedelta(days=1)
    sunday = moon + dt.timedelta(days=1)
    while sunday.isoweekday() != 7:
        sunday += dt.timedelta(days=1)
    return sunday


@given(st.integers(2024, 2199))
def test_every_year_has_eight_bank_holidays_on_weekdays(year: int) -> None:
    days = bank_holidays(year)
    assert len(days) == 8
    assert all(day.year == year and day.isoweekday() <= 5 for day in days)


@given(DAYS, st.integers(0, 60), st.sets(DAYS, max_size=3))
def test_five_clear_days_lie_between_agenda_and_meeting(
    meeting: dt.date, lead: int, extra: set[dt.date]
) -> None:
    council = planned().council.model_copy(
        update={"commentary_lead_days": lead, "extra_bank_holidays": tuple(extra)}
    )
    dates = due_dates(council, meeting)

    def count(first: dt.date, last: dt.date) -> int:
        """Working days after the first and before the last day."""
        between = range(first.toordinal() + 1, last.toordinal())
        return sum(is_working_day(dt.date.fromordinal(day), extra) for day in between)

    assert count(dates.agenda, meeting) == CLEAR_DAYS
    assert count(dates.commentary, dates.agenda) == max(lead - 1, 0)
    assert dates.commentary <= dates.approval <= dates.agenda < dates.meeting
    for day in (dates.commentary, dates.approval, dates.agenda):
        assert is_working_day(day, extra)


def test_extra_bank_holiday_of_the_catalogue_moves_the_agenda() -> None:
    plain = planned().council
    day = dt.date(2030, 6, 13)
    holiday = plain.model_copy(update={"extra_bank_holidays": (dt.date(2030, 6, 10),)})
    assert due_dates(plain, day).agenda == dt.date(2030, 6, 5)
    assert due_dates(holiday, day).agenda == dt.date(2030, 6, 4)


def test_first_meeting_on_a_month_counts() -> None:
    held = planned(("2021-04-22", "2021-02"), ("2021-03-25", "2021-02"))
    meeting = meeting_on(held, FEBRUARY)
    assert meeting is not None
    assert meeting.date == dt.date(2021, 3, 25)
    assert meeting_on(held, MARCH) is None


def test_without_a_meeting_texts_wait_but_nobody_is_late() -> None:
    found = list_waiting(planned(), FEBRUARY, {}, {"A"}, dt.date(2030, 1, 1))
    assert [(w.ref, w.person, w.due, w.is_late) for w in found] == [
        ("A", "rae", None, False),
        ("B", None, None, False),
    ]


def test_council_may_do_without_commentary_on_red() -> None:
    held = planned(commentary_required_when_red=False)
    states = {"B": CommentState.APPROVED}
    (waiting,) = list_waiting(held, FEBRUARY, states, {"A"}, dt.date(2021, 3, 1))
    assert (waiting.ref, waiting.is_required) == ("A", False)
