"""Commentary as people work on it: rules, store and record of changes together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from dashboard.catalogue import Catalogue
from dashboard.people import Account, Role
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store import Store
from dashboard.store.database import Database
from dashboard.store.transactions import Transactions
from dashboard.store.writing import Writing
from dashboard.store.writing_marks import Marks
from dashboard.store.writing_records import Conflict, Doubt, Promise, Step
from dashboard.workflow.writing import Actor, WritingError, list_unassigned
from dashboard.workflow.writing_steps import (
    MOST_CHARACTERS,
    Desk,
    clean,
    dismiss_warning,
    keep_draft,
    note_figure,
    settle_promise,
    take_step,
    withdraw_note,
)
from tests.spec.example import catalogue, indicator

FEBRUARY = Month(2021, 2)
AT = dt.datetime(2021, 3, 10, 9, 30, tzinfo=dt.UTC)
PEOPLE = {"rae": "Rae Porter", "olu": "Olu Owner", "mo": "Mo Manager"}


def account(number: int, person: str | None, *roles: Role) -> Account:
    name = PEOPLE.get(person or "", "A. Officer")
    email = f"{number}@example.org"
    return Account(number, email, name, frozenset(roles), person, True, False, AT)


RAE = account(1, "rae", Role.MANAGER)
OLU = account(2, "olu", Role.APPROVER)
OFFICER = account(3, None, Role.OFFICER)
MO = account(4, "mo", Role.MANAGER)


def held() -> Catalogue:
    """Two indicators: A is Rae's and Olu's, B is nobody's."""
    plain = catalogue(indicator("A", reporter="rae", owner="olu"), indicator("B")).model_dump()
    plain["people"] = [{"key": key, "name": name} for key, name in PEOPLE.items()]
    return Catalogue.model_validate(plain)


def desk(who: Account, acting_for: str | None = None, ref: str = "A", minutes: int = 0) -> Desk:
    at = AT + dt.timedelta(minutes=minutes)
    return Desk(held(), Actor(who, acting_for), ref, FEBRUARY, at, "192.0.2.1")


@dataclass(frozen=True)
class Room:
    """The parts of a store that commentary is kept in."""

    writing: Writing
    marks: Marks
    database: Database

    def audit(self) -> list[tuple[object, ...]]:
        """Who did what, in whose place, to what, before and after, from where."""
        columns = '"by", account, acting_for, action, subject, before, after, origin'
        with self.database.reading() as connection:
            found = connection.execute(sql(f"SELECT {columns} FROM audit ORDER BY id"))
            return [tuple(row) for row in found]


@pytest.fixture
def room(store: Store, database_url: str) -> Iterator[Room]:
    assert store.revision() == 0
    with closing(Database(database_url)) as database:
        transactions = Transactions(database)
        yield Room(Writing(transactions), Marks(transactions), database)


def test_text_is_written_returned_corrected_and_approved(store: Store, room: Room) -> None:
    writing = room.writing
    take_step(desk(RAE), writing, Step.SAVE, 0, "Calls  rose.\r\n")
    take_step(desk(RAE), writing, Step.SUBMIT, 1)
    take_step(desk(OLU), writing, Step.RETURN, 2, reason="By how many?")
    take_step(desk(OFFICER, "rae"), writing, Step.SAVE, 3, "Calls rose by 12.")
    take_step(desk(OFFICER, "rae"), writing, Step.SUBMIT, 4, "Not looked at.")
    assert store.comments() == []
    take_step(desk(OLU), writing, Step.APPROVE, 5)
    (comment,) = store.comments()
    assert (comment.text, comment.author) == ("Calls rose by 12.", "Rae Porter")
    place = ("A, February 2021",)
    here = ("192.0.2.1",)
    rae, olu = ("Rae Porter", 1, ""), ("Olu Owner", 2, "")
    officer = ("A. Officer", 3, "Rae Porter")
    assert room.audit() == [
        (*rae, "save commentary", *place, "", "draft", *here),
        (*rae, "submit commentary", *place, "draft", "submitted", *here),
        (*olu, "return commentary", *place, "submitted", "returned: By how many?", *here),
        (*officer, "save commentary", *place, "returned", "draft", *here),
        (*officer, "submit commentary", *place, "draft", "submitted", *here),
        (*olu, "approve commentary", *place, "submitted", "approved", *here),
    ]
    assert [v.text for v in writing.history("A", FEBRUARY)][:2] == ["Calls  rose."] * 2


