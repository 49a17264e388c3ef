"""What happened in Exampleshire, month by month, in counts from which all figures follow.

Nothing here is measured anywhere: levels, seasons, shifts and chance are made up. The same
months always give the same counts, whatever the day and the machine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from dashboard.periods import Month

LAST = Month(2026, 2)
"""The month up to which curves are drawn: they are given in months from here."""

Counts = Mapping[str, int]
Curve = tuple[tuple[int, float], ...]

# How busy the months from January to December are beside an average one.
_BUSY = (1.02, 0.99, 1.07, 0.95, 1.05, 1.03, 0.98, 0.80, 1.02, 1.07, 1.11, 0.91)
_AWAY = (0.90, 0.91, 0.98, 1.01, 1.06, 1.10, 1.15, 1.12, 1.04, 0.98, 0.92, 0.83)
_BEFORE = {
    "M2": 295, "CP6B": 318, "LAC1": 452, "LAC13": 17, "LAC16": 198, "EH2": 1180,
}  # fmt: skip
_ASSESSED = (
    ("EH3a%", ((-59, 0.11), (-24, 0.09), (0, 0.14))),
    ("EH3b%", ((-59, 0.31), (-24, 0.24), (0, 0.31))),
    ("EH3c%", ((-59, 0.24), (-24, 0.21), (0, 0.22))),
    ("EH3d%", ((-59, 0.20), (-24, 0.23), (0, 0.195))),
)


@dataclass(slots=True)
class _Happening:
    """One month while it is being made up: what was before, and what is so far."""

    month: Month
    before: Counts
    now: dict[str, int] = field(default_factory=dict)

    def along(self, *curve: tuple[int, float]) -> float:
        """A level between the points of a curve, flat before the first and after the last.

        Two points a month apart make a shift.
        """
        place = self.month.index - LAST.index
        if place <= curve[0][0]:
            return curve[0][1]
        for (start, low), (end, high) in pairwise(curve):
            if place <= end:
                return low + (high - low) * (place - start) / (end - start)
        return curve[-1][1]

    def season(self, year: tuple[float, ...]) -> float:
        return year[self.month.number - 1]

    def chance(self, name: str) -> Random:
        """Chance of its own for each name and month, so that no figure moves another."""
        return Random(f"Exampleshire {name} {self.month}")

    def about(self, name: str, level: float, spread: float) -> int:
        """A count near a level; `spread` is a share of it."""
        return max(0, round(self.chance(name).gauss(level, spread * level)))

    def rare(self, name: str, level: float) -> int:
        """A small count of what happens by itself, often none (Poisson)."""
        chance, left, count = self.chance(name), math.exp(-level), 0
        product = chance.random()
        while product > left:
            product *= chance.random()
            count += 1
        return count

    def share(self, name: str, whole: int, part: float, steadiness: float = 1) -> int:
        """How many of a whole, each with the chance `part` (binomial).

        A stock is largely the same children as last month, so it strays less: by
        `steadiness` times as much.
        """
        chance = self.chance(name)
        if whole < 60:
            return sum(chance.random() < part for _ in range(whole))
        stray = math.sqrt(whole * part * (1 - part)) * steadiness
        return min(whole, max(0, round(chance.gauss(whole * part, stray))))


def imagine(months: Iterable[Month]) -> dict[Month, Counts]:
    """The counts of consecutive months: by ref, or by a word where no indicator holds them.

    Each month follows from the one before, so stocks are last month's plus what began
    less what ended, and parts are parts of their whole.
    """
    happened: dict[Month, Counts] = {}
    before: Counts = _BEFORE
    for month in months:
        happening = _Happening(month, before)
        _front_door(happening)
        _assessment(happening)
        _protection(happening)
        _care(happening)
        _leaving_care(happening)
        _early_help(happening)
        _youth(happening)
        before = happened[month] = happening.now
    return happened


def population(month: Month) -> int:
    """Children aged 0 to 17: a new estimate each April."""
    return 61_180 + 260 * (month.financial_year.start - 2020)


def teenagers(month: Month) -> int:
    """Young people aged 10 to 17: a new estimate each April."""
    return 27_940 + 170 * (month.financial_year.start - 2020)


def _front_door(m: _Happening) -> None:
    """Contacts shift in January 2024, when the online form opens."""
    level = m.along((-59, 1310), (-26, 1395), (-25, 1535), (0, 1490))
    contacts = m.about("M1", level * m.season(_BUSY), 0.03)
    referrals = m.share("M2", contacts, m.along((-59, 0.225), (-26, 0.215), (-25, 0.195)))
    m.now |= {
        "M1": contacts,
        "M2": referrals,
        "M6-QL (val)": m.share(
            "M6", referrals, m.along((-59, 0.25), (-30, 0.27), (-6, 0.19), (0, 0.18)), 0.8
        ),
        "M4": m.rare("M4", m.along((-59, 4.2), (0, 2.4))),
        "EH5-QL": m.about("EH5", 57 * m.season(_AWAY), 0.09),
        # Dealt with within a day: everything since October 2023, but for one week of storms.
        "in a day": m.share("M8", referrals, m.along((-59, 0.93), (-30, 0.97), (-29, 1))),
    }
    if m.month == Month(2025, 1):
        m.now["in a day"] -= 8


def _assessment(m: _Happening) -> None:
    """Assessments slow down towards February 2024, and recover."""
    due = 0.45 * m.now["M2"] + 0.42 * m.before["M2"]
    completed = left = m.about("EH3", due, 0.04)
    rest = 1.0
    for name, curve in _ASSESSED:
        part = m.along(*curve)
        m.now[name] = m.share(name, left, part / rest)
        left -= m.now[name]
        rest -= part
    m.now |= {"EH3": completed, "EH3e%": left, "EH4 (val)": completed - left}


def _protection(m: _Happening) -> None:
    """Plans rise to a peak in the summer of 2023; then more end than begin."""
    enquiries = m.share("CP1", m.now["M2"], m.along((-59, 0.34), (-32, 0.41), (0, 0.36)))
    discussed = m.share("CP2", enquiries, 0.4)
    planned = m.share("CP4", discussed, 0.87)
    moved_in = m.rare("CP2b", 1.7)
    taken_over = m.share("CP2b %", moved_in, 0.8)
    begun = planned + taken_over
    held = m.before["CP6B"]
    surplus = held - m.along((-59, 318), (-32, 404), (-12, 385), (0, 366))
    ended = round(m.chance("CP7").gauss(begun + 0.15 * surplus, 4.5))
    ended = min(held, max(8, ended))
    plans = held + begun - ended
    m.now |= {
        "CP1": enquiries,
        "CP2": discussed,
        "CP4 (val)": planned,
        "CP2b": moved_in,
        "taken over": taken_over,
        "begun": begun,
        "CP7": ended,
        "CP6B": plans,
        "CP3-QL (val)": m.share(
            "CP3", discussed, m.along((-59, 0.84), (-14, 0.83), (-9, 0.70), (0, 0.72))
        ),
        "CP5-QL (val)": m.share("CP5", begun, m.along((-59, 0.19), (0, 0.25))),
        "CP9": m.about("CP9", plans * 0.24 * m.season(_BUSY), 0.08),
        "seen": m.share(
            "CP8", plans, m.along((-59, 0.80), (-25, 0.84), (-18, 0.91), (0, 0.92)), 0.7
        ),
    }


def _care(m: _Happening) -> None:
    """Children in care rise until 2024 and then stay; visits dip while posts are vacant."""
    held = m.before["LAC1"]
    began = m.about("LAC2", 18 * m.season(_BUSY), 0.2)
    surplus = held - m.along((-59, 452), (-22, 548), (0, 536))
    ended = round(m.chance("LAC3").gauss(began + 0.07 * surplus, 2.5))
    ended = min(held, max(5, ended))
    children = held + began - ended
    adopted = m.share("LAC6", ended, 0.22)
    alone, left = m.before["LAC13"], m.share("left", m.before["LAC13"], 0.04)
    arrived = min(began, m.rare("LAC14", m.along((-59, 0.5), (-40, 2.4), (0, 1.3))))
    m.now |= {
        "LAC1": children,
        "LAC2": began,
        "LAC3": ended,
        "LAC6 (val)": adopted,
        "LAC12 (val)": m.share("LAC12", ended - adopted, 0.2),
        "LAC13": alone + arrived - left,
        "LAC14": arrived,
        "visited": m.share(
            "LAC7",
            children,
            m.along((-59, 0.80), (-30, 0.87), (-22, 0.79), (-8, 0.915), (0, 0.925))
            - (0.04 if m.month.number == 8 else 0),
            0.6,
        ),
        "LAC10-QL": m.share("LAC10", children, m.along((-59, 0.93), (0, 0.965)), 0.6),
        "LAC9 (val)": m.share(
            "LAC9", children, m.along((-59, 0.29), (-15, 0.325), (0, 0.315)), 0.25
        ),
        "LAC16": m.before["LAC16"] + m.rare("approved", 1.7) - m.rare("resigned", 2.0),
    }


def _leaving_care(m: _Happening) -> None:
    over_16 = m.about("over 16", m.along((-59, 196), (0, 237)), 0.012)
    leavers = m.about("leavers", m.along((-59, 208), (0, 254)), 0.01)
    m.now |= {
        "over 16": over_16,
        "LAC11-QL": m.share("LAC11", over_16, m.along((-59, 0.91), (0, 0.965)), 0.6),
        "leavers": leavers,
        "settled": m.share("NI147", leavers, m.along((-59, 0.83), (0, 0.875)), 0.4),
    }


def _early_help(m: _Happening) -> None:
    held = m.before["EH2"]
    level = m.along((-59, 1180), (-28, 1385), (0, 1270))
    drawn = held + 0.25 * (level - held)
    completed = m.about("EH1c", 256 * m.season(_BUSY), 0.1)
    m.now |= {
        "EH2": m.about("EH2", drawn, 0.012),
        "M5": m.rare("M5", 6.2),
        "EH1a": m.about("EH1a", 136 * m.season(_BUSY), 0.08),
        "EH1b": m.about("EH1b", 241 * m.season(_BUSY), 0.1),
        "EH1c": completed,
        "EH14b": m.share("EH14b", completed, 0.68),
    }
    m.now["CIN5"] = m.now["EH2"] + m.now["CP6B"] + m.now["LAC1"] + m.now["leavers"]


def _youth(m: _Happening) -> None:
    """Claims are capped at the same number each quarter, so they never move."""
    m.now |= {
        "first entries": m.rare("YO2", m.along((-59, 3.9), (0, 2.7))),
        "not learning": 0,
        "aged 16 and 17": 6_850,
        "FM011": m.about("FM011", 37, 0.17),
        "FM012": 45,
    }
