"""Notes, dismissed warnings and promises: rows are added, and say who ended them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store import Store
from dashboard.store.database import Database
from dashboard.store.transactions import Transactions
from dashboard.store.writing import Writing
from dashboard.store.writing_marks import Marks
from dashboard.store.writing_records import (
    Dismissal,
    Doubt,
    FigureNote,
    NewVersion,
    Promise,
    Settled,
    Step,
    Withdrawal,
    Withdrawn,
)
from tests.store.samples import AT, FEBRUARY, JANUARY, list_accepted

RAE = AuditEntry(AT, "Rae Porter", "note", "M1, February 2021", account=1)
LATER = replace(RAE, at=AT + dt.timedelta(days=1), by="A. Officer", account=3)


@pytest.fixture
def transactions(store: Store, database: Database) -> Transactions:
    assert store.revision() == 0
    return Transactions(database)


@pytest.fixture
def marks(transactions: Transactions) -> Marks:
    return Marks(transactions)


def test_note_stays_when_it_is_withdrawn(store: Store, marks: Marks) -> None:
    marks.add_note("M1", FEBRUARY, Doubt.SPURIOUS, "Counted twice.", RAE)
    marks.add_note("M1", JANUARY, Doubt.BREAK, "A new system.", LATER)
    first, second = marks.notes()
    assert first == FigureNote(
        first.id, "M1", FEBRUARY, Doubt.SPURIOUS, "Counted twice.", "Rae Porter", AT
    )
    assert marks.notes("M1", JANUARY) == marks.notes(month=JANUARY) == [second]
    assert marks.notes("M2") == []

    marks.withdraw_note(first.id, "It was right.", LATER)
    withdrawal = Withdrawal("A. Officer", LATER.at, "It was right.")
    assert marks.notes() == [replace(first, withdrawn=withdrawal), second]
    assert store.revision() == 3


def test_note_is_withdrawn_once(store: Store, marks: Marks) -> None:
    marks.add_note("M1", FEBRUARY, Doubt.OTHER, "See the minutes.", RAE)
    (note,) = marks.notes()
    marks.withdraw_note(note.id, "Done.", RAE)
    for number in (note.id, note.id + 1):
        with pytest.raises(Withdrawn, match=r"^M1, February 2021: somebody else has ended"):
            marks.withdraw_note(number, "Again.", LATER)
    assert store.revision() == 2


def test_dismissed_warning_keeps_its_words_and_the_reason(marks: Marks) -> None:
    marks.dismiss("M1", FEBRUARY, "disagrees", "up by 6%", "Of all calls.", RAE)
    marks.dismiss("M2", FEBRUARY, "as above", "see above", "It is meant.", LATER)
    assert marks.dismissals("M1", FEBRUARY) == [
        Dismissal("M1", FEBRUARY, "disagrees", "up by 6%", "Of all calls.", "Rae Porter", AT)
    ]
    assert marks.dismissals("M1", JANUARY) == []


TEAM = Promise("M1", FEBRUARY, 1, "A second team by May.", Month(2021, 5))


def test_promise_is_settled_once(marks: Marks, transactions: Transactions) -> None:
    new = NewVersion("M1", FEBRUARY, Step.SAVE, CommentState.DRAFT, "By May.", "R", "rae", 0)
    Writing(transactions).add(new, RAE)
    marks.settle(TEAM, "It began on Monday.", LATER)
    assert (
        marks.settled()
        == marks.settled("M1")
        == [Settled(TEAM, "It began on Monday.", "A. Officer", LATER.at)]
    )
    assert marks.settled("M2") == []
    with pytest.raises(Withdrawn, match="somebody else has ended this already"):
        marks.settle(TEAM, "Again.", RAE)
    assert len(marks.settled()) == 1


def test_promise_belongs_to_a_version(marks: Marks) -> None:
    with pytest.raises(IntegrityError):
        marks.settle(TEAM, "Done.", RAE)


def test_nobody_without_an_account_notes_anything(marks: Marks) -> None:
    with pytest.raises(ValueError, match="has an account"):
        marks.add_note("M1", FEBRUARY, Doubt.OTHER, "A note.", replace(RAE, account=None))
    assert marks.notes() == []


BROKEN = {
    "doubt outside the list": "UPDATE figure_note SET doubt = 'odd'",
    "note without words": "UPDATE figure_note SET text = ''",
    "note of no month": "UPDATE figure_note SET month = 'May'",
    "note that is still referred to": "DELETE FROM figure_note",
    "withdrawal without a reason": "UPDATE figure_note_withdrawal SET reason = ''",
    "dismissal without a reason": "UPDATE dismissal SET reason = ''",
    "dismissal of no month": "UPDATE dismissal SET month = 'May'",
}


def test_database_itself_refuses_what_cannot_be(marks: Marks, database: Database) -> None:
    marks.add_note("M1", FEBRUARY, Doubt.OTHER, "A note.", RAE)
    marks.withdraw_note(marks.notes()[0].id, "Wrong.", RAE)
    marks.dismiss("M1", FEBRUARY, "disagrees", "up", "It is meant.", RAE)
    assert list_accepted(database, BROKEN) == []
