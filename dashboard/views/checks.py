"""A writer's words against the figures: each claim and remark, and what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.catalogue import Indicator
from dashboard.claims import (
    Facts,
    Paragraph,
    RemarkKind,
    Usual,
    Verdict,
    beside,
    facts_of,
    read_claims,
    read_remarks,
)
from dashboard.measures import VariationKind
from dashboard.periods import Month
from dashboard.records import Colour, Observation
from dashboard.store.writing_records import Dismissal
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.variation import VariationView, vary

KEPT_MONTHS = 8
REMEMBERED = 12
"""Months of the same indicator in which repeated words are looked for."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict is shown. An open one asks the writer to settle it."""

    word: str
    shape: str
    tone: str
    is_open: bool


_LOOKS: dict[Verdict | RemarkKind, Look] = {
    Verdict.DISAGREES: Look("Disagrees", "diamond", "red", is_open=True),
    Verdict.POINTS: Look("Percentage points", "half", "amber", is_open=True),
    Verdict.UNCLEAR_BASELINE: Look("Unclear baseline", "half", "amber", is_open=True),
    Verdict.AREAS: Look("Areas of different size", "half", "amber", is_open=True),
    Verdict.AGREES: Look("Agrees", "tick", "green", is_open=False),
    Verdict.CANNOT_CHECK: Look("Cannot be checked", "dash", "none", is_open=False),
    RemarkKind.ONLY_GOOD_NEWS: Look("Red, with only good news", "half", "amber", is_open=True),
    RemarkKind.REPEATED: Look("Repeated text", "half", "amber", is_open=True),
    RemarkKind.SEE_ABOVE: Look("Refers elsewhere", "half", "amber", is_open=True),
    RemarkKind.PROMISE: Look("A promise", "dash", "none", is_open=False),
}
_SHOWN_FIRST = list(_LOOKS)


@dataclass(frozen=True, slots=True)
class Check:
    """One claim or remark. `kind` and `quote` name it when it is set aside."""

    kind: Verdict | RemarkKind
    quote: str
    sentence: str
    dismissed: Dismissal | None

    @property
    def look(self) -> Look:
        return _LOOKS[self.kind]

    @property
    def is_open(self) -> bool:
        return self.look.is_open and self.dismissed is None


@dataclass(frozen=True, slots=True)
class Checks:
    """All of a text, those to settle first, with one sentence on how many."""

    items: tuple[Check, ...]
    said: str

    @property
    def open_count(self) -> int:
        return sum(check.is_open for check in self.items)


def check_text(
    holdings: Holdings,
    indicator: Indicator,
    month: Month,
    text: str,
    dismissals: Sequence[Dismissal] = (),
) -> Checks:
    """Hold a text against what is known of its indicator in that month."""
    facts = facts_at(holdings, month)
    own = facts[indicator.ref]
    known = beside(own, facts.values())
    found: list[tuple[Verdict | RemarkKind, str, str]] = [
        (c.verdict, c.quote, c.sentence) for c in read_claims(text, known)
    ]
    found += [
        (remark.kind, _quote(text[remark.start : remark.end]), remark.sentence)
        for remark in read_remarks(text, own, _others(holdings, indicator, month))
    ]
    items = [
        Check(kind, quote, sentence, _dismissed(kind, quote, dismissals))
        for kind, quote, sentence in found
    ]
    items.sort(key=lambda c: (not c.is_open, _SHOWN_FIRST.index(c.kind)))
    return Checks(tuple(items), _say(items, text))


@lru_cache(maxsize=KEPT_MONTHS)
def facts_at(holdings: Holdings, month: Month) -> dict[str, Facts]:
    """What is known of each indicator in a month, by ref."""
    return {
        indicator.ref: facts_of(
            indicator,
            month,
            _observations(holdings, indicator),
            {
                column: figure
                for column in ("average", "maximum", "change")
                if (figure := holdings.published(indicator.ref, month, column))
            },
            region_name=holdings.catalogue.council.region,
            colour=_colour(holdings, indicator, month),
            usual=_usual(holdings, indicator, month),
        )
        for indicator in holdings.catalogue.active
    }


def _observations(holdings: Holdings, indicator: Indicator) -> Iterator[Observation]:
    made = indicator.made_of
    refs = {indicator.ref, *((made.numerator, made.denominator) if made else ())} - {None}
    for ref in refs:
        yield from holdings.observations.get(ref or "", ())


def _colour(holdings: Holdings, indicator: Indicator, month: Month) -> Colour | None:
    if indicator.ref not in holdings.measures.refs or month not in holdings.months:
        return None
    return holdings.measures.rag(indicator.ref, month).colour


def _usual(holdings: Holdings, indicator: Indicator, month: Month) -> Usual | None:
    if indicator.ref not in holdings.measures.refs or month not in holdings.months:
        return None
    return usual_of(vary(holdings, indicator, month))


def usual_of(view: VariationView) -> Usual:
    """What is usual, for claims to be held against: a trial range bears nothing out."""
    if view.is_trial:
        return Usual(view.rests_on)
    found = view.variation
    is_known = found.kind.is_special or found.kind is VariationKind.COMMON_CAUSE
    return Usual(view.sentence, found.direction if is_known else None)


def _others(holdings: Holdings, indicator: Indicator, month: Month) -> Iterable[Paragraph]:
    """The paragraphs of this month, and this indicator's own of the year before."""
    for ref, comments in holdings.comments.items():
        for at, comment in comments.items():
            is_near = 0 < month.index - at.index <= REMEMBERED
            if at == month or (ref == indicator.ref and is_near):
                yield Paragraph(ref, at, comment.text)


def _quote(text: str) -> str:
    """The words a remark is about; of a whole paragraph only its beginning."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 160 else plain[:157].rsplit(" ", 1)[0] + " …"


def _dismissed(
    kind: Verdict | RemarkKind, quote: str, dismissals: Sequence[Dismissal]
) -> Dismissal | None:
    same = (d for d in dismissals if (d.kind, d.quote) == (str(kind), quote))
    return next(same, None)


def _say(items: Sequence[Check], text: str) -> str:
    if not text.strip():
        return "Claims in your words are held against the figures as you write."
    claims = [check for check in items if isinstance(check.kind, Verdict)]
    if not items:
        return "No claim on the figures was found."
    agreeing = sum(check.kind is Verdict.AGREES for check in items)
    parts = [
        (sum(check.is_open for check in items), "to settle"),
        (agreeing, "agrees" if agreeing == 1 else "agree"),
        (sum(check.kind is Verdict.CANNOT_CHECK for check in items), "cannot be checked"),
        (sum(check.dismissed is not None for check in items), "set aside"),
    ]
    told = ", ".join(f"{count} {what}" for count, what in parts if count)
    read = f"{words.count_in_words(len(claims)).capitalize()} "
    read += f"{words.plural(len(claims), 'claim')} read"
    return f"{read}: {told}." if told else f"{read}."
