"""What is done on the pages: one run over all peers, again and again.

The peers take turns within a run, so that whatever else the machine does meets all of
them alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser

from benchmarks.browser import Visit, visited
from benchmarks.peers import Peer
from benchmarks.samples import Measure, Samples
from benchmarks.serving import Addresses
from tests.fixtures.browser import PHONE

THEME, THEME_ROWS = "contacts-and-referrals", 9
ROWS = 64
INDICATOR = "/indicator/lac1"

CONTROLS = {Peer.OURS: "#scorecard-theme", Peer.HTML_ROWS: "#theme"}
"""The filter by theme: a select of the site; radio buttons, Dash's lightest choice."""


@dataclass(frozen=True, slots=True)
class Study:
    """Pages to visit, and the peers that serve them. `slow` is False while warming up."""

    name: str
    peers: tuple[Peer, ...]
    run: Callable[[Browser, Addresses, Samples, bool], None]


def run_scorecard(browser: Browser, addresses: Addresses, samples: Samples, slow: bool) -> None:
    """Open the scorecard of each peer; then filter where there is a filter."""
    for peer in SCORECARD.peers:
        with visited(browser, addresses[peer], "rows", slow=slow) as visit:
            samples.add(peer, Measure.ROWS, visit.reach("rows")["drawn"])
            if peer in CONTROLS:
                _settle(visit)
                samples.add(peer, Measure.TRANSFERRED, visit.bytes / 1000)
                samples.add(peer, Measure.SHIFT, visit.shift())
                _filter(visit, peer, samples)
    with visited(browser, addresses[Peer.OURS], width=PHONE, slow=slow) as visit:
        _settle(visit)
        samples.add(Peer.OURS, Measure.SHIFT_ON_PHONE, visit.shift())


def _settle(visit: Visit) -> None:
    """Wait until the page answers and has asked for nothing more."""
    visit.reach("answering")
    visit.wait_until_idle()


def _filter(visit: Visit, peer: Peer, samples: Samples) -> None:
    narrowed = visit.choose(CONTROLS[peer], THEME, THEME_ROWS)
    visit.wait_until_idle()
    widened = visit.choose(CONTROLS[peer], "", ROWS)
    samples.add(peer, Measure.NARROWED, narrowed)
    samples.add(peer, Measure.WIDENED, widened)


def run_indicator(browser: Browser, addresses: Addresses, samples: Samples, slow: bool) -> None:
    """Open an indicator's page and wait for its static, then its interactive chart."""
    for peer in INDICATOR_PAGE.peers:
        address = addresses[peer] + INDICATOR
        with visited(browser, address, "chart", "live", slow=slow) as visit:
            samples.add(peer, Measure.CHART, visit.reach("chart")["frame"])
            samples.add(peer, Measure.INTERACTIVE, visit.reach("live")["drawn"])
            samples.add(peer, Measure.FIRST_PAINT, visit.first_paint())


SCORECARD = Study(
    "scorecard", (Peer.OURS, Peer.PLAIN, Peer.HTML_ROWS, Peer.GRAPH_ROWS), run_scorecard
)
INDICATOR_PAGE = Study("indicator", (Peer.OURS, Peer.FULL_PLOTLY), run_indicator)
STUDIES = (SCORECARD, INDICATOR_PAGE)
