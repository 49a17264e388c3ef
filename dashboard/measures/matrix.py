"""The dataset as a matrix: months by indicators, what is held for each and its figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.catalogue import Catalogue
from dashboard.measures.arrays import Flags, Floats
from dashboard.periods import Month, months_between
from dashboard.records import Observation, Status

STATUSES = tuple(Status)
NOT_OBSERVED = -1


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """All observations, months x refs. Months are consecutive, none is left out.

    `status` is the place in `STATUSES`, `NOT_OBSERVED` where there is no observation.
    `value` is NaN unless the status is a value; `numerator` and `denominator` are the
    parts supplied with the observation, both or neither.
    """

    months: tuple[Month, ...]
    refs: tuple[str, ...]
    status: NDArray[np.int8]
    value: Floats
    numerator: Floats
    denominator: Floats

    @classmethod
    def of(cls, catalogue: Catalogue, observations: Iterable[Observation]) -> Matrix:
        """Lay out observations of the catalogue's active indicators, the latest of each.

        Months run from the first held to the last; without observations there are none.
        """
        refs = tuple(indicator.ref for indicator in catalogue.active)
        columns = {ref: column for column, ref in enumerate(refs)}
        kept = [o for o in observations if o.ref in columns]
        months = _months(kept)
        shape = (len(months), len(refs))
        status = np.full(shape, NOT_OBSERVED, np.int8)
        value, numerator, denominator = (np.full(shape, np.nan) for _ in range(3))
        codes = {s: code for code, s in enumerate(STATUSES)}
        for o in kept:
            cell = o.month.index - months[0].index, columns[o.ref]
            status[cell] = codes[o.status]
            if o.status is Status.VALUE and o.value is not None:
                value[cell] = float(o.value)
                if o.numerator is not None and o.denominator is not None:
                    numerator[cell] = float(o.numerator)
                    denominator[cell] = float(o.denominator)
        for array in (status, value, numerator, denominator):
            array.setflags(write=False)
        return cls(months, refs, status, value, numerator, denominator)

    @property
    def observed(self) -> Flags:
        """Where anything is held, be it only the statement that there is no value."""
        observed: Flags = self.status != NOT_OBSERVED
        return observed

    def has(self, status: Status) -> Flags:
        """Where the status is this one."""
        matching: Flags = self.status == STATUSES.index(status)
        return matching


def _months(observations: list[Observation]) -> tuple[Month, ...]:
    if not observations:
        return ()
    held = {o.month for o in observations}
    return tuple(months_between(min(held), max(held)))
