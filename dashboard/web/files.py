"""Files behind the pages: the same view models, as CSV."""

from __future__ import annotations

import flask

from dashboard.export.as_published_csv import as_published_csv
from dashboard.export.csv_files import series_csv, standings_csv
from dashboard.export.official_csv import comparators_csv
from dashboard.views.comparing_areas import extract_of
from dashboard.views.scorecard import make_scorecard
from dashboard.views.status import stand
from dashboard.web.pages import as_published
from dashboard.web.pages.scorecard import read_filters
from dashboard.web.reading import read_month
from dashboard.web.visiting import Visiting


def add_to(server: flask.Flask, visiting: Visiting) -> None:
    """Register the routes for files."""

    @server.get("/scorecard.csv")
    def scorecard_csv() -> flask.Response:
        visit = visiting.visit_path("/", {}, flask.request.args)
        if visit.holdings.latest is None:
            flask.abort(404)
        card = make_scorecard(
            visit.holdings,
            read_filters(visit),
            visit.audience,
            visit.settings.current_day(),
        )
        rows = [row for group in card.groups for row in group.rows]
        return _file(standings_csv(visit.holdings, rows), f"scorecard-{card.month}.csv")

    @server.get("/as-published.csv")
    def as_published_file() -> flask.Response:
        visit = visiting.visit_path("/as-published", {}, flask.request.args)
        wanted = as_published.read_wanted(visit)
        if wanted is None:
            flask.abort(404)
        rows = as_published.list_rows(visit, wanted)
        content = as_published_csv(visit.holdings.catalogue.council, rows)
        return _file(content, f"as-published-{wanted.month}.csv")

    @server.get("/theme/<key>.csv")
    def theme_csv(key: str) -> flask.Response:
        visit = visiting.visit_path(f"/theme/{key}", {"key": key}, flask.request.args)
        month = read_month(visit, "month") or visit.holdings.latest
        rows = [
            stand(visit.holdings, indicator, month)
            for indicator in visit.holdings.catalogue.active
            if indicator.theme == key and month
        ]
        if not rows:
            flask.abort(404)
        return _file(standings_csv(visit.holdings, rows), f"{key}-{month}.csv")

    @server.get("/indicator/<slug>.csv")
    def indicator_csv(slug: str) -> flask.Response:
        visit = visiting.visit_path(f"/indicator/{slug}", {}, flask.request.args)
        indicator = visit.holdings.catalogue.by_address(slug)
        if indicator is None:
            flask.abort(404)
        return _file(series_csv(visit.holdings, indicator), f"{slug}.csv")

    @server.get("/indicator/<slug>/comparators.csv")
    def comparators_file(slug: str) -> flask.Response:
        catalogue = visiting.visit_path(
            f"/indicator/{slug}", {}, flask.request.args
        ).holdings.catalogue
        indicator = catalogue.by_address(slug)
        content = indicator and comparators_csv(catalogue, extract_of(catalogue), indicator)
        if not content:
            flask.abort(404)
        return _file(content, f"{slug}-comparators.csv")


def _file(content: bytes, name: str) -> flask.Response:
    response = flask.Response(content, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
