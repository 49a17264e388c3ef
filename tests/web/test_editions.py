"""Editions in the app: who sees which figures, permanent addresses, publishing by a form."""

from __future__ import annotations

import datetime as dt
import html
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from dashboard.access import EDITION, FILES
from dashboard.people import AuditEntry, Role
from dashboard.periods import Month
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import PAGES
from dashboard.web.page import OF_EDITION
from dashboard.web.site import Site
from tests.fixtures.app import SignedIn, put_on
from tests.store.samples import new_load, observed

FEB = Month(2021, 2)
V1 = "/editions/2021-02/v1"
_LINK = re.compile(r'(?:href|action)="(/[^"#?]*)')


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html.unescape(answer.get_data(as_text=True))


def test_the_public_reads_the_latest_edition(client: FlaskClient) -> None:
    page = text_of(client, "/")
    assert "Edition February 2021, version 1" in page
    assert f'href="{V1}/"' in page


def test_every_page_of_an_edition_stands_under_its_address(client: FlaskClient) -> None:
    for page in PAGES:
        path = page.rule.replace("<key>", "assessments").replace("<slug>", "m1")
        path = path.replace("<month>", "2021-02").replace("<figure>", "value")
        answer = client.get(f"{V1}{path}")
        if page.is_of_edition:
            assert answer.status_code == 200, page.name
            assert "<b>Edition February 2021, version 1</b>" in answer.get_data(as_text=True)
            assert path == "/" or path.startswith(OF_EDITION), page.name
        else:
            assert answer.status_code == 404, page.name


def test_links_of_an_edition_stay_in_it(client: FlaskClient) -> None:
    outside = {"/", "/sign-in", "/accessibility", "/editions", "/api"}
    for path in (
        "/",
        "/theme/assessments",
        "/indicator/m1",
        "/glossary",
        "/method",
        "/briefing",
    ):
        for link in _LINK.findall(text_of(client, V1 + path)):
            if not link.startswith(("/assets/", "/_dash")):
                assert link in outside or link.startswith(V1), (path, link)


def test_files_of_an_edition_are_those_of_its_pages(client: FlaskClient) -> None:
    for file in ("/scorecard.csv", "/indicator/m1.csv", "/indicator/m2/comparators.csv"):
        mine = client.get(f"{V1}{file}")
        assert mine.status_code == 200, file
        assert mine.data == client.get(file).data, file
    assert all(file.startswith(OF_EDITION) or file == "/scorecard.csv" for file in FILES)
    assert EDITION == "/editions/<month>/v<int:version>"


@pytest.mark.parametrize(
    "path",
    [
        "/editions/2021-02/v2/",
        "/editions/2021-13/v1/",
        "/editions/2021-02/v0/",
        "/editions/2021-02/v1/data",
        "/editions/2021-02/v1/editions",
        "/editions/2021-02/v1/editions/2021-02/v1/",
        "/editions/2021-02/v9/scorecard.csv",
        "/editions/nothing/v1/scorecard.csv",
        "/editions/2021-01/publish",
    ],
)
def test_an_edition_that_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code in ((401,) if "publish" in path else (404,))


def test_a_form_within_an_edition_is_answered_from_it(client: FlaskClient) -> None:
    body = {
        "output": "page.regions",
        "outputs": {"id": "page", "property": "regions"},
        "inputs": [{"id": "page", "property": "address", "value": f"{V1}/?status=red"}],
        "changedPropIds": ["page.address"],
    }
    answer = client.post("/_dash-update-component", json=body)
    regions = answer.get_json()["response"]["page"]["regions"]
    assert f'href="{V1}/indicator/' in regions["scorecard-results"]


