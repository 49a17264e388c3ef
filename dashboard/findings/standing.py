"""Findings with what was decided about them, and what a file would add to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.editions.material import SHOWN_AS_PRINTED
from dashboard.findings.checks import BY_CODE, find
from dashboard.findings.finding import Finding
from dashboard.findings.held import Held, read_held
from dashboard.measures import Matrix, measure
from dashboard.periods import Month
from dashboard.records import Observation, PublishedFigure, Status
from dashboard.store import Store
from dashboard.store.findings import Decided
from dashboard.views.holdings import Holdings
from dashboard.workflow.accepting import is_accepted

if TYPE_CHECKING:  # reading workbooks takes its time to import, and most need none
    from dashboard.intake import Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """A finding and the last decision on it, be it on other evidence."""

    finding: Finding
    last: Decided | None

    @property
    def is_accepted(self) -> bool:
        return is_accepted(self.finding.evidence, self.last)

    @property
    def is_changed(self) -> bool:
        """Whether it was accepted with other evidence, and so opened again by itself."""
        return self.last is not None and self.last.evidence != self.finding.evidence

    @property
    def title(self) -> str:
        return BY_CODE[self.finding.code].title


def stand(
    findings: Iterable[Finding], decisions: Mapping[str, Decided]
) -> tuple[Standing, ...]:
    """Each finding with its last decision."""
    return tuple(Standing(finding, decisions.get(finding.key)) for finding in findings)


@lru_cache(maxsize=2)
def findings_of(
    store: Store, holdings: Holdings, month: Month | None = None
) -> tuple[Finding, ...]:
    """The findings of the last twelve months, or of one; worked out once a revision."""
    return find(read_held(store, holdings, month))


def find_new(store: Store, holdings: Holdings, plan: Plan) -> tuple[Finding, ...]:
    """What would be found if a file were stored, and is not found now."""
    known = {(finding.key, finding.evidence) for finding in findings_of(store, holdings)}
    ahead = find(_after(read_held(store, holdings), plan))
    return tuple(f for f in ahead if (f.key, f.evidence) not in known)


def _after(held: Held, plan: Plan) -> Held:
    """What would be held if a file were stored."""
    holdings = held.holdings
    changed = [found.record for found in plan.new]
    changed += [revision.found.record for revision in plan.revised]
    cells = dict(held.cells) | {(o.ref, o.month): o for o in changed}
    restated = dict(holdings.restated)
    for revision in plan.revised:
        key = revision.held.ref, revision.held.month
        if revision.held.status not in (Status.MISSING, Status.NOT_DUE):
            restated[key] = (*restated.get(key, ()), revision.held)
    published = {
        (figure.ref, figure.file_month, figure.column): figure
        for row in held.paper.values()
        for figure in row.values()
    }
    for found in plan.reading.published:
        figure = found.record
        published[figure.ref, figure.file_month, figure.column] = figure
    comments = {ref: dict(texts) for ref, texts in holdings.comments.items()}
    for text in plan.comments:
        comments.setdefault(text.record.ref, {})[text.record.month] = text.record
    return Held.of(
        replace(
            holdings,
            measures=measure(
                holdings.catalogue,
                Matrix.of(holdings.catalogue, cells.values()),
                _changes(published.values()),
            ),
            printed=_shown(published.values()),
            comments=comments,
            restated=restated,
            observations=_by_ref(cells.values()),
        ),
        published.values(),
    )


def _changes(
    figures: Iterable[PublishedFigure],
) -> dict[tuple[str, Month], PublishedFigure]:
    return {(f.ref, f.file_month): f for f in figures if f.column == "change"}


def _shown(
    figures: Iterable[PublishedFigure],
) -> dict[tuple[str, Month], dict[str, PublishedFigure]]:
    """What claims are also held against, as in Holdings.printed."""
    printed: dict[tuple[str, Month], dict[str, PublishedFigure]] = {}
    for figure in figures:
        if figure.column in SHOWN_AS_PRINTED:
            printed.setdefault((figure.ref, figure.file_month), {})[figure.column] = figure
    return printed


def _by_ref(cells: Iterable[Observation]) -> dict[str, list[Observation]]:
    by_ref: dict[str, list[Observation]] = {}
    for cell in sorted(cells, key=lambda o: o.month):
        by_ref.setdefault(cell.ref, []).append(cell)
    return by_ref
