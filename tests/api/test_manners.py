"""How the API answers: what may be kept, by whom it may be read, and what it says instead."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient

from dashboard.access import API, OF_READING, SESSION_COOKIE
from dashboard.catalogue import Catalogue
from dashboard.people import Role
from dashboard.periods import Month
from dashboard.settings import Settings
from dashboard.store import Store
from tests.fixtures.api import Serve
from tests.fixtures.app import LOADED_AT, SignedIn, publish_month, with_sample
from tests.fixtures.databases import new_file
from tests.fixtures.people import add_accounts, begin_session

EDITION = f"{API}/editions/2021-02/v1"


@pytest.fixture
def own(tmp_path: Path, site_settings: Settings) -> Settings:
    """A store with the sample, nothing of it published."""
    address = new_file(tmp_path / "own.sqlite", with_sample)
    return replace(site_settings, database_url=address, api_rate=0)


def test_what_is_known_is_not_sent_again(anybody: FlaskClient) -> None:
    for path in (API, f"{API}/editions", f"{API}/openapi.json", f"{API}/latest", EDITION):
        first = anybody.get(path)
        etag = first.headers["ETag"]
        again = anybody.get(path, headers={"If-None-Match": f'"other", {etag}'})
        assert again.status_code == 304
        assert not again.data
        assert again.headers["ETag"] == etag
        assert anybody.get(path, headers={"If-None-Match": '"other"'}).data == first.data


def test_an_edition_may_be_kept_and_the_latest_must_be_asked_for(anybody: FlaskClient) -> None:
    edition = anybody.get(f"{EDITION}/measures?ref=M1")
    assert edition.headers["Cache-Control"] == "public, max-age=600"
    latest = anybody.get(f"{API}/latest/measures?ref=M1")
    assert latest.headers["Cache-Control"] == "public, no-cache"
    assert latest.headers["Content-Location"] == f"{EDITION}/measures?ref=M1"
    assert latest.headers["ETag"] == edition.headers["ETag"]
    assert latest.json
    assert edition.json
    assert latest.json["data"] == edition.json["data"]


def test_a_new_edition_makes_what_is_known_old(
    serve: Serve, own: Settings, published: Catalogue
) -> None:
    client = serve(own).test_client()
    assert client.get(f"{API}/latest").status_code == 404
    assert client.get(f"{API}/editions").json["data"] == []  # type: ignore[index]
    store = Store.open(own.database_url)
    for version in (1, 2):
        before = client.get(f"{API}/editions").headers["ETag"]
        publish_month(store, published, Month(2021, 2), LOADED_AT)
        known = {"If-None-Match": before}
        assert client.get(f"{API}/editions", headers=known).status_code == 200
        answer = client.get(f"{API}/latest").json
        assert answer
        assert answer["origin"]["edition"]["version"] == version
    store.close()
    listed = client.get(f"{API}/editions").json
    assert listed
    assert [edition["is_current"] for edition in listed["data"]] == [False, True]
    assert listed["data"][1]["reason"] == "A test publishes it again."


def test_scripts_of_other_sites_read_what_is_public_and_nothing_else(
    anybody: FlaskClient, signed_in: SignedIn
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    for path in (API, f"{EDITION}/measures", f"{API}/nothing"):
        headers = anybody.get(path, headers=elsewhere).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
    officer = signed_in(Role.OFFICER)
    for path in OF_READING:
        answer = officer.get(f"{API}/working{path}".replace("<slug>", "m1"), headers=elsewhere)
        assert answer.status_code == 200
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control")]
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in answer.headers


def test_a_browser_may_ask_whether_a_script_may_say_what_it_has(
    anybody: FlaskClient, signed_in: SignedIn
) -> None:
    asked = {
        "Origin": "https://elsewhere.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    told = anybody.options(f"{EDITION}/measures", headers=asked)
    assert told.status_code == 200
    assert told.headers["Access-Control-Allow-Origin"] == "*"
    assert told.headers["Access-Control-Allow-Headers"] == "If-None-Match"
    assert set(told.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    refused = signed_in(Role.OFFICER).options(f"{API}/working/measures", headers=asked)
    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_pages_do_not_say_so(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert not [name for name, _ in headers if name.startswith(("Access-Control", "RateL"))]


def test_an_edition_is_the_publics_and_the_working_months_are_marked(
    serve: Serve, demo_settings: Settings, tmp_path: Path
) -> None:
    copy = tmp_path / "demo.sqlite"
    held = Path(demo_settings.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(held) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    settings = replace(demo_settings, database_url=f"sqlite:///{copy}")
    add_accounts(settings.database_url)
    server = serve(settings)
    anybody, officer = server.test_client(), server.test_client()
    officer.set_cookie(SESSION_COOKIE, begin_session(settings.database_url, Role.OFFICER))
    address = f"{API}/latest/observations?per_page=5000"
    public = anybody.get(address)
    assert officer.get(address).data == public.data
    assert b"not for publication" not in public.data
    assert public.json
    suppressed = {key(row) for row in public.json["data"] if row["status"] == "suppressed"}
    assert len(suppressed) > 100
    working = officer.get(f"{API}/working/observations?per_page=5000").json
    assert working
    assert working["origin"]["publication"] == "not for publication"
    marked = {
        key(row): row
        for row in working["data"]
        if row["publication"] == "not for publication" and row["month"] <= "2026-02"
    }
    assert set(marked) == suppressed
    assert all(row["withheld_because"] for row in marked.values())
    assert any(row["value"] in (1, 2, 3, 4, 5) for row in marked.values())


def key(row: dict[str, str]) -> tuple[str, str]:
    return row["ref"], row["month"]


def test_working_months_are_for_those_who_may_read_them(
    sample_api: flask.Flask, site_settings: Settings
) -> None:
    for role in (None, *Role):
        client = sample_api.test_client()
        if role:
            token = begin_session(site_settings.database_url, role)
            client.set_cookie(SESSION_COOKIE, token)
        reads = role not in (None, Role.ADMINISTRATOR)
        for path in ("", "/observations", "/measures"):
            expected = 200 if reads else 403
            assert client.get(f"{API}/working{path}").status_code == expected, (role, path)
        findings = client.get(f"{API}/working/findings").status_code
        assert findings == (200 if role is Role.OFFICER else 403)


def test_a_damaged_edition_is_not_shown(
    serve: Serve, own: Settings, published: Catalogue
) -> None:
    store = Store.open(own.database_url)
    publish_month(store, published, Month(2021, 2), LOADED_AT)
    store.close()
    with sqlite3.connect(own.database_url.removeprefix("sqlite:///")) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE edition SET document = x'00'")
    connection.close()
    client = serve(own).test_client()
    for path in (f"{API}/latest/observations", EDITION, API):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.json
        assert answer.json["type"] == "/api#damaged"
        assert "Restore the database from a copy" in answer.json["detail"]
    assert client.get(f"{API}/editions").status_code == 200


def problem(
    client: FlaskClient, path: str, status: int, method: str = "GET"
) -> dict[str, object]:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    body: dict[str, object] | None = answer.json
    assert body
    assert body["status"] == status
    assert body["instance"] == path.partition("?")[0]
    return body


def test_every_parameter_at_fault_is_named_at_once(anybody: FlaskClient) -> None:
    asked = "from=2021-13&to=Feb-21&page=0&per_page=5001&format=xml&form=csv&ref=&page=2"
    found = problem(anybody, f"{EDITION}/observations?{asked}", 400)
    assert found["type"] == "/api#parameters"
    errors = {error["parameter"]: error["detail"] for error in found["errors"]}  # type: ignore[attr-defined]
    assert set(errors) == {"from", "to", "page", "per_page", "format", "form", "ref"}
    assert errors["from"] == (
        'Parameter "from": "2021-13" is not a month. Write it as 2021-02.'
    )
    assert errors["form"].endswith('Did you mean "format"?')
    assert errors["per_page"].endswith("is not a whole number from 1 to 5,000.")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{API}/nothing", 'There is nothing at "/api/v1/nothing".'),
        (f"{API}/editions/2021-02/v2", 'There is no edition "2021-02", version 2.'),
        (f"{API}/editions/2021-2/v1", 'There is no edition "2021-2", version 1.'),
        (f"{API}/editions/soon/v1/measures", 'There is no edition "soon", version 1.'),
        (f"{API}/editions/2021-02/v{'9' * 40}", "There is no edition"),
        (f"{EDITION}/indicators/m99", 'There is no indicator at the address "m99".'),
        (f"{EDITION}/measures?month=2020-01", "January 2020 is not held."),
        (f"{EDITION}/observations?ref=X&ref=M1&ref=Y", 'There is no indicator "X" or "Y".'),
    ],
)
def test_what_is_not_there_is_named(anybody: FlaskClient, path: str, said: str) -> None:
    detail = problem(anybody, path, 404)["detail"]
    assert isinstance(detail, str)
    assert detail.startswith(said)


def test_what_is_asked_of_another_way(anybody: FlaskClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        found = problem(anybody, f"{API}/latest", 405, method)
        assert found["detail"] == "The API only reads. Ask with GET."
    refused = problem(anybody, f"{API}/working/measures", 403)
    assert str(refused["detail"]).startswith("This is for those signed in.")
    too_many = "&".join(["ref=M1"] * 101)
    assert "100 times at most" in str(
        problem(anybody, f"{EDITION}/observations?{too_many}", 400)["detail"]
    )


def test_problems_beside_the_pages_are_problems_too(client: FlaskClient) -> None:
    assert problem(client, f"{API}/nothing", 404)
    assert problem(client, f"{API}/latest", 405, "POST")
    assert client.get("/nothing").mimetype == "text/html"
    assert client.get("/theme/nothing.csv").mimetype == "text/html"
