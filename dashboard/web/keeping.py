"""Answers kept as they were sent, so that what was asked before is answered at once.

Only a page whose row says so is kept: one that follows from what is held, the day, the
audience and its address, and from nothing else. The next load makes all of them old.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

import flask

from dashboard.access import CALLBACK_ROUTE, current_audience
from dashboard.settings import Settings
from dashboard.views.holdings import Holdings
from dashboard.web.visiting import Shelf

MOST_KEPT = 128
LONGEST_QUESTION = 4000
"""Bytes of an address and a body; a longer question is answered, but not kept."""

_PAGES = ("/", "/<path:path>")
Question = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer with status 200: its bytes, compressed or not, and its headers."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


def may_keep(holdings: Holdings) -> None:
    """Say that the answer to this request was drawn from these holdings."""
    flask.g.drawn_from = holdings


class KeptAnswers:
    """The answers last asked for, at one revision of the store; shared by threads."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings
        self._holdings: Holdings | None = None
        self._kept: OrderedDict[Question, Sent] = OrderedDict()
        self._lock = threading.Lock()

    def add_to(self, server: flask.Flask) -> None:
        """Put it behind the guard, and before whatever compresses answers."""
        server.before_request(self._find)
        server.after_request(self._keep)

    def _question(self) -> Question | None:
        """What is asked for in this request; None if its answer is never kept."""
        request = flask.request
        rule = request.url_rule.rule if request.url_rule else ""
        size = len(request.full_path) + (request.content_length or 0)
        if size > LONGEST_QUESTION or (rule not in _PAGES and rule != CALLBACK_ROUTE):
            return None
        return (
            self._settings.current_day(),
            current_audience(),
            request.method,
            request.full_path,
            request.get_data(),
            request.headers.get("Accept-Encoding", ""),
        )

    def _find(self) -> flask.Response | None:
        question = self._question()
        if question is None:
            return None
        holdings = self._shelf.holdings()
        with self._lock:
            sent = self._kept.get(question) if self._holdings is holdings else None
            if sent is None:
                return None
            self._kept.move_to_end(question)
        return flask.Response(sent.content, headers=list(sent.headers))

    def _keep(self, response: flask.Response) -> flask.Response:
        holdings: Holdings | None = flask.g.get("drawn_from")
        question = self._question() if holdings and response.status_code == 200 else None
        if question is not None:
            sent = Sent(response.get_data(), tuple(response.headers))
            with self._lock:
                if self._holdings is not holdings:
                    self._kept.clear()
                    self._holdings = holdings
                self._kept[question] = sent
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return response
