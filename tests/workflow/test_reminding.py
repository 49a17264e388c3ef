"""Who is reminded of what, and the letter word for word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.export.letters import WIDTH, write_reminder
from dashboard.people import Account, Role
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store.writing_records import Promise
from dashboard.workflow.due import Waiting, list_waiting, usual_month
from dashboard.workflow.reminding import (
    Reminder,
    Round,
    list_reminders,
    plan_round,
    read_told,
    record,
)
from tests.spec.example import catalogue, indicator

DECEMBER, JANUARY, FEBRUARY = Month(2020, 12), Month(2021, 1), Month(2021, 2)
DUE, AFTER = dt.date(2021, 3, 10), dt.date(2021, 3, 11)
AT = dt.datetime(2021, 3, 11, 9, 0, tzinfo=dt.UTC)
SITE = "https://panel.example.org"
PROMISE = Promise("B", DECEMBER, 1, "We will review it by February", FEBRUARY)
EVERYTHING = frozenset({Role.MANAGER, Role.APPROVER})

LETTER = """\
Dear Rae Porter,

The Scrutiny Panel looks at February 2021 on Thursday 25 March 2021. You
have four things to do.

LATE

- C: Children who were seen again by the same person within ten working days
  of the first visit
  Your text was returned to you; it was due on Wednesday 10 March 2021.
  Required: the indicator is red.

- A: Calls
  Commentary is not written yet; it was due on Wednesday 10 March 2021.

TO DO

- D: Visits
  A text waits for your approval; due on Monday 15 March 2021.

PROMISES DUE

- B: Plans
  The commentary for December 2020 promised something for February 2021.
  Please say what came of it.

Your list, and where to write:
https://panel.example.org/commentary?month=2021-02

What you have done since this was sent needs nothing more. If something here
is not yours, please tell the officer of the Scrutiny Panel.

