"""What is noted beside figures and texts: notes, dismissed warnings, promises.

Rows are only added: a note that was wrong is withdrawn, a promise is settled.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Row, Select, Table, insert, select

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.store import rows
from dashboard.store.transactions import Transactions
from dashboard.store.writing_records import (
    Dismissal,
    Doubt,
    FigureNote,
    Promise,
    Settled,
    Withdrawal,
    Withdrawn,
)
from dashboard.store.writing_tables import (
    dismissal,
    figure_note,
    figure_note_withdrawal,
    promise_settled,
)


class Marks:
    """Notes on figures, warnings that were dismissed, and what came of promises."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def notes(self, ref: str | None = None, month: Month | None = None) -> list[FigureNote]:
        """The notes on figures, withdrawn ones too, the earliest first; all, or only some."""
        with self._transactions.reading() as connection:
            return [_read_note(row) for row in connection.execute(_notes(ref, month))]

    def add_note(
        self, ref: str, month: Month, doubt: Doubt, text: str, entry: AuditEntry
    ) -> None:
        """Note something on one figure."""
        self._add(figure_note, entry, ref=ref, month=month, doubt=doubt, text=text)

    def withdraw_note(self, note: int, reason: str, entry: AuditEntry) -> None:
        """Take a note back; it stays. Raises Withdrawn if it was, or never was there."""
        self._end(figure_note, figure_note_withdrawal.c.note, note, entry, reason=reason)

    def dismissals(self, ref: str, month: Month) -> list[Dismissal]:
        """The warnings on one commentary that were dismissed, the earliest first."""
        wanted = [c for c in dismissal.columns if c.name not in ("id", "account")]
        asked = _some(select(*wanted), dismissal, ref, month)
        with self._transactions.reading() as connection:
            return [Dismissal(**row._mapping) for row in connection.execute(asked)]

    def dismiss(
        self, ref: str, month: Month, kind: str, quote: str, reason: str, entry: AuditEntry
    ) -> None:
        """Say why a warning about these words is groundless."""
        warning = {"ref": ref, "month": month, "kind": kind, "quote": quote}
        self._add(dismissal, entry, **warning, reason=reason)

    def settled(self, ref: str | None = None) -> list[Settled]:
        """The promises of which something came, the earliest settled first; all, or some."""
        held = promise_settled
        asked = _some(select(held), held, ref, None)
        with self._transactions.reading() as connection:
            return [_read_settled(row) for row in connection.execute(asked)]

    def settle(self, promise: Promise, outcome: str, entry: AuditEntry) -> None:
        """Note what came of a promise. Raises Withdrawn if somebody has already."""
        held, made = promise_settled.c, rows.write_fields(promise)
        same = [held[name] == made[name] for name in ("ref", "month", "version", "text")]
        with self._transactions.writing(entry) as connection:
            if connection.execute(select(held.id).where(*same)).one_or_none() is not None:
                raise Withdrawn(_late(entry))
            row = made | {"outcome": outcome} | _somebody(entry)
            connection.execute(insert(promise_settled).values(row))

    def _add(self, table: Table, entry: AuditEntry, **values: object) -> None:
        with self._transactions.writing(entry) as connection:
            connection.execute(insert(table).values(values | _somebody(entry)))

    def _end(
        self, table: Table, key: Column[Any], number: int, entry: AuditEntry, **values: object
    ) -> None:
        """Add the row that ends another one, unless it has ended."""
        with self._transactions.writing(entry) as connection:
            begun = connection.execute(select(table.c.id).where(table.c.id == number))
            ended = connection.execute(select(key).where(key == number))
            if begun.one_or_none() is None or ended.one_or_none() is not None:
                raise Withdrawn(_late(entry))
            row = {key.name: number} | values | _somebody(entry)
            connection.execute(insert(key.table).values(row))


def _somebody(entry: AuditEntry) -> dict[str, object]:
    if entry.account is None:
        raise ValueError("Notes are made by somebody who has an account.")
    return {"by": entry.by, "account": entry.account, "at": entry.at}


def _some(
    asked: Select[Any], table: Table, ref: str | None, month: Month | None
) -> Select[Any]:
    """Those of one ref or month where these are given, in the order they were added."""
    if ref is not None:
        asked = asked.where(table.c.ref == ref)
    if month is not None:
        asked = asked.where(table.c.month == month)
    return asked.order_by(table.c.id)


def _notes(ref: str | None, month: Month | None) -> Select[Any]:
    note, end = figure_note, figure_note_withdrawal
    asked = select(
        *(note.c.id, note.c.ref, note.c.month, note.c.doubt, note.c.text, note.c.by, note.c.at),
        *(end.c.by.label("ended_by"), end.c.at.label("ended_at"), end.c.reason),
    )
    joined = asked.outerjoin_from(note, end, note.c.id == end.c.note)
    return _some(joined, note, ref, month)


def _read_note(row: Row[Any]) -> FigureNote:
    note = dict(row._mapping)
    by, at, reason = (note.pop(name) for name in ("ended_by", "ended_at", "reason"))
    return FigureNote(**note, withdrawn=Withdrawal(by, at, reason) if by else None)


def _read_settled(row: Row[Any]) -> Settled:
    promise = Promise(row.ref, row.month, row.version, row.text, row.due)
    return Settled(promise, row.outcome, row.by, row.at)


def _late(entry: AuditEntry) -> str:
    return (
        f"{entry.subject}: somebody else has ended this already, or it was never there. Look "
        "at the page anew."
    )
