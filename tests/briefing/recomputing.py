"""What a briefing's holdings observed, worked out slowly, and what sentences share.

Nothing is used but the catalogue, the observations, what was printed, and the slow second way
of all measures.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from dashboard.catalogue import Indicator, Kind, Polarity
from dashboard.periods import Month, months_between
from dashboard.records import Basis, Colour
from dashboard.views.briefing import Briefing
from dashboard.views.holdings import Holdings
from tests.briefing.parsing import Slots, agrees, decimal_of
from tests.measures.slow import Slow
from tests.measures.slow_spc import Line, Point, line_of, points_of, run_of


class Recomputing:
    """One briefing's sentences against what its holdings observed."""

    def __init__(self, holdings: Holdings, briefing: Briefing) -> None:
        self.holdings, self.briefing, self.month = holdings, briefing, briefing.month
        self.catalogue = holdings.catalogue
        observations = [o for held in holdings.observations.values() for o in held]
        printed = {k: row["change"] for k, row in holdings.printed.items() if "change" in row}
        self.slow = Slow(self.catalogue, observations, printed)
        self.first = min(o.month for o in observations)
        self.base = self._base()

    def _base(self) -> Month:
        """The month the last meeting considered, by the catalogue; else the month before."""
        own = [m.date for m in self.catalogue.meetings if m.considers == self.month]
        before = [
            m.considers
            for m in self.catalogue.meetings
            if m.considers < self.month and (not own or m.date < min(own))
        ]
        return max(before, default=self.month.shift(-1))

    def find(self, subject: str, figure: str, expected: Indicator | None) -> Indicator:
        """The active indicator that a sentence calls by this name, of the figure's kind."""
        fitting = self.called(subject, figure)
        if expected in fitting:
            return expected
        assert fitting, f"nothing is called {subject}"
        return fitting[0]

    def called(self, subject: str, figure: str = "") -> list[Indicator]:
        """All that go by this name: a count and its percentage may share one."""
        lowered = subject.lower()
        is_rate = lowered.startswith("the rate of ")
        fitting = []
        for one in self.catalogue.active:
            said = one.said or one.name
            if one.said and one.kind is Kind.RATE:
                said = f"the rate of {said}"
            same_kind = not figure or one.is_percentage == figure.rstrip(".").endswith("%")
            if said.lower() == lowered and same_kind and (not is_rate or one.kind is Kind.RATE):
                fitting.append(one)
        return fitting

    # -- what is held, the slow way ------------------------------------------------------

    def at(self, one: Indicator) -> Month:
        return self._due(one, self.month)

    def then(self, one: Indicator) -> Month:
        return self._due(one, self.base)

    def _due(self, one: Indicator, month: Month) -> Month:
        while not self.slow.due(one.ref, month):
            month = month.shift(-1)
        return month

    def now(self, one: Indicator) -> Fraction:
        figure = self.slow.figure(one.ref, self.at(one))
        assert figure is not None, f"{one.ref} has no figure"
        return figure

    def sides(self, one: Indicator) -> tuple[Fraction, Fraction]:
        """Before and after, as the two are compared."""
        change = self.slow.change(one.ref, self.at(one), self.then(one))
        assert change.before is not None
        assert change.after is not None
        return Fraction(change.before), Fraction(change.after)

    def year(self, one: Indicator) -> list[Fraction]:
        at = self.at(one)
        months = months_between(at.shift(-11), at)
        figures = [self.slow.figure(one.ref, m) for m in months if self.slow.due(one.ref, m)]
        return [figure for figure in figures if figure is not None]

    def is_whole_year(self, one: Indicator) -> bool:
        return len(self.year(one)) == (4 if one.is_quarterly else 12)

    def colour(self, one: Indicator, month: Month) -> Colour:
        return self.slow.rag(one.ref, month).colour

    def reds(self, one: Indicator) -> int:
        """Returns in a row, up to the last, that were red."""
        month, count = self.at(one), 0
        while month >= self.first and self.colour(one, month) is Colour.RED:
            count, month = count + 1, month.shift(-3 if one.is_quarterly else -1)
        return count

    def chart(self, one: Indicator) -> tuple[Line | None, Point, int]:
        """Limits of the last return's period, its signal and its run."""
        months = list(months_between(self.first, self.at(one)))
        months = [m for m in months if self.slow.due(one.ref, m)]
        series = [
            self.slow.figure(one.ref, m) if self.slow.returned(one.ref, m) else None
            for m in months
        ]
        stated = one.spc.baselines if one.spc else ()
        periods, counts = [], []
        for month in months:
            begun = [b for b in stated if b.begins is None or b.begins <= month]
            starts = [b for b in stated if b.begins is not None]
            periods.append(sum(1 for b in starts if b.begins and b.begins <= month))
            ends = begun[-1].ends if begun else None
            counts.append(not (ends and month > ends))
        lines = [line_of(series, periods, counts, period) for period in range(max(periods) + 1)]
        point = points_of(series, periods, lines)[-1]
        line = lines[periods[-1]]
        return line, point, run_of(point, series, periods, line) if line else 0

    def limits(self, one: Indicator, line: Line) -> tuple[Fraction, Fraction]:
        low, high = line.centre - line.reach, line.centre + line.reach
        if one.kind is not Kind.MONEY:
            low = max(low, Fraction(0))
        if one.is_percentage and line.centre <= 100:
            high = min(high, Fraction(100))
        if one.kind is Kind.COUNT and math.ceil(low) <= math.floor(high):
            return Fraction(math.ceil(low)), Fraction(math.floor(high))
        return low, high

    def check_range(self, one: Indicator, text: str) -> Line:
        line, _, _ = self.chart(one)
        assert line
        if text.endswith(" in every month"):
            assert line.reach == 0
            assert agrees(text.removesuffix(" in every month"), line.centre)
            return line
        low, _, high = text.partition(" to ")
        for said, limit in zip((low, high or low), self.limits(one, line), strict=True):
            assert agrees(said, limit), f"{said} is not {float(limit)}"
        return line

    # -- pieces that several patterns share ---------------------------------------------

    def says_size(self, one: Indicator, text: str, size: Fraction) -> None:
        """ "10 percentage points", "8.3", "4, or 3%"."""
        number, _, rest = text.partition(" ")
        assert agrees(number.rstrip(","), abs(size)), f"{text} is not {float(size)}"
        if one.is_percentage:
            unit = "percentage point" if number == "1" else "percentage points"
            assert rest == unit

    def adds_up(self, one: str, other: str, size: str) -> None:
        """The figures as shown differ by what is said."""
        shown = abs(decimal_of(one) - decimal_of(other))
        assert shown == decimal_of(size.rstrip(",")), f"{one} and {other} differ by {size}?"

    def check_colour(self, one: Indicator, *bases: Basis) -> None:
        rag = self.slow.rag(one.ref, self.at(one))
        assert rag.colour is Colour.RED
        assert rag.basis in bases

    def check_still(self, one: Indicator, text: str) -> None:
        try:
            before, after = self.sides(one)
        except AssertionError:
            before, after = Fraction(0), Fraction(0)
        sign = 1 if one.polarity is Polarity.MORE else -1
        is_still = self.reds(one) > 1 and sign * (after - before) >= 0
        assert (text == "still ") is is_still

    def last_held(self, one: Indicator) -> tuple[Month, Fraction] | None:
        month = self.at(one)
        while month >= self.first:
            figure = self.slow.figure(one.ref, month)
            if self.slow.returned(one.ref, month) and figure is not None:
                return month, figure
            month = month.shift(-1)
        return None


Check = Callable[[Recomputing, Indicator, Slots], None]
"""Fails unless what stands in the blanks is true of the indicator."""
