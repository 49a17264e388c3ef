"""What templates may call beside their context: drawings, addresses, dates."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from dashboard.catalogue import Indicator
from dashboard.charts import draw_lines, draw_small, draw_spark, scale_start
from dashboard.periods import MONTH_NAMES, Month, long_date
from dashboard.records import Colour
from dashboard.views import words
from dashboard.views.briefing import Part, Sentence
from dashboard.views.drawing import MARK_WORDS, Drawing, Spark
from dashboard.views.explaining import explain_path
from dashboard.views.holdings import Holdings
from dashboard.views.scorecard import KEPT_MONTHS
from dashboard.web.page import Visit

_ROW = "score_row"
KEPT_ROWS = 64 * KEPT_MONTHS
WIDE, NARROW = 860, 420

_MACROS = (
    *("icon", "rag", "change", "context", "month_fields", "select", "explained", "heads"),
    *("usual", "target_usual", "marks_of", "pieces_of", "when", "step_words"),
)

SHAPES = {
    Colour.RED: "diamond",
    Colour.AMBER: "half",
    Colour.GREEN: "ring",
}
"""The shape beside each coloured word; every other state has a dash."""


def _lines(drawing: Drawing, width: int) -> Markup:
    return Markup(draw_lines(drawing, width))


def _small(drawing: Drawing) -> Markup:
    return Markup(draw_small(drawing))


def _spark(spark: Spark) -> Markup:
    return Markup(draw_spark(spark))


def _shape(colour: Colour) -> str:
    return SHAPES.get(colour, "dash")


@pass_context
def _address(context: Context, path: str, **query: object) -> str:
    """A path with those fields that are not empty, within the edition that is read."""
    visit: Visit = context["visit"]
    kept = {key: str(value) for key, value in query.items() if value}
    return visit.to(path) + (f"?{urlencode(kept)}" if kept else "")


@pass_context
def _place(
    context: Context, indicator: Indicator, month: Month | None, holdings: Holdings
) -> str:
    """Where an indicator stands; the month is named unless it is the latest."""
    path = f"/indicator/{indicator.address}"
    return _address(context, path, month=month if month != holdings.latest else None)


@pass_context
def _traced(context: Context, sentence: Sentence) -> Markup:
    """A sentence whose figures lead to where they come from."""
    return Markup("").join(_run(context, part) for part in sentence.parts)


def _run(context: Context, part: Part) -> Markup:
    visit: Visit = context["visit"]
    indicator = visit.holdings.catalogue.find(part.ref)
    if indicator is None or part.month is None or part.figure is None:
        return escape(part.text)
    path = visit.to(explain_path(indicator, part.month, part.figure))
    name = f"{part.text}, {indicator.ref}, {part.month.long}, explained"
    return Markup('<a class="ex" href="{}" aria-label="{}">{}</a>').format(
        path, name, part.text
    )


def _paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: blank lines part them, other line ends are kept."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    parts = (
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(b).split("\n")))
        for b in blocks
        if b
    )
    return Markup("").join(parts)


def _axis_start(drawing: Drawing) -> str:
    """Where the scale starts, as a figure of the drawing's own unit."""
    start = scale_start(drawing)
    return words.number(start, 0 if words.is_whole(start) else 1) + drawing.suffix


def add_to(templates: Environment) -> None:
    templates.globals.update(
        draw_wide=lambda drawing: _lines(drawing, WIDE),
        draw_narrow=lambda drawing: _lines(drawing, NARROW),
        draw_small=_small,
        draw_spark=_spark,
        axis_start=_axis_start,
        address=_address,
        place=_place,
        traced=_traced,
        explain_path=explain_path,
        words=words,
        mark_words=MARK_WORDS,
        month_names=MONTH_NAMES,
    )
    templates.filters.update(
        shape=_shape,
        long_date=long_date,
        paragraphs=_paragraphs,
    )
    # Macros as globals, so that a block can be drawn alone, without its template's imports.
    parts = templates.get_template("parts.html").module
    templates.globals.update({name: getattr(parts, name) for name in _MACROS})
    # A row is the same for all filters, so those last drawn are kept.
    templates.globals[_ROW] = lru_cache(maxsize=KEPT_ROWS)(getattr(parts, _ROW))
