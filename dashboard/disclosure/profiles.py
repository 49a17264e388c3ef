"""Which counts of children are not published. The table of profiles is data."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.catalogue import DisclosureProfile


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts from `low` to `high`, both included, are hidden; 0 is not."""

    low: int
    high: int

    def hides(self, count: float) -> bool:
        return self.low <= count <= self.high


PROFILES: dict[DisclosureProfile, Profile | None] = {
    DisclosureProfile.CHILDREN_IN_NEED: Profile(low=1, high=5),
    DisclosureProfile.NONE: None,
}
