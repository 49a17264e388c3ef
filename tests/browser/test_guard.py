"""The guard over every page is awake: what it must catch, it catches."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import Axe

TINY_TARGETS = """
<!doctype html><html lang="en"><title>Tiny</title><main><h1>Tiny targets</h1>
<button style="display:block;width:8px;height:8px;padding:0" aria-label="One"></button>
<button style="display:block;width:8px;height:8px;padding:0" aria-label="Two"></button>
</main></html>
"""


@pytest.fixture
def blank(page: Page) -> Page:
    """A page at the site's address with nothing on it."""
    page.route("**/blank", lambda route: route.fulfill(body="<title>Blank</title>"))
    page.goto("/blank")
    return page


@pytest.mark.parametrize(
    ("script", "caught"),
    [
        ("console.error('a wrong word')", "console: a wrong word"),
        ("setTimeout(() => { throw new Error('no such month') })", "no such month"),
        ("new Image().src = 'http://127.0.0.2:9/dot.png'", "http://127.0.0.2:9/dot.png"),
    ],
)
def test_a_complaint_is_noticed(
    blank: Page, complaints: list[str], script: str, caught: str
) -> None:
    blank.evaluate(f"() => {{ {script} }}")
    blank.wait_for_timeout(300)
    assert any(caught in complaint for complaint in complaints)
    complaints.clear()


def test_axe_applies_the_rules_of_2_2(blank: Page, axe: Axe) -> None:
    blank.set_content(TINY_TARGETS)
    assert {violation.split(":")[0] for violation in axe(blank)} == {"target-size"}
