"""Holding an assertion against the facts: a verdict, and the sentence that explains it."""

from __future__ import annotations

from dashboard.catalogue import Kind
from dashboard.claims.assertions import (
    COMPARATORS,
    Assertion,
    Comparison,
    Counted,
    Extreme,
    Level,
    Movement,
    Streak,
    TargetMet,
    Unusual,
)
from dashboard.claims.claim import ClaimKind, Verdict
from dashboard.claims.facts import YEAR, Facts
from dashboard.claims.movements import check_movement, is_similar
from dashboard.claims.quantities import ROUGH_WHOLE
from dashboard.claims.references import Against
from dashboard.claims.words import figure, in_month, number, sentence
from dashboard.periods import Month, months_between

PART = 0.5
"""A count below this share of the figure is taken for a part of it."""

Finding = tuple[ClaimKind, Verdict, str]
_AGREES = "The figures agree"
_DISAGREES = "The figures held say otherwise"
_CANNOT = "This cannot be checked"


def check(assertion: Assertion) -> Finding:
    """What kind of claim it is, the verdict and its sentence."""
    match assertion:
        case Level():
            return ClaimKind.FIGURE, *_level(assertion)
        case Counted():
            return ClaimKind.FIGURE, *_counted(assertion)
        case Movement():
            return ClaimKind.CHANGE, *check_movement(assertion)
        case Comparison():
            return _comparison(assertion)
        case TargetMet():
            return ClaimKind.TARGET, *_target_met(assertion)
        case Extreme():
            return ClaimKind.EXTREME, *_extreme(assertion)
        case Streak():
            return ClaimKind.STREAK, *_streak(assertion)
        case Unusual():
            return ClaimKind.UNUSUAL, *_unusual(assertion)


def _decided(holds: bool, because: str) -> tuple[Verdict, str]:
    if holds:
        return Verdict.AGREES, sentence(_AGREES, because)
    return Verdict.DISAGREES, sentence(_DISAGREES, because)


def _cannot(because: str) -> tuple[Verdict, str]:
    return Verdict.CANNOT_CHECK, sentence(_CANNOT, because)


def _level(level: Level) -> tuple[Verdict, str]:
    facts, quantity = level.about, level.quantity
    if level.month is None:
        return _cannot("it is not the figure of one month")
    spellings = facts.spellings(level.month)
    held = in_month(facts, level.month)
    if not spellings:
        return _cannot(held)
    if quantity.whole > ROUGH_WHOLE and level.month in facts.parts:
        parts = facts.parts[level.month]
        fits = (quantity.part, quantity.whole) == (parts.numerator, parts.denominator)
        return _decided(fits, _parts(facts, level.month))
    if any(quantity.fits(value) for value in spellings):
        return _decided(True, held)
    if facts.is_percentage and any(quantity.fits(100 - value) for value in spellings):
        return _cannot(f"it may be the rest of 100%; the figure is {held}")
    is_small = facts.is_percentage or quantity.value < PART * max(spellings)
    if level.may_be_part and is_small:
        return _cannot(f"it may be a part of the figure, which is {held}")
    return _decided(False, held)


def _parts(facts: Facts, month: Month) -> str:
    parts = facts.parts[month]
    return f"{number(parts.numerator)} of {number(parts.denominator)} in {month.long}"


def _counted(claim: Counted) -> tuple[Verdict, str]:
    """Any other count may be a part of either, so that nothing is held against it."""
    facts, month = claim.about, claim.month
    if month is None or month not in facts.parts:
        return _cannot("the counts behind the percentage are not held")
    parts = facts.parts[month]
    if any(claim.quantity.fits(count) for count in (parts.numerator, parts.denominator)):
        return _decided(True, _parts(facts, month))
    return _cannot(
        f"it is neither count behind the percentage, which is {_parts(facts, month)}"
    )


def _reference(facts: Facts, against: Against) -> float | None:
    match against:
        case Against.NEIGHBOURS:
            return facts.neighbours
        case Against.ENGLAND:
            return facts.england
        case Against.REGION:
            return facts.region
        case Against.AVERAGE:
            return facts.yearly_average()
        case Against.TARGET:
            return facts.goal.value if facts.goal and not facts.goal.is_total else None


def _named(facts: Facts, against: Against) -> str:
    if against is Against.REGION and facts.region_name:
        return f"the {facts.region_name}"
    if against is Against.TARGET and facts.goal:
        return f"the target of {facts.goal.year.long}"
    if against is Against.AVERAGE and any(
        month not in facts.values for month in facts.last_months(YEAR)
    ):
        return "the published 12-month average"
    return against.value


