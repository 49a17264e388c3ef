"""The indicator page's view model: restated figures, periods, what lies beside."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.catalogue import Catalogue
from dashboard.intake import commit, plan_load, read_file
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.store import Store
from dashboard.views.drawing import Line
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.views.indicator import Reading, make_indicator_page

LOADED = dt.datetime(2021, 3, 1, tzinfo=dt.UTC)


def page(holdings: Holdings, ref: str, reading: Reading | None = None) -> Any:
    indicator = holdings.catalogue.indicator(ref)
    return make_indicator_page(holdings, indicator, reading or Reading(), Audience.RESTRICTED)


@pytest.fixture
def restated(tmp_path: Path, published: Catalogue) -> Holdings:
    """Two loads by hand: M1 for January and February, then January restated."""
    store = Store.open(f"sqlite:///{tmp_path / 'store.sqlite'}")
    store.migrate()
    for text in (
        "ref,period,value\nM1,2021-01,1500\nM1,2021-02,1400\nFM011,2021-02,\n",
        "ref,period,value\nM1,2021-01,1464\nFM011,2021-02,5\n",
    ):
        reading = read_file("by-hand.csv", text.encode(), published)
        commit(
            plan_load(reading, store, published),
            store,
            AuditEntry(LOADED, "test", "load file", "a test"),
        )
    holdings = read_holdings(store, published)
    store.close()
    return holdings


def test_a_restated_figure_counts_and_the_earlier_stays_visible(restated: Holdings) -> None:
    february, january = page(restated, "M1").rows
    assert february.note == ""
    assert january.text == "1,464"
    assert january.note == "restated; was 1,500, loaded 1 March 2021"


def test_a_figure_in_a_month_not_due_is_kept_and_reported(restated: Holdings) -> None:
    february = page(restated, "FM011").rows[0]
    assert february.text == "[z]"
    assert "5 was supplied, though no return was due" in february.note
    assert "restated" not in february.note, "a blank was not a figure"


def test_what_lies_beside_takes_the_comparators_place(holdings: Holdings) -> None:
    alone = page(holdings, "NI147").drawing
    assert {level.line for level in alone.levels} == {
        Line.NEIGHBOURS,
        Line.ENGLAND,
        Line.REGION,
        Line.TARGET,
    }
    beside = page(holdings, "NI147", Reading(beside=("lac7-ql", "cp4", "m3", "m6-ql"))).drawing
    assert len(beside.series) == 4
    assert {level.line for level in beside.levels} == {Line.TARGET}


def test_only_the_same_unit_can_lie_beside(holdings: Holdings) -> None:
    assert all(i.kind == "percentage" for i in page(holdings, "NI147").comparable)
    rates = {i.ref for i in page(holdings, "LAC1-NI").comparable}
    assert rates == {"M2-NI", "CP1-NI", "CP6B-NI", "CP2-NI"}


def test_a_period_the_wrong_way_round_is_read_the_right_way(holdings: Holdings) -> None:
    shown = page(holdings, "M1", Reading(first=Month(2021, 1), last=Month(2020, 9)))
    assert (shown.first, shown.last) == (Month(2020, 9), Month(2021, 1))


def test_a_count_is_never_held_against_another_area(holdings: Holdings) -> None:
    shown = page(holdings, "M2")
    assert {c.against for c in shown.comparisons} == {"not compared: a count"}
    assert not [level for level in shown.drawing.levels if level.line is Line.NEIGHBOURS]


def test_what_a_percentage_is_made_of(holdings: Holdings) -> None:
    made = page(holdings, "LAC9").made_of
    assert (made.top_text, made.bottom_text, made.result) == ("160", "507", "32%")
    assert made.is_complete
    partial = page(holdings, "EH3a%").made_of
    assert not partial.is_complete


@pytest.mark.parametrize(
    ("ref", "finding"),
    [
        ("LAC7-QL", "90% in February 2021 is the highest of the seven months shown"),
        ("M1", "1,297 in February 2021 is the lowest of the seven months shown"),
        ("NI147", "84% in February 2021, within the 82% to 85% of the seven months shown"),
        (
            "LAC11-QL (%)",
            "97% in February 2021, within the 94% to 98% of the seven months shown",
        ),
    ],
)
def test_the_title_says_the_finding(holdings: Holdings, ref: str, finding: str) -> None:
    assert page(holdings, ref).drawing.title == finding


def test_the_description_states_every_value(holdings: Holdings) -> None:
    for indicator in holdings.catalogue.active:
        shown = page(holdings, indicator.ref)
        for point in shown.drawing.series[0].points:
            assert f"{point.month.short} {point.label}" in shown.drawing.description


@pytest.fixture
def told(holdings: Holdings) -> Holdings:
    """Commentary on two months of M1."""
    february, *_ = holdings.comments["M1"].values()
    december = replace(february, month=Month(2020, 12), text="December in short.")
    comments = {february.month: february, december.month: december}
    return replace(holdings, comments={"M1": comments})


@pytest.mark.parametrize(
    ("first", "last", "months", "has_other"),
    [
        (None, None, [Month(2021, 2), Month(2020, 12)], False),
        (Month(2021, 1), None, [Month(2021, 2)], True),
        (Month(2020, 8), Month(2020, 10), [], True),
    ],
)
def test_commentary_is_that_of_the_months_shown(
    told: Holdings,
    first: Month | None,
    last: Month | None,
    months: list[Month],
    has_other: bool,
) -> None:
    shown = page(told, "M1", Reading(first=first, last=last))
    assert [comment.month for comment in shown.comments] == months
    assert shown.has_other_comments == has_other
