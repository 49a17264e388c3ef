"""The status: what it rests on and why that, and how near the limits are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from dashboard.catalogue import Polarity
from dashboard.measures.rules import tolerance_of
from dashboard.measures.targets import standing
from dashboard.periods import months_between
from dashboard.records import Arrow, Basis, Colour, Judgement, Rag, Status
from dashboard.views import words
from dashboard.views.explaining.changes import arrow_cases, arrow_threshold, judge, work_out
from dashboard.views.explaining.explanation import Explanation, Rule
from dashboard.views.explaining.formula import (
    Calculation,
    Case,
    Condition,
    Held,
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
from dashboard.views.explaining.ladder import list_ladder
from dashboard.views.explaining.levels import find_last_return, hidden_among
from dashboard.views.explaining.targets import MONTHS, add_up, expect_by_now, months_so_far

_HUNDRED = 100
_COLOURS = {
    Judgement.IMPROVING: Colour.GREEN,
    Judgement.SIMILAR: Colour.STEADY,
    Judgement.WORSENING: Colour.AMBER,
}


def explain_status(asked: Asked) -> Explanation:
    """The colour or word, what it rests on and why that, and how near the limits are."""
    rag = asked.standing.rag
    made = Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=asked.month,
        title=f"Status of {asked.month.long}",
        shown=rag.colour.capitalize(),
        sentence=f"{words.capital(asked.standing.reason)}.",
        rule=Rule.RAG,
        outcome=rag.colour.capitalize(),
        notes=list_ladder(asked),
    )
    if rag.colour is Colour.NO_VALUE:
        gathering = asked.gather()
        gathering.value(asked.indicator, asked.month)
        is_hidden = asked.is_hidden(asked.month)
        return replace(
            made,
            sentence="",
            steps=() if is_hidden else find_last_return(asked, gathering),
            absent=f"Without a figure there is no status: {asked.standing.absent}.",
            is_hidden=is_hidden,
            inputs=gathering.inputs,
            outcome="",
            notes=(),
        )
    if rag.colour is Colour.NOT_JUDGED:
        absent = (
            "The catalogue says of neither direction that it is better, so nothing is judged."
        )
        return replace(made, absent=absent, sentence="", outcome="")
    if rag.colour is Colour.QUERY:
        return _explain_query(asked, made)
    if rag.basis is Basis.DIRECTION:
        return _explain_direction(asked, made)
    if rag.year_to_date and rag.judged is None:
        return _explain_incomplete(asked, made)
    if rag.judged is None:
        return replace(made, absent="Nothing exists that it could rest on.", outcome="")
    return _explain_against(asked, made)


def _explain_query(asked: Asked, made: Explanation) -> Explanation:
    """Every figure so far is 0, and at least one month was not yet available."""
    gathering = asked.gather()
    measures, indicator = asked.holdings.measures, asked.indicator
    until = list(months_between(measures.months[0], asked.month))
    statuses = {m: measures.observation_status(indicator.ref, m) for m in until}
    held = tuple(gathering.value(indicator, m) for m in until if statuses[m] is Status.VALUE)
    for month in until:
        if statuses[month] is Status.NOT_AVAILABLE:
            gathering.value(indicator, month)
    highest = Calculation(Operation.GREATEST, held)
    return replace(
        made,
        sentence=(
            "Every figure so far is 0, an earlier month was not yet available, and no change "
            "was printed: the zero may stand for a missing figure, so it gets no colour."
        ),
        steps=(Step("highest", "The highest figure so far", highest, 0.0),),
        cases=(
            Case(
                made.outcome,
                "the highest figure so far is 0",
                (Condition(Result("highest"), Relation.EQUAL, constant(0)),),
            ),
        ),
        inputs=gathering.inputs,
    )


def _explain_direction(asked: Asked, made: Explanation) -> Explanation:
    """With nothing to compare with, the change on the return before."""
    indicator = asked.indicator
    change = asked.holdings.measures.month_on_month(indicator.ref, asked.month)
    gathering = asked.gather()
    if change.arrow is None:
        for month in (asked.month, change.baseline):
            gathering.value(indicator, month)
        reason = f"{words.capital(asked.standing.reason)}."
        return replace(made, absent=reason, sentence="", outcome="", inputs=gathering.inputs)
    working = work_out(gathering, indicator, asked.month, change)
    threshold, said, by = arrow_threshold(asked, change)
    arrows = (Arrow.UP, Arrow.DOWN, Arrow.SIMILAR)
    cases = tuple(
        replace(
            case,
            outcome=_COLOURS[judge(indicator, arrow)].capitalize(),
            words=f"{judge(indicator, arrow)}: {case.words}",
        )
        for case, arrow in zip(
            arrow_cases(indicator, Result(by), threshold, said), arrows, strict=True
        )
    )
    return replace(made, steps=working.steps, cases=cases, inputs=gathering.inputs)


def _explain_incomplete(asked: Asked, made: Explanation) -> Explanation:
    gathering = asked.gather()
    steps, _ = add_up(asked, gathering)
    rag = asked.standing.rag
    mark, _ = _mark(asked, gathering, rag)
    assert rag.reference is not None
    steps.append(Step("mark", words.capital(_mark_words(rag)), mark, rag.reference))
    case = Case(
        made.outcome,
        "a month since April is not held",
        (Condition(Result("held"), Relation.BELOW, Result("elapsed")),),
    )
    hidden = hidden_among(gathering)
    notes = (*made.notes, hidden) if hidden else made.notes
    return replace(
        made, steps=tuple(steps), cases=(case,), inputs=gathering.inputs, notes=notes
    )


def _explain_against(asked: Asked, made: Explanation) -> Explanation:
    """Held against a target or comparator: what is judged, the mark, and the limit."""
    rag, indicator = asked.standing.rag, asked.indicator
    assert rag.judged is not None
    assert rag.reference is not None
    assert rag.limit is not None
    gathering = asked.gather()
    unit = "%" if indicator.is_percentage else ""
    steps: list[Step] = []
    if rag.year_to_date:
        steps, _ = add_up(asked, gathering)
        judged: Term = Result("total")
    else:
        term = gathering.figure(indicator, asked.month)
        steps.append(Step("judged", "The figure", term, rag.judged, unit))
        judged = Result("judged")
    mark, tolerance = _mark(asked, gathering, rag)
    steps.append(Step("mark", words.capital(_mark_words(rag)), mark, rag.reference, unit))
    reach = _reach(rag, tolerance)
    steps.append(reach)
    sign = Operation.SUBTRACT if indicator.polarity is Polarity.MORE else Operation.ADD
    limit: Term = Calculation(sign, (Result("mark"), Result("reach")))
    against: Term = Result("mark")
    if not rag.year_to_date:
        points = " percentage points" if indicator.is_percentage else ""
        gap = difference(judged, Result("mark"))
        away = rag.judged - rag.reference
        steps.append(Step("gap", "How far the figure is from that", gap, away, points))
    if rag.year_to_date:
        target = standing(indicator, asked.month.financial_year)
        assert target is not None
        steps.append(expect_by_now(asked, gathering, target))
        against = Result("expected")
        share = quotient(constant(months_so_far(asked.month)), constant(MONTHS))
        limit = product(limit, share)
    steps.append(Step("limit", "Amber reaches as far as", limit, rag.limit, unit))
    better, words_of = (
        (Relation.AT_LEAST, "at least")
        if indicator.polarity is Polarity.MORE
        else (Relation.AT_MOST, "at most")
    )
    by_now = " by now" if rag.year_to_date else ""
    cases = (
        Case(
            Colour.GREEN.capitalize(),
            f"{words_of} the {_mark_words(rag)}{by_now}",
            (Condition(judged, better, against),),
        ),
        Case(
            Colour.AMBER.capitalize(),
            f"{words_of} the limit",
            (Condition(judged, better, Result("limit")),),
        ),
        Case(Colour.RED.capitalize(), "beyond the limit"),
    )
    return replace(made, steps=tuple(steps), cases=cases, inputs=gathering.inputs)


def _mark(asked: Asked, gathering: Gathering, rag: Rag) -> tuple[Held, Decimal]:
    """What it is held against, and the tolerance of that."""
    indicator, defaults = asked.indicator, asked.holdings.catalogue.defaults
    if rag.basis in (Basis.TARGET, Basis.STALE_TARGET):
        target = standing(indicator, asked.month.financial_year)
        assert target is not None
        amount, _ = tolerance_of(indicator, defaults, target)
        return gathering.target(indicator, target), _decimal(amount)
    given = indicator.comparators
    is_near = rag.basis is Basis.NEIGHBOURS
    comparator = given.neighbours if is_near else given.england
    assert comparator is not None
    amount, _ = tolerance_of(indicator, defaults)
    area = "Statistical neighbours" if is_near else "England"
    return gathering.comparator(indicator, area, comparator), _decimal(amount)


def _mark_words(rag: Rag) -> str:
    return {
        Basis.TARGET: "target",
        Basis.STALE_TARGET: "target carried forward",
        Basis.NEIGHBOURS: "statistical neighbours' figure",
    }.get(rag.basis, "figure for England")


def _reach(rag: Rag, tolerance: Decimal) -> Step:
    """How far amber reaches: so many points, or so many per cent of the mark."""
    assert rag.reference is not None
    if rag.tolerance_is_points:
        words_of = "The tolerance, in percentage points"
        return Step("reach", words_of, constant(tolerance), float(tolerance), " points")
    size: Term = Result("mark")
    if rag.reference < 0:
        size = Calculation(Operation.SIZE, (size,))
    value = abs(rag.reference) * float(tolerance) / _HUNDRED
    term = product(size, quotient(constant(tolerance), constant(_HUNDRED)))
    return Step("reach", f"The tolerance, {tolerance}% of that", term, value)


def _decimal(amount: float) -> Decimal:
    return Decimal(repr(amount))
