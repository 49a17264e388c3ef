"""Written commentary: versions are only added, the public reads what was approved."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import select, text

from dashboard.people import AuditEntry
from dashboard.records import CommentState
from dashboard.store import Store
from dashboard.store.database import Database
from dashboard.store.tables import comment
from dashboard.store.transactions import Transactions
from dashboard.store.writing import Writing
from dashboard.store.writing_records import Conflict, Draft, NewVersion, Step, Version
from tests.store.samples import AT, FEBRUARY, JANUARY, entry, list_accepted, new_load, written

RAE, OLU, OFFICER = 1, 2, 3
NAMES = {RAE: "Rae Porter", OLU: "Olu Owner", OFFICER: "A. Officer"}
STATES = {
    Step.SAVE: CommentState.DRAFT,
    Step.SUBMIT: CommentState.SUBMITTED,
    Step.RETURN: CommentState.RETURNED,
    Step.APPROVE: CommentState.APPROVED,
    Step.REOPEN: CommentState.RETURNED,
}


@pytest.fixture
def writing(store: Store, database: Database) -> Writing:  # noqa: ARG001 - it makes the tables
    return Writing(Transactions(database))


def by(account: int | None, *, minutes: int = 0, acting_for: str = "") -> AuditEntry:
    """The entry of an account's step, so many minutes after the first."""
    at = AT + dt.timedelta(minutes=minutes)
    name = NAMES[account or OFFICER]
    return AuditEntry(
        at, name, "change commentary", "M1", account=account, acting_for=acting_for
    )


def step(step: Step, words: str, begun_from: int, reason: str = "") -> NewVersion:
    """A step on the commentary of M1 for February, written in Rae Porter's name."""
    state = STATES[step]
    return NewVersion("M1", FEBRUARY, step, state, words, NAMES[RAE], "rae", begun_from, reason)


def public(store: Store) -> list[str]:
    """The texts anybody may read."""
    return [held.text for held in store.comments()]


def test_text_is_told_from_its_beginning_to_its_approval(
    store: Store, writing: Writing
) -> None:
    writing.add(step(Step.SAVE, "Calls rose.", 0), by(RAE))
    writing.add(step(Step.SUBMIT, "Calls rose.", 1), by(RAE, minutes=1))
    returned = step(Step.RETURN, "Calls rose.", 2, "By how many?")
    writing.add(returned, by(OFFICER, minutes=2, acting_for="Olu Owner"))
    writing.add(step(Step.SUBMIT, "Calls rose by 12.", 3), by(RAE, minutes=3))
    assert public(store) == []
    last = writing.add(step(Step.APPROVE, "Calls rose by 12.", 4), by(OLU, minutes=4))
    assert public(store) == ["Calls rose by 12."]

    history = writing.history("M1", FEBRUARY)
    assert history[-1] == last
    assert [(v.version, v.step, v.state, v.begun_from) for v in history] == [
        (1, "save", "draft", 0),
        (2, "submit", "submitted", 1),
        (3, "return", "returned", 2),
        (4, "submit", "submitted", 3),
        (5, "approve", "approved", 4),
    ]
    assert history[2] == Version(
        "M1",
        FEBRUARY,
        3,
        CommentState.RETURNED,
        "Calls rose.",
        at=AT + dt.timedelta(minutes=2),
        by="A. Officer",
        author="Rae Porter",
        step=Step.RETURN,
        account=OFFICER,
        person="rae",
        acting_for="Olu Owner",
        reason="By how many?",
        begun_from=2,
    )
    assert writing.states(FEBRUARY) == {"M1": CommentState.APPROVED}
    assert writing.states(JANUARY) == {}
    assert writing.history("M1", JANUARY) == []


def test_every_step_has_its_audit_entry_and_a_revision_of_its_own(
    store: Store, writing: Writing, database: Database
) -> None:
    writing.add(step(Step.SAVE, "Calls rose.", 0), by(RAE))
    writing.add(step(Step.SUBMIT, "Calls rose.", 1), by(OFFICER, acting_for="Rae Porter"))
    assert store.revision() == 2
    with database.reading() as connection:
        asked = text('SELECT account, "by", acting_for FROM audit ORDER BY id')
        assert connection.execute(asked).all() == [
            (RAE, "Rae Porter", ""),
            (OFFICER, "A. Officer", "Rae Porter"),
        ]


def test_nobody_without_an_account_writes(writing: Writing) -> None:
    with pytest.raises(ValueError, match="has an account"):
        writing.add(step(Step.SAVE, "Calls rose.", 0), by(None))
    assert writing.history("M1", FEBRUARY) == []


