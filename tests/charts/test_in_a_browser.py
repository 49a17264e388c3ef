"""Widths are estimated when a drawing is made; here the browser measures them."""

from __future__ import annotations

import base64
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.charts import draw_lines, draw_small
from tests.charts.drawings import SAMPLES

FACE = Path(__file__).parents[2] / "assets" / "vendor" / "public-sans-latin-wght-normal.woff2"
PAGE = """<!doctype html><meta charset="utf-8"><style>@font-face {{ font-family: "Public Sans";
font-weight: 100 900; src: url(data:font/woff2;base64,{face}) }}
svg {{ display: block; font-variant-numeric: tabular-nums }}</style>{drawings}"""
MEASURE = """async () => {
  const faces = ["400", "600"].map(weight => weight + " 15px 'Public Sans'");
  await Promise.all(faces.map(face => document.fonts.load(face)));
  return [...document.querySelectorAll("svg")].map(svg => ({
    width: svg.viewBox.baseVal.width,
    height: svg.viewBox.baseVal.height,
    texts: [...svg.querySelectorAll("text")].map(text => {
      const box = text.getBBox();
      return {words: text.textContent, kind: text.getAttribute("class"),
              left: box.x, right: box.x + box.width, y: Number(text.getAttribute("y"))};
    }),
  }));
}"""


@pytest.mark.browser
def test_words_are_inside_and_apart_as_the_browser_sets_them(browser: Browser) -> None:
    drawings = [
        made
        for drawing in SAMPLES.values()
        for made in (draw_lines(drawing), draw_lines(drawing, 420), draw_small(drawing))
    ]
    page = browser.new_page()
    try:
        face = base64.b64encode(FACE.read_bytes()).decode()
        page.set_content(PAGE.format(face=face, drawings="".join(drawings)))
        measured = page.evaluate(MEASURE)
        assert page.evaluate("document.fonts.check(\"600 15px 'Public Sans'\")")
    finally:
        page.close()
    assert len(measured) == len(drawings)
    for drawing in measured:
        for text in drawing["texts"]:
            assert text["left"] >= 0, text
            assert text["right"] <= drawing["width"], text
            assert 0 <= text["y"] <= drawing["height"], text
        months = [t for t in drawing["texts"] if t["kind"] == "axis" and t["left"] > 0]
        rows = {text["y"] for text in months}
        for row in rows:
            line = sorted((t["left"], t["right"]) for t in months if t["y"] == row)
            assert all(a[1] < b[0] for a, b in pairwise(line))
