"""One indicator in one month as a reader sees it: figure, status, changes, context.

The scorecard row, the theme card and the head of the indicator page are all made from
this, so that they cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.catalogue import (
    Comparator,
    ComparatorStatus,
    Indicator,
    TargetBasis,
    TargetStatus,
)
from dashboard.periods import Month
from dashboard.records import (
    Arrow,
    Change,
    Colour,
    Judgement,
    PublishedFigure,
    Rag,
    Status,
)
from dashboard.views import words
from dashboard.views.drawing import Spark
from dashboard.views.holdings import Holdings

SPARK_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change in a cell and in a sentence. `since` names its baseline.

    `change` is what it was made of: the figures, unrounded.
    """

    arrow: Arrow | None
    judgement: Judgement
    short: str
    beneath: str
    sentence: str
    since: str
    small: bool
    published: bool
    change: Change


@dataclass(frozen=True, slots=True)
class Context:
    """A figure beside the indicator's own: text, and a note on where it comes from.

    `value` is the figure in the text, unrounded; of a range it is the highest, and `lowest`
    the other end, where that is known.
    """

    text: str
    note: str = ""
    value: float | None = None
    lowest: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Everything said of one indicator in one month; drawn once and kept by identity.

    `trend_from` is the first month of the sparkline, `year_ago` that of the yearly change.
    `withheld` says why the public does not see the figure; empty if it does.
    """

    indicator: Indicator
    month: Month
    year_ago: Month
    trend_from: Month
    status: Status
    value: float | None
    text: str
    absent: str
    colour: Colour
    reason: str
    rag: Rag
    month_on_month: ChangeView
    year_on_year: ChangeView
    average: Context
    spread: Context
    neighbours: Context
    england: Context
    region: Context
    target: Context
    spark: Spark
    comment: str
    withheld: str

    @property
    def needs_attention(self) -> bool:
        return self.colour is Colour.RED


def stand(holdings: Holdings, indicator: Indicator, month: Month) -> Standing:
    """All that is shown of an active indicator in a month."""
    measures, ref = holdings.measures, indicator.ref
    status = measures.observation_status(ref, month)
    rag = measures.rag(ref, month)
    mom = measures.month_on_month(ref, month)
    yoy = measures.year_on_year(ref, month)
    shown = None if rag.colour is Colour.NO_VALUE else measures.figure(ref, month)
    absent = _absent(holdings, indicator, month) if shown is None else ""
    average, spread = _twelve_months(holdings, indicator, month)
    comment = holdings.comment(ref, month)
    return Standing(
        indicator=indicator,
        month=month,
        year_ago=month.shift(-12),
        trend_from=max(month.shift(1 - SPARK_MONTHS), measures.months[0]),
        status=status,
        value=shown,
        text=figure_text(holdings, indicator, month),
        absent=absent,
        colour=rag.colour,
        reason=absent or words.rag_reason(indicator, rag, mom, month, status),
        rag=rag,
        month_on_month=_change(holdings, indicator, mom, month),
        year_on_year=_change(holdings, indicator, yoy, month),
        average=average,
        spread=spread,
        neighbours=_comparator(indicator, indicator.comparators.neighbours),
        england=_comparator(indicator, indicator.comparators.england),
        region=_comparator(indicator, indicator.comparators.region),
        target=_target(indicator, month),
        spark=_spark(holdings, indicator, month),
        comment=comment.text if comment else "",
        withheld=withheld(holdings, ref, month),
    )


def figure_text(holdings: Holdings, indicator: Indicator, month: Month) -> str:
    """The figure of a month as printed, or the symbol of why there is none."""
    measures, ref = holdings.measures, indicator.ref
    value = measures.figure(ref, month) if measures.is_due(ref, month) else None
    status = measures.observation_status(ref, month)
    return status.symbol or "[z]" if value is None else words.figure(indicator, value)


def withheld(holdings: Holdings, ref: str, month: Month) -> str:
    """Why a figure is not for publication; empty if it may be published."""
    reason = holdings.hidden.cells.get((ref, month))
    return str(reason) if reason else ""


def arrow_threshold(holdings: Holdings, indicator: Indicator) -> float:
    """The relative change, in per cent, from which this indicator's arrow moves."""
    own = indicator.arrow and indicator.arrow.threshold_percent
    return float(own or holdings.catalogue.defaults.arrow_threshold_percent)


