"""How bytes leave: compressed, static files compressed once, and kept by the browser."""

from __future__ import annotations

from typing import Any

import flask
from flask_compress import Compress

from dashboard.access import Identity
from dashboard.editions import DocumentError
from dashboard.store import EditionDamaged

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_A_DAY = "public, max-age=86400"
_FOR_NOBODY = "private, no-store"
_STATIC = ("/assets/", "/_dash-component-suites/")


class StaticCache:
    """Keeps the compressed form of static files only; pages pass through unkept."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        return self._kept.get(key)

    def set(self, key: str, content: Any) -> None:
        if not key.endswith(";"):
            self._kept[key] = content


def _static_key(request: flask.Request) -> str:
    return request.path if request.path.startswith(_STATIC) else ""


def deliver(server: flask.Flask) -> None:
    """Set up compression and caching headers on the server."""
    server.config.update(
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/css",
            "text/csv",
            "text/javascript",
            "application/javascript",
            "application/json",
            "image/svg+xml",
        ],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_CACHE_KEY=_static_key,
        COMPRESS_CACHE_BACKEND=StaticCache,
    )
    Compress(server)
    for trouble in (EditionDamaged, DocumentError):
        server.register_error_handler(trouble, _say)
    # After-request functions run in reverse order, so this one comes before compression.
    server.after_request(_prepare)


def _say(trouble: Exception) -> tuple[str, int, dict[str, str]]:
    """What is wrong with an edition, and nothing of it."""
    return f"{trouble}\n", 503, {"Content-Type": "text/plain; charset=utf-8"}


def _prepare(response: flask.Response) -> flask.Response:
    if flask.request.path.startswith("/assets/") and response.status_code == 200:
        # Read whole, so that it is compressed once and not streamed each time.
        response.direct_passthrough = False
        content = response.get_data()
        response.close()
        response.set_data(content)
        if "v" in flask.request.args:
            response.headers["Cache-Control"] = _FOR_EVER
        elif flask.request.path.startswith("/assets/vendor/"):
            # The stylesheet names the font without its checksum.
            response.headers["Cache-Control"] = _FOR_A_DAY
    elif not flask.request.path.startswith(_STATIC):
        identity: Identity | None = flask.g.get("identity")
        signed_in = identity is not None and identity.account is not None
        # After signing out, the back button of a shared machine shows nothing.
        response.headers.setdefault("Cache-Control", _FOR_NOBODY if signed_in else "no-cache")
    return response
