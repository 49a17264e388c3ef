"""The page of the pack, in a real browser: chosen by keyboard, told while it is made."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from dashboard.people import Role
from tests.fixtures.browser import Axe, SignIn, look_over
from tests.fixtures.pdf import page_texts, squeeze

PACK = "/editions/2021-02/v1/pack"


def test_an_officer_makes_a_pack_by_keyboard_and_hears_how_far_it_is(
    page: Page, axe: Axe, sign_in: SignIn, complaints: list[str]
) -> None:
    sign_in(page.context, Role.OFFICER)
    page.goto(PACK)
    look_over(page, axe, "pack")
    page.get_by_label("Not for publication").focus()
    page.keyboard.press("Space")
    page.get_by_label("A3, thirteen months").focus()
    page.keyboard.press("Space")
    for theme in ("Assessments", "Child protection", "Looked-after children"):
        page.get_by_label(theme).uncheck()
    page.get_by_role("button", name="Make the pack").focus()
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    name = "pack-2021-02-not-for-publication-v1.pdf"
    assert started.value.suggested_filename == name
    expect(page.get_by_role("status")).to_contain_text(f"Ready: {name}")
    expect(page.get_by_role("button", name="Make the pack")).to_be_enabled()
    pages = page_texts(started.value.path().read_bytes())
    assert all(squeeze("Not for publication") in squeeze(text) for text in pages)
    assert squeeze("Care leavers") in squeeze("".join(pages))
    look_over(page, axe, "pack-made")
    assert complaints == []


def test_it_works_without_javascript(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(PACK)
    with page.expect_download() as started:
        page.get_by_role("button", name="Make the pack").click()
    assert started.value.suggested_filename == "pack-2021-02-v1.pdf"
    assert started.value.path().read_bytes().startswith(b"%PDF-1.7")
    context.close()


def test_a_pack_that_is_being_made_already_is_said_to_be(
    page: Page, complaints: list[str]
) -> None:
    busy = "Another pack is being made just now. Try again in some seconds."
    page.route("**/pack.ndjson?*", lambda route: route.fulfill(status=503, body=busy))
    page.goto(PACK)
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Make the pack").click()
    expect(page.get_by_role("status")).to_have_text(busy)
    expect(page.get_by_role("button", name="Make the pack")).to_be_enabled()
    complaints.clear()  # the browser tells of the 503 as well