def _change(
    holdings: Holdings, indicator: Indicator, change: Change, month: Month
) -> ChangeView:
    threshold = arrow_threshold(holdings, indicator)
    short, beneath = words.change_cell(indicator, change, threshold)
    return ChangeView(
        arrow=change.arrow,
        judgement=change.judgement,
        short=short,
        beneath=beneath,
        sentence=words.change_sentence(indicator, change, threshold),
        since=words.since(change, month),
        small=change.small,
        published=change.published,
        change=change,
    )


def _absent(holdings: Holdings, indicator: Indicator, month: Month) -> str:
    """Why there is no figure; a quarterly indicator names its last return."""
    status = holdings.measures.observation_status(indicator.ref, month)
    if indicator.is_quarterly and status is not Status.SUPPRESSED:
        last = holdings.measures.last_return(indicator.ref, month)
        value = holdings.measures.figure(indicator.ref, last) if last else None
        if last and value is not None:
            return f"quarterly; last return {words.figure(indicator, value)} in {last.long}"
        return "quarterly; no return held"
    return words.status_words(status)


def _twelve_months(
    holdings: Holdings, indicator: Indicator, month: Month
) -> tuple[Context, Context]:
    """Average and range: computed over twelve months where they are held, otherwise as
    published in the file's own month, otherwise computed over what is held."""
    spread = holdings.measures.spread(indicator.ref, month)
    average, span = words.spread_text(indicator, spread)
    computed = Context(average, value=spread.average)
    over = Context(span, value=spread.maximum, lowest=spread.minimum)
    if spread.held == spread.due:
        return computed, over
    printed = holdings.published(indicator.ref, month, "average")
    highest = holdings.published(indicator.ref, month, "maximum")
    if printed and printed.value is not None:
        return (
            _printed(printed, words.figure(indicator, float(printed.value))),
            _printed(highest, _up_to(indicator, highest)),
        )
    if not spread.held:
        return Context(""), Context("")
    note = f"{spread.held} {words.returns(indicator, spread.held)}"
    return replace(computed, note=note), replace(over, note=note)


def _printed(figure: PublishedFigure | None, text: str) -> Context:
    """A figure of the published file, with what it says in our words."""
    value = figure.value if figure else None
    return Context(text, "published", None if value is None else float(value))


def _up_to(indicator: Indicator, highest: PublishedFigure | None) -> str:
    """The paper prints a maximum but no minimum."""
    if highest is None or highest.value is None:
        return ""
    return f"up to {words.figure(indicator, float(highest.value))}"


def _comparator(indicator: Indicator, comparator: Comparator | None) -> Context:
    if comparator:
        value = float(comparator.value)
        return Context(words.figure(indicator, value), value=value)
    if indicator.comparators.status is ComparatorStatus.NONE_EXISTS:
        return Context("", "local")
    return Context("", "none given")


def _target(indicator: Indicator, month: Month) -> Context:
    """The target in force: this year's, else the latest earlier one, with its year."""
    year = month.financial_year
    known = sorted(
        (t for t in indicator.targets if t.financial_year <= year),
        key=lambda t: t.financial_year,
    )
    held = [t for t in known if t.status is TargetStatus.SET and t.value is not None]
    if not held:
        return Context("", "to be confirmed" if known else "")
    last = held[-1]
    assert last.value is not None
    text = words.figure(indicator, float(last.value))
    if last.basis is TargetBasis.TOTAL:
        text += " a year"
    note = "" if last.financial_year == year else f"set for {last.financial_year.long}"
    return Context(text, note, float(last.value))


def _spark(holdings: Holdings, indicator: Indicator, month: Month) -> Spark:
    measures = holdings.measures
    first = measures.months[0]
    start = max(month.shift(1 - SPARK_MONTHS), first)
    span = [start.shift(n) for n in range(month.index - start.index + 1)]
    values = tuple(measures.figure(indicator.ref, m) for m in span)
    held = [(m, v) for m, v in zip(span, values, strict=True) if v is not None]
    spread = measures.spread(indicator.ref, month)
    if held:
        (start, begin), (end, finish) = held[0], held[-1]
        low, high = min(v for _, v in held), max(v for _, v in held)
        text = (
            f"{words.figure(indicator, begin)} in {start.long} to "
            f"{words.figure(indicator, finish)} in {end.long}, between "
            f"{words.figure(indicator, low)} and {words.figure(indicator, high)}"
        )
    else:
        text = "no figures held"
    return Spark(values, spread.average, text)
