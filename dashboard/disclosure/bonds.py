"""What binds the figures of one month: ratios to their parts, identities, stock and flow.

From the catalogue's bonds and one month's figures follow the ties between whole numbers,
and which of these numbers are counts that must not be found out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.catalogue import Catalogue, IdentityKind, Indicator, Kind
from dashboard.disclosure.profiles import Profile
from dashboard.disclosure.ties import NONE, Range, Tie, Unknown, meet
from dashboard.records import Observation, Status

_RATIOS = frozenset({Kind.PERCENTAGE, Kind.RATE})
_WITHHELD = frozenset({Status.SUPPRESSED, Status.LOW})
Figures = Mapping[str, Observation]
"""One month's observations by ref."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage or rate of children, with the refs of its parts where they have one."""

    ref: str
    top: str | None
    bottom: str | None
    per: float
    is_percentage: bool


@dataclass(frozen=True, slots=True)
class Bonds:
    """The catalogue's bonds, found once. `bound` are the refs that have to do with children,
    `counts` those of them that count children."""

    counts: frozenset[str]
    undecided: frozenset[str]
    bound: frozenset[str]
    ratios: tuple[Ratio, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...]
    stocks: tuple[tuple[str, str, str], ...]
    shares: tuple[tuple[Ratio, ...], ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> Bonds:
        bound = [i for i in catalogue.indicators if i.counts_children is not False]
        counted = {i.rate: i.count for i in catalogue.identities if i.rate and i.count}
        ratios = {i.ref: _ratio(i, counted.get(i.ref)) for i in bound if i.kind in _RATIOS}
        by_kind = {
            kind: [i for i in catalogue.identities if i.kind is kind] for kind in IdentityKind
        }
        return cls(
            counts=frozenset(i.ref for i in bound if i.kind is Kind.COUNT),
            undecided=frozenset(i.ref for i in bound if i.counts_children is None),
            bound=frozenset(i.ref for i in bound),
            ratios=tuple(ratios.values()),
            sums=tuple((i.whole, i.parts) for i in by_kind[IdentityKind.PARTS] if i.whole),
            stocks=tuple(
                (i.stock, i.starts, i.ends)
                for i in by_kind[IdentityKind.STOCK_AND_FLOW]
                if i.stock and i.starts and i.ends
            ),
            shares=tuple(
                tuple(ratios[ref] for ref in i.parts)
                for i in by_kind[IdentityKind.SHARES]
                if all(ref in ratios for ref in i.parts)
            ),
        )


def _ratio(indicator: Indicator, counted: str | None) -> Ratio:
    made = indicator.made_of
    return Ratio(
        ref=indicator.ref,
        top=made.numerator if made and made.numerator else counted,
        bottom=made.denominator if made else None,
        per=float(made.multiplier) if made else 100,
        is_percentage=indicator.is_percentage,
    )


@dataclass(slots=True)
class MonthBonds:
    """The bonds of one month with its figures.

    `guarded` are the unknowns that may be a count to hide, `first` the cells hidden for
    their own sake and `revealing` those that tell of them, `follows` the ratios that are
    hidden with a cell, `cell_of` the ratio that an unknown in words belongs to.
    """

    bonds: Bonds
    profile: Profile
    index: int
    figures: Figures
    ties: list[Tie] = field(default_factory=list)
    guarded: set[Unknown] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    revealing: set[str] = field(default_factory=set)
    follows: dict[str, set[str]] = field(default_factory=dict)
    cell_of: dict[Unknown, str] = field(default_factory=dict)
    tops: dict[str, Unknown] = field(default_factory=dict)
    bottoms: dict[str, Unknown] = field(default_factory=dict)

    def find(self) -> MonthBonds:
        """Find all of them."""
        for ref in self.bonds.counts & self.figures.keys():
            value = self.value(ref)
            if self.figures[ref].status in _WITHHELD:
                self.guarded.add((ref, self.index))
            elif value is not None and self.profile.hides(value):
                self.guarded.add((ref, self.index))
                self.first.add(ref)
        for ratio in self.bonds.ratios:
            if ratio.ref in self.figures:
                self._bind(ratio)
        for whole, parts in self.bonds.sums:
            terms = [(whole, self.index, 1.0), *((part, self.index, -1.0) for part in parts)]
            self._tie(terms)
        for stock, starts, ends in self.bonds.stocks:
            self._tie(
                [
                    (stock, self.index, 1.0),
                    (stock, self.index - 1, -1.0),
                    (starts, self.index, -1.0),
                    (ends, self.index, 1.0),
                ]
            )
        for shares in self.bonds.shares:
            self._share_out(shares)
        return self

    def value(self, ref: str) -> float | None:
        """The value held, if there is one."""
        held = self.figures.get(ref)
        return float(held.value) if held and held.value is not None else None

    def _is_held(self, ref: str | None) -> bool:
        held = self.figures.get(ref) if ref else None
        return held is not None and (held.value is not None or held.status in _WITHHELD)

    def _tie(self, terms: list[tuple[str, int, float]], **known: object) -> None:
        bound = tuple(((name, index), weight) for name, index, weight in terms if weight)
        self.ties.append(Tie(bound, **known))  # type: ignore[arg-type]

    def _bind(self, ratio: Ratio) -> None:
        """Tie a ratio to its parts, and find out whether one of them may be small."""
        held = self.figures[ratio.ref]
        for part in (ratio.top, ratio.bottom):
            if part and self._is_held(part):
                self.follows.setdefault(part, set()).add(ratio.ref)
        value = self.value(ratio.ref)
        if value is None:
            if held.status in _WITHHELD and ratio.top and self.value(ratio.top):
                self.revealing.add(ratio.top)
            return
        if ratio.is_percentage:
            self._bind_percentage(ratio, held, value)
        elif not self._is_held(ratio.top):
            # How many children a rate stands for, the population tells everybody.
            supplied = held.numerator
            if self.profile.hides(float(supplied)) if supplied is not None else value:
                self.revealing.add(ratio.ref)

    def _bind_percentage(self, ratio: Ratio, held: Observation, value: float) -> None:
        at = self.index
        top = (ratio.top if self._is_held(ratio.top) else None) or f"{ratio.ref} top"
        bottom = (ratio.bottom if self._is_held(ratio.bottom) else None) or f"{ratio.ref} whole"
        rest = (f"{ratio.ref} rest", at)
        self.tops[ratio.ref], self.bottoms[ratio.ref] = (top, at), (bottom, at)
        for name in {top, bottom} - {ratio.top, ratio.bottom}:
            self.cell_of[name, at] = ratio.ref
        low, high = _rounding(held)
        shown = (ratio.ref, at)
        self._tie([(top, at, 100.0), (bottom, at, -low)], high=math.inf, shown_by=shown)
        self._tie([(top, at, 100.0), (bottom, at, -high)], low=-math.inf, shown_by=shown)
        tops, wholes = self._parts(ratio, held, (low, high))
        for (name, index), span in (((top, at), tops), ((bottom, at), wholes)):
            if span and span[0] == span[1] and name not in (ratio.top, ratio.bottom):
                self._tie([(name, index, 1.0)], low=span[0], high=span[1], shown_by=shown)
        rests = _difference(wholes, tops)
        if rests and rests[1] < 0:
            return  # the part is more than the whole: nobody can reckon with them
        self._tie([(bottom, at, 1.0), (top, at, -1.0), (*rest, -1.0)])
        if self._may_be_small(tops, is_none=value == 0):
            self.guarded.add((top, at))
            self.revealing.add(ratio.ref)
        if self._may_be_small(rests, is_none=value == 100):
            self.guarded.add(rest)
            self.revealing.add(ratio.ref)

    def _parts(
        self, ratio: Ratio, held: Observation, percent: Range
    ) -> tuple[Range | None, Range | None]:
        """What we ourselves know of both parts; None where nothing at all."""
        given = None if held.numerator is None else float(held.numerator)
        whole = None if held.denominator is None else float(held.denominator)
        top = given if (own := self.value(ratio.top or "")) is None else own
        bottom = whole if (own := self.value(ratio.bottom or "")) is None else own
        low, high = percent[0] / 100, percent[1] / 100
        tops = (top, top) if top is not None else None
        wholes = (bottom, bottom) if bottom is not None else None
        if tops is None and bottom is not None and not self._is_held(ratio.top):
            tops = _inside(bottom * low, bottom * high)
        if wholes is None and top and low > 0 and not self._is_held(ratio.bottom):
            wholes = meet(_inside(top / high, top / low), (top, math.inf))
        return tops, wholes

    def _may_be_small(self, span: Range | None, *, is_none: bool) -> bool:
        """Whether a count may be one to hide. A printed 0% or 100% is taken for exact."""
        if span is None or (is_none and span[0] <= 0):
            return False
        return span[0] > span[1] or (
            span[0] <= self.profile.high and span[1] >= self.profile.low
        )

    def _share_out(self, shares: tuple[Ratio, ...]) -> None:
        """Percentages of one whole that add up to 100: their parts add up to the whole."""
        bottoms = {self.bottoms.get(ratio.ref) for ratio in shares}
        whole = bottoms.pop()
        if bottoms or whole is None or any(ratio.ref not in self.tops for ratio in shares):
            return
        terms = [(*self.tops[ratio.ref], -1.0) for ratio in shares]
        self._tie([(*whole, 1.0), *terms])


def _rounding(held: Observation) -> Range:
    """The per cent that a figure as written may stand for."""
    assert held.value is not None
    exponent = held.value.normalize().as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    half = 0.5 * 10.0**-places
    return max(0.0, float(held.value) - half), float(held.value) + half


def _inside(low: float, high: float) -> Range:
    """The whole numbers between two numbers; empty if there is none."""
    span = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    return span if span[0] <= span[1] else NONE


def _difference(whole: Range | None, part: Range | None) -> Range | None:
    if whole is None or part is None:
        return None
    if whole[0] > whole[1] or part[0] > part[1]:
        return NONE
    low, high = whole[0] - part[1], whole[1] - part[0]
    return (max(0.0, low), high) if high >= 0 else (low, high)
