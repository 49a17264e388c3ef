"""What is said about the figures: outcomes, commentary, names, claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dashboard.catalogue import Indicator
from dashboard.claims import Claim, RemarkKind, Verdict, beside, read_claims, read_remarks
from dashboard.findings.finding import Found
from dashboard.findings.held import LOOKED_AT, Held
from dashboard.findings.saying import listed
from dashboard.findings.series import last_red
from dashboard.periods import Month
from dashboard.views.checks import facts_at

A_LETTER = 2
"""Names that so few letters added, lost or changed make the same are one misspelled."""

MOST_WORDS = 8
_SHOWN = 80


def check_same_outcome(held: Held) -> Iterator[Found]:
    """The same outcome printed for indicators of different themes.

    Indicators of one theme may well work towards the same; of two themes one was copied.
    """
    for month, text, indicators in _shared(held, "outcome"):
        if len({indicator.theme for indicator in indicators}) > 1:
            yield _same(month, text, indicators, "outcome")


def check_same_name(held: Held) -> Iterator[Found]:
    """The same name printed for two indicators."""
    for month, text, indicators in _shared(held, "name"):
        yield _same(month, text, indicators, "name")


def _shared(held: Held, column: str) -> Iterator[tuple[Month, str, list[Indicator]]]:
    """What stands in a column of one file more than once."""
    texts: dict[tuple[Month, str], list[Indicator]] = defaultdict(list)
    shown: dict[tuple[Month, str], str] = {}
    for indicator, month, columns in held.papers():
        if column in columns and (folded := _fold(columns[column].text)):
            texts[month, folded].append(indicator)
            shown.setdefault((month, folded), columns[column].text)
    for (month, folded), indicators in texts.items():
        if len(indicators) > 1:
            yield month, shown[month, folded], indicators


def _same(month: Month, text: str, indicators: list[Indicator], what: str) -> Found:
    refs = tuple(indicator.ref for indicator in indicators)
    return Found(
        refs,
        month,
        f"{listed(refs)}, {month.long}: the same {what} is printed for each of them, "
        f'"{_short(text)}", so that one was perhaps copied from another.',
        _short(text, 40),
    )


def check_same_commentary(held: Held) -> Iterator[Found]:
    """The same paragraph under two indicators of a month."""
    for month in held.looked:
        texts: dict[str, list[str]] = defaultdict(list)
        for indicator in held.active:
            comment = held.holdings.comment(indicator.ref, month)
            if comment and held.value(indicator.ref, month) is not None:
                texts[_fold(comment.text)].append(indicator.ref)
        for folded, refs in texts.items():
            if folded and len(refs) > 1:
                yield Found(
                    tuple(refs),
                    month,
                    f"{listed(refs)}, {month.long}: the same commentary stands under each of "
                    f'them, "{_short(folded)}", so that none of them has one of its own.',
                )


def check_repeated_commentary(held: Held) -> Iterator[Found]:
    """A paragraph that was there in an earlier month, word for word."""
    for ref, comments in held.holdings.comments.items():
        seen: dict[str, Month] = {}
        for month in sorted(comments):
            folded = _fold(comments[month].text)
            has_figure = held.value(ref, month) is not None
            if folded in seen and folded and has_figure and month in held.looked:
                yield Found(
                    (ref,),
                    month,
                    f"{ref}, {month.long}: the commentary is that of {seen[folded].long}, word "
                    f'for word, "{_short(folded)}".',
                )
            seen[folded] = month


def check_missing_commentary(held: Held) -> Iterator[Found]:
    """A red indicator without commentary, where the council wants one on each."""
    last = held.looked[-1] if held.looked else None
    if last is None or not held.catalogue.council.commentary_required_when_red:
        return
    for indicator in last_red(held, last):
        if held.holdings.comment(indicator.ref, last) is None:
            yield Found(
                (indicator.ref,),
                last,
                f"{indicator.ref}, {last.long}: it is red and has no commentary, which the "
                "council requires of every red indicator.",
            )


def check_spelling_of_names(held: Held) -> Iterator[Found]:
    """A name in the file that differs from one in the catalogue by a letter or two."""
    known = {person.name for person in held.catalogue.people}
    for indicator, month, columns in held.papers():
        for column in ("owner", "reporter"):
            printed = " ".join(columns[column].text.split()) if column in columns else ""
            if not printed or printed in known:
                continue
            meant = sorted(name for name in known if letters_apart(printed, name) <= A_LETTER)
            if meant:
                yield Found(
                    (indicator.ref,),
                    month,
                    f'{indicator.ref}, {month.long}: the {column} printed is "{printed}", but '
                    f'the catalogue knows "{meant[0]}".',
                    column,
                )


def letters_apart(one: str, other: str) -> int:
    """How many letters have to be added, taken away or changed to make one the other."""
    if abs(len(one) - len(other)) > A_LETTER:
        return A_LETTER + 1
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        last = row
        row = [number]
        for place, against in enumerate(other, 1):
            changed = last[place - 1] + (letter != against)
            row.append(min(changed, last[place] + 1, row[-1] + 1))
    return row[-1]


def check_claims(held: Held) -> Iterator[Found]:
    """A claim of the commentary that the figures do not bear out."""
    yield from _claims(held, Verdict.DISAGREES)


def check_claims_in_points(held: Held) -> Iterator[Found]:
    """Percentage points called per cent in the commentary."""
    yield from _claims(held, Verdict.POINTS)


def _claims(held: Held, verdict: Verdict) -> Iterator[Found]:
    for month in held.looked:
        for ref, claims in _read(held, month).items():
            for claim in claims:
                if claim.verdict is verdict:
                    yield Found(
                        (ref,),
                        month,
                        f'{ref}, {month.long}: the commentary says "{_short(claim.quote)}". '
                        f"{claim.sentence}",
                        _short(claim.quote, 40),
                    )


@lru_cache(maxsize=LOOKED_AT)
def _read(held: Held, month: Month) -> dict[str, list[Claim]]:
    """The claims of each commentary.

    One paragraph under several indicators speaks of any of them: what agrees with the
    figures of one is not held against the others.
    """
    written = _written(held, month)
    facts = facts_at(held.holdings, month) if written else {}
    read = {
        ref: list(read_claims(text, beside(facts[ref], facts.values())))
        for ref, text in written.items()
    }
    agreed = {
        (written[ref], claim.start, claim.end)
        for ref, claims in read.items()
        for claim in claims
        if claim.verdict is Verdict.AGREES
    }
    return {
        ref: [c for c in claims if (written[ref], c.start, c.end) not in agreed]
        for ref, claims in read.items()
    }


def check_references(held: Held) -> Iterator[Found]:
    """Commentary that says little more than "see above" to whoever reads one row alone."""
    for month in held.looked:
        written = _written(held, month)
        facts = facts_at(held.holdings, month) if written else {}
        for ref, text in written.items():
            if len(text.split()) > MOST_WORDS:
                continue  # it refers elsewhere, but says something itself
            for remark in read_remarks(text, facts[ref], ()):
                if remark.kind is RemarkKind.SEE_ABOVE:
                    yield Found(
                        (ref,),
                        month,
                        f'{ref}, {month.long}: the commentary says "{_short(text)}". '
                        f"{remark.sentence}",
                    )


def _written(held: Held, month: Month) -> Mapping[str, str]:
    found = ((i.ref, held.holdings.comment(i.ref, month)) for i in held.active)
    return {ref: comment.text for ref, comment in found if comment}


def _fold(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, most: int = _SHOWN) -> str:
    plain = _fold(text)
    return plain if len(plain) <= most else plain[: most - 2].rsplit(" ", 1)[0] + " …"
