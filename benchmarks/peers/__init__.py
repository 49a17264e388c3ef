"""Other ways to make the same pages, and the site itself, each a process of its own.

All peers draw the rows that the site draws, from the same view model by the same
template, with the same styles and font, behind the same compression and the same server.
Where a peer could be written in more than one way, it is written in the quickest.
"""

from __future__ import annotations

from enum import StrEnum


class Peer(StrEnum):
    """What is served, by the name that `python -m benchmarks.peers` takes."""

    OURS = "ours"
    PLAIN = "plain"
    HTML_ROWS = "html-rows"
    GRAPH_ROWS = "graph-rows"
    FULL_PLOTLY = "full-plotly"
