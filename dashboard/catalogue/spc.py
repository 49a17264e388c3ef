"""The part of the catalogue's schema about limits: what is usual for an indicator."""

from __future__ import annotations

from pydantic import Field

from dashboard.catalogue.entry import Entry
from dashboard.catalogue.values import MonthText, Text
from dashboard.periods import Month


class Baseline(Entry):
    """Months from which limits are worked out, as somebody has decided and says why."""

    first: MonthText | None = Field(
        default=None,
        description="Month from which limits are worked out anew, such as 2024-01; the first "
        "that is held if left out.",
    )
    last: MonthText | None = Field(
        default=None,
        description="Last month they are worked out from; they then stand for later months as "
        "well. Every later month counts if left out.",
    )
    reason: Text = Field(
        description="Why, in a sentence for readers: what changed, or why these months serve "
        "as the base."
    )

    @property
    def begins(self) -> Month | None:
        """The month it begins with; None for the first that is held."""
        return Month.parse(self.first) if self.first else None

    @property
    def ends(self) -> Month | None:
        """The last month of the base; None where it has no end."""
        return Month.parse(self.last) if self.last else None


class SpcRule(Entry):
    """What is usual for one indicator, where that is not told by all its months."""

    baselines: tuple[Baseline, ...] = Field(
        default=(), description="Bases of the limits, one after the other."
    )
    no_limits: Text | None = Field(
        default=None,
        description="Why no limits are worked out for it, in a sentence for readers.",
    )
