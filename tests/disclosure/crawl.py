"""Fetch whatever anybody may fetch from the app, in a process of its own.

python -m tests.disclosure.crawl DATABASE CATALOGUE MONTHS OUT

Dash allows one app a process, and the tests' own is on the published sample.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode

from openpyxl import load_workbook

from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app

_LINK = re.compile(r'href="(/[^"#]*)')


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
    while waiting:
        address = waiting.pop()
        if address in answers or address.startswith(("/assets", "/_dash", "/sign-in")):
            continue
        response = client.get(address)
        if response.status_code == 200 and address.endswith((".xlsx", ".zip")):
            answers |= _unpack(address, response.data)
            answers[address] = ""
            continue
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


def _unpack(address: str, content: bytes) -> dict[str, str]:
    """Each file of a ZIP and each sheet of a workbook, by the address and its name."""
    if address.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content))
        return {f"{address}!{sheet.title}": _as_csv(sheet.values) for sheet in book.worksheets}
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            inner = f"{address}!{name}"
            if name.endswith(".xlsx"):
                found |= _unpack(inner, archive.read(name))
            elif not name.endswith(".pdf"):
                found[inner] = archive.read(name).decode("utf-8-sig")
    return found


def _as_csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


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
