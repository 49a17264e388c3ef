"""What was decided about findings: accepted with a reason, or opened again.

Rows are only added. A finding is known by its key; what was accepted is the key together
with its evidence, so that new figures open it again by themselves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    Table,
    Text,
    insert,
    select,
)

from dashboard.people import AuditEntry
from dashboard.store.columns import Moment, Word
from dashboard.store.tables import check_words, metadata
from dashboard.store.transactions import Transactions


class Decision(StrEnum):
    """What was done with a finding."""

    ACCEPT = "accept"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on a finding: by whom, when and why."""

    key: str
    evidence: str
    decision: Decision
    reason: str
    by: str
    at: dt.datetime


finding_decision = Table(
    "finding_decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("decision", Word(Decision), nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("account", Integer),
    Column("at", Moment, nullable=False),
    Index("ix_finding_decision_key", "key"),
    check_words("decision", Decision),
    CheckConstraint("reason <> ''", name="reason"),
)


class Decisions:
    """What was decided about findings. Shared by threads."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def last(self) -> dict[str, Decided]:
        """The last decision on each finding, by its key."""
        held = finding_decision
        wanted = [c for c in held.columns if c.name not in ("id", "account")]
        with self._transactions.reading() as connection:
            found = connection.execute(select(*wanted).order_by(held.c.id))
            return {row.key: Decided(**row._mapping) for row in found}

    def decide(
        self, key: str, evidence: str, decision: Decision, reason: str, entry: AuditEntry
    ) -> None:
        """Note a decision. Without an account it was made on the command line or by setup."""
        with self._transactions.recording(entry) as connection:
            connection.execute(
                insert(finding_decision).values(
                    key=key,
                    evidence=evidence,
                    decision=decision,
                    reason=reason,
                    by=entry.by,
                    account=entry.account,
                    at=entry.at,
                )
            )
