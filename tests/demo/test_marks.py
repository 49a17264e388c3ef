"""Every page and file of the invented council says so, and none of the real one's does."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from itertools import chain

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.cli import commands
from dashboard.demo import LAST, Demo
from dashboard.intake import read_file
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import PAGES, create_app
from dashboard.web.site import Site

MARK = "Invented council"
LINE = "Invented council: every figure, name and sentence here is made up."
# A preview and a link are there only once a file was sent or somebody invited.
NEEDS_A_TOKEN = "<token>"


@pytest.fixture(scope="module")
def invented_app(demo: Demo, demo_store: Store) -> Site:
    settings = Settings(
        database_url=demo.database_url,
        catalogue=demo.catalogue,
        host="127.0.0.1",
        port=8050,
        today=dt.date(2026, 3, 12),
    )
    return create_app(settings, demo_store)


@pytest.fixture
def demo_client(invented_app: Site) -> FlaskClient:
    client: FlaskClient = invented_app.server.test_client()
    return client


def addresses(rule: str, catalogue: Catalogue) -> list[str]:
    """Every address of a rule."""
    parts = {
        "key": [theme.key for theme in catalogue.themes],
        "slug": [indicator.address for indicator in catalogue.indicators],
        "month": [str(LAST)],
        "figure": ["value"],
        "int:version": ["1"],
    }
    found = re.search(r"<([\w:]+)>", rule)
    if not found:
        return [rule]
    filled = (rule.replace(found[0], part) for part in parts[found[1]])
    return list(chain.from_iterable(addresses(one, catalogue) for one in filled))


def pages(catalogue: Catalogue) -> Iterator[str]:
    rules = [page.rule for page in PAGES if NEEDS_A_TOKEN not in page.rule]
    return chain.from_iterable(addresses(rule, catalogue) for rule in rules)


def files(app: Site, catalogue: Catalogue) -> Iterator[str]:
    rules = [rule.rule for rule in app.server.url_map.iter_rules()]
    return chain.from_iterable(
        addresses(rule, catalogue) for rule in rules if rule.endswith(".csv")
    )


def test_every_page_says_it_under_the_mast(
    demo_client: FlaskClient, invented: Catalogue
) -> None:
    walked = list(pages(invented))
    assert len(walked) > 64 + 9
    for address in [*walked, "/nothing/here"]:
        page = demo_client.get(address).get_data(as_text=True)
        assert page.count(LINE) == 1, address
        assert page.index("</header>") < page.index(LINE) < page.index("<main"), address


def test_no_page_of_the_real_council_says_it(client: FlaskClient, published: Catalogue) -> None:
    for address in pages(published):
        assert MARK not in client.get(address).get_data(as_text=True), address


def test_every_row_of_every_file_says_it(
    demo_client: FlaskClient, invented_app: Site, invented: Catalogue
) -> None:
    walked = list(files(invented_app, invented))
    assert len(walked) > 64 + 9
    rows = 0
    for address in walked:
        answer = demo_client.get(address)
        if answer.status_code != 200:
            refused = 403 if address == "/audit.csv" else 404
            # No department publishes anything of a council that does not exist.
            absent = ("/theme/section-20.csv", "/comparators.csv", "/audit.csv")
            assert address.endswith(absent), address
            assert answer.status_code == refused, address
            continue
        for row in csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))):
            assert row["indicator"].startswith(f"{MARK}: "), address
            rows += 1
    assert rows >= 64 * 60 + 2 * 64


def test_no_file_of_the_real_council_says_it(
    client: FlaskClient, app: Site, published: Catalogue
) -> None:
    for address in files(app, published):
        assert MARK.encode() not in client.get(address).data, address


def test_a_marked_file_loads_again(demo_client: FlaskClient, invented: Catalogue) -> None:
    answer = demo_client.get("/indicator/m1.csv")
    reading = read_file("m1.csv", answer.data, invented)
    assert reading.problems == ()
    assert len(reading.observations) == 60


def test_the_command_says_what_it_did(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "set_up_demo", lambda *_, **__: demo)
    assert commands.main(["demo"]) == 0
    said = capsys.readouterr().out
    assert "60 files loaded" in said
    assert f"exampleshire-{LAST.shift(1)}.xlsx" in said
    assert "make run DATA=demo" in said
