"""The headings of topics: the finding, the figure, and what it is held against."""

from __future__ import annotations

from dashboard.measures import Signal, Variation
from dashboard.records import Basis, Colour
from dashboard.views import words
from dashboard.views.briefing.naming import measure_move, size_text, subject, value
from dashboard.views.briefing.ranking import Candidate, Reason, held_in_year, is_extreme
from dashboard.views.briefing.sentences import Part, Sentence, joined, say
from dashboard.views.explaining import Figure
from dashboard.views.holdings import Holdings
from dashboard.views.variation import side_of_range, usual_range

_TARGETS = (Basis.TARGET, Basis.STALE_TARGET)


def head(holdings: Holdings, of: Candidate) -> Sentence:
    """How it moved since the base, and the heaviest reason that is a comparison."""
    if of.figure is None:
        return say("unsupplied", subject=subject(of.indicator))
    clause = against(of) if of.is_red else None
    if clause is None and Reason.BEYOND_USUAL in of.reasons:
        clause = _beyond_usual(holdings, of)
    if clause is None and Reason.WORST in of.reasons:
        clause = most(holdings, of)
    return joined(movement(holdings, of), clause)


def movement(holdings: Holdings, of: Candidate) -> Sentence:
    """ "Looked-after children visited in time rose to 90%"."""
    indicator = of.indicator
    assert of.figure is not None
    move = measure_move(holdings, indicator, of.change, fine=of.is_fine)
    now = value(indicator, of.at, of.figure, fine=of.is_fine, full=True)
    if move is None:
        return say("stands", subject=subject(indicator), now=now)
    if move.way == 0:
        return say("stayed", subject=subject(indicator), now=now)
    return say("moved", subject=subject(indicator), moved=move.verb, now=now)


def against(of: Candidate) -> Sentence | None:
    """What a red figure is held against, and how far it is off."""
    rag, indicator = of.rag, of.indicator
    if rag.reference is None or rag.judged is None or rag.colour is not Colour.RED:
        return None
    is_target = rag.basis in _TARGETS
    figure = Figure.TARGET if is_target else _AREAS[rag.basis][1]
    reference = Part(
        words.figure(indicator, rag.reference, fine=of.is_fine), indicator.ref, of.at, figure
    )
    far = size_text(indicator, rag.judged - rag.reference, fine=of.is_fine)
    gap = Part(far, indicator.ref, of.at, Figure.STATUS)
    still = "still " if of.reds > 1 and of.merit >= 0 else ""
    if not is_target:
        area = _AREAS[rag.basis][0]
        return say("worse-than-area", still=still, gap=gap, area=area, figure=reference)
    is_old = rag.basis is Basis.STALE_TARGET
    year = rag.year.long if rag.year else ""
    if rag.year_to_date:
        done = rag.year_to_date
        expected = words.number(done.expected, 0 if done.expected >= 10 else 1)
        return say(
            "behind-old-total" if is_old else "behind-total",
            total=Part(words.number(done.total), indicator.ref, of.at, Figure.YEAR_TO_DATE),
            expected=Part(expected, indicator.ref, of.at, Figure.YEAR_TO_DATE),
            target=reference,
            year=year,
        )
    side = "over" if rag.judged > rag.reference else "under"
    key = "off-old-target" if is_old else "off-target"
    return say(key, still=still, gap=gap, side=side, target=reference, year=year)


_AREAS = {
    Basis.NEIGHBOURS: ("the neighbours", Figure.NEIGHBOURS),
    Basis.ENGLAND: ("England", Figure.ENGLAND),
}


def usual(of: Candidate, found: Variation) -> Part:
    """The usual range, as it is shown."""
    return Part(usual_range(of.indicator, found), of.indicator.ref, of.at, Figure.LIMITS)


def most(holdings: Holdings, of: Candidate, *, prefix: str = "most") -> Sentence | None:
    """That it is the highest or lowest of the last twelve months, or of those held."""
    if not is_extreme(holdings, of):
        return None
    held = held_in_year(holdings, of.indicator, of.at)
    word = "highest" if of.figure == max(held) else "lowest"
    if len(held) == (4 if of.indicator.is_quarterly else 12):
        return say(f"{prefix}-of-year", extreme=word)
    count = words.count_in_words(len(held))
    return say(prefix, extreme=word, count=count, months=words.returns(of.indicator, len(held)))


def _beyond_usual(holdings: Holdings, of: Candidate) -> Sentence | None:
    indicator = of.indicator
    found = holdings.measures.variation(indicator.ref, of.at)
    side = "above" if found.direction > 0 else "below"
    count, months = words.count_in_words(found.run), words.returns(indicator, found.run)
    match found.signal:
        case Signal.OUTSIDE if not found.is_still:
            side = side_of_range(indicator, found)
            return say("off-usual", side=side, range=usual(of, found))
        case Signal.ONE_SIDE:
            return say("off-average", side=side, count=count, months=months)
        case Signal.TREND:
            verb = "rising" if found.direction > 0 else "falling"
            count = words.count_in_words(found.run - 1)
            return say("off-trend", going=verb, count=count, months=months)
        case Signal.TWO_OF_THREE:
            end = "top" if found.direction > 0 else "bottom"
            return say("near-limit", end=end, range=usual(of, found))
    return None
