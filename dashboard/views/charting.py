"""From an indicator's figures to a Drawing: series, levels, and the words round them."""

from __future__ import annotations

from dashboard.catalogue import Indicator, TargetBasis
from dashboard.periods import Month
from dashboard.records import Basis
from dashboard.views import words
from dashboard.views.drawing import Drawing, Level, Line, Point, Series
from dashboard.views.holdings import Holdings
from dashboard.views.limits import draw_limits

_BESIDE = (Line.SECOND, Line.THIRD, Line.FOURTH)


def draw_indicator(
    holdings: Holdings,
    indicator: Indicator,
    months: tuple[Month, ...],
    beside: tuple[Indicator, ...] = (),
    *,
    limits: bool = False,
) -> Drawing:
    """The indicator's chart over some months.

    Up to three indicators of the same unit may be laid beside it; they then take the
    comparators' place, so that there are never more than four series. So do its `limits`,
    as they were known in the last month, if nothing is laid beside it.
    """
    area = holdings.catalogue.council.area
    ours = _series(holdings, indicator, months, Line.OURS, indicator.ref if beside else area)
    others = tuple(
        _series(holdings, other, months, line, other.ref)
        for other, line in zip(beside, _BESIDE, strict=False)
    )
    levels, marked = _target_level(holdings, indicator, months[-1]), ""
    if limits and not beside:
        ours, more, marked = draw_limits(holdings, indicator, ours)
        levels = more + levels
    elif not beside:
        levels = _comparator_levels(holdings, indicator) + levels
    period = f"{months[0].long} to {months[-1].long}" if len(months) > 1 else months[0].long
    return Drawing(
        title=_finding(indicator, ours),
        subtitle=f"{indicator.name}, {area}, {period}.{_beside(beside)}",
        description=_describe((ours, *others), levels, period) + marked,
        months=months,
        series=(ours, *others),
        levels=levels,
        suffix="%" if indicator.is_percentage else "",
    )


def _beside(others: tuple[Indicator, ...]) -> str:
    return (
        " Beside it: " + "; ".join(f"{o.ref}, {o.name}" for o in others) + "." if others else ""
    )


def _series(
    holdings: Holdings, indicator: Indicator, months: tuple[Month, ...], line: Line, name: str
) -> Series:
    points = []
    for month in months:
        value = holdings.measures.figure(indicator.ref, month)
        label = (
            words.figure(indicator, value)
            if value is not None
            else holdings.measures.observation_status(indicator.ref, month).symbol
        )
        points.append(Point(month, value, label))
    return Series(name, line, tuple(points))


def _comparator_levels(holdings: Holdings, indicator: Indicator) -> tuple[Level, ...]:
    """Comparators as lines; a count of another area is no line beside ours."""
    if indicator.kind == "count":
        return ()
    stated = indicator.comparators
    known = (
        ("Neighbours", Line.NEIGHBOURS, stated.neighbours),
        ("England", Line.ENGLAND, stated.england),
        (holdings.catalogue.council.region, Line.REGION, stated.region),
    )
    return tuple(
        Level(name, line, float(c.value), words.figure(indicator, float(c.value)))
        for name, line, c in known
        if c
    )


def _target_level(holdings: Holdings, indicator: Indicator, month: Month) -> tuple[Level, ...]:
    """The target the last month is judged by; a yearly total is no level."""
    rag = holdings.measures.rag(indicator.ref, month)
    if rag.basis not in (Basis.TARGET, Basis.STALE_TARGET) or rag.reference is None:
        return ()
    if any(
        t.basis is TargetBasis.TOTAL and t.financial_year == rag.year for t in indicator.targets
    ):
        return ()
    return (
        Level("Target", Line.TARGET, rag.reference, words.figure(indicator, rag.reference)),
    )


def _finding(indicator: Indicator, series: Series) -> str:
    """The chart's title: where the last figure stands among those shown."""
    held = [(p.month, p.value, p.label) for p in series.points if p.value is not None]
    if not held:
        return "No figures in this period"
    month, last, label = held[-1]
    if len(held) == 1:
        return f"{label} in {month.long}, the only figure shown"
    values = [value for _, value, _ in held]
    low, high = min(values), max(values)
    count = words.count_in_words(len(held))
    if low == high:
        return f"{label} in every month shown"
    if last == high and values.count(high) == 1:
        return f"{label} in {month.long} is the highest of the {count} months shown"
    if last == low and values.count(low) == 1:
        return f"{label} in {month.long} is the lowest of the {count} months shown"
    span = f"{words.figure(indicator, low)} to {words.figure(indicator, high)}"
    if words.figure(indicator, low) == words.figure(indicator, high):
        return f"About {label} in every month shown"
    return f"{label} in {month.long}, within the {span} of the {count} months shown"


def _describe(series: tuple[Series, ...], levels: tuple[Level, ...], period: str) -> str:
    """Alternative text: every value, month by month, then the lines across."""
    said = [f"Line chart, {period}."]
    for line in series:
        points = ", ".join(f"{p.month.short} {p.label or 'no figure'}" for p in line.points)
        said.append(f"{line.name}: {points}.")
    said.extend(f"{level.name} {level.label}{_between(level)}." for level in levels)
    return " ".join(said)


def _between(level: Level) -> str:
    """The months of a level that does not run from edge to edge."""
    since = f" from {level.first.long}" if level.first else ""
    return since + (f" to {level.last.long}" if level.last else "")
