"""Reading an address: what cannot be read counts as not asked."""

from __future__ import annotations

from dashboard.periods import Month
from dashboard.web.page import Visit


def read_month(visit: Visit, name: str) -> Month | None:
    """A month in the address that is held; None for anything else."""
    try:
        month = Month.parse(visit.asked(name))
    except ValueError:
        return None
    return month if month in visit.holdings.months else None
