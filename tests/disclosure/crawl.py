"""Fetch whatever anybody may fetch from the app, in a process of its own.

python -m tests.disclosure.crawl DATABASE CATALOGUE MONTHS OUT

OUT gets a line of JSON for each answer: its address and its text. Files that are no text are
tried elsewhere. Dash allows one app a process, and the tests' own is on the published sample.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience, Edition
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.as_published import Reason
from dashboard.web import create_app

EXPLAINED = 3
"""Of so many of the months every explanation is fetched."""
_READ_APART = (".xlsx", ".zip", ".pdf")
"""Files that are no text; `test_files_attack` and `test_pack_attack` read them."""

_LINK = re.compile(r'href="(/[^"#]*)')
_CHANGING = re.compile(r"(/editions/[\d-]+/v\d+)?/(indicator/|theme/|\?|$)")
_ELSEWHERE = ("/assets", "/_dash", "/sign-in")
_CHANGED = (
    ("page.regions", "address"),
    ("indicator-graph.figure", "address"),
)
_OPENED = ("page.children", "opened")


_EXPLANATION = re.compile(r"/explain/[^/]+/([^/?]+)")


def crawl(database: str, catalogue: Path, months: int) -> Iterator[tuple[str, str]]:
    """Every answer by its address: all that "/" leads to, and each page for some months.

    The pages of the last edition stand at "/", those of earlier ones at their own address.
    For one month, callbacks are asked of the last edition only.
    """
    settings = Settings(
        database_url=database,
        catalogue=catalogue,
        host="127.0.0.1",
        port=8050,
        today=dt.date(2026, 4, 1),
    )
    store = Store.open(database)
    client = create_app(settings, store).server.test_client()
    known = load_catalogue(catalogue)
    *earlier, last = store.editions.all()
    waiting = list(_addresses("", known, _months(store, last)[-months:]))
    if months > 1:
        for edition in earlier:
            chosen = _months(store, edition)[-months:]
            waiting += _addresses(edition.address, known, chosen)
    seen: set[str] = set()
    held = _months(store, last)
    explained = {str(month) for month in held[-min(months, EXPLAINED) :]}
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(_ELSEWHERE):
            continue
        at = _EXPLANATION.search(address)
        if at and (at[1] not in explained or address.startswith("/editions")):
            continue
        if address.endswith(_READ_APART):
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.mimetype not in ("text/html", "text/csv"):
            continue
        text = answer.get_data(as_text=True)
        yield address, text
        if answer.mimetype == "text/csv":
            continue
        if "?" not in address:
            links = (link.replace("&amp;", "&") for link in _LINK.findall(text))
            waiting += [link for link in links if "?" not in link]
        if months == 1 and address.startswith("/editions"):
            continue
        if "?" not in address:
            yield f"{address} {_OPENED[0]}", _ask(client, address, *_OPENED)
        if _CHANGING.match(address):
            for output, part in _CHANGED:
                yield f"{address} {output}", _ask(client, address, output, part)


def _months(store: Store, edition: Edition) -> Sequence[Month]:
    return read_edition(store, edition, Audience.PUBLIC).months


def _addresses(place: str, catalogue: Catalogue, chosen: Sequence[Month]) -> Iterator[str]:
    """Every page and file of an edition that can be asked for, with each of some months."""
    span = urlencode({"from": Month(2000, 1), "to": chosen[-1]})
    others = {i.theme: i.address for i in catalogue.active}
    beside = urlencode([("with", slug) for slug in list(others.values())[:3]])
    yield from (f"{place}/", f"{place}/scorecard.csv", f"{place}/as-published", "/editions")
    for indicator in catalogue.indicators:
        page = f"{place}/indicator/{indicator.address}"
        yield from (page, f"{page}.csv", f"{page}?{span}")
        if len(chosen) > 1:
            yield f"{page}?{beside}"
            yield from (f"{page}?month={month}" for month in chosen[:-1])
    for month in chosen:
        yield from (f"{place}/?month={month}", f"{place}/scorecard.csv?month={month}")
        for theme in catalogue.themes:
            yield f"{place}/theme/{theme.key}?month={month}"
            yield f"{place}/theme/{theme.key}.csv?month={month}"
        for reason in ("", *Reason):
            asked = urlencode({"month": month, "reason": reason})
            yield f"{place}/as-published?{asked}"
            yield f"{place}/as-published.csv?{asked}"


def _ask(client: FlaskClient, address: str, output: str, part: str) -> str:
    name, prop = output.split(".")
    body = {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "inputs": [{"id": "page", "property": part, "value": address}],
        "changedPropIds": [f"page.{part}"],
    }
    return client.post("/_dash-update-component", json=body).get_data(as_text=True)


def main(database: str, catalogue: str, months: str, out: str) -> None:
    """Crawl, and write what was answered."""
    with Path(out).open("w", encoding="utf-8") as lines:
        for answer in crawl(database, Path(catalogue), int(months)):
            lines.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
