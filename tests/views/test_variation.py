"""What is usual, on the published sample and for the invented council."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from dashboard.catalogue import Catalogue
from dashboard.measures import Assurance, NoLimits, VariationKind
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.store import Store
from dashboard.views.charting import draw_indicator
from dashboard.views.drawing import Drawing, Line
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.views.indicator import Reading, make_indicator_page
from dashboard.views.scorecard import Filters, make_scorecard
from dashboard.views.variation import variations

TODAY = dt.date(2021, 3, 25)


@pytest.fixture(scope="module")
def exampleshire(demo_store: Store, invented: Catalogue) -> Holdings:
    return read_holdings(demo_store, invented)


def chart(holdings: Holdings, ref: str, months: int = 24, *, limits: bool = False) -> Drawing:
    last = holdings.latest
    assert last
    span = tuple(last.shift(n) for n in range(1 - months, 1))
    return draw_indicator(holdings, holdings.catalogue.indicator(ref), span, limits=limits)


def test_seven_months_make_trial_ranges_and_nothing_more(holdings: Holdings) -> None:
    views = variations(holdings, Month(2021, 2))
    assert len(views) == 64
    with_range = [view for view in views.values() if view.usual]
    assert len(with_range) > 50
    assert all(view.is_trial for view in with_range)
    assert not any(view.target_label for view in views.values())
    assert views["M1"].sentence.startswith("1,297 in February 2021 is")


def test_what_most_rows_would_say_is_said_once(
    holdings: Holdings, exampleshire: Holdings
) -> None:
    assert make_scorecard(holdings, Filters(), Audience.RESTRICTED, TODAY).has_trial
    card = make_scorecard(exampleshire, Filters(), Audience.RESTRICTED, TODAY)
    assert not card.has_trial
    assert set(card.variations) == {row.indicator.ref for g in card.groups for row in g.rows}


def test_the_invented_council_shows_everything(exampleshire: Holdings) -> None:
    """Every answer there is stands on some scorecard of the last year."""
    assert exampleshire.latest
    months = [exampleshire.latest.shift(-n) for n in range(12)]
    views = [view for month in months for view in variations(exampleshire, month).values()]
    kinds = Counter(view.variation.kind for view in views)
    assert set(kinds) == set(VariationKind)
    assert {view.variation.assurance for view in views} >= {
        Assurance.FAILING,
        Assurance.INCONSISTENT,
    }
    assert {view.variation.reason for view in views} >= {NoLimits.NOT_USED, NoLimits.TOO_FEW}
    assert 0.3 < kinds[VariationKind.COMMON_CAUSE] / len(views) < 0.9


def test_the_council_s_reasons_stand_beside_the_range(exampleshire: Holdings) -> None:
    assert exampleshire.latest
    views = variations(exampleshire, exampleshire.latest)
    assert "begun anew in January 2024" in views["M1"].rests_on
    assert "form on the council" in views["M1"].why
    assert "Months after July 2023 do not change it" in views["LAC7-QL"].rests_on
    assert "capped" in views["FM012"].why


def test_limits_take_the_comparators_place_and_months_are_marked(
    exampleshire: Holdings,
) -> None:
    plain, charted = (
        chart(exampleshire, "LAC1", 60),
        chart(exampleshire, "LAC1", 60, limits=True),
    )
    assert plain.marks == ()
    assert charted.marks == (VariationKind.IMPROVING, VariationKind.CONCERNING)
    assert {level.line for level in charted.levels} == {Line.AVERAGE, Line.LIMIT, Line.TARGET}
    names = {level.name: level.label for level in charted.levels}
    assert (names["Lower limit"], names["Upper limit"]) == ("493", "505")
    assert "Upper limit 505." in charted.description
    assert "Feb 2026 worse than usual, outside the limits" in charted.description
    ours = charted.series[0]
    bare = replace(ours, points=tuple(replace(point, mark=None) for point in ours.points))
    assert bare == plain.series[0]


def test_each_period_has_limits_of_its_own(exampleshire: Holdings) -> None:
    charted = chart(exampleshire, "M1", 48, limits=True)
    uppers = [level for level in charted.levels if level.name == "Upper limit"]
    assert [(level.first, level.last) for level in uppers] == [
        (None, Month(2023, 12)),
        (Month(2024, 1), None),
    ]
    assert f"Upper limit {uppers[0].label} to December 2023." in charted.description
    recent = chart(exampleshire, "M1", 12, limits=True)
    assert [level.first for level in recent.levels if level.name == "Upper limit"] == [None]


def test_a_limit_that_no_figure_can_pass_is_not_drawn(exampleshire: Holdings) -> None:
    charted = chart(exampleshire, "CP4", limits=True)
    assert {level.name for level in charted.levels} >= {"Lower limit", "Average"}
    assert "Upper limit" not in {level.name for level in charted.levels}


def test_trial_limits_are_lines_of_their_own(holdings: Holdings) -> None:
    charted = chart(holdings, "M1", 7, limits=True)
    assert Line.TRIAL_LIMIT in {level.line for level in charted.levels}
    assert Line.LIMIT not in {level.line for level in charted.levels}
    assert "Upper trial limit" in charted.description


def test_a_chart_without_limits_stays_as_it_is(exampleshire: Holdings) -> None:
    without = chart(exampleshire, "FM012", limits=True)
    assert without.marks == ()
    assert {level.line for level in without.levels} <= {Line.TARGET}


def test_no_limits_are_drawn_where_others_lie_beside_it(exampleshire: Holdings) -> None:
    m1 = exampleshire.catalogue.indicator("M1")
    reading = Reading(beside=("m2",), limits=True)
    page = make_indicator_page(exampleshire, m1, reading, Audience.RESTRICTED)
    assert page.drawing
    assert page.drawing.marks == ()
    assert Line.LIMIT not in {level.line for level in page.drawing.levels}


def test_what_was_said_of_a_month_is_what_the_chart_up_to_it_marks(
    exampleshire: Holdings,
) -> None:
    for month in exampleshire.months[-30:]:
        for ref in ("LAC1", "M6-QL", "CP3-QL", "FM011", "YO2"):
            said = exampleshire.measures.variation(ref, month)
            marks = exampleshire.measures.chart(ref, month).marks
            last = {mark.month: mark.kind for mark in marks}.get(month)
            assert last is (said.kind if said.kind.is_special else None)
