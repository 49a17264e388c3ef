"""What was told of a month, and when: gaps, late returns, restatements and slips.

A file tells the months as they were known when it was written. Most counts never change;
those that do are listed here, so that nothing in the history is wrong by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from dashboard.catalogue import Catalogue, Indicator, Kind
from dashboard.demo.history import Counts, population, teenagers
from dashboard.periods import Month, months_between

BLANK, AWAITED, NOTHING_TO_MEASURE = "", "tbc", "-"
Cell = Decimal | str
"""A figure as printed, percentages in per cent; or a symbol, or blank."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Cells that held no figure: `cell` is what stood there, `why` what was said of it.

    From the file of the month `until` on, the figure stands there. None: it never does.
    """

    refs: tuple[str, ...]
    first: Month
    last: Month
    cell: str
    until: Month | None
    why: str

    def holds(self, ref: str, month: Month, told: Month) -> bool:
        meant = ref in self.refs and self.first <= month <= self.last
        return meant and (self.until is None or told < self.until)


@dataclass(frozen=True, slots=True)
class Slip:
    """A count told too high (or, below zero, too low), until a file corrected it.

    Whatever is worked out from the count was wrong with it. `why`, if anything, is said
    with the correction.
    """

    count: str
    month: Month
    excess: int
    until: Month | None
    why: str = ""

    def holds(self, month: Month, told: Month) -> bool:
        return month == self.month and (self.until is None or told < self.until)


SILENCES = (
    Silence(
        ("LSCB17a",), Month(1900, 1), Month(2025, 3), BLANK, None, ""
    ),
    Silence(
        ("LSCB17a",), Month(2025, 4), Month(2025, 10), AWAITED, None,
        "The first count from the colleges is awaited.",
    ),
    Silence(
        ("YO2",), Month(2021, 3), Month(2021, 6), AWAITED, Month(2021, 9),
        "The return comes later this year, with the new police system.",
    ),
    Silence(
        ("EH3a%", "EH3b%", "EH3c%", "EH3d%", "EH3e%", "EH4 (val)", "EH4-QL"),
        Month(2022, 11), Month(2022, 11), BLANK, Month(2023, 1),
        "The return is late, as the days taken are being checked case by case.",
    ),
    Silence(
        ("M8-QL", "EH5-QL", "M4"), Month(2023, 6), Month(2023, 6), BLANK, None,
        "There is no figure, because the case system was replaced during the month.",
    ),
    Silence(
        ("LAC6 (val)", "LAC6 (%)"), Month(2025, 8), Month(2025, 8), AWAITED, None,
        "The figure is awaited while court papers are being checked.",
    ),
    Silence(
        ("EH5-QL",), Month(2026, 1), Month(2026, 1), BLANK, Month(2026, 3),
        "The return came too late for this dataset.",
    ),
    Silence(
        ("CP8-QL",), Month(2026, 2), Month(2026, 2), AWAITED, Month(2026, 3),
        "The figure is awaited: visits of the last week are still being recorded.",
    ),
)  # fmt: skip

_TWICE = "Earlier months are restated, because some referrals had been recorded twice."
_LATE = "Last month's figure is restated, because visits were recorded late."
SLIPS = (
    *(Slip("LAC1", Month(2023, month), 3, Month(2023, 7), "Two months are restated after "
           "three children were found to have gone home.") for month in (4, 5)),
    Slip("CP6B", Month(2022, 10), 6, Month(2022, 12), "October is restated by six, as two "
         "families had been entered under two names."),
    # All of the doubled referrals were dealt with in a day, so that share stays what it was.
    *(Slip(count, Month(2024, month), excess, Month(2025, 1), why)
      for month, excess in ((9, 17), (10, 26), (11, 21))
      for count, why in (("M2", _TWICE), ("in a day", ""))),
    Slip("FM011", Month(2024, 6), -4, Month(2024, 9), "The June return is restated: four "
         "families had been left out."),
    *(Slip("visited", month, -excess, month.shift(1), _LATE)
      for month, excess in (
          (Month(2022, 3), 11), (Month(2023, 8), 16), (Month(2024, 4), 13),
          (Month(2024, 12), 9), (Month(2025, 8), 14), (Month(2026, 1), 8),
      )),
)  # fmt: skip

PLANTED = (
    # March 2024: not last month's plans plus those begun less those ended.
    Slip("CP6B", Month(2024, 3), 5, None),
    # September 2023: not the sum of the four spans within 45 days.
    Slip("EH4 (val)", Month(2023, 9), 7, None),
)
"""Contradictions left in on purpose and never corrected, for checks to find."""

PARTS = {
    "M8-QL": ("in a day", "M2"),
    "EH3a%": ("EH3a%", "EH3"),
    "EH3b%": ("EH3b%", "EH3"),
    "EH3c%": ("EH3c%", "EH3"),
    "EH3d%": ("EH3d%", "EH3"),
    "EH3e%": ("EH3e%", "EH3"),
    "CP2b %": ("taken over", "CP2b"),
    "CP8-QL": ("seen", "CP6B"),
    "CP5-QL": ("CP5-QL (val)", "begun"),
    "LAC7-QL": ("visited", "LAC1"),
    "LAC11-QL (%)": ("LAC11-QL", "over 16"),
    "NI147": ("settled", "leavers"),
    "LSCB17a": ("not learning", "aged 16 and 17"),
}
"""Counts behind the percentages whose parts the catalogue has only in words."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The history as one file tells it: `told` is the file's own month."""

    catalogue: Catalogue
    history: Mapping[Month, Counts]
    told: Month
    _known: dict[Month, Counts] = field(default_factory=dict, repr=False, compare=False)

    def counts(self, month: Month) -> Counts:
        """The counts of a month as known then."""
        if month not in self._known:
            self._known[month] = self._recall(month)
        return self._known[month]

    def _recall(self, month: Month) -> Counts:
        wrong = [slip for slip in (*SLIPS, *PLANTED) if slip.holds(month, self.told)]
        counts = dict(self.history[month])
        for slip in wrong:
            counts[slip.count] += slip.excess
            if slip.count in {"LAC1", "CP6B"}:
                counts["CIN5"] += slip.excess  # it includes both
        return counts

    def cell(self, indicator: Indicator, month: Month) -> Cell:
        """What the file prints for an indicator and month."""
        silence = self.silence(indicator.ref, month)
        if silence:
            return silence.cell
        if indicator.is_quarterly and not month.is_quarter_end:
            return BLANK
        counts = self.counts(month)
        if indicator.kind is Kind.COUNT:
            return Decimal(counts[indicator.ref])
        top, bottom, multiplier, places = self._parts(indicator, counts, month)
        if not bottom:
            return NOTHING_TO_MEASURE
        step = Decimal(1).scaleb(-places)
        return (multiplier * Decimal(top) / bottom).quantize(step, ROUND_HALF_UP)

    def figure(self, indicator: Indicator, month: Month) -> Decimal | None:
        """The figure, where the file tells one and the history reaches back so far."""
        if month not in self.history:
            return None
        cell = self.cell(indicator, month)
        return cell if isinstance(cell, Decimal) else None

    def silence(self, ref: str, month: Month) -> Silence | None:
        return next((s for s in SILENCES if s.holds(ref, month, self.told)), None)

    def corrections(self, indicator: Indicator) -> list[str]:
        """What the file says of the months that it is the first to tell rightly."""
        behind = {indicator.ref, *PARTS.get(indicator.ref, ())[:1]}
        said = [s.why for s in SLIPS if s.why and s.until == self.told and s.count in behind]
        return list(dict.fromkeys(said))

    def _parts(
        self, indicator: Indicator, counts: Counts, month: Month
    ) -> tuple[int, int, int, int]:
        """Numerator, denominator, multiplier and decimals of a percentage or rate."""
        made = indicator.made_of
        assert made is not None
        if indicator.ref == "YO2":
            return counts["first entries"], teenagers(month), 100_000, 1
        if indicator.kind is Kind.RATE:
            return counts[made.numerator or ""], population(month), 10_000, 1
        top, bottom = PARTS.get(indicator.ref) or (made.numerator or "", made.denominator or "")
        return counts[top], counts[bottom], 100, 0


def year_ending(month: Month) -> tuple[Month, ...]:
    """The twelve months that end with one."""
    return tuple(months_between(month.shift(-11), month))
