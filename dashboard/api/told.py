"""What is said of the figures, as the API answers it: commentary and findings."""

from __future__ import annotations

from dashboard.api.models import Commentary, FindingKept
from dashboard.api.reading import Reading
from dashboard.disclosure import WITHHELD
from dashboard.editions import Kept


def list_commentary(reading: Reading) -> tuple[Commentary, ...]:
    """Every paragraph, by indicator, the oldest month first."""
    return tuple(
        Commentary(
            ref=indicator.ref,
            indicator=indicator.address,
            name=indicator.name,
            month=str(month),
            text=comment.text,
            is_withheld=comment.text == WITHHELD,
            state=comment.state,
            author=comment.author,
            file=comment.source.file if comment.source else None,
        )
        for indicator in reading.holdings.catalogue.indicators
        for month, comment in sorted(reading.holdings.comments.get(indicator.ref, {}).items())
    )


def list_findings(reading: Reading) -> tuple[FindingKept, ...]:
    """Findings as they stood, in their order."""
    return tuple(map(_finding, reading.findings()))


def _finding(kept: Kept) -> FindingKept:
    return FindingKept(
        code=kept.code,
        title=kept.title,
        severity=kept.severity,
        refs=kept.refs,
        month=str(kept.month),
        evidence=kept.evidence,
        is_accepted=bool(kept.accepted_by),
        reason=kept.reason,
        accepted_by=kept.accepted_by,
        accepted_at=kept.accepted_at,
    )
