"""CSV files of what a page shows.

UTF-8 with a byte order mark, so that spreadsheets read it right. A cell that a spreadsheet
could take for a formula is marked as text. Where the council is invented, every row says so
before the indicator's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import pandas as pd

from dashboard.catalogue import Indicator
from dashboard.export.table import Cell, Column, Datatype, Share, Table, fit, name_in
from dashboard.intake.printing import plain
from dashboard.records import Status
from dashboard.spreadsheets.formulas import guard
from dashboard.views.holdings import Holdings
from dashboard.views.status import Context, Standing
from dashboard.views.variation import VariationView, variations

_COMPARED = "as the catalogue gives it, and what it rests on"
STANDING_COLUMNS = (
    Column("ref", "Reference of the indicator", required=True),
    Column("indicator", "Name of the indicator", required=True),
    Column("theme", "Heading under which it stands"),
    Column("month", "Month of the figure", Datatype.MONTH, required=True),
    Column("figure", "The figure as shown, or the symbol that stands in its place"),
    Column("no figure because", "Why there is no figure"),
    Column("status", "Red, amber, green, or why there is no colour", required=True),
    Column("status rests on", "What the status was judged by"),
    Column("change on the month before", "The change in words; a quarter before if quarterly"),
    Column("judgement", "Whether that change is for the better"),
    Column("change on the year before", "The change on the same month of the year before"),
    Column("12-month average", "Average of the twelve months that end with this one"),
    Column("12-month range", "Lowest to highest of these months"),
    Column("statistical neighbours", f"Comparator: statistical neighbours, {_COMPARED}"),
    Column("England", f"Comparator: England, {_COMPARED}"),
    Column("region", f"Comparator: the region, {_COMPARED}"),
    Column("target", "The target in force, with its year if that is an earlier one"),
    Column("beside what is usual", "How the figure stands to its usual range, if it is known"),
    Column("usual range", "The range in which it falls while nothing changes"),
    Column("target beside what is usual", "Whether that range reaches the target"),
    Column("commentary", "What the service said of the month"),
)
SERIES_COLUMNS = ("ref", "indicator", "period", "value", "numerator", "denominator", "note")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole CSV file; every text made safe for spreadsheets."""
    table = Table("", "", "", tuple(Column(title, "") for title in head), list(rows))
    return csv_of(table)


def csv_of(table: Table) -> bytes:
    """A table as a CSV file; a character that no file can hold is replaced."""
    fitted, _ = fit(table)
    rows = [[_text(cell) for cell in row] for row in fitted.rows]
    frame = pd.DataFrame(rows, columns=list(fitted.headings), dtype=str)
    return frame.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return plain(cell)
    return f"{plain(cell.per_cent)}%" if isinstance(cell, Share) else guard(cell)


def standings_table(holdings: Holdings, rows: Iterable[Standing]) -> Table:
    """Indicators in one month, a row each, as the scorecard shows them."""
    return Table(
        "scorecard",
        "Scorecard",
        "The month as the scorecard shows it: figures, status and changes in words.",
        STANDING_COLUMNS,
        [_standing_cells(holdings, row) for row in rows],
        key=("ref",),
    )


def series_csv(holdings: Holdings, indicator: Indicator) -> bytes:
    """Every month held of an indicator, in the plain long layout that loads again."""
    measures, ref = holdings.measures, indicator.ref
    name = name_in(holdings.catalogue, indicator)
    rows = []
    for month in holdings.months if ref in measures.refs else ():
        status = measures.observation_status(ref, month)
        value = measures.figure(ref, month)
        # A blank cell of a month without a return loads again as not due.
        blank = status in (Status.MISSING, Status.NOT_DUE)
        text = "" if blank else status.symbol
        if value is not None:
            text = _digits(value) + ("%" if indicator.is_percentage else "")
        parts = measures.parts(ref, month)
        top, bottom = (_digits(parts[0]), _digits(parts[1])) if parts else ("", "")
        note = "not for publication" if (ref, month) in holdings.hidden else ""
        rows.append((ref, name, str(month), text, top, bottom, note))
    return write_csv(SERIES_COLUMNS, rows)


def _standing_cells(holdings: Holdings, row: Standing) -> tuple[str, ...]:
    theme = holdings.catalogue.theme(row.indicator.theme)
    mom, yoy = row.month_on_month, row.year_on_year
    usual = variations(holdings, row.month)[row.indicator.ref]
    return (
        row.indicator.ref,
        name_in(holdings.catalogue, row.indicator),
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


def _context(item: Context) -> str:
    return f"{item.text} ({item.note})" if item.text and item.note else item.text or item.note


def _range(usual: VariationView) -> str:
    return f"{usual.usual} (trial range)" if usual.is_trial else usual.usual


def _digits(value: float) -> str:
    """A figure without commas, to twelve significant digits, as it is held."""
    return f"{value:.12g}"
