"""Every page in a real browser: accessible, within its width, quiet, usable by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.fixtures.browser import (
    PHONE,
    STANDING_OUT,
    Axe,
    Served,
    look_over,
    photograph,
    set_width,
    settle,
)

PAGES = {
    "scorecard": "/",
    "briefing": "/briefing",
    "filtered": "/?status=red",
    "nothing": "/?q=no+such+thing",
    "theme": "/theme/child-protection",
    "awaiting-theme": "/theme/section-20",
    "indicator": "/indicator/lac7-ql",
    "ratio": "/indicator/m6-ql?with=ni147&with=lac7-ql&with=cp4",
    "usual-range": "/indicator/lac7-ql?limits=1",
    "quarterly": "/indicator/fm011",
    "awaiting": "/indicator/s20-1",
    "glossary": "/glossary",
    "method": "/method",
    "statement": "/accessibility",
    "api": "/api",
}
ROWS = "tr[data-ref]"


def choose_month(page: Page, label: str, name: str, year: str) -> None:
    """Choose a month in a form: first its year, then its name."""
    fields = page.get_by_role("group", name=label, exact=True)
    fields.get_by_label("Year").select_option(year)
    fields.get_by_label("Month").select_option(name)


@pytest.mark.parametrize("name", PAGES)
def test_no_violation_and_no_sideways_scrolling_at_any_width(
    page: Page, axe: Axe, name: str
) -> None:
    page.goto(PAGES[name])
    look_over(page, axe, name)


@pytest.mark.parametrize("name", ["scorecard", "briefing", "indicator", "theme", "glossary"])
def test_at_400_per_cent_nothing_leaves_the_screen(page: Page, name: str) -> None:
    set_width(page, 320)
    page.goto(PAGES[name])
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_missing_page_is_told_plainly(page: Page, axe: Axe, complaints: list[str]) -> None:
    answer = page.goto("/indicator/no-such-one")
    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "There is no page at this address"
    )
    assert axe(page) == []
    complaints.clear()


def test_without_javascript_it_reads_and_filters(plain_page: Page) -> None:
    plain_page.goto("/")
    expect(plain_page.locator(ROWS)).to_have_count(64)
    plain_page.get_by_label("Status", exact=True).select_option("red")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page).to_have_url(re.compile(r"[?&]status=red"))
    expect(plain_page.locator(ROWS)).to_have_count(7)
    plain_page.goto("/indicator/lac7-ql")
    expect(plain_page.locator("svg[role=img]").first).to_be_visible()
    choose_month(plain_page, "From", "December", "2020")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.locator("#indicator-figures tbody tr")).to_have_count(3)


def test_with_javascript_it_filters_without_loading(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.evaluate("window.stayed = true")
    page.get_by_label("Status", exact=True).select_option("red")
    expect(page.locator(ROWS)).to_have_count(7)
    expect(page).to_have_url(re.compile(r"status=red"))
    page.get_by_label("Find an indicator").press_sequentially("foster carers")
    expect(page.locator(ROWS)).to_have_count(1)
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(7)
    expect(page.get_by_label("Find an indicator")).to_have_value("")
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(64)
    expect(page.get_by_label("Status", exact=True)).to_have_value("")
    assert page.evaluate("window.stayed")


def test_another_month_changes_the_figures_and_their_links(page: Page) -> None:
    page.goto("/")
    settle(page)
    choose_month(page, "Month", "January", "2021")
    expect(page.locator("tr[data-ref=M1] .v")).to_have_text("1,464")
    page.locator("tr[data-ref=M1] .name a").click()
    expect(page).to_have_url(re.compile(r"/indicator/m1\?month=2021-01"))
    expect(page.locator(".big")).to_contain_text("1,464")


def test_the_form_follows_the_month_that_is_shown(page: Page) -> None:
    page.goto("/?month=2021-01")
    settle(page)
    fields = page.get_by_role("group", name="Month", exact=True)
    month, year = fields.get_by_label("Month"), fields.get_by_label("Year")
    year.focus()
    year.select_option("2020")
    expect(page.locator(".eyebrow")).to_contain_text("August 2020")
    expect(month).to_have_value("August")
    expect(year).to_be_focused()
    page.go_back()
    expect(month).to_have_value("January")
    expect(year).to_have_value("2021")
    expect(page.locator(".eyebrow")).to_contain_text("January 2021")


def test_every_control_works_by_keyboard(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    status = page.get_by_label("Status", exact=True)
    status.focus()
    page.keyboard.type("Red")
    expect(page.locator(ROWS)).to_have_count(7)
    expect(status).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("NI147")
    page.keyboard.press("Enter")
    expect(page.locator(ROWS)).to_have_count(1)
    reached = tabbed(page, 60)
    for control in ("Show", "Clear the filters", "Download CSV", "NI147"):
        assert any(control in text for text in reached), control


def tabbed(page: Page, steps: int) -> list[str]:
    """What the Tab key reaches from the top: text, or the label of a field."""
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.locator("body").focus()
    reached = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                return (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || "")
                    + " " + (e.closest("tr") ? e.closest("tr").dataset.ref : ""); }"""
            )
        )
    return reached


