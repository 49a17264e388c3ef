"""The floor: a page drawn on the server by Flask and Jinja, without a script."""

from __future__ import annotations

import flask
from markupsafe import escape

from benchmarks.peers.card import Card
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web.delivery import deliver
from dashboard.web.site import ASSETS


def make_plain(settings: Settings, store: Store) -> flask.Flask:
    """The headline and the table; drawn anew for each request, as the site does."""
    card = Card(settings, store)
    server = flask.Flask(__name__, static_folder=ASSETS, static_url_path="/assets")
    deliver(server)

    @server.get("/")
    def draw() -> str:
        headline = escape(card.make().headline)
        return card.draw_page(f'<main class="wrap"><h1>{headline}</h1>{card.draw()}</main>')

    return server
