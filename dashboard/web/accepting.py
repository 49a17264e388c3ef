"""The routes behind the page of findings: accept one with a reason, or open it again."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import flask
from werkzeug.wrappers import Response

from dashboard.access import current_identity
from dashboard.store.findings import Decision
from dashboard.web.moment import entry
from dashboard.web.pages import findings
from dashboard.web.site import Site
from dashboard.workflow.accepting import AcceptingError, decide

CHANGED = "This finding has changed since you looked, so nothing was decided. Look at it anew."
_FILTERS = ("severity", "theme", "state")


def add_to(server: flask.Flask, site: Site) -> None:
    """Register the routes."""
    for decision in Decision:
        rule = f"/findings/{decision}"
        server.add_url_rule(rule, rule, partial(_answer, site, decision), methods=["POST"])


def _answer(site: Site, decision: Decision) -> Response:
    visit = site.visiting.visit_path("/findings", {}, flask.request.args)
    account = current_identity().account
    assert account is not None  # the route's permission is nobody's without an account
    form = flask.request.form
    asked = form.get("seen", "")
    every = findings.list_standings(visit)
    one = next((one for one in every if findings.seen(one) == asked), None)
    if one is None:
        return site.answer("/findings", 409, problem=CHANGED)
    finding = one.finding
    try:
        decide(
            visit.store,
            decision,
            account,
            finding.key,
            finding.evidence,
            form.get("reason", ""),
            entry(
                f"{decision} finding", finding.evidence, after=form.get("reason", "").strip()
            ),
        )
    except AcceptingError as error:
        return site.answer("/findings", 400, problem=str(error))
    kept = {name: form[name] for name in _FILTERS if form.get(name)}
    return flask.redirect(f"/findings?{urlencode(kept | {'done': str(decision)})}", 303)
