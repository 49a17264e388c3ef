"""Files behind the pages: the same view models as CSV, workbook and ZIP."""

from __future__ import annotations

from collections.abc import Callable

import flask

from dashboard.access import EDITION
from dashboard.export import csvw, workbook
from dashboard.export.as_published_csv import as_published_table
from dashboard.export.csv_files import csv_of, series_csv, standings_table
from dashboard.export.dataset import Dataset, dataset_of
from dashboard.export.official_csv import comparators_table
from dashboard.export.table import fit
from dashboard.export.tidy import observations_table
from dashboard.export.workbook import write_workbook
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
        "/dataset.xlsx": _workbook,
        "/dataset.csv": _dataset,
        f"/dataset.csv{csvw.ENDING}": _description,
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


def asked_dataset(visit: Visit) -> Dataset:
    """The dataset of the month that is asked for, or of the latest."""
    month = read_month(visit, "month") or visit.holdings.latest
    if month is None:
        flask.abort(404)
    return dataset_of(visit.holdings, month, visit.audience)


def _workbook(visit: Visit) -> flask.Response:
    dataset = asked_dataset(visit)
    content, _ = write_workbook(dataset)
    return send_file(content, f"{dataset.stem}.xlsx", workbook.MIMETYPE)


def _dataset(visit: Visit) -> flask.Response:
    dataset = asked_dataset(visit)
    response = send_file(csv_of(observations_table(dataset)), f"{dataset.stem}.csv")
    # Where a reader of CSV on the Web looks for what the columns mean.
    described = f"dataset.csv{csvw.ENDING}?month={dataset.month}"
    response.headers.set("Link", f'<{described}>; rel="describedby"; type="{csvw.MIMETYPE}"')
    return response


def _description(visit: Visit) -> flask.Response:
    dataset = asked_dataset(visit)
    table, notices = fit(observations_table(dataset))
    content = csvw.describe(dataset, table, notices, f"dataset.csv?month={dataset.month}")
    return send_file(content, f"{dataset.stem}.csv{csvw.ENDING}", csvw.MIMETYPE)


def _scorecard(visit: Visit) -> flask.Response:
    if visit.holdings.latest is None:
        flask.abort(404)
    card = make_scorecard(
        visit.holdings, read_filters(visit), visit.audience, visit.settings.current_day()
    )
    rows = [row for group in card.groups for row in group.rows]
    table = standings_table(visit.holdings, rows)
    return send_file(csv_of(table), f"scorecard-{card.month}.csv")


def _as_published(visit: Visit) -> flask.Response:
    wanted = as_published.read_wanted(visit)
    if wanted is None:
        flask.abort(404)
    rows = as_published.list_rows(visit, wanted)
    table = as_published_table(visit.holdings.catalogue, rows)
    return send_file(csv_of(table), f"as-published-{wanted.month}.csv")


def _theme(visit: Visit, key: str) -> flask.Response:
    month = read_month(visit, "month") or visit.holdings.latest
    rows = [
        stand(visit.holdings, indicator, month)
        for indicator in visit.holdings.catalogue.active
        if indicator.theme == key and month
    ]
    if not rows:
        flask.abort(404)
    return send_file(csv_of(standings_table(visit.holdings, rows)), f"{key}-{month}.csv")


def _indicator(visit: Visit, slug: str) -> flask.Response:
    indicator = visit.holdings.catalogue.by_address(slug)
    if indicator is None:
        flask.abort(404)
    return send_file(series_csv(visit.holdings, indicator), f"{slug}.csv")


def _comparators(visit: Visit, slug: str) -> flask.Response:
    catalogue = visit.holdings.catalogue
    indicator = catalogue.by_address(slug)
    if indicator is None:
        flask.abort(404)
    table = comparators_table(catalogue, visit.holdings.official, [indicator])
    if not table.rows:
        flask.abort(404)
    return send_file(csv_of(table), f"{slug}-comparators.csv")


def send_file(content: bytes, name: str, mimetype: str = "text/csv") -> flask.Response:
    response = flask.Response(content, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
