"""The route behind the page that publishes a month."""

from __future__ import annotations

from urllib.parse import urlencode

import flask
from werkzeug.wrappers import Response

from dashboard.publishing import PublishingError, publish
from dashboard.store import StoreChanged
from dashboard.web.moment import entry
from dashboard.web.pages import editions
from dashboard.web.site import Site

CHANGED = "The data held has changed since you looked, so nothing was published. Look anew."


def add_to(server: flask.Flask, site: Site) -> None:
    """Register the route."""

    @server.post("/editions/<month>/publish")
    def publish_month(month: str) -> Response:
        path = f"/editions/{month}/publish"
        form = flask.request.form
        visit = site.visiting.visit_path(path, {"month": month}, flask.request.args)
        prepared = editions.prepare_month(visit)
        if prepared is None:
            flask.abort(404)
        typed = {name: form.get(name, "") for name in ("reason", "all_the_same")}
        if str(prepared.revision) != form.get("revision"):
            return site.answer(path, 409, problem=CHANGED, **typed)
        subject = f"{prepared.month.long}, version {prepared.version}"
        after = typed["reason"] if prepared.version > 1 else typed["all_the_same"]
        try:
            published = publish(
                visit.store,
                prepared,
                entry("publish edition", subject, after=after.strip()),
                **typed,
            )
        except StoreChanged:
            return site.answer(path, 409, problem=CHANGED, **typed)
        except PublishingError as error:
            return site.answer(path, 400, problem=str(error), **typed)
        return flask.redirect(f"/editions?{urlencode({'done': published.address})}", 303)
