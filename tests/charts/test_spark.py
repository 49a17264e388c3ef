"""Sparklines: true to their values, small, and quick."""

from __future__ import annotations

import re
import time
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts import draw_spark
from dashboard.views.drawing import Spark

FEW = '<span class="few">too few to draw</span>'
figures = st.none() | st.floats(-1e6, 1e6) | st.integers(0, 9)
sparks = st.builds(
    Spark,
    st.lists(figures, max_size=13).map(tuple),
    st.none() | st.floats(-1e6, 1e6),
    st.text(st.characters(codec="utf-8"), max_size=60),
)


def line(svg: str) -> str:
    return ElementTree.fromstring(svg)[-1 - svg.count("<circle")].get("d", "")


@given(sparks)
def test_any_sparkline_is_inside_its_box(spark: Spark) -> None:
    svg = draw_spark(spark)
    held = sum(value is not None for value in spark.values)
    if held < 3:
        assert svg == FEW
        return
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("viewBox")) == ("img", "0 0 100 28")
    places = re.findall(r"[ML](\S+?) ([\d.]+)", line(svg))
    assert len(places) == held
    assert all(4 <= float(x) <= 96 and 4 <= float(y) <= 24 for x, y in places)
    assert ("<circle" in svg) == (spark.values[-1] is not None)
    assert svg.count("<path") == 1 + (spark.average is not None)


def test_its_own_scale_runs_from_the_lowest_to_the_highest() -> None:
    svg = draw_spark(Spark((10, 30, 20), None, ""))
    assert line(svg) == "M4 24L50 4L96 14"
    assert 'cx="96" cy="14"' in svg


def test_the_average_is_a_hairline_on_the_same_scale() -> None:
    assert '"M0 14H100"' in draw_spark(Spark((10, 30, 10), 20, ""))
    assert line(draw_spark(Spark((10, 10, 10), 20, ""))) == "M4 24L50 24L96 24"


def test_a_gap_breaks_the_line_and_a_lone_figure_is_a_speck() -> None:
    svg = draw_spark(Spark((1, 1, None, 1, None, None), None, ""))
    assert line(svg) == "M4 14L22.4 14M59.2 14h0"
    assert "<circle" not in svg


@pytest.mark.parametrize("values", [(), (1,), (1, 2), (None, 3, None, 4), (float("nan"), 1, 2)])
def test_under_three_values_it_says_so(values: tuple[float | None, ...]) -> None:
    assert draw_spark(Spark(values, 2, "Few")) == FEW


def test_the_description_is_escaped() -> None:
    svg = draw_spark(Spark((1, 2, 3), None, '"><script>\x01'))
    assert ElementTree.fromstring(svg).get("aria-label") == '"><script>'


def test_twelve_points_take_under_600_bytes_and_64_of_them_under_5_ms() -> None:
    description = "1,343 in August 2020 to 1,297 in February 2021, between 1,297 and 1,787"
    sparks = [
        Spark(tuple(1343.7 + (n * m * 37) % 441 for n in range(12)), 1414.3, description)
        for m in range(1, 65)
    ]
    assert max(len(draw_spark(spark).encode()) for spark in sparks) < 600

    def measure() -> float:
        start = time.perf_counter()
        for spark in sparks:
            draw_spark(spark)
        return time.perf_counter() - start

    assert min(measure() for _ in range(7)) < 0.005