def _comparison(comparison: Comparison) -> Finding:
    facts, names = comparison.about, comparison.reference.against
    kind = {
        Against.AVERAGE: ClaimKind.AVERAGE,
        Against.TARGET: ClaimKind.TARGET,
    }.get(names[0], ClaimKind.COMPARATOR)
    held = [
        (against, value)
        for against in names
        if (value := _reference(facts, against)) is not None
    ]
    now = facts.yearly_average() if comparison.of_average else facts.figure(facts.month)
    if not held:
        return kind, *_cannot(
            f"no figure is held for {' or '.join(_named(facts, a) for a in names)}"
        )
    if (
        COMPARATORS & set(names)
        and facts.kind in (Kind.COUNT, Kind.MONEY)
        and comparison.relation
    ):
        return (
            kind,
            Verdict.AREAS,
            "These are counts of areas of different size, which cannot be compared: "
            "compare a rate or a percentage instead.",
        )
    against_words = ", ".join(
        f"{figure(facts, round(v, 1))} for {_named(facts, a)}" for a, v in held
    )
    if comparison.relation is None:
        assert comparison.value is not None
        holds = any(comparison.value.fits(value) for _, value in held)
        return kind, *_decided(holds, against_words)
    if now is None:
        return kind, *_cannot(in_month(facts, facts.month))
    said = in_month(facts, facts.month)
    if comparison.of_average:
        said = f"{figure(facts, round(now, 1))} for {_named(facts, Against.AVERAGE)}"
    because = f"{said}, {against_words}"
    sides = [_stands(comparison, now, value) for _, value in held]
    if None in sides:
        return kind, *_cannot("the catalogue does not say which direction is better")
    value_fits = comparison.value is None or any(comparison.value.fits(v) for _, v in held)
    verdict, words = _decided(all(sides) and value_fits, because)
    if verdict is Verdict.AGREES and len(held) < len(names):
        missing = " and ".join(_named(facts, a) for a in names if _reference(facts, a) is None)
        words = words.removesuffix(".") + f"; nothing is held for {missing}."
    return kind, verdict, words


def _stands(comparison: Comparison, now: float, other: float) -> bool | None:
    """Whether one figure stands to another as was said; None without a polarity."""
    facts, relation, gap = comparison.about, comparison.relation, comparison.difference
    assert relation is not None
    sign = relation.sign * (facts.better if relation.is_merit else 1)
    if relation.is_merit and not facts.better:
        return None
    if gap is not None:
        relative = abs(now - other) / other * 100 if other else float("inf")
        sizes = [abs(now - other)] if not gap.unit or facts.is_percentage else []
        sizes += [relative] if gap.unit == "%" else []
        return (now - other) * sign > 0 and any(gap.fits(size) for size in sizes)
    if relation.sign:
        return (now - other) * sign > 0
    if relation.is_same:
        return number(now) == number(other)
    return is_similar(facts, other, now)


def _target_met(claim: TargetMet) -> tuple[Verdict, str]:
    facts = claim.about
    now, goal = facts.figure(facts.month), facts.goal
    if goal is None or goal.is_total or now is None:
        return _cannot("no target for a month is held")
    if not facts.better:
        return _cannot("the catalogue does not say which direction is better")
    met = (now - goal.value) * facts.better >= 0
    target = f"{figure(facts, goal.value)} for {_named(facts, Against.TARGET)}"
    because = f"{in_month(facts, facts.month)}, {target}"
    return _decided(met == claim.is_met, because)


def _extreme(claim: Extreme) -> tuple[Verdict, str]:
    """Held months can refute it; only if all are held, or the paper's maximum, prove it."""
    facts = claim.about
    sign = claim.sign * (facts.better if claim.is_merit else 1)
    now = facts.figure(claim.at)
    if now is None:
        return _cannot(in_month(facts, claim.at))
    if not sign:
        return _cannot("the catalogue does not say which direction is better")
    first = claim.first or min(facts.values)
    span = [
        m
        for m in months_between(first, facts.month)
        if not facts.is_quarterly or m.is_quarter_end
    ]
    beyond = [m for m in span if (v := facts.figure(m)) is not None and (v - now) * sign > 0]
    if beyond:
        further = max(beyond, key=lambda m: (facts.figure(m) or 0.0) * sign)
        return _decided(False, f"{in_month(facts, claim.at)}, but {in_month(facts, further)}")
    if claim.first and all(month in facts.values for month in span):
        return _decided(True, f"{in_month(facts, claim.at)} is not passed since {first.long}")
    is_year = claim.first is not None and claim.first >= facts.month.shift(1 - YEAR)
    if is_year and sign > 0 and facts.maximum is not None:
        maximum = f"the published 12-month maximum is {figure(facts, facts.maximum)}"
        shown = float(number(now).replace(",", ""))
        return _decided(
            max(shown, now) >= facts.maximum, f"{in_month(facts, claim.at)}, {maximum}"
        )
    return _cannot(f"figures are held from {min(facts.values).long} only")


def _streak(claim: Streak) -> tuple[Verdict, str]:
    facts, direction = claim.about, claim.direction
    sign = direction.sign * (facts.better if direction.is_merit else 1)
    if not sign and direction.is_merit:
        return _cannot("the catalogue does not say which direction is better")
    run = 0
    month: Month = facts.month
    while True:
        now, before = facts.figure(month), facts.figure(month.shift(-facts.step))
        if now is None or before is None:
            if run >= claim.count:
                break
            return _cannot(f"only {run} in a row can be seen in the figures held")
        goes_on = (now - before) * sign > 0 if sign else is_similar(facts, before, now)
        if not goes_on:
            break
        run += 1
        month = month.shift(-facts.step)
    return _decided(
        run == claim.count if claim.is_exact else run >= claim.count,
        f"{run} in a row, {in_month(facts, month)} to {in_month(facts, facts.month)}",
    )


def _unusual(claim: Unusual) -> tuple[Verdict, str]:
    """Limits tell whether a month is unusual, not how two months compare."""
    usual = claim.about.usual
    assert usual
    because = usual.said[:1].lower() + usual.said[1:].rstrip(".")
    if usual.side is None:
        return _cannot(because)
    sign = claim.sign * (claim.about.better if claim.is_merit else 1)
    holds = claim.is_special == (usual.side != 0) and sign in (0, usual.side)
    if claim.is_over_time and claim.is_special and not holds:
        return _cannot(f"what is usual says nothing of a change over so long; {because}")
    return _decided(holds, because)
