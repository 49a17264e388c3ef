"""The session's cookie and the headers around it, over plain HTTP and over TLS."""

from __future__ import annotations

import datetime as dt

import pytest
from flask.testing import FlaskClient

from dashboard.people import AuditEntry, Role
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.workflow import accounts
from tests.fixtures.people import address_of

PASSWORD = "four quiet otters swim"
TLS = "https://localhost"


@pytest.fixture
def password(site_settings: Settings) -> str:
    """A councillor's account can be signed in to with this password."""
    store = Store.open(site_settings.database_url)
    account = store.accounts.of_email(address_of(Role.COUNCILLOR))
    assert account
    now = dt.datetime.now(dt.UTC)
    entry = AuditEntry(now, "test", "make link", account.email)
    token = accounts.reset(store, account, entry).rpartition("/")[2]
    accounts.set_password(store, token, PASSWORD, "127.0.0.1", now)
    store.close()
    return PASSWORD


def sign_in(client: FlaskClient, password: str, base: str) -> dict[str, bool]:
    """The parts of the cookie that signing in sets."""
    form = {"email": address_of(Role.COUNCILLOR), "password": password}
    answer = client.post(
        "/sign-in", data=form, base_url=base, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 303
    (cookie,) = answer.headers.getlist("Set-Cookie")
    parts = cookie.split("; ")
    assert parts[0].startswith("session=")
    return {
        part: part in parts for part in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/")
    } | {"ends with the browser": not any(p.startswith(("Max-Age", "Expires")) for p in parts)}


def test_no_script_and_no_other_site_gets_the_cookie(
    client: FlaskClient, password: str
) -> None:
    plain = sign_in(client, password, "http://localhost")
    assert plain == dict.fromkeys(plain, True) | {"Secure": False}
    tls = sign_in(client, password, TLS)
    assert tls == dict.fromkeys(tls, True)


def test_browsers_are_told_to_stay_with_tls(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers
    kept = client.get("/", base_url=TLS).headers["Strict-Transport-Security"]
    assert kept == "max-age=31536000"


@pytest.mark.parametrize("path", ["/", "/commentary", "/sign-in", "/nowhere", "/scorecard.csv"])
def test_no_page_runs_scripts_of_its_own_text(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )
    assert policy["script-src"] == policy["default-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_what_an_account_sees_is_kept_by_nobody(officer: FlaskClient) -> None:
    for path in ("/", "/commentary", "/audit", "/scorecard.csv", "/nowhere"):
        for _ in range(2):  # the second answer may be one that was kept here
            kept = officer.get(path).headers["Cache-Control"]
            assert kept == "private, no-store", path
