"""How sure: what is usual, what the figure rests on, what was noted and restated."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.measures import NoLimits, Signal, Variation
from dashboard.views import words
from dashboard.views.briefing.heading import usual
from dashboard.views.briefing.naming import month_name, points, value
from dashboard.views.briefing.ranking import LONG, Candidate, sign_of
from dashboard.views.briefing.sentences import Filling, Part, Sentence, say
from dashboard.views.briefing.since import last_due
from dashboard.views.explaining import Figure
from dashboard.views.holdings import Holdings
from dashboard.views.variation import average_of_range, may_be_passed, side_of_range

_FEW = 40
"""What a percentage rests on under this is said, because each of them moves it by points."""


def judge(holdings: Holdings, of: Candidate) -> tuple[Sentence, ...]:
    """How sure the finding is."""
    if of.figure is None:
        return ()
    return (
        *_long(holdings, of),
        *_usual(holdings, of),
        *_basis(holdings, of),
        *_noted(holdings, of),
        *_restated(holdings, of),
        *_checks(holdings, of),
    )


def _long(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """That it has been red for so long that the gap is no chance."""
    if of.reds < LONG:
        return
    months, count = words.returns(of.indicator, of.reds), words.count_in_words(of.reds)
    since = of.at.shift((1 - of.reds) * (3 if of.indicator.is_quarterly else 1))
    if last_due(of.indicator, since.shift(-1)) < holdings.months[0]:
        yield say("long-held", count=count, months=months)
    else:
        yield say("long", count=count, months=months, since=since.long)


def _usual(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """What the usual range says; of a lasting gap only what is no trial."""
    found = holdings.measures.variation(of.indicator.ref, of.at)
    if of.reds < LONG or (found.reason is None and not found.is_trial):
        yield _say_usual(holdings, of)


def _say_usual(holdings: Holdings, of: Candidate) -> Sentence:
    indicator = of.indicator
    found = holdings.measures.variation(indicator.ref, of.at)
    if found.reason is NoLimits.TOO_FEW:
        return say(
            "too-few",
            count=words.count_in_words(found.base.points),
            months=words.returns(indicator, found.base.points),
            are="is" if found.base.points == 1 else "are",
        )
    if found.reason is not None or found.value is None:
        return say("no-range")
    if found.is_trial:
        return _trial(of, found)
    side = "above" if found.direction > 0 else "below"
    rests = {
        "count": words.number(found.base.points),
        "months": words.returns(indicator, found.base.points),
    }
    shown = usual(of, found)
    match found.signal:
        case None if found.is_still:
            return say("still", range=shown)
        case None if not any(may_be_passed(indicator, found)):
            return say("any-usual", **rests)
        case None:
            return say("usual", range=shown, month=words.returns(indicator, 1), **rests)
        case Signal.OUTSIDE:
            merit = "better" if found.direction == sign_of(indicator) else "worse"
            side = side_of_range(indicator, found)
            return say("outside", side=side, range=shown, merit=merit, **rests)
        case Signal.TWO_OF_THREE:
            end = "top" if found.direction > 0 else "bottom"
            return say("near", end=end, range=shown, **rests)
        case Signal.TREND:
            return say(
                "trend",
                moved="rose" if found.direction > 0 else "fell",
                count=words.count_in_words(found.run - 1),
                months=words.returns(indicator, found.run - 1),
            )
    return say(
        "one-side",
        side=side,
        base=rests["count"],
        month=words.returns(indicator, 1),
        centre=Part(average_of_range(indicator, found), indicator.ref, of.at, Figure.LIMITS),
        count=words.count_in_words(found.run),
        months=words.returns(indicator, found.run),
    )


def _trial(of: Candidate, found: Variation) -> Sentence:
    assert found.value is not None
    assert found.lower is not None
    assert found.upper is not None
    where = "above" if found.value > found.upper else "below"
    if found.lower <= found.value <= found.upper:
        where = "within"
    said: dict[str, Filling] = {"range": usual(of, found), "where": where}
    points_held = found.base.points
    if points_held >= 12:
        return say("trial-gaps", **said)
    count, months = words.count_in_words(points_held), words.returns(of.indicator, points_held)
    if not any(may_be_passed(of.indicator, found)):
        return say("trial-any", count=count, months=months)
    return say("trial", count=count, months=months, **said)


def _basis(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """What a percentage rests on, or that a number is small."""
    if not of.indicator.is_percentage:
        if of.change.small and of.indicator.kind == "count":
            yield say("small")
        return
    parts = holdings.measures.parts(of.indicator.ref, of.at)
    if parts is None:
        yield say("no-parts")
    elif 0 < parts[1] < _FEW:
        bottom = Part(words.number(parts[1]), of.indicator.ref, of.at, Figure.PARTS)
        yield say("one-moves", bottom=bottom, points=points(100 / parts[1]))


def _noted(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """The last note on the figure."""
    for note in holdings.notes.get((of.indicator.ref, of.at), ())[-1:]:
        yield say("noted", note=words.note_line(note).rstrip("."))


def _restated(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """What was held before of the two months that are compared."""
    for month in (of.base, of.at):
        earlier = holdings.restated.get((of.indicator.ref, month), ())
        was = earlier[-1].value if earlier else None
        if was is not None:
            before = value(of.indicator, month, float(was))
            then = month_name(month, of.at)
            yield say("restated", then=then, before=Part(before.text))


def _checks(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    """How many findings of the edition on this figure nobody has accepted."""
    count = sum(
        of.indicator.ref in finding.refs and finding.month == of.at and not finding.accepted_by
        for finding in holdings.findings
    )
    if count:
        yield say("checks", count=words.count_in_words(count))
