"""Change on the return before and on the year before, computed or as printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.catalogue import Indicator, Polarity
from dashboard.periods import Month
from dashboard.records import Arrow, Change, Judgement, NoChange
from dashboard.views import words
from dashboard.views.explaining.explanation import Explanation, Figure, Rule
from dashboard.views.explaining.formula import (
    Calculation,
    Case,
    Condition,
    Operation,
    Relation,
    Result,
    Step,
    Term,
    constant,
    difference,
    product,
    quotient,
)
from dashboard.views.explaining.gathering import Asked, Gathering
from dashboard.views.status import ChangeView

_PER_CENT = 100


def explain_change(asked: Asked) -> Explanation:
    """Both changes; which of them follows from the figure that is asked for."""
    measures, ref, month = asked.holdings.measures, asked.indicator.ref, asked.month
    is_yearly = asked.figure is Figure.YEAR_ON_YEAR
    change = (
        measures.year_on_year(ref, month) if is_yearly else measures.month_on_month(ref, month)
    )
    view = asked.standing.year_on_year if is_yearly else asked.standing.month_on_month
    made = Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=month,
        title=f"Change on {change.baseline.long}",
        shown=f"{view.short}, {view.beneath}" if view.beneath else view.short,
        sentence="",
        rule=Rule.CHANGE,
    )
    if change.arrow is None:
        return _explain_absent(asked, made, change)
    if change.published:
        return _explain_printed(asked, made, change)
    return _explain_computed(asked, made, change, view)


def _explain_absent(asked: Asked, made: Explanation, change: Change) -> Explanation:
    gathering = asked.gather()
    for month in (asked.month, change.baseline):
        gathering.value(asked.indicator, month)
    why = _WHY[change.reason or NoChange.NO_VALUE]
    absent = why.format(now=asked.month.long, then=change.baseline.long)
    is_hidden = asked.is_hidden(asked.month) or asked.is_hidden(change.baseline)
    if is_hidden:
        absent += " A figure that is hidden to protect children is compared with nothing."
    return replace(made, absent=absent, is_hidden=is_hidden, inputs=gathering.inputs)


def _explain_printed(asked: Asked, made: Explanation, change: Change) -> Explanation:
    """The paper's own change: its cell, and our arrow from it."""
    gathering, indicator = asked.gather(), asked.indicator
    figure = asked.holdings.published(indicator.ref, asked.month, "change")
    assert figure is not None
    assert change.relative is not None
    held = gathering.printed(indicator, figure, "change on the year before")
    step = Step("relative", "The change as printed", held, change.relative * _PER_CENT, "%")
    own = indicator.arrow and indicator.arrow.threshold_percent
    threshold = own or asked.holdings.catalogue.defaults.arrow_threshold_percent
    cases = arrow_cases(indicator, Result("relative"), Decimal(threshold), f"{threshold}%")
    return replace(
        made,
        sentence=(
            f"As the paper of {asked.month.long} prints it, because the figure of "
            f"{change.baseline.long} is not held. It is not worked back into that figure."
        ),
        steps=(step,),
        cases=cases,
        outcome=arrow_outcome(indicator, change.arrow),
        inputs=gathering.inputs,
    )


def _explain_computed(
    asked: Asked, made: Explanation, change: Change, view: ChangeView
) -> Explanation:
    gathering, indicator = asked.gather(), asked.indicator
    working = work_out(gathering, indicator, asked.month, change)
    steps = [*working.steps, *_counts(gathering, asked, change)]
    threshold, sign, by = arrow_threshold(asked, change)
    cases = arrow_cases(indicator, Result(by), threshold, sign)
    now, then = asked.month.long, change.baseline.long
    if change.relative is None:
        sentence = f"From {then} to {now}. From 0 no share can be worked out."
    else:
        sentence = f"{now} less {then}, as a share of {then}."
    if indicator.is_percentage:
        sentence = (
            f"{now} less {then}, in percentage points. The arrow follows the same change as "
            f"a share of {then}."
            if by == "relative"
            else f"{now} less {then}, in percentage points."
        )
    notes = (
        []
        if not view.small
        else ["A count under 10 stands on one side, so both numbers are shown: small numbers."]
    )
    if indicator.is_quarterly and asked.figure is Figure.MONTH_ON_MONTH:
        notes.append("A quarterly indicator is compared with the quarter before.")
    return replace(
        made,
        sentence=sentence,
        steps=tuple(steps),
        cases=cases,
        outcome=arrow_outcome(indicator, change.arrow),
        inputs=gathering.inputs,
        notes=tuple(notes),
    )


@dataclass(frozen=True, slots=True)
class Working:
    """The steps of a change, and what it goes from and to."""

    steps: tuple[Step, ...]
    before: Term
    after: Term


