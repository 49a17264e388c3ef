"""The RAG ladder: what a status rests on, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.arrays import YEAR, Flags, Floats, at_least
from dashboard.measures.change import Changes, Printed
from dashboard.measures.figures import Figures
from dashboard.measures.matrix import Matrix
from dashboard.measures.rules import DROPPED, Rules, Step
from dashboard.measures.spread import YearsToDate
from dashboard.measures.targets import Targets
from dashboard.records import Basis, Colour, Status

COLOURS = tuple(Colour)
BASES = tuple(Basis)
Name = TypeVar("Name", Colour, Basis)
_RESTS_ON = {
    Step.NEIGHBOURS: Basis.NEIGHBOURS,
    Step.ENGLAND: Basis.ENGLAND,
    Step.DIRECTION: Basis.DIRECTION,
}


@dataclass(frozen=True, slots=True, eq=False)
class Rags:
    """Status of every month and indicator, months x indicators.

    `colour` and `basis` are places in COLOURS and BASES. `judged`, `reference` and
    `limit` are NaN where nothing was held against anything; for a total they are the sum
    so far, the whole year's target, and the limit by that month. `by_total` marks these.
    """

    colour: NDArray[np.int8]
    basis: NDArray[np.int8]
    judged: Floats
    reference: Floats
    limit: Floats
    tolerance: Floats
    in_points: Flags
    by_total: Flags


def judge(
    matrix: Matrix,
    figures: Figures,
    rules: Rules,
    targets: Targets,
    totals: YearsToDate,
    changes: Changes,
    printed: Printed,
) -> Rags:
    """Climb down the ladder: the first basis that exists decides, whatever it says.

    `changes` are month on month. A figure is green if it meets the reference, amber up to
    the limit, itself included, and red beyond. A total meets its target at the pace of
    the year: the sum so far over (months elapsed / 12).
    """
    step, nothing = _choose(rules, targets)
    on_target = step == Step.TARGET
    by_total = on_target & targets.total
    reference = np.select(
        [on_target, step == Step.NEIGHBOURS, step == Step.ENGLAND],
        [targets.value, rules.neighbours, rules.england],
        np.nan,
    )
    tolerance = np.where(on_target, targets.tolerance, rules.tolerance)
    in_points = np.where(on_target, targets.in_points, rules.tolerance_in_points)
    reach = np.where(in_points, tolerance, np.abs(reference) * tolerance / 100)
    limit = reference - rules.polarity * reach

    # What is judged is a fraction, so that whole numbers are compared exactly.
    parts = figures.has_parts & ~by_total
    top = np.where(parts, rules.multiplier * figures.numerator, figures.value)
    top = np.where(by_total, YEAR * totals.total, top)
    bottom = np.where(parts, figures.denominator, np.where(by_total, totals.months, 1.0))
    # A sum of twelve decimals may have been rounded a dozen times: hence the four.
    scale = 4 * (np.abs(top) + bottom * (np.abs(reference) + np.abs(limit) + reach))
    sign = rules.polarity.astype(np.float64)
    met = at_least(sign * top, sign * reference * bottom, scale)
    within = at_least(sign * top, sign * limit * bottom, scale)

    unjudged = [
        (~figures.returned, Colour.NO_VALUE),
        (np.broadcast_to(sign == 0, step.shape), Colour.NOT_JUDGED),
        (_may_be_gap(matrix, figures, printed), Colour.QUERY),
        (nothing, Colour.CANNOT_JUDGE),
    ]
    by_direction = step == Step.DIRECTION
    merit = changes.arrow * sign
    ladder = [
        *unjudged,
        (by_direction & ~changes.known, Colour.CANNOT_JUDGE),
        (by_direction & (merit > 0), Colour.GREEN),
        (by_direction & (merit < 0), Colour.AMBER),
        (by_direction, Colour.STEADY),
        (by_total & ~totals.complete, Colour.CANNOT_JUDGE),
        (met, Colour.GREEN),
        (within, Colour.AMBER),
    ]
    baseless = np.logical_or.reduce([condition for condition, _ in unjudged])
    bases = [(baseless, Basis.NONE), (on_target & targets.stale, Basis.STALE_TARGET)]
    bases += [(step == place, basis) for place, basis in _RESTS_ON.items()]
    against = ~baseless & ~by_direction
    counted = against & ~(by_total & ~totals.complete)
    figure = np.where(by_total, totals.total, figures.figure)
    share = np.where(by_total, totals.months / YEAR, 1.0)
    return Rags(
        colour=_code(ladder, Colour.RED, COLOURS),
        basis=_code(bases, Basis.TARGET, BASES),
        judged=np.where(counted, figure, np.nan),
        reference=np.where(against, reference, np.nan),
        limit=np.where(counted, limit * share, np.nan),
        tolerance=np.where(against, tolerance, np.nan),
        in_points=against & in_points,
        by_total=against & by_total,
    )


def _choose(rules: Rules, targets: Targets) -> tuple[NDArray[np.int64], Flags]:
    """The step each status rests on, and where the ladder holds none.

    Direction always exists as a basis: without an arrow it cannot judge.
    """
    shape = targets.value.shape
    exists = {
        Step.TARGET: ~np.isnan(targets.value),
        Step.NEIGHBOURS: np.broadcast_to(~np.isnan(rules.neighbours), shape),
        Step.ENGLAND: np.broadcast_to(~np.isnan(rules.england), shape),
        Step.DIRECTION: np.ones(shape, np.bool_),
    }
    ranks = np.stack([np.where(exists[step], rules.rank[step], DROPPED) for step in Step])
    return ranks.argmin(axis=0), ranks.min(axis=0) == DROPPED


def _may_be_gap(matrix: Matrix, figures: Figures, printed: Printed) -> Flags:
    """Where a zero may stand for a figure that was never there.

    Every value so far is 0, none is suppressed, an earlier month was not yet available,
    and no change was printed.
    """
    more = (np.nan_to_num(figures.value) != 0) | matrix.has(Status.SUPPRESSED)
    ever_more = np.logical_or.accumulate(more, axis=0)
    awaited = np.logical_or.accumulate(matrix.has(Status.NOT_AVAILABLE), axis=0)
    return figures.returned & ~ever_more & awaited & np.isnan(printed.percent)


def _code(
    cases: list[tuple[Flags, Name]], otherwise: Name, names: tuple[Name, ...]
) -> NDArray[np.int8]:
    """The place among `names` of the first case that holds."""
    conditions = [condition for condition, _ in cases]
    codes = [names.index(name) for _, name in cases]
    return np.select(conditions, codes, names.index(otherwise)).astype(np.int8)
