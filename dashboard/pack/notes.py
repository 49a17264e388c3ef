"""Data notes: findings as they stood, notes on figures, what was restated and hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from dashboard.editions import Kept
from dashboard.pack.blocks import Block, Refs, heading, para, rows_or, table
from dashboard.pack.choice import Choice
from dashboard.pack.dataset import MONTHS
from dashboard.periods import Month, long_date
from dashboard.records import Audience
from dashboard.views import words
from dashboard.views.holdings import Holdings
from dashboard.views.words import note_line


def list_notes(holdings: Holdings, choice: Choice, refs: Refs) -> Iterator[Block]:
    """Findings as they stood, notes on figures, what was restated, hidden and approved."""
    findings = [one for one in holdings.findings if not refs.isdisjoint(one.refs)]
    yield from _findings(findings)
    first = choice.month.shift(1 - MONTHS[choice.paper])
    notes = sorted(
        (month, ref, note_line(note))
        for (ref, month), some in holdings.notes.items()
        if ref in refs and first <= month <= choice.month
        for note in some
    )
    yield heading("Notes on figures")
    yield rows_or(
        ("Ref", "Month", "What is noted"),
        ("26mm", "34mm", "1fr"),
        ((ref, month.long, note) for month, ref, note in notes),
        f"No note stands on a figure since {first.long}.",
    )
    yield heading("Figures restated")
    yield rows_or(
        ("Ref", "Month", "Before", "Now", "Loaded"),
        ("26mm", "34mm", ">30mm", ">30mm", "1fr"),
        _restated(holdings, choice, refs, first),
        f"No figure since {first.long} was restated.",
    )
    if choice.audience is Audience.RESTRICTED:
        yield from _for_restricted(holdings, choice, refs, first)


def _findings(findings: Iterable[Kept]) -> Iterator[Block]:
    """By kind, each with its evidence and why it was accepted."""
    held = sorted(findings, key=lambda one: one.title)
    yield heading("Findings")
    if not held:
        yield para("No check found figures, words or printed cells that disagree.")
        return
    is_open = sum(not one.accepted_by for one in held)
    yield para(
        f"{words.number(len(held))} places where figures, words or printed cells disagree, "
        f"as they stood; {words.count_in_words(is_open)} of them open. Nothing was corrected "
        "for them."
    )
    for title, some in groupby(held, lambda one: one.title):
        yield {"kind": "subheading", "text": title}
        yield table(
            ("Ref", "Month", "Weight", "What was found", "Accepted"),
            ("26mm", "30mm", "18mm", "2fr", "1fr"),
            (
                (
                    ", ".join(one.refs),
                    one.month.long,
                    one.severity,
                    one.evidence,
                    _accepted(one),
                )
                for one in some
            ),
        )


def _accepted(one: Kept) -> str:
    if not one.accepted_by or one.accepted_at is None:
        return "open"
    return f"{one.reason} ({one.accepted_by}, {long_date(one.accepted_at)})"


def _restated(
    holdings: Holdings, choice: Choice, refs: Refs, first: Month
) -> Iterator[tuple[str, str, str, str, str]]:
    for indicator in holdings.catalogue.active:
        ref = indicator.ref
        now = {o.month: o for o in holdings.observations.get(ref, ())}
        for (other, month), earlier in holdings.restated.items():
            if other != ref or ref not in refs or not first <= month <= choice.month:
                continue
            versions = [*earlier, *filter(None, [now.get(month)])]
            for was, then in pairwise(versions):
                texts = [
                    one.status.symbol or words.figure(indicator, float(one.value or 0))
                    for one in (was, then)
                ]
                source = then.source
                when = (
                    f"{source.file}, by {source.loaded_by}, {long_date(source.loaded_at)}"
                    if source
                    else ""
                )
                yield ref, month.long, texts[0], texts[1], when


def _for_restricted(
    holdings: Holdings, choice: Choice, refs: Refs, first: Month
) -> Iterator[Block]:
    hidden = sorted(
        (month, ref, str(reason))
        for (ref, month), reason in holdings.hidden.cells.items()
        if ref in refs and first <= month <= choice.month
    )
    yield heading("Hidden from the public")
    yield rows_or(
        ("Ref", "Month", "Because"),
        ("26mm", "34mm", "1fr"),
        ((ref, month.long, reason) for month, ref, reason in hidden),
        f"No figure since {first.long} is hidden.",
    )
    if holdings.edition is None:
        return
    yield heading("Who approved the texts")
    yield rows_or(
        ("Ref", "Approved by", "On"),
        ("26mm", "1fr", "1fr"),
        (
            (
                one.ref,
                f"{one.by}, for {one.acting_for}" if one.acting_for else one.by,
                long_date(one.at),
            )
            for one in holdings.approvals
            if one.ref in refs
        ),
        "No text of this month was approved here.",
    )
