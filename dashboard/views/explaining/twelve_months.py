"""Average and range of the twelve months ending with one, computed or as printed."""

from __future__ import annotations

from dataclasses import replace

from dashboard.measures.rules import multiplier_of
from dashboard.periods import Month, months_between
from dashboard.records import PublishedFigure, Spread, Status
from dashboard.views import words
from dashboard.views.explaining.explanation import NOTHING, Explanation, Figure, Rule
from dashboard.views.explaining.formula import (
    Calculation,
    Operation,
    Step,
    Term,
    ratio,
    total,
)
from dashboard.views.explaining.gathering import Asked, Gathering
from dashboard.views.explaining.levels import hidden_among

_TITLES = {
    Figure.AVERAGE: "12-month average",
    Figure.MINIMUM: "Lowest of 12 months",
    Figure.MAXIMUM: "Highest of 12 months",
}
_PRINTED = {
    Figure.AVERAGE: "average",
    Figure.MAXIMUM: "maximum",
    Figure.PRINTED_AVERAGE: "average",
    Figure.PRINTED_MAXIMUM: "maximum",
    Figure.PRINTED_CHANGE: "change",
}
COLUMNS = {
    "average": "12-month average",
    "maximum": "12-month maximum",
    "change": "change on the year before",
}


def explain_spread(asked: Asked) -> Explanation:
    """Average, lowest or highest, by the figure that is asked for.

    Where fewer than twelve months are held and the month's own paper prints one, that one is
    shown, and ours stands beside it.
    """
    spread = asked.holdings.measures.spread(asked.indicator.ref, asked.month)
    made = Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=asked.month,
        title=f"{_TITLES[asked.figure]} to {asked.month.long}",
        shown="",
        sentence="",
        rule=Rule.AVERAGE,
    )
    gathering = asked.gather()
    step = _work_out(asked, gathering, spread)
    if asked.standing.average.note == "published":
        return _as_printed(asked, made, gathering, step)
    hidden = hidden_among(gathering)
    if step is None:
        absent = f"None of the {_returns(asked, spread.due)} up to {asked.month.long} is held."
        if hidden:
            absent = f"No figure of these months is shown. {hidden}"
        return replace(made, absent=absent, shown=NOTHING, inputs=gathering.inputs)
    held = (
        ""
        if spread.held == spread.due
        else (f" Held: {spread.held} of {_returns(asked, spread.due)}.")
    )
    return replace(
        made,
        shown=words.figure(asked.indicator, step.value),
        sentence=f"{_sentence(asked, gathering)}{held}",
        steps=(step,),
        inputs=gathering.inputs,
        notes=(hidden,) if hidden else (),
    )


def explain_printed(asked: Asked) -> Explanation | None:
    """What the month's own paper printed; None where it printed nothing there."""
    column = _PRINTED[asked.figure]
    figure = asked.holdings.published(asked.indicator.ref, asked.month, column)
    if figure is None:
        return None
    gathering = asked.gather()
    held = gathering.printed(asked.indicator, figure, COLUMNS[column])
    steps: tuple[Step, ...] = ()
    if figure.value is not None:
        unit = "%" if column == "change" or asked.indicator.is_percentage else ""
        steps = (Step("printed", "As printed", held, float(figure.value), unit),)
    return Explanation(
        figure=asked.figure,
        indicator=asked.indicator,
        month=asked.month,
        title=f"{words.capital(COLUMNS[column])} as printed, {asked.month.long}",
        shown=figure.text,
        sentence=f"As the paper of {asked.month.long} prints it, kept unchanged beside ours.",
        rule=Rule.CHANGE if column == "change" else Rule.AVERAGE,
        steps=steps,
        inputs=gathering.inputs,
    )


