"""Answers kept as they were sent, so that what was asked before is answered at once.

Only a page whose row says so is kept: one that follows from what is held, the day, the
account and its address, and from nothing else. The next load makes all of them old.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import flask

from dashboard.access import CALLBACK_ROUTE, current_identity
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.views.holdings import Holdings

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


@dataclass(slots=True)
class Shelved:
    """The answers drawn from one holdings."""

    holdings: Holdings
    answers: OrderedDict[Question, Sent] = field(default_factory=OrderedDict)


class KeptAnswers:
    """The answers last asked for, at one revision of the store; shared by threads."""

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings
        self._kept: dict[Audience, Shelved] = {}
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
            current_identity().account,
            request.method,
            request.full_path,
            request.get_data(),
            request.headers.get("Accept-Encoding", ""),
        )

    def _find(self) -> flask.Response | None:
        question = self._question()
        if question is None:
            return None
        audience = current_identity().audience
        holdings = self._shelf.holdings(audience)
        with self._lock:
            shelved = self._kept.get(audience)
            if shelved is None or shelved.holdings is not holdings:
                return None
            sent = shelved.answers.get(question)
            if sent is None:
                return None
            shelved.answers.move_to_end(question)
        return flask.Response(sent.content, headers=list(sent.headers))

    def _keep(self, response: flask.Response) -> flask.Response:
        holdings: Holdings | None = flask.g.get("drawn_from")
        if holdings is None or response.status_code != 200 or "Set-Cookie" in response.headers:
            return response
        if holdings is not self._shelf.holdings(current_identity().audience):
            return response  # another edition's, which is seldom asked for twice
        question = self._question()
        if question is not None:
            sent = Sent(response.get_data(), tuple(response.headers))
            with self._lock:
                self._add(question, sent, holdings)
        return response

    def _add(self, question: Question, sent: Sent, holdings: Holdings) -> None:
        audience = current_identity().audience
        shelved = self._kept.get(audience)
        if shelved is None or shelved.holdings is not holdings:
            shelved = self._kept[audience] = Shelved(holdings)
        shelved.answers[question] = sent
        if len(shelved.answers) > MOST_KEPT:
            shelved.answers.popitem(last=False)
