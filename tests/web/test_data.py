"""The data page: send, look, store or drop, take back; over plain requests."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.store import Store
from dashboard.web.site import Site
from tests.fixtures.app import SAMPLE, put_on, with_sample
from tests.fixtures.databases import new_file

MARCH = "ref,period,value\nM1,2021-03,1400\nM1,2021-02,1300\nNI147,2021-03,86%\n"


@pytest.fixture
def data(
    app: Site,
    tmp_path: Path,
    officer: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[FlaskClient, Store]]:
    """The app on a store of its own with the sample, so that a test may change it."""
    store = Store.open(new_file(tmp_path / "data.sqlite", with_sample))
    put_on(app, store, monkeypatch)
    yield officer, store
    store.close()


def send(client: FlaskClient, content: str | bytes, name: str = "march.csv") -> TestResponse:
    sent = content if isinstance(content, bytes) else content.encode()
    return client.post("/data/upload", data={"file": (io.BytesIO(sent), name)})


def preview(client: FlaskClient, answer: TestResponse) -> tuple[str, dict[str, str]]:
    """The preview an upload leads to, and the hidden fields of its form."""
    assert answer.status_code == 303
    html = client.get(answer.location).get_data(as_text=True)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    return html, fields


def test_a_file_is_looked_at_stored_seen_and_taken_back(
    data: tuple[FlaskClient, Store],
) -> None:
    client, store = data
    html, fields = preview(client, send(client, MARCH))
    assert "What march.csv would change" in html
    assert re.search(r"<dt>New</dt><dd>2</dd>", html)
    assert re.search(r"<dt>Revised</dt><dd>1</dd>", html)
    row = html[html.index('<caption class="vh">Revised') :]
    assert "1297" in row
    assert "1300" in row
    assert len(store.loads()) == 1, "nothing is stored by looking"
    done = client.post("/data/confirm", data=fields)
    assert done.status_code == 303
    page = client.get(done.location).get_data(as_text=True)
    assert "march.csv was stored: 2 new, 1 revised, 0 unchanged." in page
    assert 'data-l="Mar 2021"' in client.get("/").get_data(as_text=True)
    assert client.get(f"/data/preview/{fields['token']}").status_code == 404
    undone = client.post("/data/undo", data={"load": "2"})
    page = client.get(undone.location).get_data(as_text=True)
    assert "Load 2 was taken back." in page
    assert "takes back load 2" in page
    assert "taken back by load 3" in page
    assert 'data-l="Feb 2021"' in client.get("/").get_data(as_text=True)
    took_back, stored = store.audit.entries()[:2]
    assert (took_back.action, stored.action) == ("undo load", "load file")
    assert took_back.account == stored.account
    assert stored.account is not None, "who did it on the web has an account"


def test_a_file_with_a_problem_offers_no_storing(data: tuple[FlaskClient, Store]) -> None:
    client, store = data
    html, fields = preview(client, send(client, "ref,period,value\nM1,2021-03,n/k\n"))
    assert "march.csv cannot be stored yet" in html
    assert "&#34;n/k&#34; is not a number" in html
    assert "Store all of it" not in html
    refused = client.post("/data/confirm", data=fields | {"revision": str(store.revision())})
    assert refused.status_code == 303
    assert len(store.loads()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.pdf", b"%PDF-1.7"), ("x.xlsx", b"PK\x03\x04 broken"), ("<b>.csv", b"\xff\xfe\x00")],
)
def test_a_file_that_is_no_dataset_is_refused_with_a_sentence(
    data: tuple[FlaskClient, Store], name: str, content: bytes
) -> None:
    client, _ = data
    html, _ = preview(client, send(client, content, name))
    assert "cannot be stored yet" in html
    assert "<b>.csv" not in html
    assert html.count("<li>") >= 1


def test_a_file_already_loaded_changes_nothing(data: tuple[FlaskClient, Store]) -> None:
    client, _ = data
    html, _ = preview(client, send(client, SAMPLE.read_bytes(), SAMPLE.name))
    assert "changes nothing" in html
    assert "Store all of it" not in html


def test_a_preview_gone_stale_is_shown_anew(data: tuple[FlaskClient, Store]) -> None:
    client, store = data
    _, fields = preview(client, send(client, MARCH))
    _, other = preview(client, send(client, "ref,period,value\nM1,2021-03,1\n", "other.csv"))
    client.post("/data/confirm", data=other)
    late = client.post("/data/confirm", data=fields)
    html = client.get(late.location).get_data(as_text=True)
    assert "The data held has changed since you looked." in html
    assert len(store.loads()) == 2


def test_dropping_forgets_the_file(data: tuple[FlaskClient, Store]) -> None:
    client, store = data
    _, fields = preview(client, send(client, MARCH))
    client.post("/data/cancel", data=fields)
    assert store.upload(fields["token"]) is None
    assert client.post("/data/confirm", data=fields).status_code == 404


def test_the_original_comes_back_byte_for_byte(data: tuple[FlaskClient, Store]) -> None:
    client, _ = data
    answer = client.get("/data/file/1")
    assert answer.data == SAMPLE.read_bytes()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get("/data/file/99").status_code == 404


def test_sending_nothing_says_so(data: tuple[FlaskClient, Store]) -> None:
    client, _ = data
    answer = client.post("/data/upload", data={})
    assert "Choose a file first" in client.get(answer.location).get_data(as_text=True)


def test_a_file_too_large_is_refused_unread(data: tuple[FlaskClient, Store]) -> None:
    client, store = data
    large = {"CONTENT_LENGTH": str(21 * 1024 * 1024)}
    sent = {"file": (io.BytesIO(b"x"), "large.csv")}
    answer = client.post("/data/upload", data=sent, environ_overrides=large)
    assert answer.status_code == 413
    assert len(store.loads()) == 1


@pytest.mark.parametrize("load", ["99", "", "x", "-1", "1; drop table load"])
def test_only_the_last_load_can_be_taken_back(
    data: tuple[FlaskClient, Store], load: str
) -> None:
    client, store = data
    assert client.post("/data/undo", data={"load": load}).status_code in (303, 404)
    assert len(store.loads()) == 1


@pytest.mark.parametrize("route", ["upload", "confirm", "cancel", "undo"])
def test_another_site_can_change_nothing(data: tuple[FlaskClient, Store], route: str) -> None:
    client, _ = data
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(f"/data/{route}", headers=headers).status_code == 403