Example City Council, performance dashboard
"""


def made(*, meeting: bool = True, rae: str = "Rae Porter") -> Catalogue:
    """Rae writes A, B and C and approves D; Olu is the other one of each; E has nobody."""
    writes = {"reporter": "rae", "owner": "olu"}
    long_name = (
        "Children who were seen again by the same person within ten working days of the first "
        "visit"
    )
    held = catalogue(
        indicator("A", name="Calls", **writes),
        indicator("B", name="Plans", **writes),
        indicator("C", name=long_name, **writes),
        indicator("D", name="Visits", reporter="olu", owner="rae"),
        indicator("E", name="Other"),
    ).model_dump()
    held["people"] = [{"key": "olu", "name": "Olu Owner"}, {"key": "rae", "name": rae}]
    held["meetings"] = [{"date": "2021-03-25", "month": "2021-02"}] if meeting else []
    return Catalogue.model_validate(held)


STATES = {
    "B": CommentState.PUBLISHED,
    "C": CommentState.RETURNED,
    "D": CommentState.SUBMITTED,
}


def waiting(
    held: Catalogue, today: dt.date = AFTER, states: Mapping[str, CommentState] = STATES
) -> tuple[Waiting, ...]:
    return list_waiting(held, FEBRUARY, states, {"C"}, today)


def reminders(held: Catalogue, today: dt.date = AFTER) -> tuple[Reminder, ...]:
    return list_reminders(held, FEBRUARY, waiting(held, today), [PROMISE])


def account(person: str, roles: frozenset[Role] = EVERYTHING) -> Account:
    email = f"{person}@council.example"
    return Account(
        1, email, person, roles, person, has_password=True, is_locked=False, created_at=AT
    )


def planned(*accounts: Account, told: Mapping[str, frozenset[str]] | None = None) -> Round:
    held = made()
    return plan_round(reminders(held), waiting(held), accounts, told or {})


def test_the_letter_word_for_word() -> None:
    held = made()
    (rae,) = reminders(held)
    letter = write_reminder(rae, held, SITE)
    assert letter.text == LETTER
    assert letter.subject == "Commentary for February 2021: four things to do (some late)"
    assert write_reminder(rae, held, SITE) == letter


def test_nobody_is_called_late_in_time_or_without_a_meeting() -> None:
    for held, today, said in (
        (made(), DUE, "due on Wednesday 10 March 2021"),
        (made(meeting=False), dt.date(2030, 1, 1), "no date is set"),
    ):
        (rae,) = reminders(held, today)
        letter = write_reminder(rae, held, SITE)
        assert "late" not in (letter.subject + letter.text).lower()
        assert f"Commentary is not written yet; {said}." in letter.text
        assert [one.ref for one in rae.waiting] == ["C", "A", "D"]  # the required one first


def test_a_letter_says_no_words_of_a_text() -> None:
    held = made()
    (rae,) = reminders(held)
    assert rae.promises == (PROMISE,)
    assert "review" not in write_reminder(rae, held, SITE).text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_lines_are_short_and_a_name_ends_none(name: str) -> None:
    held = made(rae="Rae")
    (rae,) = reminders(held)
    person = rae.person.model_copy(update={"name": name})
    letter = write_reminder(replace(rae, person=person), held, SITE)
    assert letter.subject.isprintable()
    lines = letter.text.splitlines()
    longest = max(map(len, name.split()), default=0) + len("Dear ,")
    assert all(len(line) <= max(WIDTH, longest) for line in lines)
    assert letter.text.split("\n\n")[1:] == LETTER.split("\n\n")[1:]


def test_what_is_somebodys_goes_to_the_linked_account_and_the_rest_to_the_officer() -> None:
    found = planned(account("rae"), account("kim"))
    assert [one.account.email for one in found.addressed] == ["rae@council.example"]
    assert found.hindered == ()
    assert [one.ref for one in found.unassigned] == ["E"]


def test_without_an_account_nobody_is_written_to() -> None:
    for accounts, reason in (
        ((), "has no account"),
        ((replace(account("rae"), is_locked=True),), "locked, rae@council.example"),
    ):
        found = planned(*accounts)
        assert found.addressed == ()
        (hindered,) = found.hindered
        assert hindered.reminder.person.name == "Rae Porter"
        assert reason in hindered.reason


def test_what_an_account_may_not_do_is_for_the_officer() -> None:
    found = planned(account("rae", frozenset({Role.MANAGER})))
    (sent,), (hindered,) = found.addressed, found.hindered
    assert sent.reminder.things == (
        "C commentary",
        "A commentary",
        "B promise of December 2020",
    )
    assert hindered.reminder.things == ("D approval",)
    assert hindered.reason.startswith("may not approve commentary with rae@council.example")
    found = planned(account("rae", frozenset({Role.COUNCILLOR})))
    assert (found.addressed, found.told, len(found.hindered)) == ((), (), 3)


def test_nobody_is_reminded_of_the_same_thing_again_on_one_day() -> None:
    rae = account("rae")
    (sent,) = planned(rae).addressed
    entry = record(sent, AT, "officer")
    assert (entry.action, entry.subject) == ("remind", "rae@council.example, February 2021")
    told = read_told([entry, replace(entry, action="invite", after="D approval")])
    found = planned(rae, told=told)
    assert (found.addressed, len(found.told)) == ((), 1)
    earlier = read_told([replace(entry, after="C commentary; A commentary")])
    (rest,) = planned(rae, told=earlier).addressed
    assert rest.reminder.things == ("D approval", "B promise of December 2020")
    other_month = read_told([replace(entry, subject="rae@council.example, January 2021")])
    assert planned(rae, told=other_month) == planned(rae)


def test_the_month_is_that_of_the_next_meeting() -> None:
    held = made().model_dump()
    held["meetings"] = [
        *held["meetings"],
        {"date": "2021-02-25", "month": "2021-01"},
        {"date": "2021-05-20", "month": "2021-04"},
    ]
    more = Catalogue.model_validate(held)
    months = (DECEMBER, JANUARY, FEBRUARY)
    for today, month in (
        (dt.date(2021, 2, 25), JANUARY),
        (dt.date(2021, 2, 26), FEBRUARY),
        (dt.date(2021, 3, 26), FEBRUARY),
        (dt.date(2021, 5, 1), FEBRUARY),
    ):
        assert usual_month(more, months, today) == month, today
    assert usual_month(more, (), AFTER) is None
