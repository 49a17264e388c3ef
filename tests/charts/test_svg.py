"""The static drawings: well formed, complete, nothing outside, nothing unescaped."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import draw_lines, draw_small
from dashboard.charts.style import STROKES
from dashboard.charts.text import text_width
from dashboard.periods import Month
from dashboard.views.drawing import Drawing, Line, Point, Series
from tests.charts.drawings import (
    FOUR,
    GAPS,
    LONG,
    SAMPLES,
    SUITABLE_HOMES,
    VISITS,
    draw,
    drawings,
)

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d)?")
SIZES: dict[str, Callable[[Drawing], str]] = {
    "wide": draw_lines,
    "narrow": lambda drawing: draw_lines(drawing, 420),
    "small": draw_small,
}
sizes = pytest.mark.parametrize("size", SIZES)


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def texts(svg: str, kind: str | None = None) -> list[str]:
    found = parse(svg).iter(f"{SVG}text")
    return [text.text or "" for text in found if kind is None or text.get("class") == kind]


def path(svg: str, line: Line) -> str:
    return next(
        element.get("d", "")
        for element in parse(svg).iter(f"{SVG}path")
        if element.get("class") == line
    )


def extent(text: ElementTree.Element, size: float) -> tuple[float, float, float, float]:
    """Left, right, top and foot of a text, by the upper estimate of widths."""
    size = float(text.get("font-size", size))
    width = text_width(text.text or "", size, text.get("font-weight") == "600")
    x, foot = float(text.get("x", "nan")), float(text.get("y", "nan"))
    left = x - width * {None: 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
    return left, left + width, foot - size * 0.75, foot


@given(drawings(), st.sampled_from(sorted(SIZES)))
def test_any_drawing_is_well_formed_and_all_words_are_inside(
    drawing: Drawing, size: str
) -> None:
    root = parse(SIZES[size](drawing))
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for element in root.iter():
        for key in ("d", "x", "y", "cx", "cy", "r"):
            rest = NUMBER.sub("", element.get(key, "0"))
            assert not rest.strip("MLHh "), (key, element.get(key))
    for text in root.iter(f"{SVG}text"):
        left, right, top, foot = extent(text, float(root.get("font-size", "nan")))
        assert left >= -0.1, text.text
        assert right <= width + 0.1, text.text
        assert top >= 0, text.text
        assert foot <= height, text.text


@given(drawings(), st.sampled_from(sorted(SIZES)))
def test_values_and_months_never_overlap(drawing: Drawing, size: str) -> None:
    root = parse(SIZES[size](drawing))
    for kind in ("value", "axis"):
        boxes = [
            extent(text, float(root.get("font-size", "nan")))
            for text in root.iter(f"{SVG}text")
            if text.get("class") == kind
        ]
        for one, other in combinations(boxes, 2):
            beside = one[1] <= other[0] + 0.1 or other[1] <= one[0] + 0.1
            assert beside or one[3] <= other[2] + 0.1 or other[3] <= one[2] + 0.1


@sizes
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_but_numbers_and_no_outside_reference(name: str, size: str) -> None:
    svg = SIZES[size](SAMPLES[name])
    assert not re.search("nan|inf[^o]|None|<style|href|url", svg)
    assert parse(svg).get("role") == "img"
    assert parse(svg).get("aria-label") == "Line chart of every value."


@sizes
def test_all_text_is_escaped(size: str) -> None:
    month = Month(2021, 2)
    hostile = '<script>alert("&")</script>\x00\ud800'
    point = Point(month, 1.0, hostile)
    drawing = Drawing(
        hostile,
        hostile,
        hostile,
        (month,),
        (Series(hostile, Line.OURS, (point,)), Series(hostile, Line.SECOND, (point,))),
        (),
        hostile,
    )
    svg = SIZES[size](drawing)
    assert "<script" not in svg
    root = parse(svg)
    assert root.get("aria-label") == '<script>alert("&")</script>'
    assert {element.tag for element in root.iter()} <= {
        SVG + tag for tag in ("svg", "text", "path", "circle")
    }


def test_every_value_is_on_its_point_below_a_dip_and_above_otherwise() -> None:
    svg = draw_lines(VISITS)
    assert texts(svg, "value") == ["73%", "70%", "80%", "75%", "85%", "84%", "90%"]
    circles = [float(c.get("cy", "nan")) for c in parse(svg).iter(f"{SVG}circle")]
    feet = [
        float(text.get("y", "nan"))
        for text in parse(svg).iter(f"{SVG}text")
        if text.get("class") == "value"
    ]
    below = [foot > cy for foot, cy in zip(feet, circles, strict=True)]
    assert below == [False, True, False, True, False, True, False]


def test_a_long_series_labels_first_last_lowest_and_highest_at_most() -> None:
    values = [point.value for point in LONG.series[0].points]
    held = [value for value in values if value is not None]
    may = {f"{value:,.0f}" for value in (held[0], held[-1], min(held), max(held))}
    labelled = texts(draw_lines(LONG), "value")
    assert set(labelled) <= may
    assert f"{held[-1]:,.0f}" in labelled


def test_a_small_multiple_labels_the_latest_value_and_both_ends_of_the_axis() -> None:
    svg = draw_small(SUITABLE_HOMES)
    assert texts(svg, "value") == ["84%"]
    assert texts(svg, "axis") == ["80%", "95%", "Aug 2020", "Feb 2021"]


def test_gaps_break_the_line_and_lone_points_are_dots() -> None:
    svg = draw_lines(GAPS)
    assert path(svg, Line.OURS).count("M") == 3
    assert path(svg, Line.OURS).count("L") == 1 + 2 + 1
    assert len(list(parse(svg).iter(f"{SVG}circle"))) == 8
    assert draw_small(GAPS).count("<circle") == 2


@pytest.mark.parametrize(
    ("drawing", "labels"),
    [
        (VISITS, ["Aug", "2020", "Sep", "Oct", "Nov", "Dec", "Jan", "2021", "Feb"]),
        (draw([1, 2]), ["Jan", "2021", "Feb"]),
        (draw([1]), ["Feb", "2021"]),
    ],
)
def test_months_along_the_bottom_name_each_year_once(
    drawing: Drawing, labels: list[str]
) -> None:
    ticks = texts(draw_lines(drawing), "axis")
    assert ticks[-len(labels) :] == labels


@pytest.mark.parametrize("count", [24, 60, 120, 240])
@pytest.mark.parametrize("width", [860, 420])
def test_long_periods_thin_the_months_and_keep_the_latest(count: int, width: int) -> None:
    axis = texts(draw_lines(draw([1] * count), width), "axis")
    years = [label for label in axis if re.fullmatch(r"20\d\d", label)]
    assert axis[-2:] == ["Feb", "2021"] or (axis[-1] == "Feb" and "2021" in years)
    assert len(years) == len(set(years))
    assert 2 <= sum(label.isalpha() for label in axis) <= 16


def test_levels_that_coincide_lie_side_by_side() -> None:
    svg = draw_lines(SUITABLE_HOMES)
    england, target = (
        float(path(svg, line).split()[-1]) for line in (Line.ENGLAND, Line.TARGET)
    )
    assert 2 < abs(england - target) < 4


def test_lines_differ_without_colour_and_the_region_is_never_thin() -> None:
    for lines in (
        (Line.OURS, Line.SECOND, Line.THIRD, Line.FOURTH),
        (Line.OURS, Line.NEIGHBOURS, Line.ENGLAND, Line.REGION, Line.TARGET, Line.AVERAGE),
    ):
        looks = [(STROKES[line].width, STROKES[line].dash) for line in lines]
        assert len(set(looks)) == len(looks)
    assert all(stroke.width >= 2 for stroke in STROKES.values())


def test_four_series_carry_their_colours() -> None:
    colours = re.findall(
        r'class="(\w+)" d="[^"]+" fill="none" stroke="(#\w+)"', draw_lines(FOUR)
    )
    assert dict(colours) == {
        "ours": "#12436D",
        "second": "#28A197",
        "third": "#801650",
        "fourth": "#F46A25",
    }


@sizes
@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_drawing_without_figures_says_so(name: str, size: str) -> None:
    assert "No figures to draw" in texts(SIZES[size](SAMPLES[name]))
