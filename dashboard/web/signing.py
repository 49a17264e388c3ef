"""The routes behind signing in and out: the only ones that set or take the cookie."""

from __future__ import annotations

import flask
from werkzeug.wrappers import Response

from dashboard.access import SESSION_COOKIE, current_identity
from dashboard.store import Store
from dashboard.web.moment import now
from dashboard.web.site import Site
from dashboard.workflow import accounts
from dashboard.workflow.accounts import AccountError, TooManyAttempts

HOME = "/"


def add_to(server: flask.Flask, site: Site, store: Store) -> None:
    """Register the routes."""

    @server.post("/sign-in")
    def sign_in() -> Response:
        email = flask.request.form.get("email", "")
        target = flask.request.form.get("next", "")
        try:
            token = accounts.sign_in(
                store, email, flask.request.form.get("password", ""), _origin(), now()
            )
        except AccountError as error:
            status = 429 if isinstance(error, TooManyAttempts) else 403
            return site.answer(
                "/sign-in", status, problem=str(error), email=email[:254], next=target
            )
        return _begin(token, target if _is_ours(site, target) else HOME)

    @server.post("/sign-in/link/<token>")
    def set_password(token: str) -> Response:
        password = flask.request.form.get("password", "")
        try:
            if password != flask.request.form.get("again", ""):
                raise AccountError("The two passwords differ. Type the same one twice.")
            session = accounts.set_password(store, token, password, _origin(), now())
        except AccountError as error:
            return site.answer(f"/sign-in/link/{token}", 403, problem=str(error))
        return _begin(session, HOME)

    @server.post("/sign-out")
    def sign_out() -> Response:
        store.accounts.end_session(flask.request.cookies.get(SESSION_COOKIE, ""))
        response = flask.redirect(HOME, 303)
        response.delete_cookie(SESSION_COOKIE, path="/")
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _begin(token: str, target: str) -> Response:
    """Lead on, with the session's cookie: it ends with the browser, or with the session."""
    response = flask.redirect(target, 303)
    response.set_cookie(
        SESSION_COOKIE,
        token,
        path="/",
        httponly=True,
        samesite="Lax",
        secure=flask.request.is_secure,
    )
    return response


def _is_ours(site: Site, target: str) -> bool:
    """Whether it is the address of one of our own pages, and not another site's."""
    return target.startswith("/") and site.visiting.visit(target) is not None


def _origin() -> str:
    return current_identity().origin
