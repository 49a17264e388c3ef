"""The API: what is published, as JSON and plain tables, for programs and spreadsheets.

It answers editions to anybody, as the public sees them, and the working months to those
signed in who may read them. It only reads.
"""

from __future__ import annotations

import flask

from dashboard.access import API_WORKING, current_identity
from dashboard.api import freshness, problems
from dashboard.api.answering import Answers
from dashboard.api.limiting import Limiter
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.store import Store

_TOLD = "Content-Location, ETag, RateLimit, RateLimit-Policy, Retry-After"
"""The headers that scripts of other sites may read."""


def add_to(server: flask.Flask, shelf: Shelf, store: Store, settings: Settings) -> None:
    """Put the API on a server that has the guard."""
    limiter = Limiter(settings.api_rate)
    Answers(shelf, store).add_to(server)
    problems.add_to(server)

    @server.before_request
    def limit() -> flask.Response | None:
        if not limiter.rate or not problems.is_of_api():
            return None
        allowance = flask.g.allowance = limiter.take(current_identity().origin)
        if not allowance.wait:
            return None
        return problems.problem(
            429,
            f"More than {allowance.limit} requests in a minute. Ask again in "
            f"{allowance.wait} seconds, and keep what you have: an edition never changes.",
        )

    @server.after_request
    def add_headers(response: flask.Response) -> flask.Response:
        if not problems.is_of_api():
            return response
        if "allowance" in flask.g:
            response.headers.update(flask.g.allowance.headers)
        if flask.request.path.startswith(API_WORKING):
            response.headers["Cache-Control"] = freshness.FOR_NOBODY
        else:
            # Scripts of any site may read what anybody may, and never with a cookie.
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = _TOLD
            if flask.request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
        return response