def test_officer_who_wrote_cannot_approve_nor_the_writer_in_another_place(room: Room) -> None:
    writing = room.writing
    take_step(desk(OFFICER, "rae"), writing, Step.SAVE, 0, "Calls rose.")
    take_step(desk(OFFICER, "rae"), writing, Step.SUBMIT, 1)
    also_officer = replace(RAE, roles=frozenset({Role.MANAGER, Role.OFFICER}))
    for who in (OFFICER, also_officer):
        with pytest.raises(WritingError, match="whoever had a hand in a text cannot approve"):
            take_step(desk(who, "olu"), writing, Step.APPROVE, 2)
    other = account(9, None, Role.OFFICER)
    assert take_step(desk(other, "olu"), writing, Step.APPROVE, 2).state == "approved"


def test_officer_reopens_with_a_reason(store: Store, room: Room) -> None:
    writing = room.writing
    take_step(desk(RAE), writing, Step.SAVE, 0, "Calls rose.")
    take_step(desk(RAE), writing, Step.SUBMIT, 1)
    take_step(desk(OLU), writing, Step.APPROVE, 2)
    with pytest.raises(WritingError, match="not reopened without a reason"):
        take_step(desk(OFFICER), writing, Step.REOPEN, 3)
    assert len(store.comments()) == 1
    version = take_step(desk(OFFICER), writing, Step.REOPEN, 3, reason="Wrong month.")
    assert (version.state, version.reason) == (CommentState.RETURNED, "Wrong month.")
    assert (version.author, version.by) == ("Rae Porter", "A. Officer")
    assert store.comments() == []


REFUSED = [
    (
        desk(MO),
        "A: Rae Porter writes its commentary. Ask Rae Porter, or an officer who acts "
        "in that place.",
    ),
    (
        desk(OFFICER),
        "A: Rae Porter writes its commentary. Ask Rae Porter, or an officer who "
        "acts in that place.",
    ),
    (
        desk(MO, "rae"),
        "A: your account may not act for another. Ask an administrator for the role you need.",
    ),
    (
        desk(replace(RAE, roles=frozenset())),
        "A: your account may not write commentary. Ask an administrator for the role you need.",
    ),
    (
        desk(RAE, ref="B"),
        "B: nobody is named who writes its commentary. Name the reporter, or "
        "commentary writer, in indicators.yaml.",
    ),
    (desk(RAE, ref="C"), '"C" is no indicator of the catalogue. Choose one from the list.'),
]


@pytest.mark.parametrize(("place", "message"), REFUSED)
def test_whoever_may_not_write_is_told_why(place: Desk, message: str, room: Room) -> None:
    with pytest.raises(WritingError) as refusal:
        take_step(place, room.writing, Step.SAVE, 0, "Calls rose.")
    assert str(refusal.value) == message
    if place.ref != "C":
        with pytest.raises(WritingError):
            keep_draft(place, room.writing, 0, "Calls")
    assert room.audit() == []


def test_text_that_changed_meanwhile_is_a_conflict_whatever_its_state(room: Room) -> None:
    take_step(desk(RAE), room.writing, Step.SAVE, 0, "Calls rose.")
    take_step(desk(OFFICER, "rae"), room.writing, Step.SUBMIT, 1)
    with pytest.raises(Conflict) as conflict:
        take_step(desk(RAE), room.writing, Step.SAVE, 1, "Calls rose by 12.\n")
    assert conflict.value.held is not None
    assert (conflict.value.mine, conflict.value.held.state) == (
        "Calls rose by 12.",
        CommentState.SUBMITTED,
    )
    with pytest.raises(Conflict):
        take_step(desk(OLU), room.writing, Step.APPROVE, 1)


def test_text_has_some_length_and_not_too_much(room: Room) -> None:
    take_step(desk(RAE), room.writing, Step.SAVE, 0, " \n")
    with pytest.raises(WritingError, match="no text to submit"):
        take_step(desk(RAE), room.writing, Step.SUBMIT, 1)
    with pytest.raises(WritingError, match=r"has 10,001 characters\. Shorten it"):
        take_step(desk(RAE), room.writing, Step.SAVE, 1, "x" * (MOST_CHARACTERS + 1))
    assert take_step(desk(RAE), room.writing, Step.SAVE, 1, "x" * MOST_CHARACTERS).version == 2


