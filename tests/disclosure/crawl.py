"""Fetch whatever anybody may fetch from the app, in a process of its own.

python -m tests.disclosure.crawl DATABASE CATALOGUE MONTHS OUT [first]

OUT gets a line of JSON for each answer: its address and its text. With `first` only small
counts are hidden, and nothing that would reveal one. Dash allows one app a process, and the
tests' own is on the published sample.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from dashboard.disclosure import hide
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.store import Store
from dashboard.views import holdings as reading
from dashboard.views.as_published import Reason
from dashboard.web import create_app

EXPLAINED = 3
"""Of so many of the months every explanation is fetched."""

_LINK = re.compile(r'href="(/[^"#]*)')
_CHANGED = (
    ("page.regions", "address"),
    ("indicator-graph.figure", "address"),
)
_OPENED = ("page.children", "opened")


_EXPLANATION = re.compile(r"/explain/[^/]+/([^/?]+)")


def crawl(database: str, catalogue: Path, months: int) -> Iterator[tuple[str, str]]:
    """Every answer by its address: all that "/" leads to, and each page for some months."""
    settings = Settings(
        database_url=database,
        catalogue=catalogue,
        host="127.0.0.1",
        port=8050,
        today=dt.date(2026, 4, 1),
    )
    site = create_app(settings, Store.open(database))
    client = site.server.test_client()
    waiting = list(_addresses(site.visiting.shelf, months))
    seen: set[str] = set()
    held = site.visiting.shelf.holdings(Audience.PUBLIC).months
    explained = {str(month) for month in held[-min(months, EXPLAINED) :]}
    while waiting:
        address = waiting.pop()
        if address in seen or address.startswith(("/assets", "/_dash", "/sign-in")):
            continue
        at = _EXPLANATION.search(address)
        if at and (at[1] not in explained or address.startswith("/editions")):
            continue
        seen.add(address)
        answer = client.get(address).get_data(as_text=True)
        yield address, answer
        if ".csv" in address:
            continue
        if "?" not in address:
            links = (link.replace("&amp;", "&") for link in _LINK.findall(answer))
            waiting += [link for link in links if "?" not in link]
            yield f"{address} {_OPENED[0]}", _ask(client, address, *_OPENED)
        if address.startswith(("/indicator/", "/?", "/theme/")):
            for output, part in _CHANGED:
                yield f"{address} {output}", _ask(client, address, output, part)


def _addresses(shelf: Shelf, months: int) -> Iterator[str]:
    """Every page and file that can be asked for, with each of the last months."""
    held = shelf.holdings(Audience.PUBLIC)
    chosen = held.months[-months:]
    span = urlencode({"from": held.months[0], "to": held.months[-1]})
    others = {i.theme: i.address for i in shelf.catalogue.active}
    yield from ("/", "/scorecard.csv", "/as-published")
    for indicator in shelf.catalogue.indicators:
        page = f"/indicator/{indicator.address}"
        beside = urlencode([("with", slug) for slug in list(others.values())[:3]])
        yield from (page, f"{page}.csv", f"{page}?{span}", f"{page}?{beside}")
        yield from (f"{page}?month={month}" for month in chosen[:-1])
    for month in chosen:
        yield from (f"/?month={month}", f"/scorecard.csv?month={month}")
        for theme in shelf.catalogue.themes:
            yield f"/theme/{theme.key}?month={month}"
            yield f"/theme/{theme.key}.csv?month={month}"
        for reason in ("", *Reason):
            asked = urlencode({"month": month, "reason": reason})
            yield from (f"/as-published?{asked}", f"/as-published.csv?{asked}")


def _ask(client: FlaskClient, address: str, output: str, part: str) -> str:
    name, prop = output.split(".")
    body = {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "inputs": [{"id": "page", "property": part, "value": address}],
        "changedPropIds": [f"page.{part}"],
    }
    return client.post("/_dash-update-component", json=body).get_data(as_text=True)


def main(database: str, catalogue: str, months: str, out: str, only: str = "") -> None:
    """Crawl, and write what was answered."""
    if only == "first":
        monkeypatch = pytest.MonkeyPatch()
        monkeypatch.setattr(reading, "hide", partial(hide, secondary=False))
    with Path(out).open("w", encoding="utf-8") as lines:
        for answer in crawl(database, Path(catalogue), int(months)):
            lines.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
