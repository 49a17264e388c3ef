"""The routes behind the data page: everything that changes the store through the web."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flask
from werkzeug.wrappers import Response

from dashboard.web.page import Visit
from dashboard.web.pages import data
from dashboard.web.visiting import Visiting

LARGEST = data.LARGEST_MB * 1024 * 1024


def add_to(server: flask.Flask, visiting: Visiting) -> None:
    """Register the routes, and the size from which a request is refused unread."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST
    actions: dict[str, Callable[[Visit], Response]] = {
        "/data/upload": data.send,
        "/data/confirm": data.confirm,
        "/data/cancel": data.drop,
        "/data/undo": data.undo,
    }

    def answer(action: Callable[[Visit], Response]) -> Response:
        return action(visiting.visit_path("/data", {}, flask.request.args))

    for rule, action in actions.items():
        server.add_url_rule(rule, rule, partial(answer, action), methods=["POST"])

    @server.get("/data/file/<int:load>")
    def original(load: int) -> Response:
        visit = visiting.visit_path("/data", {}, flask.request.args)
        return data.original(visit.store, load)