@pytest.fixture
def later(
    app: Site, site_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The app on a copy of its store, which a test may change."""
    original = site_settings.database_url.removeprefix("sqlite:///")
    copy = tmp_path / "copy.sqlite"
    with closing(sqlite3.connect(original)) as one, closing(sqlite3.connect(copy)) as two:
        one.backup(two)
    store = Store.open(f"sqlite:///{copy}")
    put_on(app, store, monkeypatch)
    yield store
    store.close()


def restate(store: Store, ref: str, value: str) -> None:
    at = dt.datetime(2021, 4, 1, 9, 0, tzinfo=dt.UTC)
    entry = AuditEntry(at, "Bo Lind", "load file", "later.csv")
    store.save_load(new_load("later", [observed(ref, FEB, value)]), entry)


def publish_by_form(officer: FlaskClient, **typed: str) -> tuple[int, str]:
    page = text_of(officer, "/editions/2021-02/publish")
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found
    answer = officer.post("/editions/2021-02/publish", data={"revision": found[1], **typed})
    return answer.status_code, html.unescape(answer.get_data(as_text=True))


def test_a_correction_is_published_by_an_officer_and_both_can_be_read(
    later: Store, client: FlaskClient, officer: FlaskClient
) -> None:
    restate(later, "M1", "1298")
    assert "1,298" in text_of(officer, "/indicator/m1")
    assert "1,298" not in text_of(client, "/indicator/m1")
    changes = text_of(officer, f"{V1}/as-published")
    assert "later.csv, loaded by Bo Lind on 1 April 2021" in changes
    assert "1,298" not in text_of(client, f"{V1}/as-published")

    status, page = publish_by_form(officer, all_the_same="A test.")
    assert (status, "Say what it corrects" in page) == (400, True)
    status, page = publish_by_form(officer, reason="M1 was one short.")
    assert (status, "Say why it should be all the same" in page) == (400, True)
    assert "M1 was one short." in page, "what was typed is not lost"
    status, _ = publish_by_form(officer, reason="M1 was one short.", all_the_same="A test.")
    assert status == 303

    assert "1,298" in text_of(client, "/indicator/m1")
    assert "1,297" in text_of(client, f"{V1}/indicator/m1")
    assert (
        "1,298"
        not in text_of(client, f"{V1}/indicator/m1")
        .partition("<main")[2]
        .partition("</main")[0]
    )
    banner = text_of(client, f"{V1}/")
    assert "Version 2 corrects it:" in banner
    assert "M1 was one short." in banner
    assert "M1 was one short." in text_of(client, "/editions")
    changes = text_of(client, f"{V1}/as-published")
    assert "1,298" in changes
    entry = later.audit.entries()[0]
    assert (entry.action, entry.subject) == ("publish edition", "February 2021, version 2")


def test_a_form_that_was_looked_at_before_a_change_publishes_nothing(
    later: Store, officer: FlaskClient
) -> None:
    page = text_of(officer, "/editions/2021-02/publish")
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found
    restate(later, "M1", "1298")
    form = {"revision": found[1], "reason": "Late.", "all_the_same": "A test."}
    answer = officer.post("/editions/2021-02/publish", data=form)
    assert answer.status_code == 409
    assert "nothing was published" in answer.get_data(as_text=True)
    assert len(later.editions.all()) == 1


def test_loading_and_undoing_leave_the_public_with_what_was_published(
    later: Store, client: FlaskClient
) -> None:
    before = client.get("/").data
    restate(later, "M1", "1")
    assert client.get("/").data == before


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_only_an_officer_is_offered_to_publish(
    client: FlaskClient, signed_in: SignedIn, role: Role | None
) -> None:
    asking: FlaskClient = signed_in(role) if role else client
    page = text_of(asking, "/editions")
    assert ("Publish a correction" in page) is (role is Role.OFFICER)


def test_a_store_without_editions_shows_the_public_nothing(
    app: Site,
    client: FlaskClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'new.sqlite'}")
    store.migrate()
    restate(store, "M1", "1297")
    put_on(app, store, monkeypatch)
    page = text_of(client, "/")
    assert "Nothing is published yet" in page
    assert "1,297" not in page
    assert "Nothing is published yet" in text_of(client, "/editions")
    assert client.get("/scorecard.csv").status_code == 404
    store.close()


def test_of_a_damaged_edition_nothing_is_shown(later: Store, client: FlaskClient) -> None:
    place = later._transactions._database.place.partition("sqlite:///")[2]
    with closing(sqlite3.connect(place)) as database:
        database.execute("DROP TRIGGER edition_is_not_changed")
        database.execute("UPDATE edition SET document = substr(document, 2)")
        database.commit()
    for path in ("/", f"{V1}/", "/scorecard.csv", "/indicator/m1"):
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert answer.data.startswith(b"Edition February 2021, version 1: its document")
        assert b"1,297" not in answer.data
