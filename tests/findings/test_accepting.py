"""Accepting: by whom, why, on record, and only as long as the evidence stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.people import Account, AuditEntry, Role
from dashboard.store import Store
from dashboard.store.audit_log import AuditSearch
from dashboard.store.findings import Decision
from dashboard.workflow.accepting import AcceptingError, decide, is_accepted
from tests.fixtures.databases import new_file

AT = dt.datetime(2021, 3, 2, 10, 0, tzinfo=dt.UTC)
KEY, EVIDENCE = "stock-and-flow|E+I+O|2021-02", "E, February 2021: 103, but 102."
ACCEPT, REOPEN = Decision.ACCEPT, Decision.REOPEN


def account(*roles: Role) -> Account:
    return Account(7, "jo@council.example", "Jo", frozenset(roles), None, True, False, AT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(new_file(tmp_path / "accepting.sqlite"))
    yield store
    store.close()


def take(
    store: Store,
    decision: Decision,
    reason: str,
    evidence: str = EVIDENCE,
    who: Account | None = None,
) -> None:
    who = who or account(Role.OFFICER)
    entry = AuditEntry(AT, who.name, f"{decision} finding", evidence, account=who.id)
    decide(store, decision, who, KEY, evidence, reason, entry)


def test_a_finding_is_accepted_reopened_and_accepted_again(store: Store) -> None:
    assert not is_accepted(EVIDENCE, store.decisions.last().get(KEY))
    for decision, expected in ((ACCEPT, True), (REOPEN, False), (ACCEPT, True)):
        take(store, decision, "Starts are recorded late.")
        assert is_accepted(EVIDENCE, store.decisions.last()[KEY]) is expected
    held = store.audit.entries(AuditSearch("finding", None))
    assert [entry.action for entry in held] == [
        "accept finding",
        "reopen finding",
        "accept finding",
    ]


def test_other_evidence_opens_it_again(store: Store) -> None:
    take(store, ACCEPT, "Starts are recorded late.")
    assert not is_accepted("E, February 2021: 104, but 102.", store.decisions.last()[KEY])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_only_officers_decide(store: Store, role: Role) -> None:
    with pytest.raises(AcceptingError, match="may not accept findings"):
        take(store, ACCEPT, "Because.", who=account(role))
    assert store.decisions.last() == {}


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_reason_is_needed_and_short_enough(store: Store, reason: str) -> None:
    with pytest.raises(AcceptingError, match="reason"):
        take(store, ACCEPT, reason)


def test_nothing_is_decided_twice(store: Store) -> None:
    with pytest.raises(AcceptingError, match="open already"):
        take(store, REOPEN, "Look again.")
    take(store, ACCEPT, "Known.")
    with pytest.raises(AcceptingError, match="accepted this finding already"):
        take(store, ACCEPT, "Known.")


def test_it_is_no_change_of_what_pages_show(store: Store) -> None:
    before = store.revision()
    take(store, ACCEPT, "Known.")
    assert store.revision() == before
