"""From an invitation to a paragraph that the public reads, in a real browser."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from dashboard.access import SESSION_COOKIE
from dashboard.demo import LAST
from dashboard.people import Role
from tests.fixtures.browser import WIDTHS, Axe, Served, Window, look_over, set_width
from tests.fixtures.people import add_accounts, begin_session

PASSWORD = "four quiet otters swim"
M1 = f"/commentary/m1/{LAST}"
RIGHT = "Contacts are lower than a year ago. We are looking at why."


def set_password(page: Page) -> None:
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Set the password and sign in").click()


def invite(page: Page, name: str, role: str, person: str = "") -> str:
    """Add somebody as the administrator; answers the link to send."""
    page.goto("/people")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("E-mail address").fill(f"{name.split()[0].lower()}@example.org")
    page.locator("#people-person").select_option(person)
    page.locator(f"#people-role-{role}").check()
    page.get_by_role("button", name="Add and make a link").click()
    return page.get_by_label("Link to set a password").input_value()


def test_a_paragraph_from_the_invitation_to_the_public(
    window: Window,
    invented_site: Served,
    axe: Axe,
    complaints: list[str],
) -> None:
    printed = invented_site.printed.read_text()
    found = re.search(r"/sign-in/link/\S+", printed)
    assert found, printed
    administrator = window(found[0])
    set_password(administrator)
    links = {
        role: invite(administrator, f"{role.capitalize()} Example", role, person)
        for role, person in (
            ("manager", "referrals-analyst"),
            ("approver", "front-door"),
            ("officer", ""),
            ("councillor", ""),
        )
    }
    pages = {role: window(urlsplit(link).path) for role, link in links.items()}
    for page in pages.values():
        set_password(page)
        expect(page.locator(".me")).to_contain_text("Example")
    manager, approver, officer = (pages[r] for r in ("manager", "approver", "officer"))

    # The manager sees her own, writes, is warned, corrects, sends.
    manager.goto("/commentary")
    refs = manager.locator(".papers a").count()
    assert 5 < refs < 40
    look_over(manager, axe, "desk-manager")
    expect(manager.locator(".papers")).not_to_contain_text("Looked after Children")
    manager.goto(M1)
    text = manager.locator("#editor-text")
    text.fill("Contacts rose by 90% on last month.")
    expect(manager.locator("#editor-checks")).to_contain_text("Disagrees")
    expect(manager.locator("#editor-kept")).to_contain_text("Kept at")
    look_over(manager, axe, "editor-manager")
    text.fill(RIGHT)
    expect(manager.locator("#editor-checks")).not_to_contain_text("Disagrees")
    manager.get_by_role("button", name="Send for approval").click()
    expect(manager.get_by_text("Sent for approval.")).to_be_visible()
    look_over(manager, axe, "editor-sent")

    # The approver returns it, the manager answers, the approver approves.
    approver.goto("/commentary")
    approver.get_by_text("For you to approve").first.click()
    expect(approver.locator(".editor .comment").first).to_have_text(RIGHT)
    approver.get_by_label("What should change").fill("Say by how much.")
    look_over(approver, axe, "editor-approver")
    approver.get_by_role("button", name="Return with this reason").click()
    expect(approver.get_by_text("Returned to its writer.")).to_be_visible()
    manager.goto(M1)
    expect(manager.locator(".editor")).to_contain_text("Say by how much.")
    more = f"{RIGHT} A count follows."
    manager.locator("#editor-text").fill(more)
    manager.get_by_role("button", name="Send for approval").click()
    approver.goto(M1)
    approver.get_by_role("button", name="Approve").click()
    expect(approver.locator(".done")).to_contain_text("Approved.")

    # The councillor reads it; the public does not until a new version is published.
    councillor, public = pages["councillor"], window()
    councillor.goto("/indicator/m1")
    expect(councillor.locator("main")).to_contain_text(more)
    public.goto(f"/indicator/m1?month={LAST}")
    expect(public.locator("main")).not_to_contain_text(more)
    officer.goto("/editions")
    look_over(officer, axe, "editions-officer")
    officer.get_by_role("link", name=f"Publish a correction of {LAST.long}").click()
    look_over(officer, axe, "publish-officer")
    officer.get_by_label("What version 2 corrects").fill("A text on contacts was missing.")
    officer.get_by_label("Why it is published all the same").fill("The panel meets soon.")
    officer.get_by_role("button", name=f"Publish {LAST.long}, version 2").click()
    expect(officer.locator(".done")).to_contain_text("version 2, is published.")
    public.goto("/indicator/m1")
    expect(public.locator("main")).to_contain_text(more)
    public.goto(f"/editions/{LAST}/v1/indicator/m1")
    expect(public.locator("main")).not_to_contain_text(more)
    expect(public.locator(".edition")).to_contain_text("A text on contacts was missing.")
    look_over(public, axe, "edition-public")
    officer.goto("/commentary")
    look_over(officer, axe, "desk-officer")

    # Two windows on one paragraph: the second is told, sees both, and loses nothing.
    m2 = f"/commentary/m2/{LAST}"
    manager.goto(m2)
    officer.goto(m2)
    mine, theirs = "My own words on referrals.", "The officer's words on referrals."
    manager.locator("#editor-text").fill(mine)
    expect(manager.locator("#editor-kept")).to_contain_text("Kept at")
    officer.locator("#editor-text").fill(theirs)
    expect(officer.locator("#editor-told")).to_contain_text("Manager Example is writing")
    officer.get_by_role("button", name="Save draft").click()
    expect(officer.get_by_text("The draft is saved.")).to_be_visible()
    manager.locator("#editor-text").press_sequentially(" More.")
    expect(manager.locator("#editor-told")).to_contain_text("Officer Example")
    manager.get_by_role("button", name="Save draft").click()
    expect(manager.get_by_role("heading", name="Officer Example was quicker")).to_be_visible()
    expect(manager.locator(".clash")).to_contain_text(theirs)
    expect(manager.locator("#editor-text")).to_have_value(re.compile(re.escape(mine)))
    look_over(manager, axe, "editor-clash")
    complaints.clear()  # Chromium tells of the conflict
    manager.get_by_role("button", name="Save draft").click()
    expect(manager.get_by_text("The draft is saved.")).to_be_visible()


@pytest.fixture(scope="module")
def peopled(invented_site: Served) -> Served:
    """The invented council's site with an account for each role."""
    add_accounts(invented_site.database_url)
    return invented_site


