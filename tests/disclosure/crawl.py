"""Fetch whatever anybody may fetch from the app, in a process of its own.

python -m tests.disclosure.crawl DATABASE CATALOGUE MONTHS OUT

Dash allows one app a process, and the tests' own is on the published sample.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlencode

from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app

EXPLAINED = 3
"""Of so many of the months every explanation is fetched."""

_LINK = re.compile(r'href="(/[^"#]*)')


_EXPLANATION = re.compile(r"/explain/[^/]+/([^/?]+)")


def crawl(database: str, catalogue: Path, months: int) -> dict[str, str]:
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
    shelf = site.visiting.shelf
    held = shelf.holdings(Audience.PUBLIC)
    chosen = held.months[-months:]
    waiting = ["/", "/scorecard.csv"]
    for indicator in shelf.catalogue.indicators:
        page = f"/indicator/{indicator.address}"
        waiting += [page, f"{page}.csv"]
        span = {"from": held.months[0], "to": held.months[-1]}
        waiting.append(f"{page}?{urlencode(span)}")
        waiting += [f"{page}?{urlencode({'month': month})}" for month in chosen[:-1]]
    for month in chosen:
        waiting += [f"/?month={month}", f"/scorecard.csv?month={month}"]
        for theme in shelf.catalogue.themes:
            waiting += [f"/theme/{theme.key}?month={month}"]
            waiting += [f"/theme/{theme.key}.csv?month={month}"]
    answers: dict[str, str] = {}
    explained = {str(month) for month in chosen[-EXPLAINED:]}
    while waiting:
        address = waiting.pop()
        if address in answers or address.startswith(("/assets", "/_dash", "/sign-in")):
            continue
        at = _EXPLANATION.search(address)
        if at and (at[1] not in explained or address.startswith("/editions")):
            continue
        response = client.get(address)
        answers[address] = response.get_data(as_text=True)
        if "?" not in address and not address.endswith(".csv"):
            waiting += [
                a.replace("&amp;", "&") for a in _LINK.findall(answers[address]) if "?" not in a
            ]
        if address.startswith(("/indicator/", "/?", "/theme/")) and ".csv" not in address:
            for output, part in (
                ("page.regions", "address"),
                ("indicator-graph.figure", "address"),
            ):
                answers[f"{address} {output}"] = _ask(client, address, output, part)
    return answers


def _ask(client: object, address: str, output: str, part: str) -> str:
    name, prop = output.split(".")
    body = {
        "output": output,
        "outputs": {"id": name, "property": prop},
        "inputs": [{"id": "page", "property": part, "value": address}],
        "changedPropIds": ["page.address"],
    }
    answer = client.post("/_dash-update-component", json=body)  # type: ignore[attr-defined]
    return str(answer.get_data(as_text=True))


if __name__ == "__main__":
    database, catalogue, months, out = sys.argv[1:]
    Path(out).write_text(json.dumps(crawl(database, Path(catalogue), int(months))))
