"""When commentary is due, and whom it waits for."""

from __future__ import annotations

import datetime as dt

from dashboard.catalogue import Council
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.workflow.bank_holidays import bank_holidays
from dashboard.workflow.due import due_dates, list_waiting
from tests.spec.example import REF, catalogue, indicator
from tests.spec.table import Row, table

FEBRUARY = Month(2021, 2)


def _council(lead: str) -> Council:
    return catalogue().council.model_copy(update={"commentary_lead_days": int(lead)})


@table("commentary_due.md", "Due dates")
def test_due_dates(row: Row) -> None:
    dates = due_dates(_council(row["lead"]), dt.date.fromisoformat(row["meeting"]))
    for step in ("commentary", "approval", "agenda", "meeting"):
        assert str(getattr(dates, step)) == row[step], step


@table("commentary_due.md", "Bank holidays")
def test_bank_holidays(row: Row) -> None:
    days = [f"{day.day} {day:%b}" for day in sorted(bank_holidays(int(row["year"])))]
    assert ", ".join(days) == row["days"]


@table("commentary_due.md", "Whom a text waits for")
def test_waiting(row: Row) -> None:
    frequency = "quarterly" if row["quarterly"] == "yes" else "monthly"
    one = indicator(reporter="rae", owner="olu", frequency=frequency)
    meeting = {"date": "2021-03-25", "month": "2021-02"}
    held = catalogue(one)
    held = type(held).model_validate(held.model_dump() | {"meetings": [meeting]})
    states = {} if row["state"] == "nothing" else {REF: CommentState(row["state"])}
    red = {REF} if row["colour"] == "red" else set[str]()
    found = list_waiting(held, FEBRUARY, states, red, dt.date.fromisoformat(row["today"]))
    if row["waits for"] == "nothing":
        assert found == ()
        return
    (waiting,) = found
    assert (waiting.awaited, waiting.person) == (row["waits for"], row["person"])
    assert (waiting.is_late, waiting.is_required) == (
        row["late"] == "yes",
        row["required"] == "yes",
    )
