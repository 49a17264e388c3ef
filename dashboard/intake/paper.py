"""The words and signs of the published layout, as they are written: headings and signs.

What is written with these is recognised by `layout` and read by `published`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from dashboard.catalogue import Polarity
from dashboard.intake.cells import ARROWS
from dashboard.periods import FinancialYear, Month
from dashboard.records import Arrow

MONTHS_SHOWN = 7
"""Months side by side, as the council publishes them."""

NO_CHANGE = "- n/a"
NO_COMPARATOR = "Local"
"""No other area publishes the indicator."""
NONE_GIVEN = "-"
TO_BE_CONFIRMED = "TBC"

DIRECTIONS = {Polarity.MORE: "▲", Polarity.LESS: "▼", Polarity.NONE: ""}
"""The triangle in the column DoT: which direction is better."""

_SIGNS = {arrow: sign for sign, arrow in reversed(ARROWS.items())}


def headings(shown: Sequence[Month], years: Sequence[FinancialYear]) -> list[str]:
    """The row of headings for months, the last of them the file's own, and target years."""
    month = shown[-1]
    return [
        *("Ref.", "Indicator", "Owner", "Reporter", "Outcome"),
        *map(short, shown),
        f"% change from {short(month.shift(-12))}",
        *("DoT", "12-mnth avg", "12-mnth max.", "SN", "ENG", "Region"),
        *(f"Target {str(year)[2:]}" for year in years),
        f"Commentary ({short(month)})",
    ]


def short(month: Month) -> str:
    """ "Feb-21"."""
    return f"{month.abbreviation}-{month.year % 100:02d}"


def change(arrow: Arrow, per_cent: Decimal | None) -> str:
    """A change in per cent with its arrow, "↓ -23%"; from nought it has no per cent."""
    if per_cent is None:
        return f"{_SIGNS[arrow]} from 0"
    return f"{_SIGNS[arrow]} {per_cent.quantize(Decimal(1), ROUND_HALF_UP) + 0}%"
