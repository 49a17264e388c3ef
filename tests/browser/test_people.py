"""Signing in, inviting and locking, in a real browser; and what others may not see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.people import Role
from tests.fixtures.browser import Axe, NewContext, SignIn, look_over

PASSWORD = "four quiet otters swim"


def test_an_invited_officer_sets_a_password_and_is_let_in_until_locked(
    page: Page, new_context: NewContext, axe: Axe, sign_in: SignIn, complaints: list[str]
) -> None:
    sign_in(page.context, Role.ADMINISTRATOR)
    page.goto("/people")
    page.get_by_label("Name", exact=True).fill("Invented Officer")
    page.get_by_label("E-mail address").fill("invented@council.example")
    page.locator("#people-role-officer").check()
    page.get_by_role("button", name="Add and make a link").click()
    link = page.get_by_label("Link to set a password").input_value()
    look_over(page, axe, "people")

    theirs = new_context().new_page()
    theirs.goto(link)
    look_over(theirs, axe, "set-password")
    theirs.get_by_label("New password").fill(PASSWORD)
    theirs.get_by_label("The same once more").fill(PASSWORD)
    theirs.get_by_role("button", name="Set the password and sign in").click()
    expect(theirs.locator(".me")).to_contain_text("Invented Officer")
    theirs.get_by_role("link", name="Data", exact=True).click()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Data")
    theirs.goto("/audit")
    expect(theirs.get_by_role("table")).to_contain_text("set password")
    look_over(theirs, axe, "audit")

    theirs.get_by_role("button", name="Sign out").click()
    theirs.get_by_role("link", name="Sign in").click()
    look_over(theirs, axe, "sign-in")
    theirs.get_by_label("E-mail address").fill("invented@council.example")
    theirs.get_by_label("Password").fill("not the password")
    theirs.get_by_role("button", name="Sign in").click()
    expect(theirs.get_by_role("alert")).to_contain_text("not right")
    complaints.clear()  # Chromium tells of the refusal
    theirs.get_by_label("Password").fill(PASSWORD)
    theirs.get_by_role("button", name="Sign in").click()
    expect(theirs.locator(".me")).to_contain_text("Invented Officer")

    page.goto("/people")
    row = page.get_by_role("row", name=re.compile("invented@council.example"))
    row.get_by_text("Change").click()
    row.get_by_role("button", name="Lock").click()
    theirs.goto("/data")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("This page needs an account")
    complaints.clear()
    theirs.goto(link)
    expect(theirs.locator(".more").first).to_contain_text("has been used")
    complaints.clear()


@pytest.mark.parametrize("path", ["/data", "/people", "/audit"])
def test_the_public_is_told_to_sign_in(
    page: Page, axe: Axe, complaints: list[str], path: str
) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("This page needs an account")
    assert axe(page) == []
    complaints.clear()
