"""The briefing in a real browser: one sheet of paper, by keyboard, without JavaScript."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from dashboard.demo import LAST
from dashboard.periods import Month
from tests.browser.test_pages import choose_month
from tests.fixtures.browser import PICTURES, Window, settle

A4 = (595, 842)
POINT = 96 / 72
INK = "rgb(27, 31, 35)"

SMALLEST = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let smallest = [1e9, ""];
    for (let node; node = walker.nextNode();) {
        const e = node.parentElement, box = e.getBoundingClientRect();
        if (!node.textContent.trim() || !box.width || e.closest(".vh, script, style")) continue;
        const size = parseFloat(getComputedStyle(e).fontSize);
        if (size < smallest[0]) smallest = [size, node.textContent.trim()];
    }
    return smallest;
}"""


def print_sheet(page: Page, path: str, name: str) -> pypdfium2.PdfDocument:
    """The briefing as it leaves the printer. It is opened twice, so that its face is there."""
    for _ in range(2):
        page.goto(path)
        settle(page)
    page.emulate_media(media="print")
    sheet = PICTURES / f"{name}.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    return pypdfium2.PdfDocument(sheet)


def check_one_sheet(page: Page, path: str, name: str) -> str:
    """One sheet of A4, upright; answers its text."""
    document = print_sheet(page, path, name)
    assert len(document) == 1, f"{name}: {len(document)} sheets"
    sheet = document[0]
    assert (round(sheet.get_width()), round(sheet.get_height())) == A4
    return " ".join(sheet.get_textpage().get_text_range().split())


def test_the_sample_is_one_sheet_with_every_sentence(page: Page) -> None:
    text = check_one_sheet(page, "/briefing", "briefing-2021-02")
    page.emulate_media(media="screen")
    said = page.locator(".brief li, .brief dd, .brief h1, .brief h2").all_inner_texts()
    for sentence in said:
        assert " ".join(sentence.split()) in text
    for month in ("2020-09", "2020-10", "2020-11", "2020-12", "2021-01"):
        check_one_sheet(page, f"/briefing?month={month}", f"briefing-{month}")


def test_paper_has_no_controls_no_link_colour_and_no_small_print(page: Page) -> None:
    page.goto("/briefing")
    settle(page)
    page.emulate_media(media="print")
    for control in (".mast", "form.filter", ".foot", ".skip", ".rule", "button"):
        for found in page.locator(control).all():
            expect(found).not_to_be_visible()
    for link in page.locator(".brief a:visible").all():
        expect(link).to_have_css("color", INK)
        expect(link).to_have_css("text-decoration-line", "none")
    size, text = page.evaluate(SMALLEST)
    assert size >= 8 * POINT - 0.01, text
    for answer in page.locator(".topics dd").all():
        assert float(answer.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= (
            10 * POINT - 0.01
        )


def print_months(page: Page, months: list[Month]) -> None:
    for month in months:
        text = check_one_sheet(page, f"/briefing?month={month}", f"briefing-demo-{month}")
        assert month.long in text


def test_the_last_months_of_the_demo_are_one_sheet_each(window: Window) -> None:
    print_months(window(), [LAST, LAST.shift(-3), LAST.shift(-6)])


@pytest.mark.long
def test_twelve_months_of_the_demo_are_one_sheet_each(window: Window) -> None:
    print_months(window(), [LAST.shift(-back) for back in range(12)])


def test_it_is_reached_and_read_by_keyboard(page: Page) -> None:
    page.goto("/")
    settle(page)
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Briefing")
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/briefing$"))
    expect(link).to_have_attribute("aria-current", "page")
    figure = page.locator(".topics a.ex").first
    figure.focus()
    expect(figure).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/briefing" not in page.url


def test_without_javascript_another_month_is_chosen(plain_page: Page) -> None:
    plain_page.goto("/briefing")
    choose_month(plain_page, "Month", "November", "2020")
    plain_page.get_by_role("button", name="Show").click()
    expect(plain_page.locator(".eyebrow")).to_contain_text("November 2020 figures")
    expect(plain_page.locator(".topics > li").first).to_be_visible()


def test_the_rule_is_one_link_away(page: Page) -> None:
    page.goto("/briefing")
    settle(page)
    page.get_by_role("link", name="Which rule").click()
    expect(page.get_by_role("heading", name="The briefing", exact=True)).to_be_in_viewport()
    expect(page.get_by_text("Long-running, weight 1.")).to_be_visible()
