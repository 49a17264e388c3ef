"""The routes behind signing in and out: the only ones that set or take the cookie."""

from __future__ import annotations

import flask
from werkzeug.wrappers import Response

from dashboard.access import SESSION_COOKIE, current_identity
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web.moment import now
from dashboard.web.openid import WAITS, OpenId, OpenIdError
from dashboard.web.site import Site
from dashboard.workflow import accounts, openid
from dashboard.workflow.accounts import AccountError, TooManyAttempts

HOME = "/"
NOBODY = "somebody by the council's own sign-in"
BEGUN_COOKIE = "sign-in"
BEGUN_PATH = "/sign-in/openid"


def add_to(server: flask.Flask, site: Site, store: Store, settings: Settings) -> None:
    """Register the routes."""
    _add_passwords(server, site, store, settings)
    _add_openid(server, site, store, settings)

    @server.post("/sign-out")
    def sign_out() -> Response:
        token = flask.request.cookies.get(SESSION_COOKIE, "")
        store.accounts.end_session(token, _origin(), now())
        response = flask.redirect(HOME, 303)
        response.delete_cookie(SESSION_COOKIE, path="/")
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _add_passwords(server: flask.Flask, site: Site, store: Store, settings: Settings) -> None:
    def check_open() -> None:
        if not settings.local_sign_in:
            raise AccountError(
                "Passwords are not used here. Sign in with your council's own sign-in."
            )

    @server.post("/sign-in")
    def sign_in() -> Response:
        email = flask.request.form.get("email", "")
        target = flask.request.form.get("next", "")
        try:
            check_open()
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
            check_open()
            if password != flask.request.form.get("again", ""):
                raise AccountError("The two passwords differ. Type the same one twice.")
            session = accounts.set_password(store, token, password, _origin(), now())
        except AccountError as error:
            return site.answer(f"/sign-in/link/{token}", 403, problem=str(error))
        return _begin(session, HOME)


def _add_openid(server: flask.Flask, site: Site, store: Store, settings: Settings) -> None:
    """The way to the council's own sign-in and back; not found where it has none."""
    provider = settings.provider
    client = OpenId(provider) if provider else None

    def refuse(error: AccountError) -> Response:
        if isinstance(error, OpenIdError):  # otherwise it is on record, with whom it befell
            accounts.record_refusal(store, NOBODY, error.why, _origin(), now(), is_new=False)
        return _forget_begun(site.answer("/sign-in", 403, problem=str(error)))

    @server.get("/sign-in/openid")
    def go() -> Response:
        if client is None:
            flask.abort(404)
        target = flask.request.args.get("next", "")
        try:
            address, sealed = client.begin(_back(), target if _is_ours(site, target) else HOME)
        except OpenIdError as error:
            return refuse(error)
        response = flask.redirect(address, 303)
        response.set_cookie(
            BEGUN_COOKIE,
            sealed,
            max_age=WAITS,
            path=BEGUN_PATH,
            httponly=True,
            samesite="Lax",
            secure=flask.request.is_secure,
        )
        return _keep_nowhere(response)

    @server.get("/sign-in/openid/back")
    def come_back() -> Response:
        if client is None or provider is None:
            flask.abort(404)
        answer = flask.request.args
        try:
            begun = client.open(
                flask.request.cookies.get(BEGUN_COOKIE, ""), answer.get("state", "")
            )
            claims = client.finish(begun, _back(), answer)
            who = openid.read_claims(claims, provider)
            token = openid.sign_in(store, who, provider, _origin(), now())
        except AccountError as error:
            return refuse(error)
        return _forget_begun(_begin(token, begun.target))


def _back() -> str:
    """Where the provider leads back to, under the name this server was asked by."""
    return flask.request.host_url.rstrip("/") + "/sign-in/openid/back"


def _forget_begun(response: Response) -> Response:
    response.delete_cookie(BEGUN_COOKIE, path=BEGUN_PATH)
    return _keep_nowhere(response)


def _keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
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