def test_what_the_writer_types_is_kept_with_the_version_it_was_begun_from(room: Room) -> None:
    take_step(desk(RAE), room.writing, Step.SAVE, 0, "Calls rose.")
    keep_draft(desk(RAE, minutes=5), room.writing, 1, "Calls rose by\0 12")
    (draft,) = room.writing.drafts("A", FEBRUARY)
    assert (draft.text, draft.begun_from) == ("Calls rose by 12", 1)
    assert draft.saved_at == AT + dt.timedelta(minutes=5)
    with pytest.raises(WritingError, match=r"has 10,001 characters\. Shorten it"):
        keep_draft(desk(RAE), room.writing, 1, "x" * (MOST_CHARACTERS + 1))
    take_step(desk(RAE), room.writing, Step.SAVE, 1, "Calls rose by 12.", draft=draft)
    assert room.writing.drafts("A", FEBRUARY) == []


def test_notes_and_dismissals_are_made_by_those_whose_indicator_it_is(room: Room) -> None:
    marks = room.marks
    note_figure(desk(RAE), marks, Doubt.SPURIOUS, "Counted twice.")
    note_figure(desk(OFFICER), marks, Doubt.BREAK, "A new system.")
    dismiss_warning(desk(OLU), marks, "disagrees", "up by 6%", "Of all calls.")
    (first, _) = marks.notes("A", FEBRUARY)
    withdraw_note(desk(OFFICER), marks, first.id, "It was right.")
    assert [row[3:7] for row in room.audit()] == [
        ("note figure", "A, February 2021", "", "spurious: Counted twice."),
        ("note figure", "A, February 2021", "", "break in series: A new system."),
        ("dismiss warning", "A, February 2021", "disagrees: up by 6%", "Of all calls."),
        ("withdraw note", "A, February 2021", "Counted twice.", "It was right."),
    ]
    with pytest.raises(WritingError, match="this indicator is not yours"):
        note_figure(desk(MO), marks, Doubt.OTHER, "Mine?")
    with pytest.raises(WritingError, match="may not note figures"):
        note_figure(desk(OLU), marks, Doubt.OTHER, "Mine?")
    with pytest.raises(WritingError, match="Say why the warning is groundless"):
        dismiss_warning(desk(RAE), marks, "disagrees", "up", " ")
    with pytest.raises(WritingError, match="this note is not there"):
        withdraw_note(desk(OFFICER, ref="B"), marks, first.id, "Of another indicator.")
    assert len(room.audit()) == 4


def test_promise_is_settled_by_those_whose_indicator_it_is(room: Room) -> None:
    take_step(desk(RAE), room.writing, Step.SAVE, 0, "A plan by April.")
    promise = Promise("A", FEBRUARY, 1, "A plan by April.", Month(2021, 4))
    with pytest.raises(WritingError, match="this indicator is not yours"):
        settle_promise(desk(MO), room.marks, promise, "Done.")
    with pytest.raises(WritingError, match="Say what came of it"):
        settle_promise(desk(RAE), room.marks, promise, " ")
    settle_promise(desk(RAE), room.marks, promise, "The plan is out.")
    (settled,) = room.marks.settled("A")
    assert (settled.promise, settled.outcome) == (promise, "The plan is out.")
    assert room.audit()[-1][5:7] == ("A plan by April.", "The plan is out.")


@given(st.text())
def test_cleaned_text_can_be_stored_and_stays_as_it_is(words: str) -> None:
    kept = clean(words)
    assert clean(kept) == kept
    assert "\0" not in kept
    assert "\r" not in kept
    assert kept.encode("utf-8").decode("utf-8") == kept


@pytest.mark.parametrize("sign", [*"\u202a\u202e\u2066\u2069\u200e\u200f\u061c\ufeff\u200b"])
def test_signs_that_make_a_text_look_like_another_go(sign: str) -> None:
    assert clean(f"5 {sign}of 10") == "5 of 10"


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_cleaning_takes_away_nothing_that_can_be_read(words: str) -> None:
    assert clean(words) == words.strip()


def test_unassigned_are_people_without_account_and_indicators_without_people() -> None:
    plain = held()
    extra = indicator("D", reporter="rae", owner="rae"), indicator("E", owner="olu")
    wide = plain.model_copy(update={"indicators": (*plain.indicators, *extra)})
    found = list_unassigned(wide, [RAE, replace(OLU, is_locked=True)])
    assert [person.key for person in found.people] == ["olu"]
    assert found.unwritten == ("B", "E")
    assert found.unapproved == ("B",)
    assert found.alone == ("D",)
