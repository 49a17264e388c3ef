"""What is read from: an edition as the public sees it, or the working months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.access import API
from dashboard.api.models import EditionEntry, EditionLabel, Origin, Publication
from dashboard.catalogue import Council
from dashboard.editions import Kept
from dashboard.records import Edition
from dashboard.views.holdings import Holdings


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One place of the API: its holdings, its address and how its findings are had."""

    holdings: Holdings
    address: str
    findings: Callable[[], Sequence[Kept]]

    @property
    def origin(self) -> Origin:
        return originate(self.holdings.catalogue.council, self.holdings.edition)

    def to(self, path: str) -> str:
        """The page of a path, within the edition if it is one."""
        edition = self.holdings.edition
        return f"{edition.address if edition else ''}{path}"


def originate(council: Council, edition: Edition | None, *, is_public: bool = False) -> Origin:
    """Whose figures they are. What is of no edition is not for publication, or of all."""
    said = "Invented council: " if council.invented else ""
    said += council.name
    if edition:
        said += f", edition of {edition.title}"
    elif not is_public:
        said += ", working figures, not for publication"
    return Origin(
        council=council.name,
        panel=council.panel,
        invented=council.invented,
        edition=label(edition) if edition else None,
        publication=Publication.YES if edition or is_public else Publication.NO,
        said=said,
    )


def label(edition: Edition) -> EditionLabel:
    """The name of an edition."""
    return EditionLabel(
        month=str(edition.month),
        version=edition.version,
        title=edition.title,
        published_at=edition.published_at,
        published_by=edition.published_by,
        reason=edition.reason,
        checksum=edition.checksum,
        page=f"{edition.address}/",
        address=f"{API}{edition.address}",
    )


def list_editions(editions: Sequence[Edition]) -> tuple[EditionEntry, ...]:
    """All editions, in the order in which they were published."""
    current = {edition.month: edition.version for edition in editions}
    for edition in editions:
        current[edition.month] = max(current[edition.month], edition.version)
    return tuple(
        EditionEntry(
            **label(edition).model_dump(),
            is_current=edition.version == current[edition.month],
        )
        for edition in editions
    )
