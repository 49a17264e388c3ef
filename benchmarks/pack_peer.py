"""The pack as WeasyPrint and matplotlib make it: dataset with commentary, 64 charts, contents
and glossary, of the same view models, tagged as PDF/UA-1 too.

It is written in the quickest way known: HTML joined from strings, one figure of matplotlib
for all charts, drawn as SVG without pyplot and with text as text, which WeasyPrint takes a
third less time to read than letters as shapes, and no flexible boxes.
"""

from __future__ import annotations

import base64
import html
import io
import math
from collections.abc import Iterator

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from dashboard.charts.style import STROKES
from dashboard.pack.choice import Paper
from dashboard.pack.content import FONTS
from dashboard.pack.dataset import MONTHS
from dashboard.periods import Month, months_between
from dashboard.records import Audience
from dashboard.views.drawing import Drawing
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import standings
from dashboard.views.status import ChangeView, Context, Standing, figure_text
from dashboard.views.theme import ThemePage, make_theme_page

matplotlib.rcParams["svg.fonttype"] = "none"

STYLE = f"""
@font-face {{ font-family: P; src: url("file://{FONTS}/public-sans-400.ttf") }}
@font-face {{ font-family: P; font-weight: 600;
  src: url("file://{FONTS}/public-sans-600.ttf") }}
@page {{ size: A4 landscape; margin: 17mm 12mm 21mm;
  @bottom-right {{ content: counter(page) }} }}
body {{ font: 9pt P }} h1 {{ break-before: page }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
td, th {{ text-align: right; padding: 1mm; vertical-align: top }}
.l {{ text-align: left }} thead {{ border-bottom: 1pt solid }}
tr.n {{ border-top: .4pt solid #aeb6bd }}
.toc a::after {{ content: " " target-counter(attr(href), page) }}
.card {{ break-inside: avoid; overflow: hidden }} .card img {{ width: 86mm; float: right }}
"""


def make(holdings: Holdings, month: Month) -> bytes:
    """The PDF."""
    pages = [
        make_theme_page(holdings, theme, month, Audience.PUBLIC)
        for theme in holdings.catalogue.themes
    ]
    pages = [page for page in pages if not page.is_awaiting]
    text = "".join(_document(holdings, month, pages))
    return bytes(
        HTML(string=text).write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())
    )


def _document(holdings: Holdings, month: Month, pages: list[ThemePage]) -> Iterator[str]:
    yield '<html lang="en-GB"><head><title>Monthly dataset</title>'
    yield f"<style>{STYLE}</style></head>"
    yield "<body><h1>Contents</h1><ul class=toc>"
    for kind, name in (("t", "Dataset"), ("c", "Charts")):
        for page in pages:
            title = f"{name}: {_(page.theme.name)}"
            yield f'<li><a href="#{kind}-{page.theme.key}">{title}</a></li>'
    yield '<li><a href="#glossary">Glossary</a></li></ul>'
    first = max(holdings.months[0], month.shift(1 - MONTHS[Paper.A4]))
    months = list(months_between(first, month))
    rows = {row.indicator.ref: row for row in standings(holdings, month)}
    for page in pages:
        yield f'<h1 id="t-{page.theme.key}">{_(page.theme.name)}</h1>'
        yield f"<p>{_(page.theme.about)}</p>"
        yield "<table><thead><tr><th class=l scope=col>Ref</th>"
        yield "".join(f"<th scope=col>{at.abbreviation}</th>" for at in months)
        heads = ("Month", "Year", "Average", "Range", "SN", "England", "Region", "Target")
        yield "".join(f"<th scope=col>{head}</th>" for head in heads)
        yield "<th class=l scope=col>Status</th></tr></thead><tbody>"
        for card in page.cards:
            if card.standing:
                yield _row(holdings, rows[card.indicator.ref], months)
        yield "</tbody></table>"
    figure = Figure(figsize=(4.2, 3.4))
    FigureCanvasSVG(figure)
    for page in pages:
        yield f'<h1 id="c-{page.theme.key}">{_(page.theme.name)}</h1>'
        for card in page.cards:
            if card.standing and card.drawing:
                yield _card(card.standing, card.drawing, figure)
    yield "<h1 id=glossary>Glossary</h1><dl>"
    used = {key for indicator in holdings.catalogue.active for key in indicator.terms}
    for term in holdings.catalogue.glossary:
        if term.key in used:
            yield f"<dt>{_(term.term)}</dt><dd>{_(term.meaning)}</dd>"
    yield "</dl></body></html>"


def _row(holdings: Holdings, row: Standing, months: list[Month]) -> str:
    cells = [figure_text(holdings, row.indicator, at) for at in months]
    cells += [_change(row.month_on_month), _change(row.year_on_year)]
    contexts = (row.average, row.spread, row.neighbours, row.england, row.region, row.target)
    cells += map(_context, contexts)
    span = len(cells)
    return (
        f"<tr class=n><th rowspan=3 scope=row class=l>{_(row.indicator.ref)}</th>"
        f"<td class=l colspan={span}><b>{_(row.indicator.name)}</b></td>"
        f"<td rowspan=3 class=l><b>{_(row.colour)}</b><br>{_(row.reason)}</td></tr><tr>"
        + "".join(f"<td>{_(cell)}</td>" for cell in cells)
        + f"</tr><tr><td class=l colspan={span}>{_(row.comment)}</td></tr>"
    )


def _change(view: ChangeView) -> str:
    return " ".join(filter(None, (view.arrow, view.short, view.beneath, view.judgement)))


def _context(item: Context) -> str:
    return f"{item.text} {item.note}".strip()


def _card(standing: Standing, drawing: Drawing, figure: Figure) -> str:
    mom = standing.month_on_month
    return (
        f'<div class=card><img alt="{_(drawing.description)}" src="{_chart(drawing, figure)}">'
        f"<div><h2>{_(standing.indicator.ref)} {_(standing.indicator.name)}</h2>"
        f"<p><b>{_(standing.text)}</b> {_(standing.colour)} {_(standing.reason)}</p>"
        f"<p>{_(mom.sentence)}, on {mom.since}: {mom.judgement}</p>"
        f"<p>{_(drawing.title)}</p><p>{_(standing.comment)}</p></div></div>"
    )


def _chart(drawing: Drawing, figure: Figure) -> str:
    """The chart as an address that holds it."""

    figure.clear()
    axes = figure.add_subplot()
    places = range(len(drawing.months))
    for series in drawing.series:
        values = [math.nan if point.value is None else point.value for point in series.points]
        axes.plot(places, values, color=STROKES[series.line].colour, linewidth=2.5, marker="o")
        for place, point in zip(places, series.points, strict=True):
            if point.value is not None:
                axes.annotate(point.label, (place, point.value))
    for level in drawing.levels:
        axes.axhline(level.value, color=STROKES[level.line].colour)
        axes.annotate(f"{level.name} {level.label}", (places[-1], level.value))
    axes.set_xticks(list(places), [month.abbreviation for month in drawing.months])
    out = io.BytesIO()
    figure.savefig(out, format="svg")
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


_ = html.escape
