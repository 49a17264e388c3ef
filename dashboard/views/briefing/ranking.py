"""Which indicators have a reason to be a topic, and how much it weighs.

The rule stands in tests/spec/briefing_ranking.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import count, takewhile

from dashboard.catalogue import Indicator, Kind, Polarity
from dashboard.measures import VariationKind
from dashboard.periods import Month, months_between
from dashboard.records import Basis, Change, Colour, Judgement, Rag, Status
from dashboard.views.briefing.naming import must_be_fine
from dashboard.views.briefing.since import Since, last_due
from dashboard.views.holdings import Holdings

LONG = 6
"""Returns in a row that make a red status long-running."""
ENOUGH_TO_BE_WORST = 7
"""Months held among the last twelve, from which the worst of them is a reason."""
NOT_SUPPLIED = (Status.MISSING, Status.NOT_AVAILABLE)


class Reason(StrEnum):
    """Why an indicator may be a topic."""

    BEYOND_USUAL = "worse and newly beyond what is usual"
    OFF_TARGET = "off target"
    OFF_OLD_TARGET = "off an earlier year's target"
    WORSE_THAN_AREAS = "worse than neighbours or England"
    TURNED_RED = "turned red"
    SUDDEN = "sudden"
    WORST = "worst in twelve months"
    LONG_RUNNING = "long-running"
    NOT_SUPPLIED = "not supplied"


WEIGHTS = {
    Reason.BEYOND_USUAL: 5,
    Reason.OFF_TARGET: 3,
    Reason.OFF_OLD_TARGET: 2,
    Reason.WORSE_THAN_AREAS: 3,
    Reason.TURNED_RED: 2,
    Reason.SUDDEN: 2,
    Reason.WORST: 1,
    Reason.LONG_RUNNING: 1,
    Reason.NOT_SUPPLIED: 1,
}

WHEN = {
    Reason.BEYOND_USUAL: "A signal for the worse by a usual range that is no trial, worse than "
    "then; and there was no such signal then, or the arrow counts the change.",
    Reason.OFF_TARGET: "Red against the target of the financial year.",
    Reason.OFF_OLD_TARGET: "Red against a target carried forward from an earlier year.",
    Reason.WORSE_THAN_AREAS: "Red against the statistical neighbours, or England without them.",
    Reason.TURNED_RED: "Red now and not red then; never with small numbers.",
    Reason.SUDDEN: "Worse by as much as the arrow needs; never with small numbers, nor where a "
    "full usual range says that the month is as usual.",
    Reason.WORST: "Worse than then, and alone the worst of twelve months of which at least "
    "seven are held; with the same exceptions.",
    Reason.LONG_RUNNING: "Red at each of the last six returns.",
    Reason.NOT_SUPPLIED: "A return was due and no figure was supplied.",
}
"""When each reason holds, in words; "then" is the month compared with."""

_REDS = {
    Basis.TARGET: Reason.OFF_TARGET,
    Basis.STALE_TARGET: Reason.OFF_OLD_TARGET,
    Basis.NEIGHBOURS: Reason.WORSE_THAN_AREAS,
    Basis.ENGLAND: Reason.WORSE_THAN_AREAS,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator with its reasons. `at` is the month of its last return, `base` of the one
    it is compared with; `change` lies between them. `reds` are the returns in a row that
    were red, up to this one."""

    indicator: Indicator
    at: Month
    base: Month
    figure: float | None
    change: Change
    rag: Rag
    reds: int
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[reason] for reason in self.reasons)

    @property
    def is_red(self) -> bool:
        return self.rag.colour is Colour.RED

    @property
    def is_fine(self) -> bool:
        """Whether its figures are shown to one decimal, so that they differ by what is
        said."""
        pairs = [(self.change.before, self.change.after)]
        if self.is_red and not self.rag.year_to_date:
            pairs.append((self.figure, self.rag.reference))
        return any(
            must_be_fine(self.indicator, one, other)
            for one, other in pairs
            if one is not None and other is not None
        )

    @property
    def merit(self) -> int:
        """1 where the figure is better than at the base, -1 where worse, else 0."""
        before, after = self.change.before, self.change.after
        if before is None or after is None or before == after:
            return 0
        way = 1 if after > before else -1
        return way * sign_of(self.indicator)


def sign_of(indicator: Indicator) -> int:
    """1 where more is better, -1 where less is, 0 where neither."""
    return {Polarity.MORE: 1, Polarity.LESS: -1, Polarity.NONE: 0}[indicator.polarity]


def weigh(holdings: Holdings, indicator: Indicator, since: Since) -> Candidate | None:
    """An indicator as it stands; None where no return fell due since the base."""
    measures, ref = holdings.measures, indicator.ref
    at, base = last_due(indicator, since.month), last_due(indicator, since.base)
    if at <= base or at not in measures.months:
        return None
    rag = measures.rag(ref, at)
    candidate = Candidate(
        indicator=indicator,
        at=at,
        base=base,
        figure=None if rag.colour is Colour.NO_VALUE else measures.figure(ref, at),
        change=measures.change_since(ref, at, base),
        rag=rag,
        reds=_count_reds(holdings, indicator, at),
        reasons=(),
    )
    return _with_reasons(holdings, candidate)


