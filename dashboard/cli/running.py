"""What a command starts from: the store, who runs it, and where its pages are."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.settings import Settings
from dashboard.store import Store


def open_store(settings: Settings) -> Store:
    """The store, its tables brought up to date."""
    store = Store.open(settings.database_url)
    store.migrate()
    return store


def operator() -> str:
    """The name of whoever runs the command, as this machine knows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "command line"


def entry(action: str, subject: str, by: str = "") -> AuditEntry:
    """The audit entry of what a command is doing now."""
    return AuditEntry(dt.datetime.now(dt.UTC), by or operator(), action, subject)


def month_of(text: str) -> Month:
    """The month that an option names."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}.") from None


def address(settings: Settings, path: str = "") -> str:
    """Where a page is, as seen from this machine."""
    return f"http://{settings.host}:{settings.port}{path}"
