"""The guard: every route and callback is listed, everything else is refused."""

from __future__ import annotations

import re

import flask
import pytest
from dash import Dash, Input, Output, html
from flask.testing import FlaskClient

from dashboard.access import CALLBACK_ROUTE, CALLBACKS, ROUTES, SESSION_COOKIE, guard
from dashboard.catalogue import Catalogue
from dashboard.people import Role
from dashboard.settings import Settings
from dashboard.web import PAGES
from dashboard.web.page import Page
from dashboard.web.site import Site
from dashboard.workflow.permissions import may
from tests.fixtures.app import SignedIn

OURS = {"Sec-Fetch-Site": "same-origin"}


def planted() -> flask.Flask:
    """A server with one route that nobody has listed."""
    server = flask.Flask("planted", static_folder=None)
    guard(server, Settings.from_environment({}), lambda _: None)
    server.add_url_rule("/secret", view_func=lambda: "secret")
    return server


def test_every_route_is_listed_with_its_methods(app: Site) -> None:
    for rule in app.server.url_map.iter_rules():
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule == "/_reload-hash":
            assert rule.rule not in ROUTES
            continue
        # Every route has OPTIONS of Flask's own accord; the guard lets through what is listed.
        assert set(ROUTES.get(rule.rule, ())) - {"OPTIONS"} == methods, rule.rule


def test_nothing_is_listed_that_is_not_there(app: Site) -> None:
    assert set(ROUTES) <= {rule.rule for rule in app.server.url_map.iter_rules()}


def test_every_callback_is_listed_and_no_other(client: FlaskClient) -> None:
    dependencies = client.get("/_dash-dependencies").json
    assert dependencies
    assert {callback["output"] for callback in dependencies} == set(CALLBACKS)
    for callback in dependencies:
        inputs = tuple(f"{one['id']}.{one['property']}" for one in callback["inputs"])
        assert inputs == CALLBACKS[callback["output"]].inputs
        assert not callback["state"]


def ask(client: FlaskClient, rule: str, method: str) -> int:
    """The status a route answers with, its variable parts filled in with nothing real."""
    path = re.sub(r"<int:\w+>", "999", rule)
    path = re.sub(r"<[^>]+>", "nothing", path)
    return client.open(path, method=method, headers=OURS).status_code


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_every_route_asks_for_its_permission(
    client: FlaskClient, signed_in: SignedIn, role: Role | None
) -> None:
    roles = {role} if role else set()
    for rule, methods in ROUTES.items():
        for method, permission in methods.items():
            asking = signed_in(role) if role else client  # anew: one of them signs out
            status = ask(asking, rule, method)
            if not may(roles, permission):
                assert status == 403, f"{method} {rule} as {role}: {status}"
            elif rule not in ("/sign-in", "/sign-in/link/<token>", CALLBACK_ROUTE):
                assert status != 403, f"{method} {rule} as {role}"


@pytest.mark.parametrize("role", [None, *Role], ids=str)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_asks_for_its_permission(
    client: FlaskClient, signed_in: SignedIn, role: Role | None, page: Page
) -> None:
    asking = signed_in(role) if role else client
    address = re.sub(r"<[^>]+>", "nothing", page.rule)
    allowed = may({role} if role else set(), page.needs)
    shown = asking.get(address)
    refused = 403 if role else 401
    assert (shown.status_code == refused) is not allowed
    changed = asking.post("/_dash-update-component", json=change(address), headers=OURS)
    assert (changed.status_code == 403) is not allowed
    if not allowed:
        assert page.template not in ("data.html", "people.html", "audit.html") or (
            b"<table" not in shown.data
        )


def test_a_session_is_an_accounts_own_and_ends_with_it(signed_in: SignedIn) -> None:
    officer = signed_in(Role.OFFICER)
    assert officer.get("/data").status_code == 200
    officer.set_cookie(SESSION_COOKIE, "made up")
    assert officer.get("/data").status_code == 401
    officer = signed_in(Role.OFFICER)
    assert officer.post("/sign-out").status_code == 303
    assert officer.get("/data").status_code == 401


def test_what_changes_something_must_say_where_it_comes_from(officer: FlaskClient) -> None:
    del officer.environ_base["HTTP_SEC_FETCH_SITE"]
    assert officer.post("/data/cancel").status_code == 403
    assert (
        officer.post("/data/cancel", headers={"Origin": "http://localhost"}).status_code == 303
    )


def test_an_unlisted_route_is_refused() -> None:
    answer = planted().test_client().get("/secret")
    assert answer.status_code == 403
    assert b"secret" not in answer.data


