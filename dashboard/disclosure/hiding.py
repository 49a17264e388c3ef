"""Which cells the public may not see, and why: month by month, in order of time.

A count to hide is safe if whoever knows every figure shown, every identity of the
catalogue and every rounding still cannot leave out any number of the profile's range.
What is decided on a month never depends on a later one, so that nothing that could be
read once is hidden afterwards, in vain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.catalogue import Catalogue
from dashboard.disclosure.bonds import Bonds, MonthBonds
from dashboard.disclosure.profiles import PROFILES, Profile
from dashboard.disclosure.ties import Range, Ranges, Tie, Unknown, narrow_all
from dashboard.periods import Month
from dashboard.records import Observation, Status

Cell = tuple[str, Month]


class Reason(StrEnum):
    """Why a cell is hidden."""

    SMALL = "a small count of children"
    REVEALING = "would reveal a small count of children"
    UNDECIDED = "nobody has decided whether it counts children"
    BEFORE = "it was hidden in an earlier edition"


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """The hidden cells with their reasons.

    `exposed` are counts that can be found out whatever is hidden, because of figures that
    could be read before.
    """

    cells: Mapping[Cell, Reason] = field(default_factory=dict)
    exposed: frozenset[Cell] = frozenset()

    def __contains__(self, cell: object) -> bool:
        return cell in self.cells


def hide(
    catalogue: Catalogue,
    observations: Iterable[Observation],
    seen: frozenset[Cell] = frozenset(),
    hidden_before: frozenset[Cell] = frozenset(),
    *,
    secondary: bool = True,
) -> Hidden:
    """Decide on every cell of these observations.

    `seen` are cells whose figure the public could read before: they hide nothing else.
    `hidden_before` are cells that were hidden before, and stay so whatever they hold now.
    Without `secondary` only the small counts themselves are hidden, to show that this is
    not enough.
    """
    disclosure = catalogue.council.disclosure
    profile = PROFILES[disclosure.profile]
    if profile is None:
        return Hidden()
    by_month: dict[int, dict[str, Observation]] = defaultdict(dict)
    months: dict[int, Month] = {}
    for observation in observations:
        months[observation.month.index] = observation.month
        by_month[observation.month.index][observation.ref] = observation
    hiding = _Hiding(
        Bonds.of(catalogue), profile, _unknowns(seen), _unknowns(hidden_before), secondary
    )
    published = {month.index for month in disclosure.months_published}
    for index in sorted(by_month):
        hiding.take(index, by_month[index], is_published=index in published)
    return Hidden(
        {(ref, months[index]): reason for (ref, index), reason in hiding.hidden.items()},
        frozenset((ref, months[index]) for ref, index in hiding.exposed),
    )


def _unknowns(cells: Iterable[Cell]) -> set[Unknown]:
    return {(ref, month.index) for ref, month in cells}


@dataclass(slots=True)
class _Knowledge:
    """What anybody can work out: ranges of this month's unknowns, and of earlier ones that
    are seen anew; `ties` are this month's, by what they touch; `changed` has narrowed."""

    ranges: Ranges
    ties: dict[Unknown, list[Tie]]
    changed: set[Unknown]


