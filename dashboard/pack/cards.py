"""Indicators one by one: the chart of the page, and beside it what it shows, in words."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.charts import draw_lines
from dashboard.charts.layout import NARROW, WIDE
from dashboard.pack.blocks import Block, change, may_part, paragraphs, status
from dashboard.pack.choice import Choice, Paper
from dashboard.pack.dataset import HIDDEN_MARK
from dashboard.periods import months_between
from dashboard.views.charting import draw_indicator
from dashboard.views.drawing import Drawing
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import Scorecard
from dashboard.views.status import Context, Standing
from dashboard.views.theme import MONTHS_DRAWN
from dashboard.views.variation import VariationView

WIDTHS = {Paper.A4: NARROW.width, Paper.A3: WIDE.width}

_COMMENT_EMS, _FACTS_EMS = 30, 18

Drawn = tuple[Block, str]
"""A card and its chart as SVG."""


def draw_cards(
    holdings: Holdings, choice: Choice, card: Scorecard
) -> Iterator[tuple[str, Drawn]]:
    """Each indicator of a scorecard's themes, by the key of its theme."""
    first = max(holdings.months[0], choice.month.shift(1 - MONTHS_DRAWN))
    months = tuple(months_between(first, choice.month))
    for group in card.groups:
        for row in group.rows:
            drawing = draw_indicator(holdings, row.indicator, months)
            block = _card(holdings, row, drawing, card.variations[row.indicator.ref])
            yield group.theme.key, (block, draw_lines(drawing, WIDTHS[choice.paper]))


def _card(
    holdings: Holdings, standing: Standing, drawing: Drawing, usual: VariationView
) -> Block:
    indicator, mom = standing.indicator, standing.month_on_month
    trial = usual.rests_on if usual.is_trial else ""
    said = " ".join(filter(None, (usual.sentence, trial, usual.target_sentence)))
    return {
        "ref": indicator.ref,
        "key": indicator.address,
        "name": indicator.name,
        "month": standing.month.long,
        "text": standing.text,
        "mark": HIDDEN_MARK if standing.withheld else "",
        "unit": _unit(standing),
        "status": status(standing.colour, standing.reason),
        "withheld": standing.withheld,
        "mom": change(mom) | {"since": f"on {mom.since}", "sentence": mom.sentence},
        "yoy": change(standing.year_on_year)
        | {
            "since": f"on {standing.year_on_year.since}",
            "sentence": standing.year_on_year.sentence,
        },
        "facts": [
            ["12-month average", _fact(standing.average)],
            ["12-month range", _fact(standing.spread)],
            ["Statistical neighbours", _fact(standing.neighbours)],
            ["England", _fact(standing.england)],
            [holdings.catalogue.council.region, _fact(standing.region)],
            ["Target", _fact(standing.target)],
        ],
        "finding": drawing.title,
        "subtitle": drawing.subtitle,
        "usual": said,
        "alt": describe(standing, drawing),
        "comment": paragraphs(standing.comment),
        "parts": may_part(
            (standing.comment, said, drawing.title, drawing.subtitle), _COMMENT_EMS
        )
        or may_part((indicator.name, standing.reason, mom.sentence), _FACTS_EMS),
    }


def _unit(standing: Standing) -> str:
    indicator = standing.indicator
    if standing.value is None:
        return ""
    return f"of {indicator.unit}" if indicator.is_percentage else indicator.unit


def _fact(item: Context) -> str:
    if not item.text:
        return item.note or "none"
    return f"{item.text} ({item.note})" if item.note else item.text


def describe(standing: Standing, drawing: Drawing) -> str:
    """The alternative text of a chart: latest value, trend, finding, and then all values."""
    indicator, mom, month = standing.indicator, standing.month_on_month, standing.month
    latest = f"{standing.text}, {standing.absent}" if standing.value is None else standing.text
    trend = f"{mom.sentence}, on {mom.since}" if mom.arrow else mom.sentence
    merit = mom.judgement.value if mom.arrow else ""
    said = f"{trend}; {merit}" if merit else trend
    return (
        f"{indicator.ref}, {indicator.name}. Latest, {month.long}: {latest}. "
        f"Trend: {said}. {drawing.title}. {drawing.description}"
    )
