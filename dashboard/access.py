"""The one guard: who asks, as which audience, and who may have which route and callback.

Default deny: a route or callback that is not in the tables below is refused. Who asks
follows from the session alone, never from an address, a form or a body. A page's own
permission stands in its row and is asked for on the first request and in every callback.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import flask
from flask import Flask, Response, abort, request

from dashboard.people import Account, Role
from dashboard.records import Audience
from dashboard.settings import LOCAL_NAMES, Settings
from dashboard.workflow.permissions import Permission, may

READ = Permission.READ_EDITIONS
LOAD = Permission.LOAD_DATA
DESK = Permission.USE_DESK
ACCOUNTS = Permission.MANAGE_ACCOUNTS
AUDIT = Permission.READ_AUDIT

EDITION = "/editions/<month>/v<int:version>"
"""Where the pages and files of an edition stand."""

FILES = (
    "/dataset.xlsx",
    "/dataset.csv",
    "/dataset.csv-metadata.json",
    "/files.zip",
    "/scorecard.csv",
    "/as-published.csv",
    "/theme/<key>.csv",
    "/indicator/<slug>.csv",
    "/indicator/<slug>/comparators.csv",
    "/pack.pdf",
    "/pack.ndjson",
)
"""What can be taken away of what is read now, and of every edition."""

API = "/api/v1"
API_WORKING = f"{API}/working"
OF_READING = (
    "",
    "/indicators",
    "/indicators/<slug>",
    "/observations",
    "/measures",
    "/commentary",
    "/findings",
    "/glossary",
)
"""What the API answers of the latest edition, of every edition and of the working months."""

_WORKING = {"/findings": Permission.ACCEPT_FINDINGS}
"""Those of the working months that not everybody signed in may read."""

_OPEN = {"GET": READ, "OPTIONS": READ}
"""Scripts of other sites may read it; browsers ask first, with OPTIONS, if they may."""

ROUTES: dict[str, dict[str, Permission]] = {
    "/": {"GET": READ},
    "/<path:path>": {"GET": READ},
    "/assets/<path:filename>": {"GET": READ},
    **{place + file: {"GET": READ} for place in ("", EDITION) for file in FILES},
    "/sign-in": {"POST": READ},
    "/sign-in/link/<token>": {"POST": READ},
    "/sign-in/openid": {"GET": READ},
    "/sign-in/openid/back": {"GET": READ},
    "/sign-out": {"POST": READ},
    "/data/upload": {"POST": LOAD},
    "/data/confirm": {"POST": LOAD},
    "/data/cancel": {"POST": LOAD},
    "/data/undo": {"POST": LOAD},
    "/data/file/<int:load>": {"GET": LOAD},
    "/editions/<month>/publish": {"POST": Permission.PUBLISH},
    "/commentary/<slug>/<month>/draft": {"POST": DESK},
    "/commentary/<slug>/<month>/discard": {"POST": DESK},
    "/commentary/<slug>/<month>/save": {"POST": DESK},
    "/commentary/<slug>/<month>/submit": {"POST": DESK},
    "/commentary/<slug>/<month>/return": {"POST": DESK},
    "/commentary/<slug>/<month>/approve": {"POST": DESK},
    "/commentary/<slug>/<month>/reopen": {"POST": DESK},
    "/commentary/<slug>/<month>/note": {"POST": DESK},
    "/commentary/<slug>/<month>/withdraw": {"POST": DESK},
    "/commentary/<slug>/<month>/dismiss": {"POST": DESK},
    "/commentary/<slug>/<month>/settle": {"POST": DESK},
    "/findings/accept": {"POST": Permission.ACCEPT_FINDINGS},
    "/findings/reopen": {"POST": Permission.ACCEPT_FINDINGS},
    "/people/invite": {"POST": ACCOUNTS},
    "/people/link": {"POST": ACCOUNTS},
    "/people/lock": {"POST": ACCOUNTS},
    "/people/unlock": {"POST": ACCOUNTS},
    "/people/roles": {"POST": ACCOUNTS},
    "/people/person": {"POST": ACCOUNTS},
    "/people/unlink": {"POST": ACCOUNTS},
    "/audit.csv": {"GET": AUDIT},
    **{API + path: _OPEN for path in ("", "/openapi.json", "/editions", "/<path:rest>")},
    **{API + place + path: _OPEN for place in ("/latest", EDITION) for path in OF_READING},
    **{
        API_WORKING + path: {"GET": _WORKING.get(path, Permission.READ_WORKING_MONTHS)}
        for path in OF_READING
    },
    "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>": {"GET": READ},
    "/_dash-layout": {"GET": READ},
    "/_dash-dependencies": {"GET": READ},
    "/_dash-update-component": {"POST": READ},
    "/_favicon.ico": {"GET": READ},
}
"""Every route that is answered, as Flask writes it: its methods, and who may use each."""

CALLBACK_ROUTE = "/_dash-update-component"


@dataclass(frozen=True, slots=True)
class Callback:
    """Who may use a callback, and the inputs Dash calls it with, each as id.property."""

    permission: Permission
    inputs: tuple[str, ...]


CALLBACKS: dict[str, Callback] = {
    "page.children": Callback(READ, ("page.opened",)),
    "page.regions": Callback(READ, ("page.address",)),
    "indicator-graph.figure": Callback(READ, ("page.address",)),
}
"""Every callback that is answered, by the output Dash names it by. The page it is asked
for has its own permission besides."""

SESSION_COOKIE = "session"

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

Recognise = Callable[[str], Account | None]
"""From a session's token to the account whose session it is; None if it has ended."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks: somebody with an account, or the public; and from which address."""

    account: Account | None
    origin: str

    @property
    def roles(self) -> frozenset[Role]:
        return self.account.roles if self.account else frozenset()

    @property
    def name(self) -> str:
        return self.account.name if self.account else "the public"

    @property
    def audience(self) -> Audience:
        working = self.may(Permission.READ_WORKING_MONTHS)
        return Audience.RESTRICTED if working else Audience.PUBLIC

    def may(self, permission: Permission) -> bool:
        return may(self.roles, permission)


