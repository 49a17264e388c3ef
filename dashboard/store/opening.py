"""Up to which month anybody may read. Rows are only added; the last one counts."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, Column, Integer, Table, Text, insert, select

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.store.columns import Moment, MonthText
from dashboard.store.tables import metadata
from dashboard.store.transactions import Transactions

# Without a month nothing is open.
opening = Table(
    "opening",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", MonthText),
    Column("at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    CheckConstraint("month LIKE '____-__'", name="month"),
)


class Opening:
    """What an officer has opened to the public."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def until(self) -> Month | None:
        """The last month that is open, with all before it; None if none is."""
        last = select(opening.c.month).order_by(opening.c.id.desc()).limit(1)
        with self._transactions.reading() as connection:
            month: Month | None = connection.execute(last).scalar_one_or_none()
            return month

    def open_until(self, month: Month | None, entry: AuditEntry) -> None:
        """Open a month and all before it, and close all after it; None closes all."""
        with self._transactions.writing(entry) as connection:
            row = {"month": month, "at": entry.at, "by": entry.by}
            connection.execute(insert(opening).values(row))

    def history(self) -> list[tuple[dt.datetime, Month | None]]:
        """When which last month was opened, in the order in which it was done."""
        rows = select(opening.c.at, opening.c.month).order_by(opening.c.id)
        with self._transactions.reading() as connection:
            return [(at, month) for at, month in connection.execute(rows)]
