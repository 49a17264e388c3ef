"""The moment of a request, for the record."""

from __future__ import annotations

import datetime as dt

from dashboard.access import current_identity
from dashboard.people import AuditEntry


def now() -> dt.datetime:
    """The moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def entry(action: str, subject: str, *, before: str = "", after: str = "") -> AuditEntry:
    """The audit entry of what whoever asks is doing now."""
    identity = current_identity()
    return AuditEntry(
        at=now(),
        by=identity.name,
        action=action,
        subject=subject,
        before=before,
        after=after,
        account=identity.account.id if identity.account else None,
        origin=identity.origin,
    )
