"""What print says and ours, what changed since, the glossary and the method."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dashboard.pack.blocks import Block, Refs, heading, para, rows_or, table
from dashboard.pack.choice import Choice
from dashboard.publishing import Difference
from dashboard.views import words
from dashboard.views.as_published import file_months, list_differing, official_of
from dashboard.views.holdings import Holdings
from dashboard.views.method import explain_method


def list_printed(holdings: Holdings, choice: Choice, refs: Refs) -> Iterator[Block]:
    """What the month's paper printed beside ours, where the two differ."""
    if choice.month not in file_months(holdings):
        yield para(f"No paper of {choice.month.long} is held in which more than figures stand.")
        return
    rows = [
        row
        for row in list_differing(holdings, choice.month, official_of(holdings))
        if row.indicator.ref in refs
    ]
    yield para(
        f"The paper of {choice.month.long} prints changes, averages, maximums and comparators "
        f"of its own. {words.number(len(rows))} of these differ from ours, for the reason "
        "given. The paper is kept as it was printed."
    )
    yield rows_or(
        ("Ref", "Printed figure", "As published", "Now", "Reason", "Because"),
        ("26mm", "46mm", ">24mm", ">24mm", "38mm", "1fr"),
        (
            (
                row.indicator.ref,
                row.what,
                row.printed,
                row.now or "\u2013",
                row.reason,
                row.because,
            )
            for row in rows
        ),
        "Every one agrees.",
    )


def list_since(
    holdings: Holdings, differences: Iterable[Difference] | None, against: str, refs: Refs
) -> Iterator[Block]:
    """What of an edition would be said otherwise now. None: nothing came after it."""
    edition = holdings.edition
    assert edition is not None
    rows = [one for one in differences or () if one.ref in refs]
    if not rows:
        yield para(f"Every figure, text, target and comparator is the same in {against}.")
        return
    yield para(
        f"{words.number(len(rows))} {words.plural(len(rows), 'thing')} of edition "
        f"{edition.title} would be said otherwise, held against {against}. The edition stays "
        "as it was published."
    )
    yield table(
        ("Ref", "Month", "What", "In the edition", "Now", "By whom", "Why"),
        ("22mm", "28mm", "26mm", "2fr", "2fr", "1fr", "1fr"),
        (
            (
                one.ref,
                one.month.long if one.month else "\u2013",
                one.what,
                one.then,
                one.now,
                one.by or "\u2013",
                one.why or "no reason is noted",
            )
            for one in rows
        ),
    )


def list_terms(holdings: Holdings, refs: Refs, texts: Iterable[str]) -> Iterator[Block]:
    """The terms that occur: those the catalogue names, and those met in the words."""
    catalogue = holdings.catalogue
    named = {key for i in catalogue.active if i.ref in refs for key in i.terms}
    met = "\n".join(texts)
    terms = [
        term
        for term in sorted(catalogue.glossary, key=lambda term: term.term.casefold())
        if term.key in named
        or _occurs(term.term, met)
        or (term.short and _occurs(term.short, met))
    ]
    used = {
        term.key: [i.ref for i in catalogue.active if i.ref in refs and term.key in i.terms]
        for term in terms
    }
    yield {
        "kind": "terms",
        "terms": [
            [
                f"{term.term} ({term.short})" if term.short else term.term,
                term.meaning,
                f"Used in {', '.join(used[term.key])}." if used[term.key] else "",
            ]
            for term in terms
        ],
    }


def _occurs(term: str, text: str) -> bool:
    """Whether it stands there as a word; an abbreviation only in its own letters."""
    flags = 0 if term.upper() == term or len(term) < 5 else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, flags) is not None


def list_method(holdings: Holdings) -> Iterator[Block]:
    """Every rule, then where the figures come from."""
    catalogue = holdings.catalogue
    for section in explain_method(catalogue):
        yield heading(section.title)
        yield from map(para, section.paragraphs)
        if section.symbols:
            yield table(("Shown", "Meaning"), ("26mm", "1fr"), section.symbols)
        if section.steps:
            yield {"kind": "steps", "steps": [list(step) for step in section.steps]}
        yield from map(para, section.after)
        if section.cited:
            refs = ", ".join(indicator.ref for indicator in section.cited.indicators)
            yield para(f"{section.cited.before} {refs}{section.cited.after}")
    yield heading("Sources")
    for publication in catalogue.publications:
        address = f", {publication.url}" if publication.url else ""
        yield para(f"{publication.title}{address}.")
    if holdings.official:
        yield para(
            "Comparators made from data of the Department for Education: contains public "
            "sector information licensed under the Open Government Licence v3.0."
        )
