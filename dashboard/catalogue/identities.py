"""Identities: what the figures of several indicators must fulfil by their definitions.

A percentage with both parts named under `made_of` is an identity without being declared
here.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from dashboard.catalogue.entry import Entry
from dashboard.catalogue.values import Positive, Ref, Text


class IdentityKind(StrEnum):
    """How the figures of an identity hang together."""

    PARTS = "parts of a whole"
    SHARES = "shares"
    STOCK_AND_FLOW = "stock and flow"
    RATE = "rate"


class Identity(Entry):
    """What several indicators must fulfil in every month, by their own definitions.

    Only what must hold exactly, apart from rounding, is an identity.
    """

    kind: IdentityKind = Field(
        description="Counts that add up to a whole; percentages that add up to 100; the "
        "number at a month's end, which is that of the month before plus starts less ends; "
        "or a rate, which is a count over a population."
    )
    whole: Ref | None = Field(
        default=None, description="Parts of a whole: ref of the count they add up to."
    )
    parts: tuple[Ref, ...] = Field(
        default=(), description="Parts of a whole, or shares: refs of the two or more parts."
    )
    stock: Ref | None = Field(
        default=None, description="Stock and flow: ref of the number at the month's end."
    )
    starts: Ref | None = Field(
        default=None, description="Stock and flow: ref of those who came in the month."
    )
    ends: Ref | None = Field(
        default=None, description="Stock and flow: ref of those who left in the month."
    )
    rate: Ref | None = Field(default=None, description="Rate: ref of the rate.")
    count: Ref | None = Field(default=None, description="Rate: ref of the count it rests on.")
    per: Positive | None = Field(default=None, description="Rate: 10000 for a rate per 10,000.")
    population: Text | None = Field(
        default=None,
        description="Rate: the population. Rates of the same one must imply the same number.",
    )

    @property
    def refs(self) -> tuple[str, ...]:
        """All refs it binds, the one that depends on the others first."""
        named = (self.whole, *self.parts, self.stock, self.starts, self.ends)
        return tuple(ref for ref in (*named, self.rate, self.count) if ref)


# The keys each kind takes, apart from itself. A rate may do without population.
KEYS_OF = {
    IdentityKind.PARTS: ("whole", "parts"),
    IdentityKind.SHARES: ("parts",),
    IdentityKind.STOCK_AND_FLOW: ("stock", "starts", "ends"),
    IdentityKind.RATE: ("rate", "count", "per", "population"),
}
