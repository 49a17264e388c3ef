"""The steps of a text: what its state allows, and to whom."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.catalogue import Catalogue, Person
from dashboard.people import Account, Role
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store.writing_records import Step, Version
from dashboard.workflow.writing import (
    RULES,
    Actor,
    WritingError,
    check_reason,
    check_step,
    why_not,
)
from tests.spec.example import REF, catalogue, indicator
from tests.spec.table import Row, table

FEBRUARY = Month(2021, 2)
AT = dt.datetime(2021, 3, 10, 9, 30, tzinfo=dt.UTC)
ROLES = {
    "Rae": Role.MANAGER,
    "Olu": Role.APPROVER,
    "Mo": Role.MANAGER,
    "Ann": Role.APPROVER,
    "Off": Role.OFFICER,
    "Deb": Role.OFFICER,
    "Adm": Role.ADMINISTRATOR,
    "Cll": Role.COUNCILLOR,
}
ACCOUNTS = {
    name: Account(
        n, f"{name}@example.org", name, frozenset({role}), name.lower(), True, False, AT
    )
    for n, (name, role) in enumerate(ROLES.items(), start=1)
}
INDICATOR = indicator(reporter="rae", owner="olu")


def people() -> Catalogue:
    """A catalogue of the one indicator and everybody by name."""
    named = tuple(Person(key=name.lower(), name=name) for name in ROLES)
    return catalogue(INDICATOR).model_copy(update={"people": named})


def actor(words: str) -> Actor:
    """ "Off for rae" is an officer who acts for another."""
    name, _, other = words.partition(" for ")
    return Actor(ACCOUNTS[name], other or None)


def version(state: str, step: Step | None = None, who: Actor | None = None) -> Version:
    """A version in that state, by that actor if it was written here."""
    return Version(
        ref=REF,
        month=FEBRUARY,
        version=1,
        state=CommentState(state),
        text="A text.",
        at=AT,
        by=who.account.name if who else "A load",
        step=step,
        account=who.account.id if who else None,
        person=who.person if who else None,
    )


@table("commentary_steps.md", "States")
def test_states(row: Row) -> None:
    held = [] if row["state"] == "nothing" else [version(row["state"])]
    for step in Step:
        who = actor({"writer": "Rae", "approver": "Olu"}[RULES[step].side])
        asked = (step, who, INDICATOR, FEBRUARY, held, people())
        assert (not why_not(*asked)) == bool(row[step]), step
        if row[step]:
            assert RULES[step].after == row[step]
        else:
            with pytest.raises(WritingError, match=r"^A, February 2021: the commentary cannot"):
                check_step(*asked)


@table("commentary_steps.md", "Who takes a step")
def test_who(row: Row) -> None:
    allowed = {
        "save": [],
        "submit": [version("draft")],
        "return": [version("submitted")],
        "approve": [version("submitted")],
        "reopen": [version("approved")],
    }
    for step in Step:
        asked = (step, actor(row["who"]), INDICATOR, FEBRUARY, allowed[step], people())
        assert (not why_not(*asked)) == (row[step] == "yes"), step


@table("commentary_steps.md", "Author and approver")
def test_author_and_approver(row: Row) -> None:
    writers = [actor(words) for words in row["written by"].split(", ")]
    written = [version("draft", Step.SAVE, who) for who in writers]
    held = [*written, version("submitted", Step.SUBMIT, writers[-1])]
    asked = (Step.APPROVE, actor(row["approved by"]), INDICATOR, FEBRUARY, held, people())
    assert (not why_not(*asked)) == (row["may"] == "yes")
    # Sending it back is no approval.
    returned = (Step.RETURN, *asked[1:])
    assert not why_not(*returned)


@table("commentary_steps.md", "Reasons")
def test_reasons(row: Row) -> None:
    step = Step(row["step"])
    check_reason(step, "The count is of January.")
    if row["needs a reason"] == "yes":
        with pytest.raises(WritingError, match="without a reason"):
            check_reason(step, " \n")
    else:
        check_reason(step, "")
