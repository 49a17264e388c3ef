"""Answers that are kept: the same bytes again, until something they rest on changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import flask
import pytest
from flask.testing import FlaskClient

from dashboard.access import Identity
from dashboard.catalogue import Catalogue
from dashboard.people import Account
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.store import Store
from dashboard.web.keeping import LONGEST_QUESTION, MOST_KEPT, KeptAnswers, may_keep
from tests.fixtures.app import LOADED_AT, SAMPLE, load_into, publish_month
from tests.fixtures.databases import new_file
from tests.web.test_access import change


class Counting:
    """A server that counts how often it had to work out an answer."""

    def __init__(self, store: Store, catalogue: Catalogue, settings: Settings) -> None:
        self.drawn: list[str] = []
        shelf = Shelf(store, catalogue)
        server = flask.Flask("counting", static_folder=None)
        self.account: Account | None = None

        @server.before_request
        def identify() -> None:
            flask.g.identity = Identity(self.account, "127.0.0.1")

        self.answers = KeptAnswers(shelf, settings)
        self.answers.add_to(server)

        @server.get("/<path:path>")
        def draw(path: str) -> tuple[str, int, dict[str, str]]:
            self.drawn.append(path)
            if path != "never":
                may_keep(shelf.holdings(Audience.PUBLIC))
            words = f"{path} {len(self.drawn)}"
            return words, 404 if path == "missing" else 200, {"X-Told": "once"}

        @server.get("/scorecard.csv")
        def file() -> str:
            self.drawn.append("file")
            may_keep(shelf.holdings(Audience.PUBLIC))
            return "file"

        self.client = server.test_client()

    def ask(self, path: str, **options: Any) -> str:
        return self.client.get(path, **options).get_data(as_text=True)


Make = Callable[..., Counting]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(new_file(tmp_path / "kept.sqlite"))
    yield store
    store.close()


@pytest.fixture
def counting(store: Store, published: Catalogue, site_settings: Settings) -> Counting:
    return Counting(store, published, site_settings)


def test_the_same_question_is_answered_once(counting: Counting) -> None:
    first = counting.client.get("/a")
    again = counting.client.get("/a")
    assert first.data == again.data == b"a 1"
    assert again.headers["X-Told"] == "once"
    assert dict(again.headers) == dict(first.headers)


def test_another_question_is_another_answer(counting: Counting) -> None:
    asked = [
        counting.ask("/a"),
        counting.ask("/a?month=2021-01"),
        counting.ask("/a", headers={"Accept-Encoding": "br"}),
        counting.client.head("/a").status,
    ]
    assert asked == ["a 1", "a 2", "a 3", "200 OK"]
    assert len(counting.drawn) == 4


def test_publishing_makes_every_answer_old_and_a_load_none(
    counting: Counting, store: Store, published: Catalogue
) -> None:
    assert counting.ask("/a") == "a 1"
    load_into(store, published, SAMPLE)
    assert counting.ask("/a") == "a 1"
    publish_month(store, published, Month(2021, 2), LOADED_AT)
    assert counting.ask("/a") == "a 2"
    assert counting.ask("/a") == "a 2"


def test_another_day_is_another_answer(
    store: Store, published: Catalogue, site_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    counting = Counting(store, published, site_settings)
    assert counting.ask("/a") == "a 1"
    tomorrow = replace(site_settings, today=dt.date(2021, 3, 26))
    monkeypatch.setattr(counting.answers, "_settings", tomorrow)
    assert counting.ask("/a") == "a 2"


@pytest.mark.parametrize(
    "path", ["/never", "/missing", "/scorecard.csv", "/a?q=" + "x" * LONGEST_QUESTION]
)
def test_what_may_not_be_kept_is_worked_out_anew(counting: Counting, path: str) -> None:
    counting.ask(path)
    counting.ask(path)
    assert len(counting.drawn) == 2


def test_only_the_answers_last_asked_for_are_kept(counting: Counting) -> None:
    counting.ask("/first")
    counting.ask("/second")
    for number in range(MOST_KEPT - 2):
        counting.ask(f"/{number}")
    counting.ask("/first")
    counting.ask("/one-more")
    assert len(counting.drawn) == MOST_KEPT + 1
    counting.ask("/first")
    assert len(counting.drawn) == MOST_KEPT + 1, "it was asked for again in between"
    counting.ask("/second")
    assert len(counting.drawn) == MOST_KEPT + 2, "nobody asked for it the longest"


@pytest.mark.parametrize("encoding", ["", "br, gzip"])
def test_pages_and_callbacks_of_the_site_come_out_the_same(
    client: FlaskClient, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding}

    def ask(address: str) -> list[Any]:
        page = client.get(address, headers=headers)
        regions = client.post("/_dash-update-component", json=change(address), headers=headers)
        return [page.data, dict(page.headers), regions.data, dict(regions.headers)]

    for address in ("/?month=2020-11", "/theme/child-protection", "/indicator/ni147"):
        assert ask(address) == ask(address), address


def test_a_kept_answer_is_guarded_as_the_first_was(client: FlaskClient) -> None:
    assert client.get("/?month=2020-10").status_code == 200
    assert client.get("/?month=2020-10", headers={"Host": "evil.example"}).status_code == 403
    body = change("/?month=2020-10")
    assert client.post("/_dash-update-component", json=body).status_code == 200
    other = {"Origin": "http://evil.example"}
    answer = client.post("/_dash-update-component", json=body, headers=other)
    assert answer.status_code == 403
