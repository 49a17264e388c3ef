"""The Plotly figure says what the static drawing says, and weighs little."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from dashboard.charts import INTERACTIVE_CONFIG, interactive, scale_start
from dashboard.charts.layout import NARROW, WIDE
from dashboard.charts.plan import plan
from dashboard.charts.style import STROKES
from dashboard.views.drawing import Drawing, Line
from tests.charts.drawings import FOUR, GAPS, LONG, SAMPLES, SUITABLE_HOMES, draw, drawings


def figure(drawing: Drawing) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(interactive(drawing).to_json())
    return parsed


def trace_of(drawing: Drawing, line: Line) -> dict[str, Any]:
    colour = STROKES[line].colour
    return next(trace for trace in figure(drawing)["data"] if trace["line"]["color"] == colour)


@given(drawings())
def test_it_has_the_drawing_s_values_and_labels(drawing: Drawing) -> None:
    made = figure(drawing)
    levels, series = (
        [trace for trace in made["data"] if trace["mode"].startswith("lines+") is wanted]
        for wanted in (False, True)
    )
    assert sorted(trace["y"][0] for trace in levels) == sorted(n.value for n in drawing.levels)
    assert sorted(str(trace["y"]) for trace in series) == sorted(
        str([point.value for point in series.points]) for series in drawing.series
    )
    assert {trace["type"] for trace in made["data"]} == {"scatter"}
    words = ["<br>".join(label.text) for label in plan(drawing, WIDE).labels]
    assert len(made["layout"].get("annotations", [])) == len(words)
    assert made["layout"]["yaxis"]["range"][0] == scale_start(drawing)


def test_hover_names_month_and_value_as_printed() -> None:
    assert trace_of(SUITABLE_HOMES, Line.OURS)["hovertext"][-1] == "February 2021: 84%"
    assert trace_of(FOUR, Line.SECOND)["hovertext"][0] == "Contacts, August 2020: 278"


def test_gaps_stay_gaps() -> None:
    ours = trace_of(GAPS, Line.OURS)
    assert ours["y"] == [0, 3, None, 5, None, None, 2, 0, 0, None, 4, 1]
    assert ours["connectgaps"] is False
    assert figure(draw([1, float("nan"), 2]))["data"][0]["y"] == [1, None, 2]


def test_colours_dashes_and_merged_labels_are_the_static_ones() -> None:
    target = next(t for t in figure(SUITABLE_HOMES)["data"] if t["name"] == "Target")
    assert target["line"] == {"color": "#3D3D3D", "width": 2, "dash": "6px,5px"}
    annotations = figure(SUITABLE_HOMES)["layout"]["annotations"]
    assert annotations[0]["text"] == "England and<br>target 94%"
    assert all(annotation["showarrow"] is False for annotation in annotations)


def test_nothing_moves_but_the_hover() -> None:
    layout = figure(SUITABLE_HOMES)["layout"]
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
    assert layout["dragmode"] is False
    assert layout["showlegend"] is False
    assert "uirevision" in layout
    assert INTERACTIVE_CONFIG["displayModeBar"] is False
    assert INTERACTIVE_CONFIG["scrollZoom"] is False


def test_words_are_shown_as_they_stand() -> None:
    made = interactive(draw([1, 2], others={"<b>A</b> & B": [3, 4]})).to_json()
    assert "<b>" not in json.loads(made)["data"][0]["name"]
    assert "&lt;b&gt;" in json.loads(made)["data"][0]["name"]


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_light_and_has_no_template(name: str) -> None:
    text = interactive(SAMPLES[name]).to_json()
    assert len(text) < 3500 + 45 * sum(len(s.points) for s in SAMPLES[name].series)
    assert len(json.loads(text)["layout"]["template"]["data"]) <= 1
    assert "NaN" not in text


def test_labels_wrap_for_a_phone() -> None:
    wide, narrow = (interactive(LONG, width).layout.margin.r for width in (860, 420))
    assert wide <= WIDE.gutter + 20
    assert narrow <= NARROW.gutter + 20
