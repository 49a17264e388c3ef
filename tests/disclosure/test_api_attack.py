"""Nobody finds out a hidden count from what the API answers, one edition or both."""

from __future__ import annotations

from typing import Any

import flask
import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD, hide
from dashboard.periods import Month
from dashboard.records import Observation, Status
from tests.disclosure.attacker import Attacker
from tests.disclosure.said import SMALL_NUMBER, Cell, Read
from tests.disclosure.test_attack import guarded, recovered

EDITIONS = ("2026-01/v1", "2026-02/v1")


@pytest.fixture
def anybody(demo_api: flask.Flask) -> FlaskClient:
    return demo_api.test_client()


def rows(client: FlaskClient, edition: str, asked: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/editions/{edition}/{asked}").json
    assert answer
    assert answer["paging"]["next"] is None
    found: list[dict[str, Any]] = answer["data"]
    return found


def read(client: FlaskClient, edition: str) -> tuple[dict[Cell, Read], set[Cell]]:
    """Every figure, and every cell that is suppressed."""
    figures: dict[Cell, Read] = {}
    hidden: set[Cell] = set()
    for row in rows(client, edition, "observations?per_page=5000"):
        cell = row["ref"], Month.parse(row["month"])
        if row["status"] == Status.SUPPRESSED:
            hidden.add(cell)
            assert row["value"] is row["numerator"] is row["denominator"] is None
            assert row["earlier"] == row["notes"] == []
        elif row["value"] is not None:
            top, bottom = row["numerator"], row["denominator"]
            parts = None if top is None else (int(top), int(bottom))
            figures[cell] = Read(f"{row['value']:.12g}", parts)
    return figures, hidden


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_observations_give_no_small_count_away(
    anybody: FlaskClient, held: dict[Cell, Observation], invented: Catalogue, edition: str
) -> None:
    last = Month.parse(edition.partition("/")[0])
    known = {cell: o for cell, o in held.items() if cell[1] <= last}
    figures, hidden = read(anybody, edition)
    assert hidden == {c for c in hide(invented, known.values()).cells if invented.find(c[0])}
    assert len(hidden) > 100
    attacker = Attacker(invented, figures, hidden)
    assert recovered(attacker, guarded(invented, known)) == []


def test_two_editions_give_no_small_count_away(
    anybody: FlaskClient, held: dict[Cell, Observation], invented: Catalogue
) -> None:
    first, earlier = read(anybody, EDITIONS[0])
    second, later = read(anybody, EDITIONS[1])
    attacker = Attacker(invented, first | second, earlier & later)
    assert recovered(attacker, guarded(invented, held)) == []


def test_nothing_that_is_made_of_a_hidden_figure_is_told(
    anybody: FlaskClient, held: dict[Cell, Observation]
) -> None:
    edition = EDITIONS[1]
    figures, hidden = read(anybody, edition)
    months = sorted({month for _, month in hidden})
    for month in [*months[-4:], months[0]]:
        for row in rows(anybody, edition, f"measures?month={month}"):
            check_measure(row, month, figures, hidden)
    for row in rows(anybody, edition, "commentary?per_page=5000"):
        if row["text"] != WITHHELD and (row["ref"], Month.parse(row["month"])) in hidden:
            value = held[row["ref"], Month.parse(row["month"])].value
            if value is not None and 1 <= value <= 5:
                assert not SMALL_NUMBER.search(row["text"]), row


def check_measure(
    row: dict[str, Any], month: Month, figures: dict[Cell, Read], hidden: set[Cell]
) -> None:
    """A hidden month gives neither figure nor change, and no range reaches to it."""
    ref = row["ref"]
    for change in (row["month_on_month"], row["year_on_year"]):
        sides = {(ref, month), (ref, Month.parse(change["since"]))}
        if sides & hidden:
            assert change["arrow"] is change["percent"] is change["points"] is None
    if (ref, month) in hidden:
        assert row["value"] is row["rag"]["judged"] is None
        assert row["text"] == "[c]"
    shown = [
        float(figures[ref, at].text)
        for at in (month.shift(-back) for back in range(12))
        if (ref, at) in figures
    ]
    for end, most in (("lowest", min), ("highest", max)):
        told = row["range"][end]
        if told is not None and any((ref, month.shift(-n)) in hidden for n in range(12)):
            assert told == pytest.approx(most(shown)), (ref, str(month))
