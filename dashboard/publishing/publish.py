"""A month is looked at, and frozen into an edition: all of it at one revision of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Cell
from dashboard.editions import (
    Approval,
    Frozen,
    Kept,
    Material,
    read_document,
    read_material,
    write_document,
)
from dashboard.findings.standing import Standing, findings_of, stand
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.publishing.checks import (
    Check,
    Weight,
    check_approvals,
    check_commentary,
    check_disclosure,
    check_earlier,
    check_findings,
)
from dashboard.records import Audience, Colour, Edition, Observation
from dashboard.store import NewEdition, Store
from dashboard.store.findings import Decision
from dashboard.store.writing_records import Step
from dashboard.views.holdings import Holdings, hold, hold_edition, hold_month

LONGEST_REASON = 1000


class PublishingError(Exception):
    """A month cannot be published: the message says why, and what to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Preparation:
    """A month as it would be published now, and everything that was looked at.

    `version` is the one it would be; `holdings` are those of whoever is signed in.
    """

    month: Month
    version: int
    revision: int
    material: Material
    holdings: Holdings
    standings: tuple[Standing, ...]
    approvals: tuple[Approval, ...]
    checks: tuple[Check, ...]

    def weighing(self, weight: Weight) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.weight is weight)


def prepare(store: Store, catalogue: Catalogue, month: Month) -> Preparation:
    """Look at a month before it is published. Raises PublishingError if it is not held."""
    material, revision = read_material(store, catalogue, month)
    holdings = hold(material, Audience.RESTRICTED, revision)
    if month not in holdings.months:
        raise PublishingError(f"No figure of {month.long} is held. Load its file first.")
    editions = [edition for edition in store.editions.all() if edition.month <= month]
    standings = stand(findings_of(store, holdings), store.decisions.last())
    approvals = _approvals(store, material, month)
    red = frozenset(
        indicator.ref
        for indicator in catalogue.active
        if holdings.measures.rag(indicator.ref, month).colour is Colour.RED
    )
    before = editions[-1] if editions else None
    checks = (
        *check_commentary(material, month, store.writing.states(month), red),
        *check_findings(standings),
        *check_disclosure(material, month),
        *check_earlier(material, before, _shown(store, before)),
        *check_approvals(material, month, approvals),
    )
    return Preparation(
        month=month,
        version=1 + sum(edition.month == month for edition in editions),
        revision=revision,
        material=material,
        holdings=holdings,
        standings=standings,
        approvals=approvals,
        checks=tuple(sorted(checks, key=lambda check: list(Weight).index(check.weight))),
    )


def publish(
    store: Store,
    prepared: Preparation,
    entry: AuditEntry,
    reason: str = "",
    all_the_same: str = "",
) -> Edition:
    """Publish a month as it was prepared, or nothing of it.

    `reason` says what a later version corrects, `all_the_same` why it is published in spite
    of what a check asks. Raises PublishingError where either is wanting or a check stops it,
    and StoreChanged if anything was stored since it was prepared.
    """
    reason, all_the_same = reason.strip(), all_the_same.strip()
    for text in (reason, all_the_same):
        if len(text) > LONGEST_REASON:
            raise PublishingError(
                f"A reason is {len(text):,} characters long. Shorten it to {LONGEST_REASON:,}."
            )
    if stops := prepared.weighing(Weight.STOPS):
        raise PublishingError(
            f"{prepared.month.long} was not published. "
            + " ".join(f"{check.title}: {check.said}" for check in stops)
        )
    if prepared.version > 1 and not reason:
        raise PublishingError(
            f"{prepared.month.long} is published already, so this would be version "
            f"{prepared.version}. Say what it corrects."
        )
    if (asks := prepared.weighing(Weight.ASKS)) and not all_the_same:
        raise PublishingError(
            f"{prepared.month.long} was not published. Say why it should be all the same: "
            + " ".join(f"{check.title}: {check.said}" for check in asks)
        )

    def write(version: int) -> bytes:
        return write_document(
            Frozen(
                month=prepared.month,
                version=version,
                published_at=entry.at,
                published_by=entry.by,
                reason=reason if version > 1 else "",
                all_the_same=all_the_same if asks else "",
                material=prepared.material,
                findings=tuple(map(keep, prepared.standings)),
                approvals=prepared.approvals,
            )
        )

    new = NewEdition(
        prepared.month, reason if prepared.version > 1 else "", prepared.revision, write
    )
    return store.editions.publish(new, entry)


def accept_all(store: Store, prepared: Preparation, reason: str, entry: AuditEntry) -> int:
    """Accept every open finding for one reason, each on record; how many there were."""
    open_ones = [one.finding for one in prepared.standings if not one.is_accepted]
    for finding in open_ones:
        store.decisions.decide(
            finding.key,
            finding.evidence,
            Decision.ACCEPT,
            reason,
            replace(entry, subject=finding.evidence, after=reason),
        )
    return len(open_ones)


def read_edition(store: Store, edition: Edition, audience: Audience) -> Holdings:
    """What an edition holds, for one audience, measured.

    Raises EditionDamaged if its document is not what was published, DocumentError if
    another program made it.
    """
    return hold_edition(read_document(store.editions.document(edition)), edition, audience)


def read_draft(
    store: Store, catalogue: Catalogue, month: Month, audience: Audience
) -> Holdings:
    """What an edition of a month would hold if it were published now, for one audience.

    Raises PublishingError if the month is not held.
    """
    prepared = prepare(store, catalogue, month)
    findings = tuple(map(keep, prepared.standings))
    return hold_month(prepared.material, findings, prepared.approvals, audience)


def keep(one: Standing) -> Kept:
    """A finding as an edition published now would keep it."""
    finding, last = one.finding, one.last if one.is_accepted else None
    return Kept(
        code=finding.code,
        title=one.title,
        severity=str(finding.severity),
        refs=finding.refs,
        month=finding.month,
        evidence=finding.evidence,
        reason=last.reason if last else "",
        accepted_by=last.by if last else "",
        accepted_at=last.at if last else None,
    )


def _approvals(store: Store, material: Material, month: Month) -> tuple[Approval, ...]:
    """Who approved the texts of the month that may be read and were written here."""
    approvals = []
    for comment in material.comments:
        if comment.month != month or comment.source is not None:
            continue
        for version in store.writing.history(comment.ref, month):
            if version.version == comment.version and version.step is Step.APPROVE:
                approvals.append(
                    Approval(comment.ref, version.by, version.at, version.acting_for)
                )
    return tuple(approvals)


def _shown(store: Store, edition: Edition | None) -> dict[Cell, Observation]:
    """What an edition tells the public, by cell."""
    if edition is None:
        return {}
    material = read_document(store.editions.document(edition)).material
    return {
        cell: held
        for held in material.observations
        if (cell := (held.ref, held.month)) not in material.hidden
    }


def list_kept(kept: Sequence[Kept]) -> tuple[Kept, ...]:
    """Those that were open, then those accepted, in their order."""
    return tuple(sorted(kept, key=lambda one: bool(one.accepted_by)))
