"""The section "How do we compare" in a real browser: accessible and within its width."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import WIDTHS, Axe, look_over, set_width, settle

SECTIONS = {"rate": "lac1-ni", "count": "cp6b", "withheld": "yo2", "share": "cp3-ql"}


@pytest.mark.parametrize("name", SECTIONS)
def test_the_section_is_accessible_and_fits_at_any_width(
    page: Page, axe: Axe, name: str
) -> None:
    page.goto(f"/indicator/{SECTIONS[name]}")
    look_over(page, axe, f"areas-{name}")
    for width in WIDTHS:
        set_width(page, width)
        assert page.get_by_role("region", name="How do we compare", exact=True).is_visible()


def test_the_chart_says_in_words_what_it_shows(page: Page) -> None:
    page.goto("/indicator/lac1-ni")
    settle(page)
    section = page.get_by_role("region", name="How do we compare", exact=True)
    chart = section.locator("svg.chart-w")
    label = chart.get_attribute("aria-label")
    assert chart.is_visible()
    assert label
    assert "Neighbours: " in label
    assert "2020 98.1" in label
