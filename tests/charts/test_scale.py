"""The vertical scale: round, honest, and big enough for every figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from dashboard.charts import scale_start
from dashboard.charts.scale import scale_of
from dashboard.views.drawing import Drawing, Line
from tests.charts.drawings import (
    CONTACTS,
    GAPS,
    SAMPLES,
    SUITABLE_HOMES,
    VISITS,
    draw,
    drawings,
)


def held(drawing: Drawing) -> list[float]:
    points = [point.value for series in drawing.series for point in series.points]
    levels = [level.value for level in drawing.levels]
    return [value for value in (*points, *levels) if value is not None]


@given(drawings())
def test_every_figure_is_on_the_scale_and_ticks_are_round(drawing: Drawing) -> None:
    scale = scale_of(drawing)
    figures = held(drawing)
    assert all(scale.start <= figure <= scale.end for figure in figures)
    steps = {
        Decimal(repr(b)) - Decimal(repr(a))
        for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)
    }
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert 2 <= len(scale.ticks) <= 9
    assert len(set(scale.labels)) == len(scale.ticks)


@given(drawings())
def test_no_percentage_above_100_and_nothing_below_zero_unless_the_figures_are(
    drawing: Drawing,
) -> None:
    scale, figures = scale_of(drawing), held(drawing)
    if min(figures, default=0) >= 0:
        assert scale.start >= 0
        if drawing.suffix == "%" and max(figures, default=0) <= 100:
            assert scale.end <= 100


@pytest.mark.parametrize(
    ("drawing", "start"),
    [
        (SUITABLE_HOMES, 80),
        (VISITS, 65),
        (CONTACTS, 1200),
        (GAPS, 0),
        (draw([50, 100]), 0),
        (draw([51, 100]), 40),
        (draw([-50, -100]), -120),
        (draw([]), 0),
    ],
)
def test_it_starts_at_zero_only_where_half_the_height_or_more_is_left(
    drawing: Drawing, start: float
) -> None:
    assert scale_start(drawing) == start


def test_small_movements_look_small() -> None:
    scale = scale_of(draw([1000, 1001, 1000]))
    assert scale.end - scale.start >= 100
    scale = scale_of(draw([99, 98], suffix="%"))
    assert (scale.start, scale.end) == (92, 100)


def test_counts_have_no_half_ticks_and_minus_is_a_true_minus() -> None:
    assert scale_of(draw([0, 2, 1])).labels == ("0", "1", "2")
    assert scale_of(SAMPLES["negative"]).labels[0] == "\u22126"
    assert scale_of(draw([0.2, 1.4], suffix="%")).labels[:2] == ("0.0%", "0.5%")
    assert scale_of(CONTACTS).labels[-1] == "1,800"


def test_a_value_that_is_no_number_counts_as_a_gap() -> None:
    wrong = draw([1, float("nan"), float("inf"), 3], {Line.TARGET: float("nan")})
    assert scale_of(wrong) == scale_of(draw([1, None, None, 3]))
