"""What earlier commentary promised for this meeting, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.catalogue import Indicator
from dashboard.store.writing_records import Promise
from dashboard.views import words
from dashboard.views.briefing.naming import month_name, subject
from dashboard.views.briefing.sentences import Sentence, say
from dashboard.views.briefing.since import Since
from dashboard.views.holdings import Holdings
from dashboard.workflow.following import list_follow_ups

MOST = 3
_LONGEST = 150


def list_promises(holdings: Holdings, since: Since) -> tuple[Sentence, ...]:
    """Promises that are open, the longest due first, then those due since the last meeting
    that were answered. At most three; it says how many more there are.

    Only what may be read is searched: a text that is withheld promises nothing.
    """
    catalogue = holdings.catalogue
    refs = [indicator.ref for indicator in catalogue.active]
    settled = [one.promise for one in holdings.settled]
    open_ones = list_follow_ups(holdings.comments, refs, since.month, settled)
    said = [_open(catalogue.indicator(p.ref), p, since) for p in open_ones]
    said += _answered(holdings, since)
    more = len(said) - MOST
    if more <= 0:
        return tuple(said)
    return (*said[:MOST], say("more", count=words.number(more)))


def count_places(promises: tuple[Sentence, ...]) -> int:
    """How many topics the promises told take the place of: one for every two of them."""
    return (min(len(promises), MOST) + 1) // 2


def _open(indicator: Indicator, promise: Promise, since: Since) -> Sentence:
    return say("promised", **_common(indicator, promise, since))


def _answered(holdings: Holdings, since: Since) -> Iterator[Sentence]:
    for one in holdings.settled:
        indicator = holdings.catalogue.find(one.promise.ref)
        if indicator and since.base < one.promise.due <= since.month:
            outcome = _short(one.outcome)
            yield say("answered", outcome=outcome, **_common(indicator, one.promise, since))


def _common(indicator: Indicator, promise: Promise, since: Since) -> dict[str, str]:
    quote = _short(promise.text)
    return {
        "made": month_name(promise.month, since.month),
        "subject": subject(indicator),
        "quote": quote if quote.endswith((".", "…")) else f"{quote}.",
        "due": month_name(promise.due, since.month),
    }


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + " …"
