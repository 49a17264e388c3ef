"""What the catalogue says about limits, as columns: where they begin, what they rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.catalogue import Baseline as Stated
from dashboard.catalogue import Catalogue, Indicator
from dashboard.measures.arrays import Flags, Whole
from dashboard.periods import Month


@dataclass(frozen=True, slots=True, eq=False)
class Baselines:
    """Months x indicators, but for `used`, which has an entry for each indicator.

    `period` counts how often limits were begun anew; `counts` says in which months figures
    count towards them. `stated` gives, by column, the catalogue's own entry of each period,
    None for the months before the first.
    """

    period: Whole
    counts: Flags
    used: Flags
    stated: tuple[tuple[Stated | None, ...], ...]

    @classmethod
    def of(cls, catalogue: Catalogue, months: tuple[Month, ...]) -> Baselines:
        """Read them from the catalogue, for its active indicators in their order."""
        active = catalogue.active
        shape = (len(months), len(active))
        period, counts = np.zeros(shape, np.int64), np.ones(shape, np.bool_)
        place = np.array([month.index for month in months], np.int64)
        stated = tuple(_periods(indicator) for indicator in active)
        for column, entries in enumerate(stated):
            for number, entry in enumerate(entries):
                if entry and entry.begins:
                    period[place >= entry.begins.index, column] = number
            for number, entry in enumerate(entries):
                if entry and entry.ends:
                    late = (place > entry.ends.index) & (period[:, column] == number)
                    counts[late, column] = False
        used = np.array([not (i.spc and i.spc.no_limits) for i in active], np.bool_)
        return cls(period, counts, used, stated)


def _periods(indicator: Indicator) -> tuple[Stated | None, ...]:
    entries = indicator.spc.baselines if indicator.spc else ()
    return entries if entries and entries[0].begins is None else (None, *entries)
