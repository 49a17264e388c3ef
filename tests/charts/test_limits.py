"""Limits and marked months: the same in the drawing, in the figure and in black and white."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dashboard.charts import draw_lines, draw_small, interactive
from dashboard.charts.layout import NARROW, WIDE, Layout
from dashboard.charts.plan import plan
from dashboard.charts.style import STROKES
from dashboard.measures import VariationKind
from dashboard.views.drawing import Drawing, Level, Line
from tests.charts.drawings import FEBRUARY, draw

MARKS = {
    3: VariationKind.CONCERNING,
    5: VariationKind.IMPROVING,
    7: VariationKind.UNUSUAL,
    11: VariationKind.CONCERNING,
}


def charted(months: int = 12) -> Drawing:
    """Two periods of limits, the first of them trial limits, and a mark of every kind."""
    drawing = draw([40 + 3 * (n % 5) for n in range(months)], {Line.TARGET: 60})
    middle = FEBRUARY.shift(-6)
    levels = (
        Level("Upper trial limit", Line.TRIAL_LIMIT, 55, "55", None, middle.shift(-1)),
        Level("Average", Line.AVERAGE, 46, "46", None, middle.shift(-1)),
        Level("Upper limit", Line.LIMIT, 58, "58", middle, None),
        Level("Average", Line.AVERAGE, 47, "47", middle, None),
    )
    points = tuple(
        replace(point, mark=MARKS.get(place))
        for place, point in enumerate(drawing.series[0].points)
    )
    return replace(
        drawing,
        series=(replace(drawing.series[0], points=points),),
        levels=(*levels, *drawing.levels),
    )


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_limits_meet_half_way_between_two_months(layout: Layout) -> None:
    placed = plan(charted(), layout)
    trial = next(r for r in placed.levels if r.level.line is Line.TRIAL_LIMIT)
    limit = next(r for r in placed.levels if r.level.line is Line.LIMIT)
    half = (placed.xs[4] + placed.xs[5]) / 2
    assert (trial.left, limit.right) == (placed.left, placed.right)
    assert trial.right == pytest.approx(half)
    assert limit.left == pytest.approx(half)
    assert limit.y < trial.y


def test_only_limits_that_hold_at_the_end_have_words() -> None:
    labels = [" ".join(label.text) for label in plan(charted(), WIDE).labels]
    assert sorted(label.replace("\u00a0", " ") for label in labels) == [
        "Average 47",
        "Target 60",
        "Upper limit 58",
    ]


def test_marks_differ_by_shape_in_the_drawing_and_in_the_figure() -> None:
    drawn = re.findall(r'<path class="mark (\w+)" d="([^"]+)"', draw_lines(charted()))
    assert [kind for kind, _ in drawn] == [MARKS[place] for place in sorted(MARKS)]
    assert len({d for _, d in drawn}) == 3
    marker = interactive(charted()).to_plotly_json()["data"][-1]["marker"]
    assert [marker["symbol"][place] for place in sorted(MARKS)] == [
        "diamond",
        "circle",
        "square",
        "diamond",
    ]
    assert {marker["symbol"][place] for place in range(12)} == {"circle", "diamond", "square"}
    # A ring is empty, a dot of an ordinary month is not.
    assert marker["color"][5] != marker["color"][4]


def test_hovering_says_what_a_mark_means() -> None:
    ours = interactive(charted()).to_plotly_json()["data"][-1]
    assert ours["hovertext"][3] == f"{FEBRUARY.shift(-8).long}: 49, worse than usual"
    assert ours["hovertext"][4].count(",") == 0


def test_the_figure_has_the_same_limits() -> None:
    traces = interactive(charted()).to_plotly_json()["data"]
    limit = next(t for t in traces if t["name"] == "Upper limit")
    trial = next(t for t in traces if t["name"] == "Upper trial limit")
    assert limit["y"] == [58, 58]
    assert limit["x"][0] == trial["x"][1] == 4.5
    assert "dash" in trial["line"]
    assert "dash" not in limit["line"]


def test_trial_limits_differ_without_colour() -> None:
    looks = [
        (STROKES[line].width, STROKES[line].dash)
        for line in (Line.OURS, Line.LIMIT, Line.TRIAL_LIMIT, Line.AVERAGE, Line.TARGET)
    ]
    assert len(set(looks)) == len(looks)


def test_marks_shrink_where_months_are_close() -> None:
    near, far = plan(charted(60), NARROW), plan(charted(), WIDE)
    radii = [{d.radius for p in plan_.paths for d in p.dots if d.mark} for plan_ in (near, far)]
    assert max(radii[0]) < min(radii[1])


def test_a_drawing_without_limits_is_as_it_was() -> None:
    plain = draw([1, 2, 3], {Line.TARGET: 2})
    assert "mark" not in draw_lines(plain)
    assert "symbol" not in interactive(plain).to_plotly_json()["data"][-1]["marker"]
    assert 'class="mark' in draw_small(charted())
