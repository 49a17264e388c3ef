"""What a printed figure can have been before it was rounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dashboard.catalogue import Indicator, Kind


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included. `high` None is without end."""

    low: Fraction
    high: Fraction | None

    def __add__(self, other: Interval) -> Interval:
        high = None if None in (self.high, other.high) else _sum(self.high, other.high)
        return Interval(self.low + other.low, high)

    def __contains__(self, number: Fraction) -> bool:
        return self.low <= number and (self.high is None or number <= self.high)

    def times(self, factor: Fraction) -> Interval:
        """Scaled by a factor that is not negative."""
        return Interval(self.low * factor, None if self.high is None else self.high * factor)

    def over(self, other: Interval) -> Interval:
        """This over another, neither of them below 0; without end where that reaches 0."""
        low = self.low / other.high if other.high else Fraction(0)
        high = self.high / other.low if self.high is not None and other.low > 0 else None
        return Interval(low, high)

    def and_to(self, other: Interval) -> Interval:
        """From the lower end of the two to the higher."""
        ends = (self.high, other.high)
        high = None if None in ends else max(end for end in ends if end is not None)
        return Interval(min(self.low, other.low), high)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        below = self.high is not None and self.high < other.low
        above = other.high is not None and other.high < self.low
        return not (below or above)

    def holds_whole(self) -> bool:
        """Whether a whole number lies in it."""
        return Fraction(-(-self.low // 1)) in self


def exactly(number: Decimal | int) -> Interval:
    """One number and no other."""
    return Interval(Fraction(number), Fraction(number))


def as_rounded(number: Decimal) -> Interval:
    """What rounds to a figure at the decimals it is stated with, or at whole numbers."""
    half = Fraction(5) / 10 ** (_places(number) + 1)
    middle = Fraction(number)
    return Interval(middle - half, middle + half)


def as_held(indicator: Indicator, value: Decimal) -> Interval:
    """What a held figure stands for: a count is itself, the rest may be rounded."""
    if indicator.kind is Kind.COUNT:
        return exactly(value)
    found = as_rounded(value)
    return Interval(max(found.low, Fraction(0)), found.high) if value >= 0 else found


def deepest(intervals: Iterable[Interval]) -> Interval | None:
    """The numbers that lie in the most intervals; None without any."""
    bounded = [i for i in intervals if i.high is not None]
    if not bounded:
        return None
    starts = sorted({i.low for i in bounded})
    low = max(starts, key=lambda number: (sum(number in i for i in bounded), -number))
    return Interval(low, min(i.high for i in bounded if i.high is not None and low in i))


def _places(number: Decimal) -> int:
    text = format(number, "f")
    return len(text.partition(".")[2].rstrip("0"))


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction:
    assert one is not None
    assert other is not None
    return one + other