def test_loaded_text_stays_until_the_revised_one_is_approved(
    store: Store, writing: Writing
) -> None:
    store.save_load(new_load("first", comments=[written("M1", "As loaded.")]), entry())
    writing.add(step(Step.SAVE, "Revised.", 1), by(RAE))
    writing.add(step(Step.SUBMIT, "Revised.", 2), by(RAE))
    assert public(store) == ["As loaded."]
    writing.add(step(Step.APPROVE, "Revised.", 3), by(OLU))
    (held,) = store.comments()
    assert (held.text, held.author, held.source) == ("Revised.", "Rae Porter", None)
    assert held.state is CommentState.APPROVED
    first = writing.history("M1", FEBRUARY)[0]
    assert (first.by, first.file) == ("A. Officer", "first.csv")
    assert (first.step, first.account) == (None, None)


def test_reopened_text_is_not_read_and_what_was_before_does_not_come_back(
    store: Store, writing: Writing
) -> None:
    store.save_load(new_load("first", comments=[written("M1", "As loaded.")]), entry())
    for number, one in enumerate((Step.SAVE, Step.SUBMIT, Step.APPROVE), start=1):
        writing.add(step(one, "Revised.", number), by(OLU if one == Step.APPROVE else RAE))
    writing.add(step(Step.REOPEN, "Revised.", 4, "The count is wrong."), by(OLU))
    assert public(store) == []
    writing.add(step(Step.SUBMIT, "Corrected.", 5), by(RAE))
    assert public(store) == []
    writing.add(step(Step.APPROVE, "Corrected.", 6), by(OLU))
    assert public(store) == ["Corrected."]


def test_text_that_was_loaded_is_not_loaded_over_a_draft_of_it(
    store: Store, writing: Writing
) -> None:
    store.save_load(new_load("first", comments=[written("M1", "As loaded.")]), entry())
    writing.add(step(Step.SAVE, "Half of a", 1), by(RAE))
    store.save_load(new_load("second", comments=[written("M1", "As loaded.")]), entry())
    assert [v.text for v in writing.history("M1", FEBRUARY)] == ["As loaded.", "Half of a"]
    assert public(store) == ["As loaded."]


def test_new_text_that_is_loaded_conflicts_with_a_draft_begun_before(
    store: Store, writing: Writing
) -> None:
    writing.add(step(Step.SAVE, "Mine.", 0), by(RAE))
    load = store.save_load(new_load("first", comments=[written("M1", "As loaded.")]), entry())
    with pytest.raises(Conflict) as conflict:
        writing.add(step(Step.SAVE, "Mine, longer.", 1), by(RAE))
    assert conflict.value.held is not None
    assert (conflict.value.mine, conflict.value.held.text) == ("Mine, longer.", "As loaded.")
    # Once the load is taken back, the draft is the latest again; its number is not used twice.
    store.undo_load(load.id, entry())
    added = writing.add(step(Step.SAVE, "Mine, longer.", 1), by(RAE))
    assert (added.version, added.begun_from) == (3, 1)
    assert [v.version for v in writing.history("M1", FEBRUARY)] == [1, 3]
    assert public(store) == []


def test_second_of_two_writers_gets_both_texts(writing: Writing) -> None:
    writing.add(step(Step.SAVE, "First.", 0), by(RAE))
    with pytest.raises(Conflict) as conflict:
        writing.add(step(Step.SAVE, "Second.", 0), by(OFFICER))
    assert str(conflict.value) == (
        "M1, February 2021: Rae Porter changed this commentary after you began. Both texts "
        "are shown: put them together and save again."
    )
    assert conflict.value.mine == "Second."
    assert conflict.value.held == writing.history("M1", FEBRUARY)[0]


def test_of_writers_at_the_same_moment_exactly_one_is_kept(
    store: Store, writing: Writing, database_url: str
) -> None:
    together = threading.Barrier(6)

    def save(number: int) -> str:
        with closing(Database(database_url)) as database:
            mine = Writing(Transactions(database))
            together.wait()
            try:
                return mine.add(step(Step.SAVE, f"Text {number}.", 0), by(RAE)).text
            except Conflict as conflict:
                found = conflict.held.text if conflict.held else "nothing"
                return f"not {conflict.mine} but {found}"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(save, range(6)))
    (held,) = writing.history("M1", FEBRUARY)
    kept = int(held.text.removeprefix("Text ").removesuffix("."))
    expected = [f"not Text {n}. but {held.text}" for n in range(6)]
    expected[kept] = held.text
    assert answers == expected
    assert store.revision() == 1


