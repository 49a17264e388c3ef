"""CSV files of what a page shows.

UTF-8 with a byte order mark, so that spreadsheets read it right. A cell that a
spreadsheet could take for a formula gets an apostrophe before it. Where the council is
invented, every row says so before the indicator's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from dashboard.catalogue import Indicator
from dashboard.records import Status
from dashboard.views.holdings import Holdings
from dashboard.views.status import Context, Standing
from dashboard.views.variation import VariationView, variations

_FORMULA = ("=", "+", "@", "\t", "\r")

STANDING_COLUMNS = (
    "ref",
    "indicator",
    "theme",
    "month",
    "figure",
    "no figure because",
    "status",
    "status rests on",
    "change on the month before",
    "judgement",
    "change on the year before",
    "12-month average",
    "12-month range",
    "statistical neighbours",
    "England",
    "region",
    "target",
    "beside what is usual",
    "usual range",
    "target beside what is usual",
    "commentary",
)
SERIES_COLUMNS = ("ref", "indicator", "period", "value", "numerator", "denominator", "note")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A whole CSV file of text; every cell made safe for spreadsheets."""
    frame = pd.DataFrame(list(rows), columns=list(head), dtype=str).map(_safe)
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def standings_csv(holdings: Holdings, rows: Iterable[Standing]) -> bytes:
    """Indicators in one month, a row each, as the scorecard shows them."""
    return write_csv(STANDING_COLUMNS, (_standing_cells(holdings, row) for row in rows))


def series_csv(holdings: Holdings, indicator: Indicator) -> bytes:
    """Every month held of an indicator, in the plain long layout that loads again."""
    measures, ref, name = holdings.measures, indicator.ref, _name(holdings, indicator)
    rows = []
    for month in holdings.months if ref in measures.refs else ():
        status = measures.observation_status(ref, month)
        value = measures.figure(ref, month)
        # A blank cell of a month without a return loads again as not due.
        blank = status in (Status.MISSING, Status.NOT_DUE)
        text = "" if blank else status.symbol
        if value is not None:
            text = _plain(value) + ("%" if indicator.is_percentage else "")
        parts = measures.parts(ref, month)
        top, bottom = (_plain(parts[0]), _plain(parts[1])) if parts else ("", "")
        note = "not for publication" if (ref, month) in holdings.hidden else ""
        rows.append((ref, name, str(month), text, top, bottom, note))
    return write_csv(SERIES_COLUMNS, rows)


def _standing_cells(holdings: Holdings, row: Standing) -> tuple[str, ...]:
    theme = holdings.catalogue.theme(row.indicator.theme)
    mom, yoy = row.month_on_month, row.year_on_year
    usual = variations(holdings, row.month)[row.indicator.ref]
    return (
        row.indicator.ref,
        _name(holdings, row.indicator),
        theme.name if theme else "",
        str(row.month),
        row.text,
        row.absent,
        row.colour,
        row.reason,
        f"{mom.sentence}, on {mom.since}" if mom.arrow else mom.sentence,
        mom.judgement,
        f"{yoy.sentence}, on {yoy.since}" if yoy.arrow else yoy.sentence,
        _context(row.average),
        _context(row.spread),
        _context(row.neighbours),
        _context(row.england),
        _context(row.region),
        _context(row.target),
        f"{usual.label}: {usual.sentence}" if usual.label else usual.sentence,
        _range(usual),
        f"{usual.target_label}: {usual.target_sentence}" if usual.target_label else "",
        row.comment,
    )


def _name(holdings: Holdings, indicator: Indicator) -> str:
    """The name, marked where the council is invented, so that a copied row still says so."""
    invented = holdings.catalogue.council.invented
    return f"Invented council: {indicator.name}" if invented else indicator.name


def _context(item: Context) -> str:
    return f"{item.text} ({item.note})" if item.text and item.note else item.text or item.note


def _range(usual: VariationView) -> str:
    return f"{usual.usual} (trial range)" if usual.is_trial else usual.usual


def _plain(value: float) -> str:
    """A figure without commas, to twelve significant digits, as it is held."""
    return f"{value:.12g}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
