"""The record of changes, to be read; what writes an entry is the change itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select

from dashboard.people import AuditEntry
from dashboard.store import tables
from dashboard.store.transactions import Transactions

PAGE = 50

_COLUMNS = tables.audit.columns
_SEARCHED = (_COLUMNS.by, _COLUMNS.acting_for, _COLUMNS.action, _COLUMNS.subject)


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """Which entries are asked for: those with a text in name, action or subject, of one day.

    Letters from A to Z are found in either case. The day is one of UTC, as entries are shown.
    """

    text: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some of the entries that were asked for, the newest first, and of how many."""

    entries: tuple[AuditEntry, ...]
    number: int
    count: int

    @property
    def has_more(self) -> bool:
        """Whether there are earlier entries on the next page."""
        return self.number * PAGE < self.count


class AuditLog:
    """Every change that was ever made, and by whom. Entries are never altered or removed."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, entry: AuditEntry) -> None:
        """Put on record what changed nothing in the store, such as a letter that was sent."""
        with self._transactions.recording(entry):
            pass

    def page(self, search: AuditSearch | None = None, number: int = 1) -> AuditPage:
        """Fifty entries, counting pages from 1; none after the last page."""
        found = _find(search or AuditSearch())
        with self._transactions.reading() as connection:
            count = connection.execute(select(func.count()).select_from(found.subquery()))
            rows = connection.execute(found.limit(PAGE).offset((max(number, 1) - 1) * PAGE))
            entries = tuple(map(_read, rows))
            return AuditPage(entries, max(number, 1), count.scalar_one())

    def entries(self, search: AuditSearch | None = None) -> list[AuditEntry]:
        """All that was asked for, the newest first."""
        with self._transactions.reading() as connection:
            return [_read(row) for row in connection.execute(_find(search or AuditSearch()))]


def _find(search: AuditSearch) -> Select[Any]:
    return select(tables.audit).where(*_conditions(search)).order_by(_COLUMNS.id.desc())


def _conditions(search: AuditSearch) -> list[ColumnElement[bool]]:
    conditions = []
    # PostgreSQL takes no zero character, and no entry has one.
    if text := search.text.replace("\0", "").strip().lower():
        conditions.append(
            or_(*(func.lower(column).contains(text, autoescape=True) for column in _SEARCHED))
        )
    if search.day:
        midnight = dt.datetime.combine(search.day, dt.time(), dt.UTC)
        conditions += [_COLUMNS.at >= midnight, _COLUMNS.at < midnight + dt.timedelta(days=1)]
    return conditions


def _read(row: Row[Any]) -> AuditEntry:
    fields = dict(row._mapping)
    del fields["id"]
    return AuditEntry(**fields)
