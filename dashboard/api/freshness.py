"""Whether what a reader has is still what would be answered: ETag and Cache-Control."""

from __future__ import annotations

import hashlib
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


@cache
def program() -> str:
    """Names the program by its own text: another one may answer otherwise."""
    text = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*.py")):
        text.update(f"{path.relative_to(folder)}\0".encode())
        text.update(path.read_bytes())
    return text.hexdigest()


def tag(editions: Iterable[Edition] = ()) -> str:
    """The ETag of what is made from these editions and nothing else, without quotes."""
    made_from = [program(), *(edition.checksum for edition in editions)]
    return hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:32]


def answer(etag: str, caching: str, make: Callable[[], flask.Response]) -> flask.Response:
    """The answer, or 304 to whoever has it already; then it is not made at all."""
    known = flask.request.if_none_match.contains_weak(etag)
    response = flask.Response(status=304) if known else make()
    response.set_etag(etag, weak=True)  # weak, since it may be compressed
    response.headers["Cache-Control"] = caching
    return response
