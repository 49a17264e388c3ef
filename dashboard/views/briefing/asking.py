"""What to ask, and whom: questions that follow from the reasons, to the owner."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.records import Basis
from dashboard.views import words
from dashboard.views.briefing.naming import measure_move, month_name
from dashboard.views.briefing.ranking import Candidate, Reason
from dashboard.views.briefing.sentences import Part, Sentence, say
from dashboard.views.explaining import Figure
from dashboard.views.holdings import Holdings

_MOST = 2
_MOVED = (Reason.TURNED_RED, Reason.SUDDEN, Reason.WORST)


def ask(holdings: Holdings, of: Candidate) -> tuple[Sentence, ...]:
    """At most two questions, those of the change first."""
    return tuple(list(_questions(holdings, of))[:_MOST])


def whom(holdings: Holdings, of: Candidate) -> str:
    """The owner, by the name in the catalogue; the service where it names nobody."""
    owner = holdings.catalogue.person(of.indicator.owner)
    return f"The owner, {owner.name}" if owner else "The service"


def _questions(holdings: Holdings, of: Candidate) -> Iterator[Sentence]:
    if of.figure is None:
        yield say("ask-supply")
        return
    move = measure_move(holdings, of.indicator, of.change, fine=of.is_fine)
    has_moved = any(reason in of.reasons for reason in (Reason.BEYOND_USUAL, *_MOVED))
    if has_moved and move and move.way and of.merit < 0:
        coming = of.at.shift(3 if of.indicator.is_quarterly else 1)
        then = month_name(of.base, of.at)
        yield say("ask-move", move=move.noun, then=then, next=coming.name)
    elif Reason.BEYOND_USUAL in of.reasons:
        yield say("ask-usual")
    yield from _off(of)
    if Reason.LONG_RUNNING in of.reasons:
        yield say("ask-long")


def _off(of: Candidate) -> Iterator[Sentence]:
    rag, indicator = of.rag, of.indicator
    if not of.is_red or rag.reference is None:
        return
    if rag.basis in (Basis.NEIGHBOURS, Basis.ENGLAND):
        yield say("ask-area")
        return
    target = Part(words.figure(indicator, rag.reference), indicator.ref, of.at, Figure.TARGET)
    if rag.basis is Basis.STALE_TARGET and rag.year:
        yield say("ask-old-target", target=target, year=rag.year.long)
    else:
        yield say("ask-total" if rag.year_to_date else "ask-target", target=target)
