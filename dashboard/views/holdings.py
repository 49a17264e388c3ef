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
from dashboard.disclosure import WITHHELD, Hidden, Showing, hide, seen_before
from dashboard.measures import Matrix, Measures, measure
from dashboard.periods import Month
from dashboard.records import Audience, Comment, Observation, PublishedFigure, Status
from dashboard.store import Store
from dashboard.store.writing_records import FigureNote

SHOWN_AS_PRINTED = frozenset({"average", "change", "maximum"})
"""The columns of a published file that stand on screen beside our own figures."""

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
    """Read and measure what an audience may know of the store, all of it at one revision.

    The public knows nothing of any month after the last one that is open to it, and of no
    figure that would identify a child.
    """
    holdings = _read_once(store, catalogue, audience)
    while store.revision() != holdings.revision:  # somebody loaded a file meanwhile
        holdings = _read_once(store, catalogue, audience)
    return holdings


def _read_once(store: Store, catalogue: Catalogue, audience: Audience) -> Holdings:
    revision = store.revision()
    public = audience is Audience.PUBLIC
    last = store.opening.until() if public else None

    def is_open(month: Month) -> bool:
        return not public or (last is not None and month <= last)

    held = [o for o in store.observations() if is_open(o.month)]
    earlier = [o for o in store.earlier_observations() if is_open(o.month)]
    seen = seen_before(catalogue, held, earlier, _open_before(store, earlier, held))
    hidden = hide(catalogue, held, seen)
    showing = Showing(catalogue, held, hidden)
    figures = [f for f in store.published(columns=SHOWN_AS_PRINTED) if is_open(f.file_month)]
    comments = [comment for comment in store.comments() if is_open(comment.month)]
    notes = [n for n in store.marks.notes() if n.withdrawn is None and is_open(n.month)]
    if public:
        figures = [figure for figure in figures if showing.may_show_printed(figure)]
        earlier = [figure for figure in earlier if showing.may_show_earlier(figure)]
        comments = [_as_shown(comment, showing) for comment in comments]
        notes = [
            note for note in notes if showing.may_show_text(note.text, note.ref, note.month)
        ]
    observations = showing.observations() if public else held
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
        hidden=Hidden() if public else hidden,
    )


def _open_before(
    store: Store, earlier: Sequence[Observation], held: Sequence[Observation]
) -> dict[int, Month]:
    """The last month that was ever open before each load, where something was restated."""
    if not earlier:
        return {}
    opened = store.opening.history()
    loaded = {o.source.load: o.source.loaded_at for o in (*earlier, *held) if o.source}
    before = {
        load: [month for at, month in opened if month is not None and at < loaded_at]
        for load, loaded_at in loaded.items()
    }
    return {load: max(months) for load, months in before.items() if months}


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
