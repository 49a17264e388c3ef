"""Findings and what was published, in a real browser: accept one, at every width."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from dashboard.people import Role
from tests.fixtures.browser import Axe, SignIn, look_over


def test_an_officer_accepts_a_finding_by_keyboard(
    page: Page, axe: Axe, sign_in: SignIn, complaints: list[str]
) -> None:
    sign_in(page.context, Role.OFFICER)
    sentence = "508 in January 2021 plus 13 (LAC2) less 21 (LAC3) is 500"
    row = page.get_by_role("row").filter(has_text=sentence)
    # Setup has accepted what the council published, so one is opened first.
    page.goto("/findings?severity=error&state=accepted")
    row.locator("summary").click()
    row.get_by_label("Reason").fill("To be looked at.")
    row.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("status")).to_have_text("The finding is open again.")
    page.goto("/findings?severity=error")
    look_over(page, axe, "findings")
    row.locator("summary").focus()
    page.keyboard.press("Enter")
    row.get_by_label("Reason").fill("Starts are recorded late.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("The finding is accepted.")
    expect(page.locator("main")).not_to_contain_text(sentence)
    page.goto("/findings?severity=error&state=accepted")
    expect(page.locator("main")).to_contain_text("Starts are recorded late.")
    look_over(page, axe, "findings-accepted")
    row.locator("summary").click()
    row.get_by_label("Reason").fill("Asked again.")
    row.get_by_role("button", name="Reopen").click()
    expect(page.get_by_role("status")).to_have_text("The finding is open again.")
    assert complaints == []


def test_what_was_published_stands_beside_ours(
    page: Page, axe: Axe, complaints: list[str]
) -> None:
    page.goto("/as-published")
    look_over(page, axe, "as-published")
    page.get_by_label("Reason").select_option("agrees")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("cell", name="agrees").first).to_be_visible()
    page.goto("/indicator/lac1")
    expect(page.get_by_role("heading", name="As published and now")).to_be_visible()
    assert complaints == []
