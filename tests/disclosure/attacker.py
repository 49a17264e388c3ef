"""Somebody who reads everything public and reckons, written apart from what it tests.

Each count is a whole number between a least and a most, each percentage and rate any number
between two. Identities, percentages, their rounding and all that was said elsewhere bring
the two together until neither moves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from dashboard.catalogue import Catalogue, IdentityKind, Kind
from dashboard.periods import FinancialYear, Month
from tests.disclosure.said import Cell, Growth, Read, Said, Seen, Spread, Step

NOUGHT, MOST = Fraction(0), Fraction(4000)
SMALL = frozenset(range(1, 6))
GRAIN = Fraction(1, 1000)
"""To what percentages and rates are told apart, so that the narrowing ends."""

Span = tuple[Fraction, Fraction]


@dataclass
class Attacker:
    """Knows the catalogue and the figures read. A hidden cell can be anything, even 0.

    `said` is what stands elsewhere than in the files of the series. What rests on figures
    that can be read tells nothing new and is passed over.
    """

    catalogue: Catalogue
    read: Mapping[Cell, Read]
    hidden: Iterable[Cell]
    said: Iterable[Said] = ()
    least: dict[Cell, Fraction] = field(default_factory=dict)
    most: dict[Cell, Fraction] = field(default_factory=dict)

    def attack(self) -> None:
        """Narrow every figure until nothing changes."""
        for cell, read in self.read.items():
            if self._is_whole(cell) and "." not in read.text:
                self.least[cell] = self.most[cell] = Fraction(read.text)
            elif not self._is_whole(cell):
                self._narrow(cell, *read.bounds)
        months = sorted({month for _, month in self.read} | {month for _, month in self.hidden})
        others = []
        for said in self.said:
            if isinstance(said, Seen):
                self._narrow(said.cell, said.low, said.high)
            elif self._is_news(said):
                others.append(said)
        self._changed = True
        while self._changed:
            self._changed = False
            for said in others:
                self._hear(said)
            for month in months:
                self._ratios(month)
                self._identities(month)
            self._rates(months)

    def learnt(self, cell: Cell) -> frozenset[int]:
        """The small numbers that a count can still be."""
        low, high = self.span(cell)
        return frozenset(n for n in SMALL if low <= n <= high)

    def _is_whole(self, cell: Cell) -> bool:
        indicator = self.catalogue.find(cell[0])
        return indicator is None or indicator.kind is Kind.COUNT

    def _narrow(self, cell: Cell, low: Fraction | int, high: Fraction | int) -> None:
        least, most = self.span(cell)
        if least == most:
            return
        grain = 1 if self._is_whole(cell) else GRAIN
        low, high = -(-low // grain) * Fraction(grain), high // grain * Fraction(grain)
        if grain is GRAIN:  # to the outside, so that nothing true is left out
            low, high = low - grain, high + grain
        low, high = max(least, Fraction(low)), min(most, Fraction(high))
        if low <= high and (low, high) != (least, most):  # no number at all is no news
            self.least[cell], self.most[cell] = low, high
            self._changed = True

    def span(self, cell: Cell) -> Span:
        """The least and the most that a figure can be."""
        return self.least.get(cell, NOUGHT), self.most.get(cell, MOST)

    def _is_known(self, cell: Cell) -> bool:
        return cell in self.read

    def _is_news(self, said: Step | Growth | Spread) -> bool:
        """Whether it is about a figure that is not known exactly."""
        cells = said.cells if isinstance(said, Spread) else (said.now, said.before)
        spans = [self.span(cell) for cell in cells]
        return any(least != most for least, most in spans)

    def _hear(self, said: Step | Growth | Spread) -> None:
        match said:
            case Step(now, before, low, high):
                (least, most), (first, last) = self.span(now), self.span(before)
                self._narrow(now, first + low, last + high)
                self._narrow(before, least - high, most - low)
            case Growth(now, before, low, high):
                (least, most), (first, last) = self.span(now), self.span(before)
                self._narrow(now, first * low, last * high)
                if high > 0:
                    self._narrow(before, least / high, most / low if low > 0 else MOST)
            case Spread():
                self._hear_spread(said)

    def _hear_spread(self, said: Spread) -> None:
        """What is said over several months, if it does not rest on the readable ones alone."""
        known = [cell for cell in said.cells if self._is_known(cell)]
        others = [cell for cell in said.cells if cell in self.hidden]
        if not others or said.months == len(known) or self._explains(said, known):
            return
        low, high = said.lowest[0], said.highest[1]
        for cell in others:
            self._narrow(cell, low, high)
        if said.mean and all(self._is_whole(cell) for cell in said.cells):
            count = len(known) + len(others)
            total = said.mean[0] * count, said.mean[1] * count
            rest = sum(self.span(cell)[0] for cell in known)
            spans = [self.span(cell) for cell in others]
            for cell, (least, most) in zip(others, spans, strict=True):
                least_others = sum(span[0] for span in spans) - least
                most_others = sum(span[1] for span in spans) - most
                self._narrow(
                    cell, total[0] - rest - most_others, total[1] - rest - least_others
                )

    def _explains(self, said: Spread, known: list[Cell]) -> bool:
        """Whether the readable months give it by themselves."""
        if said.months is not None or not known:
            return False
        lows, highs = zip(*(self.span(cell) for cell in known), strict=True)
        mean = sum(lows, NOUGHT) / len(known), sum(highs, NOUGHT) / len(known)
        return (
            _meet((min(lows), min(highs)), said.lowest)
            and _meet((max(lows), max(highs)), said.highest)
            and (said.mean is None or _meet(mean, said.mean))
        )

    def _sum(self, whole: Cell, parts: Iterable[Cell], slack: int = 0) -> None:
        parts = list(parts)
        spans = [self.span(part) for part in parts]
        low, high = sum(s[0] for s in spans), sum(s[1] for s in spans)
        self._narrow(whole, low - slack, high + slack)
        whole_low, whole_high = self.span(whole)
        for part, (least, most) in zip(parts, spans, strict=True):
            self._narrow(part, whole_low - (high - most), whole_high - (low - least))

    def _ratios(self, month: Month) -> None:
        for i in self.catalogue.active:
            if i.kind is not Kind.PERCENTAGE or not i.made_of:
                continue
            made, share = i.made_of, (i.ref, month)
            read = self.read.get(share)
            top = (made.numerator or f"{i.ref} top", month)
            whole = (made.denominator or f"{i.ref} whole", month)
            rest = (f"{i.ref} rest", month)
            if self._contradicts(top, whole):
                continue
            self._sum(whole, [top, rest])
            if read and read.parts:
                for cell, number in ((top, read.parts[0]), (whole, read.parts[1])):
                    self._narrow(cell, number, number)
            if share not in self.least:
                continue
            low, high = self.span(share)
            least, most = self.span(whole)
            if read and high * most // 100 < -(-low * least // 100):
                # No whole number: it was not the share itself that changed, but what is
                # printed of it.
                low, high = read.bounds
            self._narrow(top, low * least / 100, high * most / 100)
            if read and read.text in ("0", "100") and not read.parts:
                # taken for nobody and for all, by everybody
                self._narrow(rest if read.text == "100" else top, 0, 0)
            least, most = self.span(top)
            if least and high:
                self._narrow(whole, least * 100 / high, most * 100 / low if low else MOST)

    def _contradicts(self, top: Cell, whole: Cell) -> bool:
        return self.span(top)[0] > self.span(whole)[1]

    def _identities(self, month: Month) -> None:
        for identity in self.catalogue.identities:
            if identity.kind is IdentityKind.PARTS and identity.whole:
                self._sum((identity.whole, month), [(part, month) for part in identity.parts])
            if identity.kind is IdentityKind.STOCK_AND_FLOW:
                assert identity.stock and identity.starts and identity.ends  # noqa: PT018
                stock, before = (identity.stock, month), (identity.stock, month.shift(-1))
                starts, ends = (identity.starts, month), (identity.ends, month)
                one, two = self.span(before), self.span(starts)
                three, four = self.span(stock), self.span(ends)
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

    def _rates(self, months: Iterable[Month]) -> None:
        """What rates tell of their counts, over the people that all rates of a year allow."""
        pairs: dict[tuple[str, FinancialYear], list[tuple[Cell, Cell, int]]] = defaultdict(list)
        for identity in self.catalogue.identities:
            if identity.kind is IdentityKind.RATE and identity.population and identity.per:
                assert identity.rate
                assert identity.count
                for month in months:
                    rate, count = (identity.rate, month), (identity.count, month)
                    year = identity.population, month.financial_year
                    pairs[year].append((rate, count, int(identity.per)))
        for cells in pairs.values():
            bounds = [
                (per * least / high, per * most / low)
                for rate, count, per in cells
                if self._is_known(rate) and self._is_known(count)
                for (low, high), (least, most) in [(self.span(rate), self.span(count))]
                if low > 0
            ]
            low, high = (
                max((b[0] for b in bounds), default=0),
                min((b[1] for b in bounds), default=0),
            )
            if not 0 < low <= high:
                continue  # the rates of this year do not agree
            for rate, count, per in cells:
                if rate in self.least:
                    first, last = self.span(rate)
                    self._narrow(count, first * low / per, last * high / per)


def _meet(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
