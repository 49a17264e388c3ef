"""Everything a view reads: the catalogue, the measures and what was published.

One Holdings is made for one revision of the store and never changes, so that all that
is rendered from it agrees, and it may be cached for as long as the revision stands.
Two are the same only if they are one: what was worked out from it can be kept by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD, Hidden, Showing
from dashboard.editions import Approval, Frozen, Kept, Material, read_material
from dashboard.measures import Matrix, Measures, measure
from dashboard.official import Extract, state_computed
from dashboard.periods import Month, months_between
from dashboard.records import (
    Audience,
    Comment,
    Edition,
    Observation,
    PublishedFigure,
    Status,
)
from dashboard.store import Store
from dashboard.store.writing_records import FigureNote, Settled

_LOOKED_BACK = 12
_THE_COUNCIL = "the council"
"""In whose name the public is told that a finding was accepted; staff are named to staff."""
_OF_PRINT = frozenset(
    {"average", "maximum", "change", "change-of-ratio", "change-in-points", "arrow"}
)
"""Findings about printed figures, by their codes."""

Printed = Mapping[tuple[str, Month], Mapping[str, PublishedFigure]]
"""By ref and file month, then by column, as in PublishedFigure.column."""


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """What the store held at one revision, measured by the catalogue's rules.

    `comments` holds the latest version of each paragraph, by ref and month, the latest
    month first.
    `restated` holds the figures that a later load replaced, by ref and month, oldest
    first.
    `observations` are those measured, by ref. `notes` are those on single figures, by ref
    and month, the earliest first, none that was withdrawn.
    `hidden` are the figures that the public does not see, with the reasons; none in what is
    read for the public, where they are suppressed.
    `settled` are the promises of which something came. `official` is the extract of DfE's
    data. `edition` is set where all of it was read from an edition; `findings` are then those
    that stood in it and `approvals` who approved its month's texts, for those signed in.
    """

    revision: int
    catalogue: Catalogue
    measures: Measures
    printed: Printed
    comments: Mapping[str, Mapping[Month, Comment]]
    restated: Mapping[tuple[str, Month], tuple[Observation, ...]] = field(default_factory=dict)
    observations: Mapping[str, Sequence[Observation]] = field(default_factory=dict)
    notes: Mapping[tuple[str, Month], Sequence[FigureNote]] = field(default_factory=dict)
    hidden: Hidden = field(default_factory=Hidden)
    settled: Sequence[Settled] = ()
    official: Extract | None = None
    edition: Edition | None = None
    findings: Sequence[Kept] = ()
    approvals: Sequence[Approval] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        return self.measures.months

    @property
    def latest(self) -> Month | None:
        """The latest month in the store; None while nothing is loaded."""
        return self.months[-1] if self.months else None

    def comment(self, ref: str, month: Month) -> Comment | None:
        """The paragraph of that month, if there is one."""
        return self.comments.get(ref, {}).get(month)

    def published(self, ref: str, month: Month, column: str) -> PublishedFigure | None:
        """What that month's file printed in one of the columns shown, if anything."""
        return self.printed.get((ref, month), {}).get(column)


def read_holdings(
    store: Store, catalogue: Catalogue, audience: Audience = Audience.RESTRICTED
) -> Holdings:
    """Read and measure what a store holds now, all of it at one revision.

    For the public it is what an edition published now would show.
    """
    material, revision = read_material(store, catalogue)
    return hold(material, audience, revision)


def hold_edition(frozen: Frozen, edition: Edition, audience: Audience) -> Holdings:
    """Measure what an edition holds, for one audience."""
    held = hold_month(frozen.material, frozen.findings, frozen.approvals, audience)
    return replace(held, edition=edition)


def hold_month(
    material: Material,
    findings: Sequence[Kept],
    approvals: Sequence[Approval],
    audience: Audience,
) -> Holdings:
    """Measure what is held up to a month, with its findings and approvals as they stand."""
    held = hold(material, audience)
    if audience is Audience.PUBLIC:
        findings = tuple(
            replace(f, accepted_by=_THE_COUNCIL if f.accepted_by else "")
            for f in findings
            if _may_show_finding(material, f)
        )
        approvals = ()
    return replace(held, findings=tuple(findings), approvals=tuple(approvals))


