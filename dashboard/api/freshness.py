"""Whether what a reader has is still what would be answered: ETag and Cache-Control."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import flask

from dashboard.records import Edition

FOR_A_WHILE = "public, max-age=600"
"""Of an edition: it never changes, but the program that answers may."""

ASK_EACH_TIME = "public, no-cache"
"""Of what the next edition changes."""

FOR_NOBODY = "private, no-store"

MOST_KEPT = 16
"""Answers kept as they were made; five years of observations are 1.3 MB, most far less."""

Make = Callable[[], flask.Response]
Sent = tuple[bytes, tuple[tuple[str, str], ...]]


@cache
def program() -> str:
    """Names the program by its own text: another one may answer otherwise."""
    text = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*.py")):
        text.update(f"{path.relative_to(folder)}\0".encode())
        text.update(path.read_bytes())
    return text.hexdigest()


def tag(editions: Iterable[Edition], *others: str) -> str:
    """The ETag of what is made from these editions and texts and nothing else, unquoted."""
    made_from = [program(), *(edition.checksum for edition in editions), *others]
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:32]


class Kept:
    """The answers last made: what they were made from never changes. Shared by threads."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], Sent] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, etag: str, caching: str, make: Make) -> flask.Response:
        """The answer to this request, or 304 to whoever has it already."""
        if flask.request.if_none_match.contains_weak(etag):
            response = flask.Response(status=304)
        else:
            sent = self._find(etag, make)
            response = flask.Response(sent[0], headers=list(sent[1]))
        response.set_etag(etag, weak=True)  # weak, since it may be compressed
        response.headers["Cache-Control"] = caching
        return response

    def _find(self, etag: str, make: Make) -> Sent:
        key = etag, flask.request.full_path
        with self._lock:
            sent = self._answers.get(key)
            if sent:
                self._answers.move_to_end(key)
                return sent
        made = make()
        sent = made.get_data(), tuple(made.headers)
        with self._lock:
            self._answers[key] = sent
            if len(self._answers) > MOST_KEPT:
                self._answers.popitem(last=False)
        return sent
