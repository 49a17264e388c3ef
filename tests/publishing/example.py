"""A whole made of three parts, all counts of children, in a store of a test's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard.catalogue import Catalogue
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.publishing import prepare, publish
from dashboard.records import Audience, Edition
from dashboard.store import Store
from dashboard.views.holdings import read_holdings
from tests.spec.test_disclosure_spec import bound_by, counts
from tests.store.samples import AT, FEBRUARY, entry, new_load, observed

WHOLE = {"kind": "parts of a whole", "whole": "W", "parts": ["P1", "P2", "P3"]}


def council() -> Catalogue:
    return bound_by(counts("W", "P1", "P2", "P3"), WHOLE)


def load(store: Store, name: str, month: Month = FEBRUARY, **figures: int) -> None:
    """Store a file of that name with these figures, by ref."""
    held = [observed(ref, month, str(value)) for ref, value in figures.items()]
    store.save_load(replace(new_load(name, held), file_month=month), entry())


def publish_now(
    store: Store, catalogue: Catalogue, month: Month = FEBRUARY, *, later: int = 0
) -> Edition:
    """Publish a month, so many minutes later, whatever the checks ask."""
    made = AuditEntry(AT + dt.timedelta(minutes=later), "Asha", "publish edition", str(month))
    return publish(store, prepare(store, catalogue, month), made, "Put right.", "A test.")


def shown_now(store: Store, catalogue: Catalogue, month: Month = FEBRUARY) -> dict[str, str]:
    """What an edition published now would show, by ref: the figure or its symbol."""
    held = read_holdings(store, catalogue, Audience.PUBLIC)
    return {
        ref: o.status.symbol or f"{o.value:f}"
        for ref, column in held.observations.items()
        for o in column
        if o.month == month
    }
