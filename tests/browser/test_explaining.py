"""Explanations in a real browser: accessible, reached by keyboard, pointer and plain link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.people import Role
from tests.browser.test_pages import choose_month
from tests.fixtures.browser import Axe, SignIn, look_over, settle

PAGES = {
    "month": "/explain/m6-ql/2021-02",
    "value": "/explain/m6-ql/2021-02/value",
    "status": "/explain/ni147/2021-02/status",
    "change": "/explain/m6-ql/2021-02/month-on-month",
    "average": "/explain/m6-ql/2021-02/average",
    "year-to-date": "/explain/lac6-val/2021-02/year-to-date",
    "neighbours": "/explain/lac1-ni/2021-02/dfe-neighbours",
    "not-due": "/explain/fm011/2021-02/value",
    "nothing": "/explain/m1/2021-02/target",
}
NAME = re.compile(r"^1,297, Feb 2021, explained$")


@pytest.mark.parametrize("name", PAGES)
def test_no_violation_and_no_sideways_scrolling_at_any_width(
    page: Page, axe: Axe, name: str
) -> None:
    page.goto(PAGES[name])
    look_over(page, axe, f"explain-{name}")


def test_from_the_scorecard_to_the_cell_by_keyboard(page: Page) -> None:
    page.goto("/?q=M1&theme=contacts-and-referrals")
    settle(page)
    link = page.get_by_role("link", name=NAME)
    page.locator("tr[data-ref=M1] .name a").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/explain/m1/2021-02$"))
    change = page.get_by_role("link", name=re.compile("of Change on January 2021"))
    change.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change on January 2021: −11%")
    table = page.get_by_role("region", name="Table of what it is made from")
    expect(table).to_contain_text("southampton-2021-02.csv, row 2, column Jan-21")
    table.focus()
    expect(table).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/explain/m1/2021-02$"))


def test_a_click_on_any_figure_of_a_row_leads_to_its_place(page: Page) -> None:
    page.goto("/?q=M6-QL")
    settle(page)
    row = page.locator('tr[data-ref="M6-QL"]')
    row.locator(".av").click()
    expect(page).to_have_url(re.compile(r"/explain/m6-ql/2021-02#average$"))
    expect(page.locator("#average")).to_be_in_viewport()
    page.go_back()
    settle(page)
    row.locator(".ragc").click()
    expect(page).to_have_url(re.compile(r"/explain/m6-ql/2021-02#status$"))


def test_a_click_beside_the_figures_leads_nowhere(page: Page) -> None:
    page.goto("/?q=M6-QL")
    settle(page)
    page.locator('tr[data-ref="M6-QL"] .r').click()
    page.wait_for_timeout(200)
    expect(page).to_have_url(re.compile(r"/\?q=M6-QL$"))


def test_the_links_follow_the_month_that_is_chosen(page: Page) -> None:
    page.goto("/indicator/m1")
    settle(page)
    choose_month(page, "Month in focus", "January", "2021")
    expect(page.locator(".big a")).to_have_attribute("href", "/explain/m1/2021-01/value")
    page.locator("#indicator-figures tbody tr", has_text="December 2020").locator("td").nth(
        1
    ).click()
    expect(page).to_have_url(re.compile(r"/explain/m1/2020-12#month-on-month$"))


def test_without_javascript_each_link_leads_to_its_explanation(plain_page: Page) -> None:
    plain_page.goto("/theme/child-protection")
    plain_page.locator(".card-ind .ch a").first.click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(
        "Change on January 2021: no change"
    )
    expect(plain_page.get_by_role("heading", name="How it is worked out")).to_be_visible()


def test_an_officer_sees_who_loaded_it(page: Page, axe: Axe, sign_in: SignIn) -> None:
    page.goto(PAGES["value"])
    expect(page.get_by_role("main")).not_to_contain_text("by setup")
    sign_in(page.context, Role.OFFICER)
    page.reload()
    settle(page)
    expect(page.get_by_role("main")).to_contain_text("by setup")
    assert axe(page) == []