def _with_reasons(holdings: Holdings, of: Candidate) -> Candidate:
    reasons = tuple(_reasons(holdings, of)) if sign_of(of.indicator) else ()
    return Candidate(
        of.indicator, of.at, of.base, of.figure, of.change, of.rag, of.reds, reasons
    )


def _reasons(holdings: Holdings, of: Candidate) -> Iterator[Reason]:
    """The reasons in the order of the table."""
    status = holdings.measures.observation_status(of.indicator.ref, of.at)
    if status in NOT_SUPPLIED:
        yield Reason.NOT_SUPPLIED
    if of.figure is None or of.rag.colour is Colour.QUERY:
        return
    moves = not is_judged_by_percentage(holdings, of.indicator, of.at)
    if moves and of.merit < 0 and _is_newly_unusual(holdings, of, VariationKind.CONCERNING):
        yield Reason.BEYOND_USUAL
    if of.is_red:
        yield _REDS[of.rag.basis]
        if _was_not_red(holdings, of) and not of.change.small:
            yield Reason.TURNED_RED
    moves = moves and not of.change.small and not _is_usual(holdings, of)
    if moves and of.change.judgement is Judgement.WORSENING:
        yield Reason.SUDDEN
    if moves and of.merit < 0 and is_extreme(holdings, of):
        yield Reason.WORST
    if of.reds >= LONG:
        yield Reason.LONG_RUNNING


def is_judged_by_percentage(holdings: Holdings, indicator: Indicator, at: Month) -> bool:
    """Whether a count is the top of a judged percentage that is held: more or fewer of it
    then says little, because the whole may have grown or shrunk."""
    if indicator.kind is not Kind.COUNT:
        return False
    return any(
        other.is_percentage
        and other.made_of
        and other.made_of.numerator == indicator.ref
        and sign_of(other)
        and holdings.measures.figure(other.ref, at) is not None
        for other in holdings.catalogue.active
    )


def _is_usual(holdings: Holdings, of: Candidate) -> bool:
    """Whether a usual range that is not on trial says that the month is as usual."""
    found = holdings.measures.variation(of.indicator.ref, of.at)
    return found.kind is VariationKind.COMMON_CAUSE and not found.is_trial


def is_newly_improved(holdings: Holdings, of: Candidate) -> bool:
    """Whether it is better, and beyond what is usual as it was not before."""
    return of.merit > 0 and _is_newly_unusual(holdings, of, VariationKind.IMPROVING)


def _is_newly_unusual(holdings: Holdings, of: Candidate, kind: VariationKind) -> bool:
    """Whether a signal stands by limits that are not on trial, and did not at the base or is
    joined by a change that the arrow counts."""
    measures, ref = holdings.measures, of.indicator.ref
    now = measures.variation(ref, of.at)
    if now.kind is not kind or now.is_trial:
        return False
    judged = of.change.judgement in (Judgement.WORSENING, Judgement.IMPROVING)
    before = measures.variation(ref, of.base) if of.base in measures.months else None
    return judged or before is None or before.kind is not kind or before.is_trial


def _was_not_red(holdings: Holdings, of: Candidate) -> bool:
    """Whether it had a figure at the base, and was not red."""
    if of.base not in holdings.measures.months:
        return False
    before = holdings.measures.rag(of.indicator.ref, of.base).colour
    return before not in (Colour.RED, Colour.NO_VALUE)


def is_extreme(holdings: Holdings, of: Candidate) -> bool:
    """Whether the figure is the only highest or lowest of enough months held in the year."""
    held = held_in_year(holdings, of.indicator, of.at)
    enough = 4 if of.indicator.is_quarterly else ENOUGH_TO_BE_WORST
    if len(held) < enough or of.figure is None:
        return False
    return held.count(of.figure) == 1 and of.figure in (min(held), max(held))


def held_in_year(holdings: Holdings, indicator: Indicator, at: Month) -> list[float]:
    """The figures of the twelve months that end with one, of returns that were due."""
    first = max(at.shift(-11), holdings.months[0])
    figures = (
        holdings.measures.figure(indicator.ref, month)
        for month in months_between(first, at)
        if holdings.measures.is_due(indicator.ref, month)
    )
    return [figure for figure in figures if figure is not None]


def _count_reds(holdings: Holdings, indicator: Indicator, at: Month) -> int:
    step = 3 if indicator.is_quarterly else 1
    held = takewhile(
        lambda month: month >= holdings.months[0], (at.shift(-step * n) for n in count())
    )
    colours = (holdings.measures.rag(indicator.ref, month).colour for month in held)
    return sum(1 for _ in takewhile(lambda colour: colour is Colour.RED, colours))