def typed(account: int, words: str, window: str = "", serial: int = 0) -> Draft:
    return Draft(account, "M1", FEBRUARY, words, 0, AT, window, serial)


def test_draft_is_replaced_from_its_own_window_and_goes_when_saved(
    store: Store, writing: Writing
) -> None:
    first = writing.keep_draft(typed(RAE, "Ca"))
    other = writing.keep_draft(typed(OFFICER, "Other"))
    second = writing.keep_draft(typed(RAE, "Calls ro", first.window, first.serial))
    assert (second.window, second.serial, second.text) == (first.window, 2, "Calls ro")
    assert writing.drafts_of(RAE, FEBRUARY) == [second]
    assert {d.text for d in writing.drafts("M1", FEBRUARY)} == {"Calls ro", "Other"}
    assert (writing.drafts_of(RAE, JANUARY), writing.drafts("M2", FEBRUARY)) == ([], [])
    assert (store.revision(), public(store)) == (0, [])
    assert writing.history("M1", FEBRUARY) == []

    writing.add(step(Step.SAVE, "Calls rose.", 0), by(RAE), second)
    assert writing.drafts_of(RAE, FEBRUARY) == []
    with pytest.raises(Conflict):
        writing.add(step(Step.SAVE, "Other", 0), by(OFFICER), other)
    assert writing.drafts_of(OFFICER, FEBRUARY) == [other]
    writing.drop_draft(other)
    assert writing.drafts("M1", FEBRUARY) == []


def test_window_that_has_not_seen_the_last_words_does_not_take_their_place(
    writing: Writing,
) -> None:
    begun = writing.keep_draft(typed(RAE, "Ca"))
    laptop = writing.keep_draft(typed(RAE, "Calls", begun.window, begun.serial))
    phone = writing.keep_draft(typed(RAE, "Cats", begun.window, begun.serial))
    assert phone.window != laptop.window
    assert {d.text for d in writing.drafts_of(RAE, FEBRUARY)} == {"Calls", "Cats"}
    writing.drop_draft(begun)  # a window that is behind drops nothing either
    writing.add(step(Step.SAVE, "Cats", 0), by(RAE), phone)
    assert writing.drafts_of(RAE, FEBRUARY) == [laptop]


def test_windows_at_the_same_moment_lose_nothing(writing: Writing, database_url: str) -> None:
    together = threading.Barrier(4)
    begun = writing.keep_draft(typed(RAE, "begun"))

    def keep(number: int) -> None:
        with closing(Database(database_url)) as database:
            mine = begun
            together.wait()
            for word in "abc":
                words = f"{word}{number}"
                mine = Writing(Transactions(database)).keep_draft(
                    typed(RAE, words, mine.window, mine.serial)
                )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(keep, range(4)))
    kept = writing.drafts_of(RAE, FEBRUARY)
    assert sorted(draft.text for draft in kept) == [f"c{number}" for number in range(4)]
    assert sorted(draft.serial for draft in kept) == [3, 3, 3, 4]


def test_file_loaded_again_does_not_take_the_place_of_what_was_approved_since(
    store: Store, writing: Writing
) -> None:
    store.save_load(new_load("first", comments=[written("M1", "As loaded.")]), entry())
    for number, one in enumerate((Step.SAVE, Step.SUBMIT, Step.APPROVE), start=1):
        writing.add(step(one, "Revised.", number), by(OLU if one == Step.APPROVE else RAE))
    store.save_load(new_load("again", comments=[written("M1", "As loaded.")]), entry())
    assert public(store) == ["Revised."]
    assert store.loaded_texts() == {("M1", FEBRUARY): "As loaded."}
    store.save_load(new_load("third", comments=[written("M1", "Loaded anew.")]), entry())
    assert public(store) == ["Loaded anew."]


BROKEN = {
    "step outside the list": "UPDATE comment_step SET step = 'burn'",
    "return without a reason": "UPDATE comment_step SET step = 'return'",
    "step begun from itself": "UPDATE comment_step SET begun_from = version",
    "step of no version": "UPDATE comment_step SET version = 9",
    "draft of no month": "UPDATE comment_draft SET month = 'May'",
}


def test_database_itself_refuses_what_cannot_be(writing: Writing, database: Database) -> None:
    writing.add(step(Step.SAVE, "Calls rose.", 0), by(RAE))
    writing.keep_draft(typed(RAE, "Ca"))
    assert list_accepted(database, BROKEN) == []
    with database.reading() as connection:
        assert connection.execute(select(comment.c.text)).scalars().all() == ["Calls rose."]