def work_out(
    gathering: Gathering, indicator: Indicator, month: Month, change: Change
) -> Working:
    """Both figures and what lies between them.

    They come from parts where both months have them, and otherwise from the values as
    supplied in both.
    """
    assert change.before is not None
    assert change.after is not None
    unit = "%" if indicator.is_percentage else ""
    months = {"after": month, "before": change.baseline}
    ends = {"after": change.after, "before": change.before}
    by_parts = all(gathering.has_parts(indicator, at) for at in months.values())
    steps: list[Step] = []
    for key, at in months.items():
        term = gathering.figure(indicator, at) if by_parts else gathering.value(indicator, at)
        steps.append(Step(key, at.long, term, ends[key], unit))
    after, before = Result("after"), Result("before")
    gap = change.after - change.before
    points = " percentage points" if indicator.is_percentage else ""
    steps.append(Step("difference", "The difference", difference(after, before), gap, points))
    if change.relative is not None and change.before != 0:
        base: Term = before
        if change.before < 0:
            base = Calculation(Operation.SIZE, (before,))
        share = product(constant(_PER_CENT), quotient(Result("difference"), base))
        said = f"The difference as a share of {change.baseline.long}"
        steps.append(Step("relative", said, share, change.relative * _PER_CENT, "%"))
    return Working(tuple(steps), before, after)


def _counts(gathering: Gathering, asked: Asked, change: Change) -> list[Step]:
    """The numerators, where they are shown because they are small."""
    indicator = asked.indicator
    if not change.small or not indicator.is_percentage:
        return []
    steps = []
    for key, at, count in (
        ("count before", change.baseline, change.counts_before),
        ("count after", asked.month, change.counts_after),
    ):
        parts = gathering.parts(indicator, at)
        if parts and count is not None:
            steps.append(Step(key, f"The number on top, {at.long}", parts[0], count))
    return steps


def arrow_threshold(asked: Asked, change: Change) -> tuple[Decimal, str, str]:
    """From where the arrow moves, that in words, and the step it is held against."""
    rule = asked.indicator.arrow
    if rule and rule.threshold_points is not None:
        return rule.threshold_points, f"{rule.threshold_points} percentage points", "difference"
    if not change.before:
        return Decimal(0), "", "difference"
    own = rule and rule.threshold_percent
    percent = own or asked.holdings.catalogue.defaults.arrow_threshold_percent
    return percent, f"{percent}%", "relative"


def arrow_cases(
    indicator: Indicator, judged: Term, threshold: Decimal, said: str
) -> tuple[Case, ...]:
    """Up, down or similar, each with what it means; from 0 any rise is up."""
    up, down, similar = (
        arrow_outcome(indicator, arrow) for arrow in (Arrow.UP, Arrow.DOWN, Arrow.SIMILAR)
    )
    if threshold == 0:
        return (
            Case(up, "any rise from 0", (Condition(judged, Relation.ABOVE, constant(0)),)),
            Case(down, "any fall from 0", (Condition(judged, Relation.BELOW, constant(0)),)),
            Case(similar, "still 0"),
        )
    return (
        Case(
            up,
            f"a rise of {said} or more",
            (Condition(judged, Relation.AT_LEAST, constant(threshold)),),
        ),
        Case(
            down,
            f"a fall of {said} or more",
            (Condition(judged, Relation.AT_MOST, constant(-threshold)),),
        ),
        Case(similar, f"less than {said} either way"),
    )


def arrow_outcome(indicator: Indicator, arrow: Arrow | None) -> str:
    """The arrow's word and the judgement: "Up: worsening", "Similar"."""
    assert arrow is not None
    word = words.arrow_word(arrow)
    judgement = judge(indicator, arrow)
    if judgement is Judgement.NOT_JUDGED:
        return f"{word}: not judged"
    return word if judgement is Judgement.SIMILAR else f"{word}: {judgement}"


def judge(indicator: Indicator, arrow: Arrow) -> Judgement:
    """What an arrow means under the indicator's polarity."""
    if indicator.polarity is Polarity.NONE:
        return Judgement.NOT_JUDGED
    if arrow is Arrow.SIMILAR:
        return Judgement.SIMILAR
    better = Arrow.UP if indicator.polarity is Polarity.MORE else Arrow.DOWN
    return Judgement.IMPROVING if arrow is better else Judgement.WORSENING


_WHY = {
    NoChange.NO_VALUE: "There is no figure of {now} to compare.",
    NoChange.NOT_DUE: "No return was due in {now}, so nothing is compared.",
    NoChange.NO_BASELINE: "There is no figure of {then} to compare with.",
    NoChange.NOT_HELD: "{then} is not held, so there is nothing to compare with.",
    NoChange.NOT_PRINTED: "{then} is not held, and the paper of {now} prints no change.",
}
