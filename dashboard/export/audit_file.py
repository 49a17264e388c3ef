"""The record of changes as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.export.csv_files import write_csv
from dashboard.people import AuditEntry

COLUMNS = ("when", "who", "acting for", "action", "subject", "before", "after", "from")


def audit_csv(entries: Iterable[AuditEntry]) -> bytes:
    """A line for each entry, in the order given; moments in UTC."""
    return write_csv(
        COLUMNS,
        (
            (
                entry.at.isoformat(timespec="seconds"),
                entry.by,
                entry.acting_for,
                entry.action,
                entry.subject,
                entry.before,
                entry.after,
                entry.origin,
            )
            for entry in entries
        ),
    )
