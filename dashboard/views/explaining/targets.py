"""The target in force, and the sum since April that a yearly one is held against."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalogue import Indicator, Target, TargetBasis, TargetStatus
from dashboard.measures.targets import standing
from dashboard.periods import Month, months_between
from dashboard.views import words
from dashboard.views.explaining.explanation import NOTHING, Explanation, Rule
from dashboard.views.explaining.formula import (
    Calculation,
    Operation,
    Step,
    constant,
    product,
    quotient,
    total,
)
from dashboard.views.explaining.gathering import Asked, Gathering
from dashboard.views.explaining.levels import hidden_among

MONTHS = 12


def explain_target(asked: Asked) -> Explanation:
    """The target in force: this year's, else the latest earlier one."""
    indicator, month = asked.indicator, asked.month
    target = standing(indicator, month.financial_year)
    text, note = asked.standing.target.text, asked.standing.target.note
    made = Explanation(
        figure=asked.figure,
        indicator=indicator,
        month=month,
        title=f"Target for {month.long}",
        shown=text or note or NOTHING,
        sentence="",
        rule=Rule.RAG,
    )
    gathering = asked.gather()
    if target is None or target.value is None:
        for later in indicator.targets:
            if later.financial_year <= month.financial_year:
                gathering.target(indicator, later)
        absent = (
            "The target is still to be confirmed." if gathering.inputs else "No target is set."
        )
        return replace(made, absent=absent, inputs=gathering.inputs)
    held = gathering.target(indicator, target)
    unit = "%" if indicator.is_percentage else ""
    stale = target.financial_year != month.financial_year
    sentence = f"The target the council set for {target.financial_year.long}"
    if stale:
        sentence += f"; none is set for {month.financial_year.long}, so it is carried forward"
    kind = (
        " It is a total for the whole year."
        if target.basis is TargetBasis.TOTAL
        else " It is a level to be at."
    )
    return replace(
        made,
        sentence=f"{sentence}.{kind}",
        steps=(Step("target", "The target", held, float(target.value), unit),),
        inputs=gathering.inputs,
        notes=_unconfirmed(indicator, target, month),
    )


def explain_year_to_date(asked: Asked) -> Explanation | None:
    """The sum since April against a target for the year; None without such a target."""
    target = standing(asked.indicator, asked.month.financial_year)
    if target is None or target.value is None or target.basis is not TargetBasis.TOTAL:
        return None
    gathering = asked.gather()
    steps, is_complete = add_up(asked, gathering)
    made = Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=asked.month,
        title=f"Year to date, April to {asked.month.long}",
        shown="",
        sentence="The figures of every month since April added up.",
        rule=Rule.RAG,
        steps=tuple(steps),
        inputs=gathering.inputs,
    )
    if not is_complete:
        held, elapsed = steps[0].value, steps[1].value
        hidden = hidden_among(gathering)
        return replace(
            made,
            shown=f"{words.number(held)} of {words.number(elapsed)} months held",
            absent="Only where every month since April is held are they added up.",
            notes=(hidden,) if hidden else (),
        )
    expected = expect_by_now(asked, gathering, target)
    return replace(
        made,
        shown=f"{words.number(steps[-1].value)} since April",
        sentence=(
            "The figures of every month since April added up, beside what the year's target "
            "would come to by now."
        ),
        steps=(*steps, expected),
        inputs=gathering.inputs,
    )


def add_up(asked: Asked, gathering: Gathering) -> tuple[list[Step], bool]:
    """How many months since April are held of how many, and their sum if all are."""
    indicator, month = asked.indicator, asked.month
    elapsed = [
        m
        for m in months_between(month.financial_year.first, month)
        if not indicator.is_quarterly or m.is_quarter_end
    ]
    held = tuple(gathering.value(indicator, m) for m in elapsed)
    found = [one for one in gathering.inputs if one.value is not None]
    noun = "returns" if indicator.is_quarterly else "months"
    many = Step(
        "held",
        f"{noun.capitalize()} held",
        Calculation(Operation.COUNT, held),
        float(len(found)),
    )
    due = Step(
        "elapsed", f"{noun.capitalize()} since April", constant(len(elapsed)), len(elapsed)
    )
    if len(found) < len(elapsed) or not held:
        return [many, due], False
    progress = asked.standing.rag.year_to_date
    value = progress.total if progress else float(sum(one.value or 0 for one in found))
    return [many, due, Step("total", "The sum since April", total(held), value)], True


def expect_by_now(asked: Asked, gathering: Gathering, target: Target) -> Step:
    """The part of a yearly target that is due by now."""
    assert target.value is not None
    held = gathering.target(asked.indicator, target)
    months = months_so_far(asked.month)
    term = product(held, quotient(constant(months), constant(MONTHS)))
    value = float(target.value) * months / MONTHS
    return Step("expected", "The target's share by now", term, value)


def months_so_far(month: Month) -> int:
    """How many months of the financial year have gone, this one among them."""
    return month.index - month.financial_year.first.index + 1


def _unconfirmed(indicator: Indicator, target: Target, month: Month) -> tuple[str, ...]:
    return tuple(
        f"To be confirmed for {later.financial_year.long}."
        for later in indicator.targets
        if later.status is TargetStatus.TO_BE_CONFIRMED
        and target.financial_year < later.financial_year <= month.financial_year
    )