def test_focus_is_always_seen(page: Page) -> None:
    page.goto("/")
    settle(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def test_the_chart_is_there_at_once_and_becomes_interactive(page: Page) -> None:
    page.goto("/indicator/lac7-ql", wait_until="commit")
    expect(page.locator("#indicator-chart svg").first).to_be_visible()
    expect(page.locator(".live .main-svg").first).to_be_visible()
    title = page.locator("#indicator-caption h2")
    before = title.inner_text()
    choose_month(page, "To", "December", "2020")
    expect(title).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"to=December&to=2020"))
    page.get_by_label("Lay beside it (1 of 3)").select_option("ni147")
    expect(page.locator(".live")).to_contain_text("NI147")
    expect(page.locator("#indicator-figures thead")).to_contain_text("NI147")
    ours = page.locator("#indicator-chart svg").first
    assert "NI147" in (ours.get_attribute("aria-label") or ours.inner_text())
    drawn = page.locator("#indicator-chart")
    expect(drawn).to_have_css("opacity", "0")
    set_width(page, PHONE)
    expect(page.locator(".live")).to_be_hidden()
    expect(drawn).to_have_css("opacity", "1")
    expect(page.locator("#indicator-chart .narrow svg")).to_be_visible()


def test_the_usual_range_is_switched_on_without_javascript(plain_page: Page) -> None:
    plain_page.goto("/indicator/m1")
    chart = plain_page.get_by_role("img", name=re.compile("Line chart")).first
    expect(chart).not_to_have_accessible_name(re.compile("limit"))
    plain_page.get_by_label("Show the usual range").check()
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page).to_have_url(re.compile(r"[?&]limits=1"))
    expect(chart).to_have_accessible_name(re.compile("Upper trial limit"))
    expect(plain_page.get_by_label("Show the usual range")).to_be_checked()


def test_the_usual_range_is_switched_on_and_off_in_place(page: Page) -> None:
    page.goto("/indicator/m1")
    expect(page.locator(".live .main-svg").first).to_be_visible()
    page.evaluate("window.stayed = true")
    switch = page.get_by_label("Show the usual range")
    switch.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"limits=1"))
    expect(page.locator(".live")).to_contain_text("limit")
    expect(page.locator("#indicator-caption")).to_contain_text("as known in February 2021")
    page.go_back()
    expect(switch).not_to_be_checked()
    expect(page.locator(".live")).not_to_contain_text("limit")
    assert page.evaluate("window.stayed")


def test_the_chart_has_an_alternative_with_every_value(page: Page) -> None:
    page.goto("/indicator/ni147")
    chart = page.get_by_role("img", name=re.compile("Line chart")).first
    text = chart.get_attribute("aria-label") or chart.locator("desc, title").first.inner_text()
    said = ("Aug 2020 84%", "Jan 2021 82%", "Feb 2021 84%", "Neighbours 85%", "Target 94%")
    for value in said:
        assert value in text


def test_typing_is_not_lost_while_the_page_wakes_up(page: Page) -> None:
    def hold_back(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/dash_renderer*", hold_back)
    page.goto("/", wait_until="commit")
    search = page.get_by_label("Find an indicator")
    search.focus()
    page.keyboard.type("foster")
    settle(page)
    expect(search).to_have_value("foster")
    expect(search).to_be_focused()


def test_it_prints(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.emulate_media(media="print")
    expect(page.locator("form.filter")).to_be_hidden()
    expect(page.locator(ROWS).last).to_be_visible()
    sheets = re.findall(rb"/Type /Page\b", page.pdf(format="A4", landscape=True))
    assert 3 <= len(sheets) <= 12


def test_forced_colours_keep_words_and_shapes(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/?status=red")
    settle(page)
    expect(page.locator(ROWS).first.locator(".rag")).to_have_text("Red")
    expect(page.locator(ROWS).first.locator(".rag svg")).to_be_visible()
    photograph(page, "forced-colours")


def test_a_scorecard_of_long_figures_stays_within_every_width(
    browser: Browser, invented_site: Served
) -> None:
    page = browser.new_page(base_url=invented_site.address)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    for width in range(320, 1500, 20):
        set_width(page, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert not page.evaluate(STANDING_OUT), width
    page.close()
