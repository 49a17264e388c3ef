"""The scorecard's view model on the published month."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from dashboard.periods import Month
from dashboard.records import Audience, Colour, Judgement
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import Filters, make_scorecard, standings

FEBRUARY = Month(2021, 2)
TODAY = dt.date(2021, 3, 25)


def test_the_month_in_one_line(holdings: Holdings) -> None:
    card = make_scorecard(holdings, Filters(), Audience.RESTRICTED, TODAY)
    assert card.month == FEBRUARY
    assert card.headline == (
        "Seven of 64 indicators are red; nine improved and nine worsened since January."
    )
    assert "All five targets used were set for an earlier year." in card.more
    assert dict(card.counts) == {
        Colour.RED: 7,
        Colour.AMBER: 7,
        Colour.GREEN: 10,
        Colour.STEADY: 9,
        Colour.NOT_JUDGED: 25,
    }
    assert card.others == (
        "64 indicators; 2 queried, 1 cannot be judged yet, 3 without a figure this month. "
        "Month on month, 18 are similar and 25 carry no judgement."
    )


def test_themes_stand_in_the_catalogues_order(holdings: Holdings) -> None:
    card = make_scorecard(holdings, Filters(), Audience.RESTRICTED, TODAY)
    assert [len(group.rows) for group in card.groups] == [9, 8, 17, 13, 3, 3, 7, 4]
    assert card.groups[0].summary == "9 indicators · 2 amber · 1 green"


def test_m1_as_the_panel_reads_it(holdings: Holdings) -> None:
    row = next(r for r in standings(holdings, FEBRUARY) if r.indicator.ref == "M1")
    assert row.text == "1,297"
    assert row.month_on_month.sentence == "down 11% (167 fewer)"
    assert row.month_on_month.since == "January"
    assert row.year_on_year.published
    assert (row.average.text, row.average.note) == ("1,414", "published")
    assert (row.spread.text, row.spread.note) == ("up to 1,787", "published")
    assert row.neighbours.note == "local"


def test_an_earlier_month_has_no_published_figures(holdings: Holdings) -> None:
    row = next(r for r in standings(holdings, Month(2021, 1)) if r.indicator.ref == "M1")
    assert row.text == "1,464"
    assert row.year_on_year.short == "not held"
    assert (row.average.note, row.spread.note) == ("6 months", "6 months")
    assert row.spread.text == "1,343 to 1,787"


def test_counts_add_up_in_every_month(holdings: Holdings) -> None:
    for month in holdings.months:
        rows = standings(holdings, month)
        assert sum(r.colour is c for r in rows for c in Colour) == 64
        assert sum(r.month_on_month.judgement is j for r in rows for j in Judgement) == 64
        for row in rows:
            assert (row.value is None) == (row.colour is Colour.NO_VALUE)
            assert row.reason


def test_filters_are_independent_of_the_counts(holdings: Holdings) -> None:
    whole = make_scorecard(holdings, Filters(), Audience.RESTRICTED, TODAY)
    red = make_scorecard(holdings, Filters(status="red"), Audience.RESTRICTED, TODAY)
    assert red.counts == whole.counts
    assert (red.shown, red.total) == (7, 64)
    assert {r.colour for g in red.groups for r in g.rows} == {Colour.RED}


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2021, 3, 1), "for the meeting on 25 March 2021"),
        (dt.date(2021, 3, 25), "for the meeting on 25 March 2021"),
        (dt.date(2021, 3, 26), "considered on 25 March 2021"),
    ],
)
def test_the_meeting_of_the_month(holdings: Holdings, today: dt.date, said: str) -> None:
    assert make_scorecard(holdings, Filters(), Audience.RESTRICTED, today).meeting == said
    earlier = Filters(month=Month(2021, 1))
    assert make_scorecard(holdings, earlier, Audience.RESTRICTED, today).meeting == ""


def test_a_month_that_is_not_held_is_an_error(holdings: Holdings) -> None:
    with pytest.raises(LookupError):
        make_scorecard(holdings, Filters(month=Month(1999, 1)), Audience.RESTRICTED, TODAY)


def test_a_view_never_changes(holdings: Holdings) -> None:
    card = make_scorecard(holdings, Filters(), Audience.RESTRICTED, TODAY)
    with pytest.raises(dataclasses.FrozenInstanceError):
        card.headline = "Other"  # type: ignore[misc]
