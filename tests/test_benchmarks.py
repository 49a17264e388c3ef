"""The peers show what the site shows, so that comparing them with it is honest."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

import pytest
from playwright.sync_api import Page

from benchmarks.browser import PROBE
from benchmarks.peers import Peer
from benchmarks.report import Bound, draw_table
from benchmarks.samples import Measure, Samples
from benchmarks.serving import Addresses, serve
from benchmarks.studies import CONTROLS, INDICATOR, ROWS, SCORECARD, STUDIES, THEME, THEME_ROWS
from dashboard.catalogue import load_catalogue
from dashboard.settings import Settings

Row = dict[str, str]
"""The visible words of a row's cells, by the first class of the cell."""

DASH_PEERS = (Peer.HTML_ROWS, Peer.GRAPH_ROWS)


@pytest.fixture(scope="module")
def addresses() -> Iterator[Addresses]:
    with serve(Peer) as served:
        yield served


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())


class Rows(HTMLParser):
    """Reads the rows of a page: refs, cells and what a reader sees in them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, Row] = {}
        self._cell = ""
        self._row: Row = {}
        self._hidden: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "tr":
            self._row = (
                self.rows.setdefault(given["data-ref"], {}) if "data-ref" in given else {}
            )
        if tag in ("td", "th"):
            self._cell = classes[0] if classes else ""
        self._hidden.append(tag == "svg" or "vh" in classes)

    def handle_endtag(self, tag: str) -> None:
        self._hidden.pop()
        if tag == "tr":
            self._row = {}  # what stands between rows and behind them is no row's

    def handle_data(self, data: str) -> None:
        if not any(self._hidden):
            self._row[self._cell] = f"{self._row.get(self._cell, '')} {data}"


def words(text: str) -> str:
    """Words alone: without the icons, which Dash's peers say in letters."""
    return " ".join(re.sub("[↑↓→◆◐○]|(?<!\\S)-(?!\\S)", " ", text).split())


def rows_of_page(text: str) -> dict[str, Row]:
    # Void elements have no end tag.
    reader = Rows()
    reader.feed(re.sub(r"<(?:meta|link|input|br)\b[^>]*>", "", text))
    return {
        ref: {cell: words(said) for cell, said in row.items() if words(said)}
        for ref, row in reader.rows.items()
    }


def components(layout: Any) -> Iterator[dict[str, Any]]:
    """Every component of a layout, the outer ones first."""
    if isinstance(layout, list):
        for child in layout:
            yield from components(child)
    elif isinstance(layout, dict):
        yield layout
        yield from components(layout["props"].get("children"))


def said(layout: Any) -> str:
    if isinstance(layout, list):
        return " ".join(map(said, layout))
    return said(layout["props"].get("children")) if isinstance(layout, dict) else layout or ""


def rows_of_layout(layout: Any) -> dict[str, Row]:
    return {
        row["props"]["data-ref"]: {
            cell["props"]["className"].split()[0]: words(said(cell))
            for cell in row["props"]["children"]
            if words(said(cell))
        }
        for row in components(layout)
        if "data-ref" in row["props"]
    }


@pytest.fixture(scope="module")
def ours(addresses: Addresses) -> dict[str, Row]:
    return rows_of_page(fetch(addresses[Peer.OURS]))


@pytest.fixture(scope="module")
def layouts(addresses: Addresses) -> dict[Peer, Any]:
    return {peer: json.loads(fetch(f"{addresses[peer]}/_dash-layout")) for peer in DASH_PEERS}


def test_the_site_shows_every_active_indicator(ours: dict[str, Row]) -> None:
    catalogue = load_catalogue(Settings.from_environment({}).catalogue)
    assert list(ours) == [indicator.ref for indicator in catalogue.active]
    assert len(ours) == ROWS
    assert ours["M1"]["v"] == "1,297"
    assert min(len(row) for row in ours.values()) > 5


def test_the_plain_page_shows_the_same(addresses: Addresses, ours: dict[str, Row]) -> None:
    text = fetch(addresses[Peer.PLAIN])
    assert rows_of_page(text) == ours
    assert "<script" not in text


@pytest.mark.parametrize("peer", DASH_PEERS)
def test_a_page_of_dash_shows_the_same(
    layouts: dict[Peer, Any], ours: dict[str, Row], peer: Peer
) -> None:
    shown = rows_of_layout(layouts[peer])
    assert list(shown) == list(ours)
    assert shown == ours


