"""Serve one peer: `python -m benchmarks.peers NAME`.

Prints the address, on a free port of this machine, and answers until it is ended.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

import flask
from werkzeug.serving import make_server

from benchmarks.peers import Peer
from benchmarks.peers.dash_rows import make_graph_rows, make_html_rows
from benchmarks.peers.plain import make_plain
from benchmarks.peers.site import make_full_plotly, make_ours
from dashboard.access import ISOLATION
from dashboard.settings import Settings
from dashboard.store import Store

MAKERS: dict[Peer, Callable[[Settings, Store], flask.Flask]] = {
    Peer.OURS: make_ours,
    Peer.PLAIN: make_plain,
    Peer.HTML_ROWS: make_html_rows,
    Peer.GRAPH_ROWS: make_graph_rows,
    Peer.FULL_PLOTLY: make_full_plotly,
}


def main() -> None:
    """Serve the peer named on the command line."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    settings = Settings.from_environment()
    app = MAKERS[Peer(sys.argv[1])](settings, Store.open(settings.database_url))
    app.after_request(_isolate)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"http://127.0.0.1:{server.port}", flush=True)
    server.serve_forever()


def _isolate(response: flask.Response) -> flask.Response:
    """Isolate every peer as the site is: the browser then starts a process for the page."""
    response.headers.setdefault(*ISOLATION)
    return response


if __name__ == "__main__":
    main()
