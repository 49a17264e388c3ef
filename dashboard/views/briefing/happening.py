"""What happened: the change since the base, the parts, how long, and what moved with it."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.periods import Month
from dashboard.records import Status
from dashboard.views import words
from dashboard.views.briefing.choosing import Bundle, distance
from dashboard.views.briefing.heading import against, head, most, movement
from dashboard.views.briefing.naming import measure_move, month_name, value
from dashboard.views.briefing.ranking import (
    Candidate,
    Reason,
    held_in_year,
    is_judged_by_percentage,
)
from dashboard.views.briefing.sentences import Filling, Part, Sentence, joined, say, within
from dashboard.views.explaining import Figure
from dashboard.views.holdings import Holdings

_FEWEST_FOR_RANGE = 4
_ABSENT = {
    Status.SUPPRESSED: "the figure is hidden to protect children",
    Status.NOT_APPLICABLE: "there was nothing to measure",
    Status.LOW: "the figure is too low to show",
}


def tell(holdings: Holdings, bundle: Bundle) -> tuple[Sentence, ...]:
    """What happened to the lead of a bundle, and with it."""
    of = bundle.lead
    if of.figure is None:
        return (last_held(holdings, of),)
    told = [
        *_change(holdings, of),
        *_month_before(holdings, of),
        *_parts(holdings, of),
        *_turned(holdings, of),
        *_placed(holdings, of),
        *_with(holdings, bundle),
    ]
    return tuple(told)


def last_held(holdings: Holdings, of: Candidate) -> Sentence:
    """The last figure before the one that was not supplied."""
    last = holdings.measures.last_return(of.indicator.ref, of.at)
    figure = holdings.measures.figure(of.indicator.ref, last) if last else None
    if last is None or figure is None:
        return say("none-held")
    before = value(of.indicator, last, figure, full=True)
    return say("last-held", before=before, then=month_name(last, of.at))


def _change(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    move = measure_move(holdings, of.indicator, of.change, fine=of.is_fine)
    then = month_name(of.base, of.at)
    if move is None or of.change.before is None:
        yield say("no-change", then=then, why=_why_absent(holdings, of))
        return
    before = value(of.indicator, of.base, of.change.before, fine=of.is_fine)
    if move.way == 0:
        yield say("same", then=then, before=before)
    elif of.change.small and not of.indicator.is_percentage:
        yield say("change-small", then=then, before=before)
    else:
        size = _explained(holdings, of, move.size)
        yield say("change", then=then, before=before, a_move=f"a {move.noun}", size=size)


def _explained(holdings: Holdings, of: Candidate, size: str) -> Part:
    """A size leads to the change on the return before, where it is that one."""
    usual = holdings.measures.month_on_month(of.indicator.ref, of.at)
    if usual.baseline != of.base:
        return Part(size)
    return Part(size, of.indicator.ref, of.at, Figure.MONTH_ON_MONTH)


def _why_absent(holdings: Holdings, of: Candidate) -> str:
    if of.base not in holdings.measures.months:
        return "no figure is held"
    status = holdings.measures.observation_status(of.indicator.ref, of.base)
    return _ABSENT.get(status, "no figure was supplied")


def _month_before(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """The month before, where the last meeting considered an earlier one."""
    before = of.at.shift(-3 if of.indicator.is_quarterly else -1)
    if before <= of.base:
        return
    figure = _returned(holdings, of, before)
    if figure is not None:
        said = value(of.indicator, before, figure, fine=of.is_fine)
        yield say("month-before", then=month_name(before, of.at), before=said)


def _returned(holdings: Holdings, of: Candidate, month: Month) -> float | None:
    measures, ref = holdings.measures, of.indicator.ref
    if month not in measures.months or not measures.is_due(ref, month):
        return None
    return measures.figure(ref, month)


def _parts(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """The numbers of a percentage, of both months where held."""
    indicator = of.indicator
    now = holdings.measures.parts(indicator.ref, of.at)
    if not indicator.is_percentage or now is None:
        return
    is_held = of.base in holdings.measures.months
    before = holdings.measures.parts(indicator.ref, of.base) if is_held else None

    def part(number: float, month: Month) -> Part:
        return Part(words.number(number), indicator.ref, month, Figure.PARTS)

    said: dict[str, Filling] = {
        "top": part(now[0], of.at),
        "bottom": part(now[1], of.at),
        "unit": indicator.unit,
    }
    if before is None:
        yield say("parts-now", **said)
        return
    yield say(
        "parts",
        **said,
        top_before=part(before[0], of.base),
        bottom_before=part(before[1], of.base),
    )


def _turned(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    if Reason.TURNED_RED in of.reasons:
        before = holdings.measures.rag(of.indicator.ref, of.base).colour
        yield say("turned", colour=str(before))


def _placed(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """The highest or lowest of the year, else the range it lies in."""
    extreme = most(holdings, of, prefix="extreme")
    if extreme and head(holdings, of).key.partition("+")[2] in ("most", "most-of-year"):
        return  # the heading says so
    if extreme:
        yield extreme
        return
    held = held_in_year(holdings, of.indicator, of.at)
    if len(held) < _FEWEST_FOR_RANGE or Reason.LONG_RUNNING in of.reasons:
        return
    low, high = (
        Part(words.figure(of.indicator, end), of.indicator.ref, of.at, figure)
        for end, figure in ((min(held), Figure.MINIMUM), (max(held), Figure.MAXIMUM))
    )
    if low.text == high.text:
        return
    if len(held) == (4 if of.indicator.is_quarterly else 12):
        yield say("range-of-year", low=low, high=high)
        return
    count, months = words.count_in_words(len(held)), words.returns(of.indicator, len(held))
    yield say("range", low=low, high=high, count=count, months=months)


def _with(holdings: Holdings, bundle: Bundle) -> Iterator[Sentence]:
    """What is tied to it and has reasons of its own; a count is told by the numbers of its
    percentage."""
    catalogue, lead = holdings.catalogue, bundle.lead.indicator
    others = sorted(bundle.others, key=lambda one: distance(catalogue, lead, one.indicator))
    for other in others:
        counted = is_judged_by_percentage(holdings, other.indicator, other.at)
        if not other.reasons or other.figure is None or (counted and not other.is_red):
            continue
        made = other.indicator.made_of
        if other.indicator.is_percentage and made and made.numerator == lead.ref:
            yield from _share(other)
        else:
            heading = joined(movement(holdings, other), against(other))
            yield say("with", heading=within(heading))
        return


def _share(other: Candidate) -> Iterator[Sentence]:
    """The count as a percentage of what it is a part of."""
    indicator, before = other.indicator, other.change.before
    if other.figure is None or before is None:
        return
    yield say(
        "share",
        unit=indicator.unit,
        now=value(indicator, other.at, other.figure),
        before=value(indicator, other.base, before),
        then=month_name(other.base, other.at),
    )
