"""The unrounded figures: from numerator and denominator where both are held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dashboard.measures.arrays import Flags, Floats, Whole, divide
from dashboard.measures.matrix import Matrix
from dashboard.measures.rules import Rules
from dashboard.records import Status


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What is held and what it amounts to, months x indicators.

    `due` is false for a quarterly indicator outside its quarter ends, `returned` where a
    value stands in a month that was due: only these are compared. `value` is as supplied.
    `numerator` and `denominator` are the parts, NaN unless both are held; `has_parts`
    where they make a figure (not over a denominator of 0). `figure` is made of the parts
    where they do and is the value elsewhere, also in a month that was not due.
    `count` is what small numbers are told by: a count itself, or a numerator.
    """

    due: Flags
    returned: Flags
    value: Floats
    numerator: Floats
    denominator: Floats
    has_parts: Flags
    figure: Floats
    count: Floats

    @classmethod
    def of(cls, matrix: Matrix, rules: Rules) -> Figures:
        """Find the parts and work out the figures.

        Parts supplied with an observation win over those of other indicators, which
        must both have a value for the month. What has no value gets none from its parts.
        """
        quarter_end = np.array([month.is_quarter_end for month in matrix.months], np.bool_)
        due = quarter_end[:, None] | ~rules.is_quarterly
        held = matrix.has(Status.VALUE)
        returned = held & due
        top = _column(matrix.value, returned, rules.numerator)
        bottom = _column(matrix.value, returned, rules.denominator)
        supplied = ~np.isnan(matrix.numerator)
        found = held & ~rules.counts & (supplied | ~np.isnan(top + bottom))
        numerator = np.where(found, np.where(supplied, matrix.numerator, top), np.nan)
        denominator = np.where(found, np.where(supplied, matrix.denominator, bottom), np.nan)
        figure = rules.multiplier * divide(numerator, denominator)
        has_parts = ~np.isnan(figure)
        shares = np.where(rules.is_share, numerator, np.nan)
        return cls(
            due=due,
            returned=returned,
            value=matrix.value,
            numerator=numerator,
            denominator=denominator,
            has_parts=has_parts,
            figure=np.where(has_parts, figure, matrix.value),
            count=np.where(rules.counts, matrix.value, shares),
        )


def _column(value: Floats, returned: Flags, columns: Whole) -> Floats:
    """The returned values of other columns; column -1 is nobody's and holds nothing."""
    nobody = np.full((len(value), 1), np.nan)
    return np.hstack([np.where(returned, value, np.nan), nobody])[:, columns]
