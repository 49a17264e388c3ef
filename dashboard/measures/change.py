"""Change from an earlier month: arrow, relative change, points, counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dashboard.measures.arrays import Flags, Floats, Whole, at_least, divide, earlier
from dashboard.measures.figures import Figures
from dashboard.measures.rules import Rules
from dashboard.records import NoChange

SMALL = 10
NO_CHANGES = tuple(NoChange)


@dataclass(frozen=True, slots=True, eq=False)
class Printed:
    """The changes printed in each file's own month, in per cent, months x indicators.

    `stated` is true where the paper has a cell for it, be it only "- n/a"; `percent` is
    NaN where no change was printed.
    """

    stated: Flags
    percent: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Changes of every month and indicator from one earlier month.

    `known` is true where there is an arrow, and `arrow` is then 1, 0 or -1. Elsewhere
    `reason` is the place in NO_CHANGES. NaN and false where nothing can be said.
    """

    known: Flags
    arrow: NDArray[np.int8]
    reason: NDArray[np.int8]
    before: Floats
    after: Floats
    relative: Floats
    points: Floats
    counts_before: Floats
    counts_after: Floats
    small: Flags
    published: Flags


def compare(figures: Figures, observed: Flags, rules: Rules, lag: int | Whole) -> Changes:
    """Hold each month against the one `lag` months earlier.

    A figure is a fraction: numerator over denominator where both months hold parts,
    otherwise the value over one in both months. With a/b now and c/d before, the change
    is (ad - cb) / cb of what it was, which is exact for whole numbers.
    """
    known = figures.returned & earlier(figures.returned, lag, False)
    parts = known & figures.has_parts & earlier(figures.has_parts, lag, False)
    then = earlier(figures.value, lag, np.nan)
    bottom = np.where(parts, figures.denominator, 1.0)
    bottom_then = np.where(parts, earlier(figures.denominator, lag, np.nan), 1.0)
    top_then = np.where(parts, earlier(figures.numerator, lag, np.nan), then)
    now = np.where(parts, figures.numerator, figures.value) * bottom_then
    was = np.where(known, top_then * bottom, np.nan)
    difference = now - was
    multiplier = np.where(parts, rules.multiplier, 1.0)

    factor = np.where(rules.in_points, multiplier, 100.0)
    unit = np.where(rules.in_points, bottom * bottom_then, np.abs(was))
    rise, threshold = factor * np.abs(difference), rules.threshold * unit
    scale = factor * (np.abs(now) + np.abs(was)) + rise + threshold
    moves = at_least(rise, threshold, scale)  # 0 to 0 "moves" by 0, which is similar

    relative = np.where(difference == 0, 0.0, divide(difference, np.abs(was)))
    points = divide(multiplier * difference, bottom * bottom_then)
    counts_before = np.where(known, earlier(figures.count, lag, np.nan), np.nan)
    counts_after = np.where(known, figures.count, np.nan)
    figure_then = earlier(figures.figure, lag, np.nan)
    return Changes(
        known=known,
        arrow=np.where(moves, np.sign(np.nan_to_num(difference)), 0).astype(np.int8),
        reason=_reasons(figures, earlier(observed, lag, False)),
        before=np.where(known, np.where(parts, figure_then, then), np.nan),
        after=np.where(known, np.where(parts, figures.figure, figures.value), np.nan),
        relative=relative,
        points=np.where(known & rules.is_percentage, points, np.nan),
        counts_before=counts_before,
        counts_after=counts_after,
        small=(counts_before < SMALL) | (counts_after < SMALL),
        published=np.zeros(known.shape, np.bool_),
    )


def add_printed(changes: Changes, printed: Printed, figures: Figures, rules: Rules) -> Changes:
    """Let the printed change stand where none could be computed, marked as published.

    Its arrow follows our rule: the printed percentage against the indicator's threshold
    (the default one if its own is in points). Only this month's side of it is known.
    """
    taken = ~changes.known & figures.due & ~np.isnan(printed.percent)
    moves = np.abs(printed.percent) >= rules.printed_threshold
    arrow = np.where(moves, np.sign(np.nan_to_num(printed.percent)), 0).astype(np.int8)
    refused = printed.stated & np.isnan(printed.percent) & figures.returned
    after = np.where(taken & figures.returned, figures.figure, changes.after)
    counts = np.where(taken & figures.returned, figures.count, changes.counts_after)
    return replace(
        changes,
        known=changes.known | taken,
        arrow=np.where(taken, arrow, changes.arrow),
        reason=np.where(refused, NO_CHANGES.index(NoChange.NOT_PRINTED), changes.reason),
        relative=np.where(taken, printed.percent / 100, changes.relative),
        after=after,
        counts_after=counts,
        small=changes.small | (taken & (counts < SMALL)),
        published=taken,
    )


def _reasons(figures: Figures, baseline_observed: Flags) -> NDArray[np.int8]:
    """Why there is no arrow, meant only where there is none; the first that holds."""
    reasons = [
        (~figures.due, NoChange.NOT_DUE),
        (~figures.returned, NoChange.NO_VALUE),
        (~baseline_observed, NoChange.NOT_HELD),
    ]
    conditions = [condition for condition, _ in reasons]
    codes = [NO_CHANGES.index(reason) for _, reason in reasons]
    otherwise = NO_CHANGES.index(NoChange.NO_BASELINE)
    return np.select(conditions, codes, otherwise).astype(np.int8)