def _as_printed(
    asked: Asked, made: Explanation, ours: Gathering, step: Step | None
) -> Explanation:
    column = _PRINTED.get(asked.figure)
    figure = column and asked.holdings.published(asked.indicator.ref, asked.month, column)
    if not column or not isinstance(figure, PublishedFigure) or figure.value is None:
        absent = (
            f"The paper of {asked.month.long} prints none, and fewer than 12 months are held."
        )
        ours_alone = [] if step is None else [replace(step, key="ours", words=_ours(asked))]
        return replace(
            made, absent=absent, shown=NOTHING, steps=tuple(ours_alone), inputs=ours.inputs
        )
    gathering = asked.gather()
    held = gathering.printed(asked.indicator, figure, COLUMNS[column])
    unit = "%" if asked.indicator.is_percentage else ""
    steps = [Step("printed", "As printed", held, float(figure.value), unit)]
    if step is not None:
        for one in ours.inputs:
            gathering.add(one)
        steps.append(replace(step, key="ours", words=_ours(asked)))
    hidden = hidden_among(ours)
    return replace(
        made,
        shown=words.figure(asked.indicator, float(figure.value)),
        sentence=(
            f"As the paper of {asked.month.long} prints it, because fewer than 12 months "
            "are held to work it out from."
        ),
        steps=tuple(steps),
        inputs=gathering.inputs,
        notes=(hidden,) if hidden else (),
    )


def _ours(asked: Asked) -> str:
    spread = asked.holdings.measures.spread(asked.indicator.ref, asked.month)
    return f"From the {words.count_in_words(spread.held)} {_noun(asked, spread.held)} held"


def _work_out(asked: Asked, gathering: Gathering, spread: Spread) -> Step | None:
    """The one step; the gathering then has every month, also those without a figure."""
    indicator, measures = asked.indicator, asked.holdings.measures
    window = [m for m in window_of(asked) if _is_due(asked, m)]
    months = [m for m in window if _is_returned(asked, m)]
    value = {
        Figure.AVERAGE: spread.average,
        Figure.MINIMUM: spread.minimum,
        Figure.MAXIMUM: spread.maximum,
    }[asked.figure]
    unit = "%" if indicator.is_percentage else ""
    term: Term | None = None
    if months:
        term = _term(asked, gathering, months)
    for month in window:
        if month not in months and month in measures.months:
            gathering.value(indicator, month)
    if term is None or value is None:
        return None
    return Step(str(asked.figure), _TITLES[asked.figure], term, value, unit)


def _term(asked: Asked, gathering: Gathering, months: list[Month]) -> Term:
    indicator = asked.indicator
    if asked.figure is Figure.AVERAGE:
        multiplier = multiplier_of(indicator)
        if multiplier is not None and is_pooled(asked, gathering):
            pairs = [gathering.parts(indicator, m) for m in months]
            tops = [pair[0] for pair in pairs if pair]
            bottoms = [pair[1] for pair in pairs if pair]
            return ratio(multiplier, total(tops), total(bottoms))
        values = tuple(gathering.value(indicator, m) for m in months)
        return Calculation(Operation.MEAN, values)
    operation = Operation.LEAST if asked.figure is Figure.MINIMUM else Operation.GREATEST
    return Calculation(operation, tuple(gathering.figure(indicator, m) for m in months))


def is_pooled(asked: Asked, gathering: Gathering) -> bool:
    """Whether every month with a figure has parts, so that the average is of the sums."""
    months = [m for m in window_of(asked) if _is_returned(asked, m)]
    return all(gathering.has_parts(asked.indicator, m) for m in months)


def window_of(asked: Asked) -> list[Month]:
    """The twelve months ending with the one asked for."""
    return list(months_between(asked.month.shift(-11), asked.month))


def _is_due(asked: Asked, month: Month) -> bool:
    return not asked.indicator.is_quarterly or month.is_quarter_end


def _is_returned(asked: Asked, month: Month) -> bool:
    measures = asked.holdings.measures
    if month not in measures.months or not measures.is_due(asked.indicator.ref, month):
        return False
    return measures.observation_status(asked.indicator.ref, month) is Status.VALUE


def _sentence(asked: Asked, gathering: Gathering) -> str:
    last = asked.month.long
    span = (
        f"the {'four returns' if asked.indicator.is_quarterly else 'twelve months'} to {last}"
    )
    if asked.figure is not Figure.AVERAGE:
        end = "lowest" if asked.figure is Figure.MINIMUM else "highest"
        return f"The {end} of the unrounded figures of {span}."
    if is_pooled(asked, gathering):
        return (
            f"All tops of {span} added up, divided by all bottoms. It is not the mean of the "
            "monthly figures."
        )
    return f"The figures of {span} added up, divided by how many there are."


def _noun(asked: Asked, count: int) -> str:
    return words.plural(count, "return" if asked.indicator.is_quarterly else "month")


def _returns(asked: Asked, due: int) -> str:
    return f"{due} {_noun(asked, due)}"
