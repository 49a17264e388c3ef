"""Signing in by the council's own sign-in in a real browser, at a real provider."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.people import Role
from tests.fixtures.browser import Axe, NewContext, Served, photograph, serving
from tests.fixtures.people import begin_session
from tests.fixtures.provider import real_provider


@pytest.fixture(scope="module")
def linked_site(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Another server on the site's store, with a provider."""
    folder = tmp_path_factory.mktemp("provider")
    with real_provider(folder) as address:
        environment = {
            "DATABASE_URL": served.database_url,
            "DASHBOARD_TODAY": "2021-03-25",
            "OIDC_ISSUER": address,
            "OIDC_CLIENT_ID": "dashboard",
            "OIDC_CLIENT_SECRET": "any",
            "SECRET_KEY": "k" * 32,
            "OIDC_NAME": "your Exampleshire account",
        }
        with serving(environment, folder) as linked:
            yield linked


def test_an_officer_signs_in_at_the_provider_and_comes_back(
    linked_site: Served, new_context: NewContext, axe: Axe, complaints: list[str]
) -> None:
    page = new_context().new_page()
    page.goto(f"{linked_site.address}/sign-in?next=/data")
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    photograph(page, "sign-in-both")
    page.get_by_role("link", name="Sign in with your Exampleshire account").click()
    page.locator('input[name="sub"]').fill("officer@council.example")
    page.locator('button:has-text("Authorize"), input[type="submit"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Data")
    expect(page.locator(".me")).to_contain_text("Test officer")
    complaints.clear()  # the other server is another host to the watch

    administrator = new_context()
    token = begin_session(linked_site.database_url, Role.ADMINISTRATOR)
    keep_session(administrator, linked_site, token)
    people = administrator.new_page()
    people.goto(f"{linked_site.address}/people")
    people.wait_for_load_state("networkidle")
    row = people.get_by_role("row", name="officer@council.example")
    row.get_by_text("Change").click()
    assert axe(people) == []
    photograph(people, "people-gaps")
    row.get_by_role("button", name="Forget who this is").click()
    page.goto(f"{linked_site.address}/data")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page needs an account")
    complaints.clear()


def keep_session(context: BrowserContext, site: Served, token: str) -> None:
    context.add_cookies([{"name": "session", "value": token, "url": site.address}])