class _Hiding:
    """What has been decided up to a month, and what can be worked out from it."""

    def __init__(
        self,
        bonds: Bonds,
        profile: Profile,
        seen: set[Unknown],
        before: set[Unknown],
        secondary: bool,
    ) -> None:
        self._bonds = bonds
        self._profile = profile
        self._seen = seen
        self._before = before
        self._secondary = secondary
        self._ranges: dict[Unknown, Range] = {}
        self._ties: dict[Unknown, list[Tie]] = defaultdict(list)
        self._guarded: set[Unknown] = set()
        self.hidden: dict[Unknown, Reason] = {}
        self.exposed: set[Unknown] = set()

    def take(self, index: int, figures: dict[str, Observation], *, is_published: bool) -> None:
        """Decide on a month, the next in time."""
        month = MonthBonds(self._bonds, self._profile, index, figures).find()
        if not is_published:
            self._hide_first(month)
            self._guarded |= month.guarded
        known = self._work_out(month)
        while self._secondary and (found := self._found_out(known, month)) is not None:
            candidates = [] if is_published else self._candidates(found, month, known)
            if candidates:
                known = self._cover(found, candidates, month)
            else:
                self.exposed.add(found)
        self._ranges.update(known.ranges)
        for unknown, ties in known.ties.items():
            self._ties[unknown] += ties

    def _hide_first(self, month: MonthBonds) -> None:
        """The small counts, what nobody has decided on, and the ratios that tell of them."""
        for ref in self._bonds.undecided & month.figures.keys():
            if month.value(ref) is not None:
                self._hide(ref, month, Reason.UNDECIDED)
        for ref in sorted(month.first):
            self._hide(ref, month, Reason.SMALL)
        if self._secondary:
            for ref in sorted(month.figures):
                if (ref, month.index) in self._before and month.value(ref) is not None:
                    self._hide(ref, month, Reason.BEFORE)
            for ref in sorted(month.revealing):
                self._hide(ref, month, Reason.REVEALING)
            for ref, held in month.figures.items():
                if held.status in (Status.SUPPRESSED, Status.LOW):
                    self._hide_followers(ref, month)

    def _hide(self, ref: str, month: MonthBonds, reason: Reason) -> None:
        self.hidden.setdefault((ref, month.index), reason)
        if self._secondary:
            self._hide_followers(ref, month)

    def _hide_followers(self, ref: str, month: MonthBonds) -> None:
        for ratio in month.follows.get(ref, ()):
            if month.value(ratio) is not None:
                self.hidden.setdefault((ratio, month.index), Reason.REVEALING)

    def _is_known(self, cell: Unknown) -> bool:
        return cell in self._seen or cell not in self.hidden

    def _work_out(self, month: MonthBonds) -> _Knowledge:
        """What the figures shown of this month and those before give away."""
        ranges = Ranges(self._ranges)
        for ref, held in month.figures.items():
            cell = ref, month.index
            if held.value is not None and self._is_known(cell):
                ranges[cell] = float(held.value), float(held.value)
        known = [tie for tie in month.ties if self._tells(tie, ranges)]
        ties: dict[Unknown, list[Tie]] = defaultdict(list)
        for tie in known:
            for unknown in tie.unknowns():
                ties[unknown].append(tie)

        def touching(unknown: Unknown) -> list[Tie]:
            return ties.get(unknown, []) + self._ties.get(unknown, [])

        return _Knowledge(ranges, ties, narrow_all(known, touching, ranges))

    def _tells(self, tie: Tie, ranges: Ranges) -> bool:
        """Whether a tie is known and says something of a number that is not."""
        if tie.shown_by is not None and not self._is_known(tie.shown_by):
            return False
        spans = (ranges[unknown] for unknown in tie.unknowns())
        return any(low != high for low, high in spans)

    def _found_out(self, known: _Knowledge, month: MonthBonds) -> Unknown | None:
        """The first count to hide of which too much is known now."""
        doubtful = (month.guarded | known.changed) & self._guarded - self.exposed
        for unknown in sorted(doubtful):
            if not self._is_safe(known.ranges[unknown]):
                return unknown
        return None

    def _is_safe(self, span: Range) -> bool:
        return span[0] <= self._profile.low and span[1] >= self._profile.high

    def _candidates(self, found: Unknown, month: MonthBonds, known: _Knowledge) -> list[str]:
        """Cells of this month that help to find it out, the smallest figure first.

        A 0 is left to stand as long as there is anything else.
        """
        helping: dict[str, float] = {}
        reached, waiting = {found}, [found]
        while waiting:
            at = waiting.pop()
            for tie in known.ties.get(at, []) + self._ties.get(at, []):
                cells = [tie.shown_by] if tie.shown_by else []
                for unknown in (*tie.unknowns(), *cells):
                    if unknown in reached:
                        continue
                    reached.add(unknown)
                    ref = month.cell_of.get(unknown, unknown[0])
                    value = month.value(ref) if unknown[1] == month.index else None
                    cell = ref, month.index
                    if value is None or not self._is_known(cell):
                        waiting.append(unknown)
                    elif cell not in self._seen:
                        helping[ref] = value
        exempt = helping.keys() - self._bonds.bound
        above = [ref for ref, value in helping.items() if value > 0]
        return sorted(above or helping, key=lambda ref: (ref in exempt, helping[ref], ref))

    def _cover(self, found: Unknown, candidates: list[str], month: MonthBonds) -> _Knowledge:
        """Hide the smallest cell that protects it, or the smallest of all and go on."""
        before = dict(self.hidden)
        for ref in candidates:
            self.hidden = dict(before)
            self._hide(ref, month, Reason.REVEALING)
            known = self._work_out(month)
            if self._is_safe(known.ranges[found]):
                return known
        self.hidden = before
        self._hide(candidates[0], month, Reason.REVEALING)
        return self._work_out(month)
