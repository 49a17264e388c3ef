"""Labels beside lines' ends: what they say, that they merge, and that they keep apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.endings import endings_of, spread
from dashboard.charts.layout import NARROW, SMALL, WIDE, Layout
from dashboard.charts.plan import plan
from dashboard.charts.text import text_width, wrap
from dashboard.views.drawing import Drawing, Line
from tests.charts.drawings import FOUR, SUITABLE_HOMES, VISITS, draw, drawings


def words(drawing: Drawing, layout: Layout = WIDE) -> list[str]:
    return [" ".join(label.text) for label in plan(drawing, layout).labels]


@pytest.mark.parametrize("layout", [WIDE, NARROW, SMALL], ids=lambda layout: layout.name)
def test_lines_that_coincide_share_a_label(layout: Layout) -> None:
    assert words(SUITABLE_HOMES, layout) == [
        "England and target 94%",
        "South\u00a0East 91%",
        "Neighbours 85%",
    ]


def test_three_that_coincide_are_listed_and_common_nouns_are_small() -> None:
    levels = {Line.TARGET: 9.0, Line.REGION: 9.0, Line.NEIGHBOURS: 9.0}
    assert words(draw([1, 9], levels)) == ["South\u00a0East, neighbours and target 9"]
    assert words(draw([1, 9], {Line.AVERAGE: 9, Line.TARGET: 9})) == [
        "Target and 12-month average 9"
    ]


def test_equal_words_far_apart_do_not_merge_nor_near_lines_with_other_words() -> None:
    levels = {Line.ENGLAND: 94.0, Line.TARGET: 93.0}
    assert words(draw([60, 100], levels, suffix="%")) == ["England 94%", "Target 93%"]
    drawing = draw([0, 100], {Line.ENGLAND: 20.0})
    assert len(endings_of(drawing, nearness=1)) == 1


def test_our_line_is_named_only_beside_other_series_and_without_its_value() -> None:
    assert words(VISITS) == ["12-month average 72%"]
    assert "M2 Referrals" in words(FOUR)
    assert "Contacts 299" in words(FOUR)


@pytest.mark.parametrize("name", ["Southampton", "Northumberland", "Hertfordshire"])
def test_a_place_is_not_parted_where_the_drawing_has_room_for_it(name: str) -> None:
    drawing = draw([120, 90], {}, {"Neighbours": [84, 95]}, name=name)
    assert name in words(drawing, NARROW)


def test_an_earlier_figure_never_passes_for_the_latest() -> None:
    assert "Assessments" in words(FOUR)


@given(drawings(), st.sampled_from([WIDE, NARROW, SMALL]))
def test_labels_do_not_overlap_and_stay_inside(drawing: Drawing, layout: Layout) -> None:
    labels = plan(drawing, layout).labels
    half = [len(label.text) * layout.leading / 2 for label in labels]
    for (upper, a), (lower, b) in pairwise(zip(labels, half, strict=True)):
        assert upper.y + a <= lower.y - b + 1e-6
        assert upper.ending.value >= lower.ending.value
    for label, size in zip(labels, half, strict=True):
        assert label.y - size >= 0
        assert label.y + size <= layout.height


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20)), min_size=1, max_size=4))
def test_blocks_are_moved_no_further_than_they_must(blocks: list[tuple[int, int]]) -> None:
    wanted = sorted(float(place) for place, _ in blocks)
    heights = [float(height) for _, height in blocks]
    centres = spread(wanted, heights, -200, 300)
    for (a, x), (b, y) in pairwise(zip(centres, heights, strict=True)):
        assert b - a >= (x + y) / 2 - 1e-9
    # Least squares: no single block, nor any that touch, could move nearer on its own.
    distance = sum((a - b) ** 2 for a, b in zip(centres, wanted, strict=True))
    for first in range(len(centres)):
        for last in range(first + 1, len(centres) + 1):
            for step in (-0.01, 0.01):
                moved = [c + step * (first <= n < last) for n, c in enumerate(centres)]
                if all(
                    b - a >= (x + y) / 2 - 1e-9
                    for (a, x), (b, y) in pairwise(zip(moved, heights, strict=True))
                ):
                    other = sum((a - b) ** 2 for a, b in zip(moved, wanted, strict=True))
                    assert other >= distance - 1e-9


def test_blocks_are_pushed_inside_the_frame() -> None:
    assert spread([0, 0], [10, 10], 0, 100) == [5, 15]
    assert spread([100, 100], [10, 10], 0, 100) == [85, 95]


@given(st.text(max_size=60), st.integers(1, 4))
def test_wrapped_lines_fit_and_keep_the_value(name: str, limit: int) -> None:
    lines = wrap(name, "1,234%", 15, 100, limit)
    assert 1 <= len(lines) <= limit
    assert all(text_width(line, 15) <= 100 for line in lines)
    assert lines[-1].endswith("1,234%")


def test_a_name_too_long_ends_in_dots() -> None:
    assert wrap("Percentage of children in need", "84%", 15, 100, 2) == (
        "Percentage",
        "of… 84%",
    )
    assert wrap("South East", "91%", 15, 104, 2) == ("South\u00a0East", "91%")