def current_identity() -> Identity:
    """Who sent this request."""
    identity: Identity = flask.g.identity
    return identity


def guard(server: Flask, settings: Settings, recognise: Recognise) -> None:
    """Put the guard before every request and the headers after it."""

    @server.before_request
    def check() -> None:
        _check_place(settings)
        flask.g.identity = _identify(recognise)
        if request.url_rule is None:
            return  # Flask answers: there is no such route, or not for this method
        asked = "GET" if request.method == "HEAD" else request.method
        permission = ROUTES.get(request.url_rule.rule, {}).get(asked)
        if permission is None:
            abort(403)
        if asked == "POST":
            _check_origin()
        check_may(permission)
        if request.url_rule.rule == CALLBACK_ROUTE:
            _check_callback()

    server.after_request(_add_headers)


def check_may(permission: Permission) -> None:
    """Refuse whoever asks, unless the permission is hers."""
    if not current_identity().may(permission):
        abort(403, "Your account may not do this. Ask an administrator for the role you need.")


def _identify(recognise: Recognise) -> Identity:
    token = request.cookies.get(SESSION_COOKIE, "")
    return Identity(recognise(token) if token else None, request.remote_addr or "")


def _check_place(settings: Settings) -> None:
    """Answer to our own names only, and behind a proxy only where one is expected.

    Other machines are answered only where somebody has said so by naming the server in
    HOSTS.
    """
    if settings.hosts <= LOCAL_NAMES and not _is_loopback(request.remote_addr or ""):
        abort(403, "This server answers its own machine only. Open it there at 127.0.0.1.")
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host not in settings.hosts:
        abort(403, "This server does not answer to that name. Add it to HOSTS if it should.")
    if not settings.proxies and any(name in request.headers for name in _FORWARDED):
        abort(403, "This server expects no proxy. Set PROXIES if it stands behind one.")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _check_origin() -> None:
    """What changes something is taken from this site's own pages only."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is None and origin is None and SESSION_COOKIE in request.cookies:
        abort(403)  # every browser that keeps the cookie sends one of the two
    if site not in (None, "same-origin", "none") or (
        origin and urlsplit(origin).netloc != request.host
    ):
        abort(403)


def _check_callback() -> None:
    """A callback is answered only if it is listed, asked as listed, and to those it is for."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        abort(403)
    output = body.get("output")
    callback = CALLBACKS.get(output) if isinstance(output, str) else None
    if callback is None or not _is_asked_as_listed(body, callback):
        abort(403)
    check_may(callback.permission)


def _is_asked_as_listed(body: dict[str, Any], callback: Callback) -> bool:
    inputs = body.get("inputs")
    return (
        _property(body.get("outputs")) == body["output"]
        and isinstance(inputs, list)
        and tuple(map(_property, inputs)) == callback.inputs
        and not body.get("state")
    )


def _property(named: object) -> str:
    """What a part of a request is about, as id.property; empty if it does not say."""
    if not isinstance(named, dict):
        return ""
    return f"{named.get('id')}.{named.get('property')}"


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault(*ISOLATION)
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
