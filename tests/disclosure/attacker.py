"""Somebody who reads everything public and reckons, written apart from what it tests.

Each count is a set of the whole numbers it can be, up to a number no count here reaches.
Identities, percentages and their rounding cross numbers out until none more goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dashboard.catalogue import Catalogue, IdentityKind, Kind
from dashboard.periods import Month

MOST = 4000
Cell = tuple[str, Month]
SMALL = frozenset(range(1, 6))


@dataclass(frozen=True)
class Read:
    """A figure as read: its text without the per cent sign, and its parts if they stand."""

    text: str
    parts: tuple[int, int] | None = None

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """What the text can be the rounding of."""
        places = len(self.text.partition(".")[2])
        half = Fraction(1, 2 * 10**places)
        return max(Fraction(0), Fraction(self.text) - half), Fraction(self.text) + half


@dataclass
class Attacker:
    """Knows the catalogue and the figures read. A hidden cell can be anything, even 0."""

    catalogue: Catalogue
    read: Mapping[Cell, Read]
    hidden: Iterable[Cell]
    least: dict[Cell, int] = field(default_factory=dict)
    most: dict[Cell, int] = field(default_factory=dict)

    def attack(self) -> None:
        """Narrow every count until nothing changes."""
        for cell, read in self.read.items():
            if self.catalogue.indicator(cell[0]).kind is Kind.COUNT and "." not in read.text:
                self.least[cell] = self.most[cell] = int(read.text)
        months = sorted({month for _, month in self.read} | {month for _, month in self.hidden})
        before = None
        while before != (state := (dict(self.least), dict(self.most))):
            before = state
            for month in months:
                self._ratios(month)
                self._identities(month)

    def learnt(self, cell: Cell) -> frozenset[int]:
        """The small numbers that a count can still be."""
        low, high = self.least.get(cell, 0), self.most.get(cell, MOST)
        return frozenset(n for n in SMALL if low <= n <= high)

    def _narrow(self, cell: Cell, low: Fraction | int, high: Fraction | int) -> None:
        was = self.least.get(cell, 0), self.most.get(cell, MOST)
        if was[0] == was[1]:
            return
        self.least[cell] = max(was[0], -(-low // 1))
        self.most[cell] = min(was[1], high // 1)

    def _span(self, cell: Cell) -> tuple[int, int]:
        return self.least.get(cell, 0), self.most.get(cell, MOST)

    def _sum(self, whole: Cell, parts: Iterable[Cell], slack: int = 0) -> None:
        parts = list(parts)
        spans = [self._span(part) for part in parts]
        low, high = sum(s[0] for s in spans), sum(s[1] for s in spans)
        self._narrow(whole, low - slack, high + slack)
        whole_low, whole_high = self._span(whole)
        for part, (least, most) in zip(parts, spans, strict=True):
            self._narrow(part, whole_low - (high - most), whole_high - (low - least))

    def _ratios(self, month: Month) -> None:
        for i in self.catalogue.active:
            if i.kind is not Kind.PERCENTAGE or not i.made_of:
                continue
            made, read = i.made_of, self.read.get((i.ref, month))
            top = (made.numerator or f"{i.ref} top", month)
            whole = (made.denominator or f"{i.ref} whole", month)
            rest = (f"{i.ref} rest", month)
            if self._contradicts(top, whole):
                continue
            self._sum(whole, [top, rest])
            if read is None:
                continue
            if read.parts:
                for cell, number in ((top, read.parts[0]), (whole, read.parts[1])):
                    self._narrow(cell, number, number)
            low, high = read.bounds
            least, most = self._span(whole)
            exact = read.text in ("0", "100") and not read.parts
            self._narrow(top, low * least / 100, high * most / 100)
            if exact:  # taken for nobody and for all, by everybody
                self._narrow(rest if read.text == "100" else top, 0, 0)
            least, most = self._span(top)
            if least and high:
                self._narrow(whole, least * 100 / high, most * 100 / low if low else MOST)

    def _contradicts(self, top: Cell, whole: Cell) -> bool:
        return self._span(top)[0] > self._span(whole)[1]

    def _identities(self, month: Month) -> None:
        for identity in self.catalogue.identities:
            if identity.kind is IdentityKind.PARTS and identity.whole:
                self._sum((identity.whole, month), [(part, month) for part in identity.parts])
            if identity.kind is IdentityKind.STOCK_AND_FLOW:
                assert identity.stock and identity.starts and identity.ends  # noqa: PT018
                stock, before = (identity.stock, month), (identity.stock, month.shift(-1))
                starts, ends = (identity.starts, month), (identity.ends, month)
                one, two = self._span(before), self._span(starts)
                three, four = self._span(stock), self._span(ends)
                self._narrow(ends, one[0] + two[0] - three[1], one[1] + two[1] - three[0])
                self._narrow(starts, three[0] + four[0] - one[1], three[1] + four[1] - one[0])
                self._narrow(stock, one[0] + two[0] - four[1], one[1] + two[1] - four[0])
                self._narrow(before, three[0] + four[0] - two[1], three[1] + four[1] - two[0])
            if identity.kind is IdentityKind.SHARES:
                self._shares(identity.parts, month)

    def _shares(self, parts: Iterable[str], month: Month) -> None:
        made = [(ref, self.catalogue.indicator(ref).made_of) for ref in parts]
        wholes = {m.denominator for _, m in made if m}
        if len(wholes) == 1 and (whole := wholes.pop()):
            tops = [((m.numerator if m else None) or f"{ref} top", month) for ref, m in made]
            self._sum((whole, month), tops)
