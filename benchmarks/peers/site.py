"""The site itself, and the site with all of plotly.js in place of its basic bundle."""

from __future__ import annotations

import re

import flask

from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app

BASIC_BUNDLE = re.compile(r'<script [^>]*src="[^"]*plotly-basic[^"]*"></script>')


def make_ours(settings: Settings, store: Store) -> flask.Flask:
    """The site as it is served."""
    server: flask.Flask = create_app(settings, store).server
    return server


def make_full_plotly(settings: Settings, store: Store) -> flask.Flask:
    """The site without its own bundle, so that `dcc.Graph` fetches the one Dash brings."""
    server = make_ours(settings, store)

    @server.after_request  # the last one registered is the first to run: not yet compressed
    def leave_out(response: flask.Response) -> flask.Response:
        # An answer that was kept is compressed already, and was cut before.
        if response.mimetype == "text/html" and not response.content_encoding:
            response.set_data(BASIC_BUNDLE.sub("", response.get_data(as_text=True)))
        return response

    return server
