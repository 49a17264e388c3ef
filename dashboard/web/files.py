"""Files behind the pages: the same view models, as CSV."""

from __future__ import annotations

from collections.abc import Callable

import flask

from dashboard.access import EDITION
from dashboard.export.as_published_csv import as_published_csv
from dashboard.export.csv_files import series_csv, standings_csv
from dashboard.export.official_csv import comparators_csv
from dashboard.views.scorecard import make_scorecard
from dashboard.views.status import stand
from dashboard.web.page import Visit
from dashboard.web.pages import as_published
from dashboard.web.pages.scorecard import read_filters
from dashboard.web.reading import read_month
from dashboard.web.visiting import Visiting

Answer = Callable[..., flask.Response]


def add_to(server: flask.Flask, visiting: Visiting) -> None:
    """Register the routes for files, each for what is held and for every edition."""
    makers: dict[str, Callable[..., flask.Response]] = {
        "/scorecard.csv": _scorecard,
        "/as-published.csv": _as_published,
        "/theme/<key>.csv": _theme,
        "/indicator/<slug>.csv": _indicator,
        "/indicator/<slug>/comparators.csv": _comparators,
    }
    for rule, make in makers.items():
        for address in (rule, f"{EDITION}{rule}"):
            server.add_url_rule(address, address, _answer(visiting, make))


def _answer(visiting: Visiting, make: Answer) -> Answer:
    def answer(month: str = "", version: int = 0, **parts: str) -> flask.Response:
        visit = visiting.visit_path(flask.request.path, parts, flask.request.args)
        if month and visit.edition is None:
            flask.abort(404, f"There is no edition {month}, version {version}.")
        return make(visit, **parts)

    return answer


def _scorecard(visit: Visit) -> flask.Response:
    if visit.holdings.latest is None:
        flask.abort(404)
    card = make_scorecard(
        visit.holdings, read_filters(visit), visit.audience, visit.settings.current_day()
    )
    rows = [row for group in card.groups for row in group.rows]
    return _file(standings_csv(visit.holdings, rows), f"scorecard-{card.month}.csv")


def _as_published(visit: Visit) -> flask.Response:
    wanted = as_published.read_wanted(visit)
    if wanted is None:
        flask.abort(404)
    rows = as_published.list_rows(visit, wanted)
    content = as_published_csv(visit.holdings.catalogue.council, rows)
    return _file(content, f"as-published-{wanted.month}.csv")


def _theme(visit: Visit, key: str) -> flask.Response:
    month = read_month(visit, "month") or visit.holdings.latest
    rows = [
        stand(visit.holdings, indicator, month)
        for indicator in visit.holdings.catalogue.active
        if indicator.theme == key and month
    ]
    if not rows:
        flask.abort(404)
    return _file(standings_csv(visit.holdings, rows), f"{key}-{month}.csv")


def _indicator(visit: Visit, slug: str) -> flask.Response:
    indicator = visit.holdings.catalogue.by_address(slug)
    if indicator is None:
        flask.abort(404)
    return _file(series_csv(visit.holdings, indicator), f"{slug}.csv")


def _comparators(visit: Visit, slug: str) -> flask.Response:
    catalogue = visit.holdings.catalogue
    indicator = catalogue.by_address(slug)
    content = indicator and comparators_csv(catalogue, visit.holdings.official, indicator)
    if not content:
        flask.abort(404)
    return _file(content, f"{slug}-comparators.csv")


def _file(content: bytes, name: str) -> flask.Response:
    response = flask.Response(content, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