def hold(material: Material, audience: Audience, revision: int = 0) -> Holdings:
    """Measure what is held, for one audience.

    The public knows no figure that would identify a child, nor what was said of one.
    """
    catalogue = state_computed(material.catalogue, material.official)
    hidden = material.hidden
    observations: Sequence[Observation] = material.observations
    figures, earlier = material.printed, material.earlier
    comments, notes, settled = material.comments, material.notes, material.settled
    if audience is Audience.PUBLIC:
        showing = Showing(catalogue, observations, hidden)
        may_show = showing.may_show_text
        observations = showing.observations()
        figures = tuple(f for f in figures if showing.may_show_printed(f))
        earlier = tuple(o for o in earlier if showing.may_show_earlier(o))
        comments = tuple(_as_shown(comment, showing) for comment in comments)
        notes = tuple(n for n in notes if may_show(n.text, n.ref, n.month))
        settled = tuple(
            s
            for s in settled
            if may_show(f"{s.promise.text} {s.outcome}", s.promise.ref, s.promise.month)
        )
        hidden = Hidden()
    printed: dict[tuple[str, Month], dict[str, PublishedFigure]] = defaultdict(dict)
    for figure in figures:
        printed[figure.ref, figure.file_month][figure.column] = figure
    changes = {
        key: columns["change"] for key, columns in printed.items() if "change" in columns
    }
    written: dict[str, dict[Month, Comment]] = defaultdict(dict)
    for comment in sorted(comments, key=lambda c: c.month, reverse=True):
        written[comment.ref][comment.month] = comment
    by_ref: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        by_ref[observation.ref].append(observation)
    return Holdings(
        revision=revision,
        catalogue=catalogue,
        measures=measure(catalogue, Matrix.of(catalogue, observations), changes),
        printed=dict(printed),
        comments=dict(written),
        restated=_restated(earlier),
        observations=dict(by_ref),
        notes=_notes(notes),
        hidden=hidden,
        settled=settled,
        official=material.official,
    )


def _may_show_finding(material: Material, finding: Kept) -> bool:
    """Whether the evidence can give no hidden figure away.

    It may speak of any of the twelve months before, so it is kept back if anything of its
    indicators was hidden in any of them; and of what was printed for months that are not
    held, of which nothing is known.
    """
    catalogue = material.catalogue
    if finding.month in catalogue.council.disclosure.months_published:
        return True
    first = finding.month.shift(-_LOOKED_BACK)
    if any(
        (ref, month) in material.hidden
        for ref in finding.refs
        for month in months_between(first, finding.month)
    ):
        return False
    found = [catalogue.find(ref) for ref in finding.refs]
    return finding.code not in _OF_PRINT or all(i and i.counts_children is False for i in found)


def _as_shown(comment: Comment, showing: Showing) -> Comment:
    """The paragraph, or the sentence that says why the public does not see it."""
    if showing.may_show_text(comment.text, comment.ref, comment.month):
        return comment
    return replace(comment, text=WITHHELD)


def _notes(
    notes: Iterable[FigureNote],
) -> dict[tuple[str, Month], tuple[FigureNote, ...]]:
    """By ref and month, in their order."""
    standing: dict[tuple[str, Month], tuple[FigureNote, ...]] = {}
    for note in notes:
        key = note.ref, note.month
        standing[key] = (*standing.get(key, ()), note)
    return standing


def _restated(
    earlier: Iterable[Observation],
) -> dict[tuple[str, Month], tuple[Observation, ...]]:
    """Figures and symbols that were replaced; a cell that was blank was not restated."""
    replaced: dict[tuple[str, Month], tuple[Observation, ...]] = {}
    for observation in earlier:
        if observation.status not in (Status.MISSING, Status.NOT_DUE):
            key = observation.ref, observation.month
            replaced[key] = (*replaced.get(key, ()), observation)
    return replaced
