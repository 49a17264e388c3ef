"""The one guard: who asks, as which audience, and which routes and callbacks exist.

Default deny: a route or callback that is not in the tables below is refused. Until
sign-in and disclosure control exist everybody is an officer, and therefore the server
answers this machine only, directly: not through a proxy, not under another name.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from dashboard.records import Audience

OPEN_ROUTES: dict[str, frozenset[str]] = {
    "/": frozenset({"GET"}),
    "/<path:path>": frozenset({"GET"}),
    "/assets/<path:filename>": frozenset({"GET"}),
    "/scorecard.csv": frozenset({"GET"}),
    "/theme/<key>.csv": frozenset({"GET"}),
    "/indicator/<slug>.csv": frozenset({"GET"}),
    "/data/upload": frozenset({"POST"}),
    "/data/confirm": frozenset({"POST"}),
    "/data/cancel": frozenset({"POST"}),
    "/data/undo": frozenset({"POST"}),
    "/data/file/<int:load>": frozenset({"GET"}),
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": frozenset(
        {"GET"}
    ),
    "/_dash-layout": frozenset({"GET"}),
    "/_dash-dependencies": frozenset({"GET"}),
    "/_dash-update-component": frozenset({"POST"}),
    "/_favicon.ico": frozenset({"GET"}),
}
"""Every route that is answered, as Flask writes it, with its methods."""

CALLBACK_ROUTE = "/_dash-update-component"

OPEN_CALLBACKS: frozenset[str] = frozenset(
    {"page.children", "page.regions", "indicator-graph.figure"}
)
"""Every callback that is answered, by the output Dash names it by."""

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")

ISOLATION = "Cross-Origin-Opener-Policy", "same-origin"
"""No page of another site keeps a hold on a window of this one."""

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        # Plotly and Dash write style elements and attributes while they draw.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def current_audience() -> Audience:
    """For whom this request is answered. Never read from address, form or body."""
    return Audience.RESTRICTED


def current_name() -> str:
    """Who is asking, for the record. Until there is sign-in it is whoever sits here."""
    return "officer at this machine"


def guard(server: Flask) -> None:
    """Put the guard before every request and the headers after it."""
    server.before_request(_check_request)
    server.after_request(_add_headers)


def _check_request() -> None:
    if not _is_local():
        abort(
            403,
            "This server answers on its own machine only, because it has no sign-in yet. "
            "Open it there at 127.0.0.1.",
        )
    if request.url_rule is None:
        return  # Flask answers: there is no such route, or not for this method
    asked = "GET" if request.method == "HEAD" else request.method
    if asked not in OPEN_ROUTES.get(request.url_rule.rule, frozenset()):
        abort(403)
    if asked == "POST":
        _check_origin()
    if request.url_rule.rule == CALLBACK_ROUTE:
        _check_callback()


def _is_local() -> bool:
    address = request.remote_addr or ""
    try:
        direct = ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    forwarded = any(name in request.headers for name in _FORWARDED)
    return direct and host in _LOCAL_NAMES and not forwarded


def _check_origin() -> None:
    """What changes something is taken from this site's own pages only."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    if site not in ("same-origin", "none") or (
        origin and urlsplit(origin).netloc != request.host
    ):
        abort(403)


def _check_callback() -> None:
    """A callback is answered only if it is listed."""
    body = request.get_json(silent=True)
    output = body.get("output") if isinstance(body, dict) else None
    if output not in OPEN_CALLBACKS:
        abort(403)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault(*ISOLATION)
    return response