def sign_in_officer(window: Window, site: Served) -> Page:
    """A window of the account that is an officer's alone."""
    page: Page = window("/")
    token = begin_session(site.database_url, Role.OFFICER)
    page.context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": site.address}])
    return page


def test_words_are_kept_when_the_laptop_is_closed(window: Window, peopled: Served) -> None:
    page = sign_in_officer(window, peopled)
    page.goto(f"/commentary/m3/{LAST}")
    page.locator("#editor-text").fill("Half of a sentence")
    expect(page.locator("#editor-kept")).to_contain_text("Kept at")
    page.context.close()
    again = sign_in_officer(window, peopled)
    again.goto(f"/commentary/m3/{LAST}")
    expect(again.locator("#editor-text")).to_have_value("Half of a sentence")


def test_the_desk_is_worked_by_keyboard_alone(window: Window, peopled: Served) -> None:
    page = sign_in_officer(window, peopled)
    page.goto("/commentary")
    tab_to(page, f'a[href$="/commentary/m4/{LAST}"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/commentary/m4/**")
    tab_to(page, "#editor-text")
    page.keyboard.type("Referrals rose by 90% on last month.")
    expect(page.locator("#editor-checks")).to_contain_text("Disagrees")
    tab_to(page, "#editor-checks summary")
    page.keyboard.press("Enter")
    tab_to(page, "#editor-checks textarea")
    page.keyboard.type("Counted by day.")
    tab_to(page, '#editor-checks button[name="check"]')
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("set aside")
    tab_to(page, 'button[formaction$="/submit"]')
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Sent for approval.")


def test_words_typed_before_the_script_has_come_are_kept_and_read(
    window: Window, peopled: Served
) -> None:
    page = sign_in_officer(window, peopled)
    held: list[Route] = []
    page.route("**/commentary.js*", lambda route: held.append(route))
    with page.expect_request("**/commentary.js*"):
        page.goto(f"/commentary/m2/{LAST}", wait_until="domcontentloaded")
    page.locator("#editor-text").fill("Referrals rose by 90% on last month.")
    held[0].continue_()
    expect(page.locator("#editor-checks")).to_contain_text("Disagrees")
    expect(page.locator("#editor-kept")).to_contain_text("Kept at")


def test_what_was_read_in_the_words_stands_under_its_title(
    window: Window, peopled: Served
) -> None:
    page = sign_in_officer(window, peopled)
    page.goto(f"/commentary/m4/{LAST}")
    for width in WIDTHS:
        set_width(page, width)
        title = page.locator("#check-title").bounding_box()
        checks = page.locator("#editor-checks").bounding_box()
        assert title
        assert checks
        assert title["x"] == checks["x"]
        assert title["y"] + title["height"] <= checks["y"] < title["y"] + 120


def tab_to(page: Page, wanted: str) -> None:
    """Press the Tab key until the focus is on what is wanted, and can be seen there."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none"
            return
    raise AssertionError(f"{wanted} is not reached by the Tab key.")


def test_very_long_words_and_markup_widen_no_page(
    window: Window, peopled: Served, axe: Axe
) -> None:
    page = sign_in_officer(window, peopled)
    here = f"/commentary/m6-ql/{LAST}"
    page.goto(here)
    words = f"<script>document.title = 'taken'</script>{'long' * 900} <b>&amp;"
    page.locator("#editor-text").fill(words)
    page.get_by_role("button", name="Send for approval").click()
    expect(page.locator(".done")).to_contain_text("Sent for approval.")
    expect(page.locator(".editor .comment").first).to_have_text(words)
    set_width(page, WIDTHS[0])
    for path in (here, "/commentary", "/audit", "/indicator/m6-ql", "/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[0], path
        assert "taken" not in page.title()
        assert axe(page) == []