def test_an_unlisted_callback_is_refused(client: FlaskClient) -> None:
    body = {"output": "page.secret", "inputs": [], "changedPropIds": []}
    assert client.post("/_dash-update-component", json=body).status_code == 403
    assert client.post("/_dash-update-component", data=b"not json").status_code == 403
    assert client.post("/_dash-update-component", json=["page.regions"]).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_only_listed_methods_are_answered(client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/").status_code in (403, 405)


def test_the_development_route_of_dash_is_refused(client: FlaskClient) -> None:
    assert client.get("/_reload-hash").status_code == 403


@pytest.mark.parametrize("address", ["10.0.0.7", "192.168.1.20", "203.0.113.9", "", "::2"])
def test_another_machine_is_refused(client: FlaskClient, address: str) -> None:
    answer = client.get("/", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 403
    assert b"M1" not in answer.data


@pytest.mark.parametrize("address", ["127.0.0.1", "127.4.5.6", "::1"])
def test_this_machine_is_answered(client: FlaskClient, address: str) -> None:
    assert client.get("/", environ_base={"REMOTE_ADDR": address}).status_code == 200


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Real-IP"])
def test_a_proxy_is_refused(client: FlaskClient, header: str) -> None:
    assert client.get("/", headers={header: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "10.0.0.7:8050"])
def test_another_name_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8050", "127.0.0.1:8050", "[::1]:8050", "[::1]"])
def test_the_names_of_this_machine_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_callback_from_another_site_is_refused(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    body = change("/")
    assert client.post("/_dash-update-component", json=body).status_code == 200
    answer = client.post("/_dash-update-component", json=body, headers=headers)
    assert answer.status_code == 403


def change(address: object) -> dict[str, object]:
    """What a browser sends when a form has changed."""
    return {
        "output": "page.regions",
        "outputs": {"id": "page", "property": "regions"},
        "inputs": [{"id": "page", "property": "address", "value": address}],
        "changedPropIds": ["page.address"],
    }


PAGE_ADDRESS = {"id": "page", "property": "address", "value": "/"}


@pytest.mark.parametrize(
    "changed",
    [
        {"output": "page.children"},
        {"output": "..page.regions..."},
        {"output": ["page.regions"]},
        {"outputs": {"id": "page", "property": "children"}},
        {"outputs": {"id": "elsewhere", "property": "regions"}},
        {"outputs": [{"id": "page", "property": "regions"}]},
        {"outputs": None},
        {"inputs": []},
        {"inputs": {"page": "address"}},
        {"inputs": [PAGE_ADDRESS, PAGE_ADDRESS]},
        {"inputs": [PAGE_ADDRESS | {"property": "opened"}]},
        {"inputs": [PAGE_ADDRESS | {"id": "other"}]},
        {"inputs": ["page.address"]},
        {"state": [{"id": "page", "property": "audience", "value": "restricted"}]},
    ],
    ids=str,
)
def test_a_callback_that_is_asked_in_another_way_is_refused(
    client: FlaskClient, changed: dict[str, object]
) -> None:
    assert client.post("/_dash-update-component", json=change("/")).status_code == 200
    answer = client.post("/_dash-update-component", json=change("/") | changed)
    assert answer.status_code == 403


def test_an_indicator_that_awaits_data_has_no_regions(
    client: FlaskClient, published: Catalogue
) -> None:
    proposed = next(i for i in published.indicators if i not in published.active)
    answer = client.post(
        "/_dash-update-component", json=change(f"/indicator/{proposed.address}")
    )
    assert answer.status_code == 204


def test_who_asks_does_not_follow_from_the_body(client: FlaskClient) -> None:
    body = change("/commentary/m1/2021-02") | {"audience": "restricted", "roles": ["officer"]}
    assert client.post("/_dash-update-component", json=body).status_code == 403
    plain = client.post("/_dash-update-component", json=change("/"))
    claimed = change("/") | {"audience": "restricted", "identity": "officer"}
    assert client.post("/_dash-update-component", json=claimed).json == plain.json


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/",
        "//evil.example/",
        "/nowhere",
        "/indicator/no-such-one",
        "/" + "x" * 3000,
        7,
        None,
        {"path": "/"},
    ],
)
def test_an_address_that_is_no_page_changes_nothing(
    client: FlaskClient, address: object
) -> None:
    answer = client.post("/_dash-update-component", json=change(address))
    assert answer.status_code == 204


def test_a_forgotten_callback_of_another_app_would_show() -> None:
    other = Dash("other", server=flask.Flask("other", static_folder=None))
    other.layout = html.Div(id="other")

    @other.callback(Output("other", "children"), Input("other", "n_clicks"))
    def answer(clicks: int) -> int:
        return clicks

    guard(other.server, Settings.from_environment({}), lambda _: None)
    with other.server.test_client() as client:
        body = {"output": "other.children", "inputs": [], "changedPropIds": []}
        assert client.post("/_dash-update-component", json=body).status_code == 403


def test_answers_carry_the_security_headers(client: FlaskClient) -> None:
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    script = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert script == "script-src 'self'"
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
