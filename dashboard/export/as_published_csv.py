"""As published against now, as a table to take away."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.catalogue import Catalogue
from dashboard.export.table import Column, Datatype, Table, name_in
from dashboard.views.as_published import Beside

COLUMNS = (
    Column("ref", "Reference of the indicator", required=True),
    Column("indicator", "Name of the indicator", required=True),
    Column("paper of", "Month of the paper that printed it", Datatype.MONTH, required=True),
    Column("printed figure", "Which of the printed figures", required=True),
    Column("as published", "The figure as it was printed"),
    Column("now", "The same figure as worked out here; blank if it cannot be"),
    Column("reason", "Why the two differ, or that they agree"),
    Column("because", "The reason in a sentence"),
)


def as_published_table(catalogue: Catalogue, rows: Iterable[Beside]) -> Table:
    """A row each printed figure."""
    return Table(
        "as-published",
        "As published and now",
        "Each change, average, maximum and comparator that the paper printed, beside ours.",
        COLUMNS,
        [
            (
                row.indicator.ref,
                name_in(catalogue, row.indicator),
                str(row.month),
                row.what,
                row.printed,
                row.now,
                row.reason,
                row.because,
            )
            for row in rows
        ],
    )
