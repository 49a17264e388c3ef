"""Why there is no answer, as a document that programs can read: RFC 9457."""

from __future__ import annotations

from http import HTTPStatus

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from dashboard.access import API, Identity
from dashboard.api.models import Fault, Problem

MEDIA_TYPE = "application/problem+json"

KINDS = {
    400: "parameters",
    403: "not-allowed",
    404: "not-found",
    405: "method",
    429: "too-many",
    503: "damaged",
}
"""What each status stands for; the page on the API says what to do about each."""


def problem(status: int, detail: str, faults: tuple[Fault, ...] = ()) -> flask.Response:
    """The document of a problem with this request."""
    kind = KINDS.get(status)
    body = Problem(
        type=f"/api#{kind}" if kind else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=flask.request.path,
        errors=faults,
    )
    return flask.Response(body.model_dump_json(), status, content_type=MEDIA_TYPE)


def add_to(server: flask.Flask) -> None:
    """Answer every failure under the API's address so; those of pages stay as they are."""

    def explain(error: HTTPException) -> Response | HTTPException:
        if not is_of_api():
            return error
        status = error.code or 500
        if error.response is not None or status < 400:
            return error
        answer = problem(status, _detail(status, error.description))
        for name, value in error.get_headers():
            if name.lower() != "content-type":
                answer.headers[name] = value
        return answer

    server.register_error_handler(HTTPException, explain)


def _detail(status: int, said: str | None) -> str:
    identity: Identity | None = flask.g.get("identity")
    if status == 403 and identity and identity.account is None:
        return "This is for those signed in. Sign in with the same browser and ask again."
    if status == 405:
        return "The API only reads. Ask with GET."
    return said or HTTPStatus(status).description


def is_of_api() -> bool:
    """Whether this request was made to the API."""
    path = flask.request.path
    return path == API or path.startswith(f"{API}/")
