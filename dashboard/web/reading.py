"""Reading an address: what cannot be read counts as not asked."""

from __future__ import annotations

from dashboard.periods import Month
from dashboard.web.page import Visit


def read_month(visit: Visit, name: str) -> Month | None:
    """The month in the address, or the nearest that is held; None if there is none.

    A link writes it in one field, "2021-02". A form has two fields of that name, the
    month and the year: put side by side they are "February 2021".
    """
    months = visit.holdings.months
    try:
        month = Month.parse(" ".join(visit.query.getlist(name)))
    except ValueError:
        return None
    return max(months[0], min(month, months[-1])) if months else None
