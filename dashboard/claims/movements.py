"""Holding a movement against the figures of two months."""

from __future__ import annotations

from enum import Enum
from itertools import product

from dashboard.claims.assertions import Movement
from dashboard.claims.claim import Verdict
from dashboard.claims.facts import YEAR, Facts
from dashboard.claims.quantities import Hedge, Quantity, Unit
from dashboard.claims.times import Role
from dashboard.claims.words import in_month, moved, number, printed_change, sentence
from dashboard.periods import Month

SIMILAR_PER_CENT = 10.0
SIMILAR_POINTS = 2.0
SIMILAR_FEW = 2.0
FEW = 20.0


class Fit(Enum):
    """How a movement fits two months."""

    YES = "yes"
    NO = "no"
    POINTS = "in points"
    UNKNOWN = "unknown"


def is_similar(facts: Facts, before: float, after: float) -> bool:
    """Under 10% apart; 2 points for a percentage; 2 for a count below 20."""
    apart = abs(after - before)
    if facts.is_percentage:
        return apart <= SIMILAR_POINTS + 0.5
    if max(before, after) < FEW and apart <= SIMILAR_FEW:
        return True
    return apart * 100 < SIMILAR_PER_CENT * abs(before)


def check_movement(claim: Movement) -> tuple[Verdict, str]:
    """The verdict, and the two figures it rests on."""
    facts = claim.about
    if facts is None:
        return (
            Verdict.CANNOT_CHECK,
            "This cannot be checked: it is not a figure of the dataset.",
        )
    if claim.direction.is_merit and not facts.better:
        return (
            Verdict.CANNOT_CHECK,
            "This cannot be checked: the catalogue does not say which direction is better.",
        )
    if claim.since and claim.since.month is None:
        return (
            Verdict.CANNOT_CHECK,
            "This cannot be checked: write the month it is compared with.",
        )
    usual = claim.at.shift(-facts.step)
    base = claim.before_at or (_base(claim) if claim.since else usual)
    fit = _fit(claim, facts, base)
    if fit is Fit.NO and not (claim.since or claim.before_at or claim.is_monthly):
        year = claim.at.shift(-YEAR)
        if _fit(claim, facts, year) in (Fit.YES, Fit.POINTS):
            return Verdict.UNCLEAR_BASELINE, sentence(
                f"Say since when: it fits {year.long}, but a reader will think of {base.long}",
                _seen(facts, base, claim.at),
            )
    return _verdict(claim, fit, _seen(facts, base, claim.at))


def _base(claim: Movement) -> Month:
    """The month compared with: "stable for two months" are this one and the one before."""
    assert claim.since
    assert claim.since.month
    when = claim.since
    if claim.direction.sign == 0 and when.role is Role.OVER and 1 < when.months < YEAR:
        return claim.since.month.shift(1)
    return claim.since.month


def _verdict(claim: Movement, fit: Fit, seen: str) -> tuple[Verdict, str]:
    match fit:
        case Fit.YES:
            return Verdict.AGREES, sentence("The figures agree", seen)
        case Fit.POINTS:
            assert claim.amount is not None
            size = number(claim.amount.value, claim.amount.decimals)
            points = "percentage point" if size == "1" else "percentage points"
            return Verdict.POINTS, sentence(f"Write {size} {points}, not {size}%", seen)
        case Fit.NO:
            return Verdict.DISAGREES, sentence("The figures held say otherwise", seen)
        case Fit.UNKNOWN:
            return Verdict.CANNOT_CHECK, sentence("This cannot be checked", seen)


def _seen(facts: Facts, base: Month, at: Month) -> str:
    if facts.figure(base) is None and _is_printed(facts, base, at):
        return printed_change(facts, base)
    if facts.figure(base) is None:
        return in_month(facts, base)
    return moved(facts, base, at)


def _is_printed(facts: Facts, base: Month, at: Month) -> bool:
    """Whether the paper's change is that between the two months."""
    return facts.change is not None and at == facts.month and base == at.shift(-YEAR)


def _fit(claim: Movement, facts: Facts, base: Month) -> Fit:
    befores, afters = facts.spellings(base), facts.spellings(claim.at)
    if claim.after and afters and not any(claim.after.fits(v) for v in afters):
        return Fit.NO
    if not afters:
        return Fit.UNKNOWN
    if not befores:
        if _is_printed(facts, base, claim.at) and not claim.before:
            return _fit_printed(claim, facts)
        return Fit.UNKNOWN
    if claim.before and not any(claim.before.fits(v) for v in befores):
        return Fit.NO
    before, after = facts.figure(base), facts.figure(claim.at)
    assert before is not None
    assert after is not None
    if claim.direction.sign == 0:
        same = number(before, 0 if facts.parts else 1) == number(after, 0 if facts.parts else 1)
        steady = same if claim.direction.is_same else is_similar(facts, before, after)
        return Fit.YES if steady else Fit.NO
    sign = claim.direction.sign * (facts.better if claim.direction.is_merit else 1)
    if ((after - before) * sign > 0) == claim.direction.is_denied:
        return Fit.NO
    return max(
        (_fit_size(claim, facts, b, a) for b, a in product(befores, afters)),
        key=(Fit.NO, Fit.POINTS, Fit.YES).index,
    )


def _fit_size(claim: Movement, facts: Facts, before: float, after: float) -> Fit:
    relative = abs(after - before) / abs(before) * 100 if before else None
    if claim.direction.times is not None:
        said = Quantity(0, 0, abs(claim.direction.times), hedge=Hedge.FRACTION)
        return Fit.YES if relative is not None and said.fits(relative) else Fit.NO
    amount, apart = claim.amount, abs(after - before)
    if amount is None:
        return Fit.YES
    if amount.unit is not Unit.PER_CENT:
        return Fit.YES if amount.fits(apart) else Fit.NO
    if relative is not None and amount.fits(relative):
        return Fit.YES
    return Fit.POINTS if facts.is_percentage and amount.fits(apart) else Fit.NO


def _fit_printed(claim: Movement, facts: Facts) -> Fit:
    """Against the printed change, which is relative: it says nothing of other sizes."""
    assert facts.change is not None
    direction, amount = claim.direction, claim.amount
    if direction.sign == 0:
        limit = 0.5 if direction.is_same else SIMILAR_PER_CENT
        return Fit.YES if abs(facts.change) < limit else Fit.NO
    sign = direction.sign * (facts.better if direction.is_merit else 1)
    if (facts.change * sign > 0) == direction.is_denied:
        return Fit.NO
    if direction.times is not None:
        amount = Quantity(0, 0, abs(direction.times), 0, Unit.PER_CENT, Hedge.FRACTION)
    if amount is None:
        return Fit.YES
    if amount.unit is not Unit.PER_CENT:
        return Fit.UNKNOWN
    return Fit.YES if amount.fits(abs(facts.change)) else Fit.NO
