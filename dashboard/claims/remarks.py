"""Warnings on a paragraph: repeated, elsewhere, only good news, promised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.claims.claim import Remark, RemarkKind
from dashboard.claims.facts import Facts
from dashboard.claims.slate import fold, sentences
from dashboard.claims.times import NAMES, month_named
from dashboard.periods import MONTH_NAMES, Month
from dashboard.records import Colour

SHORTEST_REPEAT = 40
"""A repeated sentence shorter than this is no more than a turn of phrase."""

_SEE = re.compile(
    r"\b(?:please )?(?:see|as|refer to|per|comments?) (?:the )?(?:above|below|previous|last"
    r" month'?s? (?:comment\w*|update|report))\b|\bas noted (?:above|below|last month"
    r"|previously)\b|\bditto\b"
)
_GOOD = re.compile(
    r"\b(?:improv\w+|better|pleas\w+|positive\w*|strong\w*|good|success\w*|excellent|well"
    r"|progress\w*|exceed\w*|robust\w*|on track|celebrat\w+|achiev\w+|encouraging)\b"
)
_BAD = re.compile(
    r"\b(?:declin\w+|deteriorat\w+|worse\w*|concern\w*|below|behind|off target|poor\w*"
    r"|challeng\w+|pressure\w*|backlog|back log|delay\w*|not (?:met|achieved|good)|drop\w*"
    r"|fell|fallen|however|despite"
    r"|shortage\w*|vacanc\w+|difficult\w*|risk\w*|missed|short of|higher than|lower than|too"
    r" (?:high|low|many|few)|need(?:s|ed)? to|disappoint\w+|issue\w*|problem\w*|capacity"
    r"|action\w*|plan to)\b"
)
_PROMISE = re.compile(
    r"\b(?:will|shall|plan(?:s|ned)? to|aim(?:s|ing)? to|due to|expect(?:s|ed)? to|intend(?:s"
    r"|ed)? to|to be|going to|hope to|scheduled|should"
    r"|to (?:meet|reach|achieve|deliver|complete|secure|recruit|launch))\b"
)
_DUE = re.compile(
    rf"\b(?P<next>next month|next quarter|next year)\b|\b(?:by|in|from|before|until|during"
    rf"|at) (?:the )?(?:end of |start of |beginning of |early |late |mid[- ])?"
    rf"(?:(?P<name>{NAMES})\b(?: (?P<year>20\d\d))?|(?P<year_end>year[- ]end|the financial"
    rf" year))"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Another paragraph that may say the same: of which indicator and month it is."""

    ref: str
    month: Month
    text: str


def read_remarks(text: str, facts: Facts, others: Iterable[Paragraph]) -> tuple[Remark, ...]:
    """All remarks in the order of the text. `others` are paragraphs of other indicators,
    or of this one in other months; this very paragraph among them is passed over."""
    folded = fold(text)
    found = [
        *_repeated(text, facts, others),
        *_elsewhere(folded),
        *_only_good(folded, facts),
        *_promises(folded, text, facts.month),
    ]
    return tuple(sorted(found, key=lambda remark: (remark.start, remark.end)))


def read_promises(text: str, month: Month) -> tuple[Remark, ...]:
    """What a paragraph of that month promises for a later one, in the order of the text."""
    return tuple(_promises(fold(text), text, month))


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _repeated(text: str, facts: Facts, others: Iterable[Paragraph]) -> Iterator[Remark]:
    """Each sentence that stands in another paragraph; all of it as one remark."""
    known: dict[str, Paragraph] = {}
    for other in others:
        if (other.ref, other.month) == (facts.ref, facts.month):
            continue
        folded = fold(other.text)
        for start, end in sentences(folded):
            known.setdefault(_plain(folded[start:end]), other)
    folded = fold(text)
    whole: dict[tuple[str, Month], list[tuple[int, int]]] = {}
    for start, end in sentences(folded):
        plain = _plain(folded[start:end])
        if len(plain) >= SHORTEST_REPEAT and plain in known:
            at = known[plain]
            start += len(folded[start:end]) - len(folded[start:end].lstrip())
            whole.setdefault((at.ref, at.month), []).append((start, end))
    for (ref, month), places in whole.items():
        place = month.long if ref == facts.ref else f"{ref}, {month.long}"
        yield Remark(
            RemarkKind.REPEATED,
            places[0][0],
            places[-1][1],
            f"The same words stand in the paragraph of {place}: say what is new here.",
        )


def _elsewhere(folded: str) -> Iterator[Remark]:
    for match in _SEE.finditer(folded):
        yield Remark(
            RemarkKind.SEE_ABOVE,
            match.start(),
            match.end(),
            "Each paragraph is also read on its own: write here what the other one says.",
        )


def _only_good(folded: str, facts: Facts) -> Iterator[Remark]:
    is_good = _GOOD.search(folded) and not _BAD.search(folded)
    if facts.colour is Colour.RED and is_good:
        yield Remark(
            RemarkKind.ONLY_GOOD_NEWS,
            0,
            len(folded),
            "This indicator is red and the paragraph holds only good news: say why it is red "
            "and what is being done.",
        )


def _promises(folded: str, text: str, month: Month) -> Iterator[Remark]:
    """A sentence that looks ahead and names a time after this month."""
    for start, end in sentences(folded):
        if not _PROMISE.search(folded, start, end):
            continue
        for match in _DUE.finditer(folded, start, end):
            due = _due(match, text, month)
            if due and due > month:
                first = start + len(folded[start:end]) - len(folded[start:end].lstrip())
                yield Remark(
                    RemarkKind.PROMISE,
                    first,
                    end,
                    f"This is a promise for {due.long}: the paragraph of that month should "
                    "say what came of it.",
                    due,
                )
                break


def _due(match: re.Match[str], text: str, month: Month) -> Month | None:
    if match["next"]:
        return month.shift({"month": 1, "quarter": 3, "year": 12}[match["next"].split()[1]])
    if match["year_end"]:
        return month.financial_year.last
    name = match["name"]
    if name in ("may", "march", "mar") and not text[match.start("name")].isupper():
        return None
    if match["year"]:
        return month_named(name, match["year"], month)
    number = next(
        n for n, full in enumerate(MONTH_NAMES, 1) if full.lower().startswith(name[:3])
    )
    return Month(month.year if number > month.number else month.year + 1, number)
