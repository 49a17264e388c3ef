"""The lines beside the topics: improved, moved without merit, still red, not supplied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.records import Arrow, Colour, Judgement, Status
from dashboard.views import words
from dashboard.views.briefing.choosing import Bundle, tie
from dashboard.views.briefing.heading import against, most, movement
from dashboard.views.briefing.naming import measure_move, month_name, subject, value
from dashboard.views.briefing.ranking import (
    NOT_SUPPLIED,
    Candidate,
    is_extreme,
    is_judged_by_percentage,
    is_newly_improved,
    sign_of,
)
from dashboard.views.briefing.sentences import Sentence, joined, say
from dashboard.views.briefing.since import Since, last_due
from dashboard.views.holdings import Holdings

MOST_RED, MOST_MISSING = 3, 3
IMPROVED = (5, 5, 5, 5, 4, 2)
"""The most lines of what improved, by the places that topics and promises take."""
MOVED = (3, 3, 3, 3, 2, 0)
"""And of what moved."""


class Gain(StrEnum):
    """Why an indicator may be told as improved."""

    BEYOND_USUAL = "better and newly beyond what is usual"
    NO_LONGER_RED = "no longer red"
    IMPROVING = "improving by the arrow"
    BEST = "best in twelve months"


GAINS = {Gain.BEYOND_USUAL: 3, Gain.NO_LONGER_RED: 3, Gain.IMPROVING: 2, Gain.BEST: 1}


def list_improved(
    holdings: Holdings,
    candidates: Sequence[Candidate],
    topics: Sequence[Bundle],
    taken: int = 0,
) -> tuple[Sentence, ...]:
    """Up to five that got better, the weightiest first, none of what is a topic.

    `taken` are the places that promises take beside the topics.
    """
    chosen = _choose_improved(holdings, candidates, topics, taken)
    return tuple(_improved(holdings, one) for one in chosen)


def _choose_improved(
    holdings: Holdings,
    candidates: Sequence[Candidate],
    topics: Sequence[Bundle],
    taken: int,
) -> list[Candidate]:
    weighed = [(sum(GAINS[gain] for gain in gains(holdings, one)), one) for one in candidates]
    leads = [topic.lead for topic in topics]
    chosen = _one_of_each(holdings, [(w, one) for w, one in weighed if w], leads)
    return chosen[: IMPROVED[len(topics) + taken]]


def list_moved(
    holdings: Holdings,
    candidates: Sequence[Candidate],
    topics: Sequence[Bundle],
    taken: int = 0,
) -> tuple[Sentence, ...]:
    """Up to three without polarity that moved by most, in per cent of what they were; none
    that is tied to what is told above."""
    told = [topic.lead for topic in topics]
    told += _choose_improved(holdings, candidates, topics, taken)
    weighed = [
        (abs(one.change.relative or 0), one)
        for one in candidates
        if sign_of(one.indicator) == 0
        and one.change.arrow in (Arrow.UP, Arrow.DOWN)
        and not one.change.small
        and one.change.before
    ]
    chosen = _one_of_each(holdings, weighed, told)
    return tuple(
        say("line", heading=_line(holdings, one).parts)
        for one in chosen[: MOVED[len(topics) + taken]]
    )


def list_also_red(
    holdings: Holdings, bundles: Sequence[Bundle], topics: Sequence[Bundle]
) -> tuple[Sentence, ...]:
    """What is red and is no topic, nor tied to one."""
    said = []
    for one in bundles:
        reds = [c for c in (one.lead, *one.others) if c.is_red]
        if one not in topics and reds:
            heading = joined(movement(holdings, reds[0]), against(reds[0]))
            said.append(say("line", heading=heading.parts))
    return _capped(said, MOST_RED)


def list_missing(holdings: Holdings, since: Since) -> tuple[Sentence, ...]:
    """What was due by this month and was not supplied, zeros that may be gaps, and how many
    figures are hidden from whoever reads."""
    said: dict[str, Sentence] = {}
    ties = tie(holdings.catalogue)
    for indicator in holdings.catalogue.active:
        at = last_due(indicator, since.month)
        for sentence in _missing(holdings, indicator, at) if at in holdings.months else ():
            said.setdefault(ties[indicator.ref], sentence)
    hidden = sum(
        holdings.measures.observation_status(indicator.ref, since.month) is Status.SUPPRESSED
        for indicator in holdings.catalogue.active
    )
    lines = list(_capped([*said.values()], MOST_MISSING)) or [say("supplied")]
    if hidden:
        count, figures = words.number(hidden), words.plural(hidden, "figure")
        lines.append(say("hidden", count=count, figures=figures, month=since.month.long))
    return tuple(lines)


def _capped(said: Sequence[Sentence], most_said: int) -> tuple[Sentence, ...]:
    if len(said) <= most_said:
        return tuple(said)
    left = len(said) - most_said
    return (*said[:most_said], say("more", count=words.number(left)))


def _missing(holdings: Holdings, indicator: Indicator, at: Month) -> Iterator[Sentence]:
    measures, ref = holdings.measures, indicator.ref
    if measures.observation_status(ref, at) in NOT_SUPPLIED:
        last = measures.last_return(ref, at)
        figure = measures.figure(ref, last) if last else None
        month = month_name(at, at)
        if last is None or figure is None:
            yield say("never", subject=subject(indicator), month=month)
            return
        before = value(indicator, last, figure, full=True)
        then = month_name(last, at)
        yield say("missing", subject=subject(indicator), month=month, before=before, then=then)
    elif measures.rag(ref, at).colour is Colour.QUERY:
        now = value(indicator, at, 0.0)
        yield say("doubtful-zero", subject=subject(indicator), now=now)


def gains(holdings: Holdings, one: Candidate) -> tuple[Gain, ...]:
    """Why it is told as improved; nothing where it is not better than at the base."""
    counted = is_judged_by_percentage(holdings, one.indicator, one.at)
    if one.merit <= 0 or counted or one.figure is None:
        return ()
    found = (
        (Gain.BEYOND_USUAL, is_newly_improved(holdings, one)),
        (Gain.NO_LONGER_RED, _was_red(holdings, one) and not one.is_red),
        (Gain.IMPROVING, one.change.judgement is Judgement.IMPROVING and not one.change.small),
        (Gain.BEST, is_extreme(holdings, one) and not one.change.small),
    )
    return tuple(gain for gain, holds in found if holds)


def _was_red(holdings: Holdings, one: Candidate) -> bool:
    is_held = one.base in holdings.measures.months
    return is_held and holdings.measures.rag(one.indicator.ref, one.base).colour is Colour.RED


def _one_of_each(
    holdings: Holdings,
    weighed: Sequence[tuple[float, Candidate]],
    told: Iterable[Candidate],
) -> list[Candidate]:
    """The weightiest first, one of those that are tied, none that is tied to what is told."""
    ties = tie(holdings.catalogue)
    taken = {ties[one.indicator.ref] for one in told}
    chosen = []
    for _, one in sorted(weighed, key=lambda pair: -pair[0]):
        if ties[one.indicator.ref] not in taken:
            taken.add(ties[one.indicator.ref])
            chosen.append(one)
    return chosen


def _improved(holdings: Holdings, one: Candidate) -> Sentence:
    clause = most(holdings, one)
    if _was_red(holdings, one) and not one.is_red:
        clause = say("turned-better", colour=str(one.rag.colour))
    return say("line", heading=joined(_line(holdings, one), clause).parts)


def _line(holdings: Holdings, one: Candidate) -> Sentence:
    move = measure_move(holdings, one.indicator, one.change, fine=one.is_fine)
    assert move
    assert one.figure is not None
    assert one.change.before is not None
    if move.way == 0:  # it moved by less than is shown
        return movement(holdings, one)
    return say(
        "moved-from",
        subject=subject(one.indicator),
        moved=move.verb,
        now=value(one.indicator, one.at, one.figure, fine=one.is_fine, full=True),
        before=value(one.indicator, one.base, one.change.before, fine=one.is_fine),
        then=month_name(one.base, one.at),
    )
