"""Twelve months ending with one, of which some may not be held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from dashboard.catalogue import Indicator
from dashboard.findings.held import Held
from dashboard.findings.interval import Interval, as_held
from dashboard.periods import Month, months_between
from dashboard.views import words

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The held figures of twelve months, as any file had them, and what is known of the rest.

    `unknown` is how many of the months are not held at all or came after the file; a month
    known to have no value counts nowhere. `maximum` is what the file prints.
    """

    figures: Mapping[Month, Interval]
    unknown: int
    maximum: Interval | None

    def mean(self) -> Interval:
        """Within what their mean can lie, the unknown ones from 0 to the maximum."""
        count = len(self.figures) + self.unknown
        low = sum((figure.low for figure in self.figures.values()), Fraction(0))
        highs = [figure.high for figure in self.figures.values()]
        known = sum((high for high in highs if high is not None), Fraction(0))
        rest = Fraction(0)
        if self.unknown:
            if self.maximum is None or self.maximum.high is None:
                return Interval(low / count, None)
            rest = self.maximum.high * self.unknown
        return Interval(low / count, max(low, known + rest) / count)

    def range(self) -> Interval:
        """From the smallest to the largest figure that can be among them."""
        lows = [figure.low for figure in self.figures.values()]
        highs = [figure.high for figure in self.figures.values() if figure.high is not None]
        if not self.unknown:
            return Interval(min(lows), max(highs))
        if self.maximum is None or self.maximum.high is None:
            return Interval(Fraction(0), None)
        return Interval(Fraction(0), max([self.maximum.high, *highs]))

    def said(self) -> str:
        """ "the 7 months held and a maximum of 449"."""
        months = len(self.figures)
        held = f"the {words.count_in_words(months)} {words.plural(months, 'month')} held"
        return f"{held} and the maximum printed" if self.unknown and self.maximum else held


@lru_cache(maxsize=2)
def windows_of(held: Held) -> dict[tuple[str, Month], Window]:
    """The twelve months that end with each file's, by ref and file month."""
    return {(i.ref, month): _window(held, i, month) for i, month, _ in held.papers()}


def _window(held: Held, indicator: Indicator, month: Month) -> Window:
    months = tuple(months_between(month.shift(1 - _YEAR), month))
    late = {at for at in months if held.came_after(indicator.ref, at, month)}
    figures = {
        at: found for at in months if at not in late and (found := held.ever(indicator, at))
    }
    unknown = sum(at in late or (indicator.ref, at) not in held.cells for at in months)
    printed = held.printed(indicator.ref, month, "maximum")
    maximum = None if printed is None else as_held(indicator, printed)
    return Window(figures, unknown, maximum)