def test_every_trend_is_drawn_from_the_same_figures(
    addresses: Addresses, layouts: dict[Peer, Any]
) -> None:
    drawn = re.findall(r'class="spark"[^>]*aria-label="([^"]*)"', fetch(addresses[Peer.OURS]))
    images = [c["props"] for c in components(layouts[Peer.HTML_ROWS]) if c["type"] == "Img"]
    graphs = [c["props"] for c in components(layouts[Peer.GRAPH_ROWS]) if c["type"] == "Graph"]
    assert [image["alt"] for image in images] == drawn
    assert len(graphs) == len(drawn) == ROWS - 1  # one has too few months to draw
    assert graphs[0]["figure"]["data"][0]["y"][-1] == 1297


@pytest.mark.parametrize("peer", SCORECARD.peers)
def test_styles_and_font_are_the_same(addresses: Addresses, peer: Peer) -> None:
    heads = [fetch(addresses[p]).split("</head>")[0] for p in (Peer.OURS, peer)]
    links = [re.findall(r"<link [^>]*>", head) for head in heads]
    assert links[0] == links[1]
    assert any("style.css" in link for link in links[0])


def test_the_filter_chooses_from_the_same_themes(
    addresses: Addresses, layouts: dict[Peer, Any], ours: dict[str, Row]
) -> None:
    (radio,) = (c for c in components(layouts[Peer.HTML_ROWS]) if c["type"] == "RadioItems")
    text = fetch(addresses[Peer.OURS])
    select = text[text.index(f'id="{CONTROLS[Peer.OURS][1:]}"') :]
    values = re.findall(r'<option value="([^"]*)"', select[: select.index("</select>")])
    assert set(radio["props"]["options"]) <= set(values)
    narrowed = rows_of_page(fetch(f"{addresses[Peer.OURS]}/?theme={THEME}"))
    assert len(narrowed) == THEME_ROWS
    assert set(narrowed) < set(ours)


def lines(text: str) -> list[str]:
    """What a page says, without Dash's configuration: it is another in each process."""
    return [line for line in text.splitlines() if line and "_dash-config" not in line]


def test_full_plotly_is_our_page_without_its_own_bundle(addresses: Addresses) -> None:
    ours, theirs = (
        lines(fetch(addresses[peer] + INDICATOR)) for peer in (Peer.OURS, Peer.FULL_PLOTLY)
    )
    (left_out,) = (line for line in ours if line not in theirs)
    assert "plotly-basic" in left_out
    assert [line for line in ours if line != left_out] == theirs


def test_every_study_measures_the_site_first() -> None:
    assert [study.peers[0] for study in STUDIES] == [Peer.OURS, Peer.OURS]


# What counts as visible


def row(trend: str, style: str = "") -> str:
    return f'<tr data-ref="M1" style="{style}"><td>M1</td><td class="sp">{trend}</td></tr>'


DRAWN = "<svg width='9' height='9'></svg>"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("last", "counts"),
    [
        (row(DRAWN), True),
        (row("too few to draw"), True),
        (row(""), False),
        (row("<img src='data:,' height='9'>"), False),
        (row(DRAWN, "display:none"), False),
        (row(DRAWN, "visibility:hidden"), False),
        (row(DRAWN) + row(DRAWN), False),
        ("", False),
    ],
)
def test_rows_count_when_all_of_them_are_drawn(page: Page, last: str, counts: bool) -> None:
    page.set_content(f"<table>{row(DRAWN) * (ROWS - 1)}{last}</table>")
    page.evaluate(PROBE.read_text())
    page.evaluate(
        "() => { probe.watch('rows'); probe.reached('rows').then(() => seen = true) }"
    )
    page.wait_for_timeout(150)
    assert page.evaluate("window.seen === true") is counts


# Verdicts


@pytest.mark.parametrize(
    ("runs", "peer_runs", "holds"),
    [([230, 9, 9000], [200] * 3, True), ([230.01] * 3, [200] * 3, False), ([1], [1], True)],
)
def test_a_ratio_is_of_medians_and_is_not_rounded(
    runs: list[float], peer_runs: list[float], holds: bool
) -> None:
    samples = Samples()
    for peer, figures in ((Peer.OURS, runs), (Peer.PLAIN, peer_runs)):
        for figure in figures:
            samples.add(peer, Measure.ROWS, figure)
    bound = Bound(Measure.ROWS, Fraction(115, 100), Peer.PLAIN)
    assert bound.holds(samples) is holds
    assert draw_table([bound], samples).endswith("holds" if holds else "BROKEN")


def test_a_limit_without_a_peer_is_in_the_unit_of_the_measure() -> None:
    samples = Samples()
    samples.add(Peer.OURS, Measure.TRANSFERRED, 380.4)
    bound = Bound(Measure.TRANSFERRED, Fraction(380))
    assert not bound.holds(samples)
    line = draw_table([bound], samples).splitlines()[1]
    assert line.split() == ["transferred", "until", "idle,", "kB", "380", "380", "BROKEN"]
