"""Areas of England, as DfE numbers them, and which of them may be counted together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

ENGLAND = 970
_FIRST_REGION = 980
PREDECESSORS = {
    835: (838, 839),
    836: (839,),
    837: (839,),
    909: (942, 943),
    928: (940, 941),
}
"""Authorities that are no more (Dorset before 2019, Poole, Bournemouth, Cumbria and
Northamptonshire), each with those that took over its children."""


class Role(StrEnum):
    """What an area is to the authority of an extract."""

    AUTHORITY = "authority"
    NEIGHBOUR = "neighbour"
    REGION = "region"
    ENGLAND = "England"


@dataclass(frozen=True, slots=True)
class Area:
    """An authority, a region or England. `region` is empty for the last two."""

    code: int
    name: str
    region: str = ""

    @property
    def is_authority(self) -> bool:
        return self.code < ENGLAND

    @property
    def is_region(self) -> bool:
        return self.code >= _FIRST_REGION

    @property
    def is_current(self) -> bool:
        """Whether it is an authority of today."""
        return self.is_authority and self.code not in PREDECESSORS


def counted(codes: Iterable[int], held: Collection[int]) -> tuple[int, ...]:
    """Those of the areas that hold a figure, no child counted twice.

    A predecessor steps back where one of its successors holds a figure for the same year.
    """
    return tuple(
        code
        for code in codes
        if code in held and not any(later in held for later in PREDECESSORS.get(code, ()))
    )
