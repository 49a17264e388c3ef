"""What is looked at before a month is published: each check a sentence, and what it weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Cell, Reason
from dashboard.editions import Approval, Material
from dashboard.findings import Severity
from dashboard.findings.standing import Standing
from dashboard.periods import Month
from dashboard.records import Comment, CommentState, Edition, Observation
from dashboard.views.words import plural
from dashboard.workflow.due import Awaited, list_waiting


class Weight(StrEnum):
    """What a check means for publishing."""

    STOPS = "stops"
    """Nothing can be published while it stands."""
    ASKS = "asks"
    """It can, by an officer who writes why."""
    TELLS = "tells"
    """It is good to know, and goes into no reason."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `items` name the indicators or texts it speaks of."""

    weight: Weight
    title: str
    said: str
    items: tuple[str, ...] = ()


def check_commentary(
    material: Material,
    month: Month,
    states: Mapping[str, CommentState],
    red: Collection[str],
) -> Iterator[Check]:
    """Texts that are missing, or not approved. `states` are those of the latest versions."""
    catalogue = material.catalogue
    waiting = list_waiting(catalogue, month, states, red, month.first_day)
    required = [one for one in waiting if one.is_required]
    others = [one for one in waiting if not one.is_required]
    missing = [one for one in others if one.state is None]
    begun = [one for one in others if one.state is not None]
    if required:
        yield Check(
            Weight.ASKS,
            "Commentary on red indicators",
            f"{_many(len(required), 'red indicator')} without an approved text.",
            tuple(
                f"{_name(catalogue, one.ref)}: "
                + ("waits for approval" if one.awaited is Awaited.APPROVAL else "not written")
                for one in required
            ),
        )
    if begun:
        yield Check(
            Weight.ASKS,
            "Texts that are not approved",
            f"{_many(len(begun), 'text')} begun, but not approved. The edition has what was "
            "approved before, if anything.",
            tuple(f"{_name(catalogue, one.ref)}: {one.state}" for one in begun),
        )
    if missing:
        yield Check(
            Weight.TELLS,
            "Indicators without commentary",
            f"{_many(len(missing), 'indicator')} without a text for {month.long}.",
            tuple(_name(catalogue, one.ref) for one in missing),
        )


def check_approvals(
    material: Material, month: Month, approvals: Sequence[Approval]
) -> Iterator[Check]:
    """Who approved the month's texts, and how many came with a file instead."""
    texts = [comment for comment in material.comments if comment.month == month]
    if not texts:
        yield Check(
            Weight.TELLS, "Who approved", f"No text for {month.long} is held to approve."
        )
        return
    approved = {approval.ref for approval in approvals}
    by = Counter(
        f"{a.by}, for {a.acting_for}" if a.acting_for else a.by for a in approvals
    ).most_common()
    loaded = [comment for comment in texts if comment.ref not in approved]
    said = [f"{n} by {who}" for who, n in by]
    if loaded:
        were = "was" if len(loaded) == 1 else "were"
        said.append(f"{len(loaded)} came with {_files(loaded)} and {were} not approved here")
    yield Check(
        Weight.TELLS,
        "Who approved",
        f"{_many(len(texts), 'text')} for {month.long}: {'; '.join(said)}.",
    )


def check_findings(standings: Sequence[Standing]) -> Iterator[Check]:
    """Findings that nobody has accepted."""
    for severity, weight in (
        (Severity.ERROR, Weight.ASKS),
        (Severity.WARNING, Weight.ASKS),
        (Severity.NOTE, Weight.TELLS),
    ):
        found = [
            one for one in standings if one.finding.severity is severity and not one.is_accepted
        ]
        if found:
            yield Check(
                weight,
                f"Open {severity}s",
                f"{_many(len(found), severity)} that nobody has accepted. They stand in the "
                "edition as open.",
                tuple(one.finding.evidence for one in found),
            )


def check_disclosure(material: Material, month: Month) -> Iterator[Check]:
    """What is hidden, what nobody has decided on, and what can be found out all the same."""
    catalogue, hidden = material.catalogue, material.hidden
    undecided = sorted(
        {ref for (ref, _), reason in hidden.cells.items() if reason is Reason.UNDECIDED}
    )
    if undecided:
        yield Check(
            Weight.ASKS,
            "Nobody has decided whether these count children",
            f"{_many(len(undecided), 'indicator')} hidden whole until the catalogue says so "
            "under counts_children.",
            tuple(_name(catalogue, ref) for ref in undecided),
        )
    exposed = sorted(hidden.exposed, key=lambda cell: (cell[1].index, cell[0]))
    exposed = [
        cell for cell in exposed if cell[1] not in catalogue.council.disclosure.months_published
    ]
    if exposed:
        yield Check(
            Weight.STOPS,
            "Small counts that can be worked out",
            f"{_many(len(exposed), 'small count')} that a reader of earlier editions could "
            "work out, whatever is hidden in this one. Ask the statistician.",
            tuple(_cell(catalogue, cell) for cell in exposed),
        )
    mine = [reason for (_, at), reason in hidden.cells.items() if at == month]
    small = sum(reason is Reason.SMALL for reason in mine)
    yield Check(
        Weight.TELLS,
        "What is hidden from the public",
        f"In {month.long} {small} {plural(small, 'figure')} because the count is small and "
        f"{len(mine) - small} because {'it' if len(mine) - small == 1 else 'they'} would "
        f"reveal one; in all months {len(hidden.cells):,}.",
    )


def check_earlier(
    material: Material, earlier: Edition | None, shown: Mapping[Cell, Observation]
) -> Iterator[Check]:
    """What the last edition before says otherwise. `shown` is what it told the public."""
    if earlier is None:
        yield Check(Weight.TELLS, "Earlier editions", "This is the first edition.")
        return
    now = {(o.ref, o.month): o for o in material.observations}
    told = [(cell, was) for cell, was in shown.items() if was.value is not None]
    restated = [
        f"{_cell(material.catalogue, cell)}: was {was.value:f}"
        for cell, was in told
        if cell in now and now[cell].value != was.value
    ]
    hidden = [_cell(material.catalogue, cell) for cell, _ in told if cell in material.hidden]
    if restated:
        yield Check(
            Weight.TELLS,
            "Figures restated since",
            f"{_many(len(restated), 'figure')} that {earlier.title}, gave otherwise. A reader "
            "of both sees the difference.",
            tuple(restated),
        )
    if hidden:
        yield Check(
            Weight.ASKS,
            "Figures hidden now that were published before",
            f"{_many(len(hidden), 'figure')} still to be read in {earlier.title}.",
            tuple(hidden),
        )
    if not restated and not hidden:
        yield Check(
            Weight.TELLS,
            "Earlier editions",
            f"No figure of {earlier.title}, is given otherwise or hidden now.",
        )


def _name(catalogue: Catalogue, ref: str) -> str:
    indicator = catalogue.find(ref)
    return f"{ref}, {indicator.name}" if indicator else ref


def _cell(catalogue: Catalogue, cell: Cell) -> str:
    return f"{_name(catalogue, cell[0])}, {cell[1].long}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {plural(count, noun)}"


def _files(comments: Sequence[Comment]) -> str:
    files = sorted({c.source.file for c in comments if c.source})
    return " and ".join(files) or "a file"
