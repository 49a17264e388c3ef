"""As published against now, as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.catalogue import Council
from dashboard.export.csv_files import write_csv
from dashboard.views.as_published import Beside

COLUMNS = (
    "ref",
    "indicator",
    "paper of",
    "printed figure",
    "as published",
    "now",
    "reason",
    "because",
)


def as_published_csv(council: Council, rows: Iterable[Beside]) -> bytes:
    """A row each printed figure. An invented council says so before each name."""
    invented = "Invented council: " if council.invented else ""
    return write_csv(
        COLUMNS,
        (
            (
                row.indicator.ref,
                invented + row.indicator.name,
                str(row.month),
                row.what,
                row.printed,
                row.now,
                row.reason,
                row.because,
            )
            for row in rows
        ),
    )
