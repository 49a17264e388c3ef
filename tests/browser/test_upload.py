"""An officer uploads next month's workbook, looks, stores it, sees it, takes it back."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from dashboard.people import Role
from dashboard.settings import ROOT
from tests.fixtures.browser import Axe, SignIn, look_over, photograph

SAMPLE = ROOT / "data" / "southampton-2021-02.csv"
FIRST_MONTH, MONTHS = 5, 7


@pytest.fixture(autouse=True)
def as_officer(page: Page, plain_page: Page, sign_in: SignIn) -> None:
    """An officer is signed in, with JavaScript and without."""
    for window in (page, plain_page):
        sign_in(window.context, Role.OFFICER)


def next_month(path: Path) -> Path:
    """March 2021, invented: the sample a month on, one figure of February restated."""
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    head = [*head[:FIRST_MONTH], *head[FIRST_MONTH + 1 : FIRST_MONTH + MONTHS], "Mar-21"]
    sheet.append(["Invented for a test: no figure of March is real"])
    sheet.append([*head, "Commentary (Mar-21)"])
    for row in rows:
        months = row[FIRST_MONTH + 1 : FIRST_MONTH + MONTHS]
        if row[0] == "M1":
            months[-1] = "1301"
        march = {"M1": "1400", "LAC1": "500"}.get(row[0], months[-1])
        sheet.append([*row[:FIRST_MONTH], *months, march, ""])
    book.save(path)
    return path


def look_at(page: Page, path: Path) -> None:
    page.goto("/data")
    page.wait_for_load_state("networkidle")
    page.get_by_label(re.compile("A CSV or XLSX file")).set_input_files(path)
    page.get_by_role("button", name="Look at what it would change").click()
    expect(page).to_have_url(re.compile("/data/preview/"))


def test_next_months_workbook_goes_in_and_comes_out(
    page: Page, axe: Axe, tmp_path: Path
) -> None:
    look_at(page, next_month(tmp_path / "march.xlsx"))
    expect(page.get_by_role("heading", level=1)).to_have_text("What march.xlsx would change")
    revised = page.get_by_role("table", name="Revised figures")
    expect(revised.get_by_role("row", name=re.compile("M1"))).to_contain_text("1301")
    look_over(page, axe, "preview")
    page.get_by_role("button", name="Store all of it").click()
    try:
        expect(page.locator(".done")).to_contain_text("march.xlsx was stored")
        photograph(page, "data-done-1440")
        page.get_by_role("link", name="See the scorecard").click()
        expect(page.locator(".eyebrow")).to_contain_text("March 2021")
        expect(page.locator("tr[data-ref=M1] .v")).to_have_text("1,400")
        expect(page.locator("tr[data-ref]")).to_have_count(64)
        page.goto("/indicator/m1")
        expect(page.locator("#indicator-figures")).to_contain_text("restated; was 1,297")
    finally:
        page.goto("/data")
        page.get_by_text("Take it back").click()
        page.get_by_role("button", name=re.compile("Take back load")).click()
    expect(page.locator(".done")).to_contain_text("was taken back")
    page.goto("/")
    expect(page.locator(".eyebrow")).to_contain_text("February 2021")
    expect(page.locator("tr[data-ref=M1] .v")).to_have_text("1,297")


def test_a_bad_file_is_told_where_and_what_to_do(page: Page, axe: Axe, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("ref,period,value\nM1,2021-03,n/k\nM99,2021-03,5\n")
    look_at(page, bad)
    expect(page.get_by_role("heading", level=1)).to_have_text("bad.csv cannot be stored yet")
    expect(page.locator(".lines").first).to_contain_text('"n/k" is not a number')
    expect(page.get_by_role("button", name="Store all of it")).to_have_count(0)
    assert axe(page) == []
    page.get_by_role("button", name="Back to the data page").click()
    expect(page).to_have_url(re.compile("/data$"))


def test_the_data_page_is_accessible(page: Page, axe: Axe) -> None:
    page.goto("/data")
    look_over(page, axe, "data")


def test_without_javascript_a_file_goes_in_as_well(plain_page: Page, tmp_path: Path) -> None:
    small = tmp_path / "small.csv"
    small.write_text("ref,period,value\nM1,2021-03,1400\n")
    plain_page.goto("/data")
    plain_page.get_by_label(re.compile("A CSV or XLSX file")).set_input_files(small)
    plain_page.get_by_role("button", name="Look at what it would change").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text(
        "What small.csv would change"
    )
    plain_page.get_by_role("button", name="Cancel").click()
    expect(plain_page).to_have_url(re.compile("/data$"))
