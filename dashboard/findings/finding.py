"""What a check finds: where, how serious, and the evidence in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.periods import Month


class Severity(StrEnum):
    """How much a finding matters.

    An error contradicts itself; a warning should be looked at before the panel does; a
    note is good to know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Found:
    """What one check saw. `about` tells apart what it saw of one ref in one month.

    A lasting one is true of the indicator rather than of the month in which it was seen.
    """

    refs: tuple[str, ...]
    month: Month
    evidence: str
    about: str = ""
    is_lasting: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A found thing under the code of its check.

    `key` stays the same while the thing stays; `evidence` changes with the figures.
    """

    code: str
    severity: Severity
    refs: tuple[str, ...]
    month: Month
    evidence: str
    about: str = ""
    is_lasting: bool = False

    @property
    def key(self) -> str:
        month = "" if self.is_lasting else str(self.month)
        return "|".join((self.code, "+".join(self.refs), month, self.about)).rstrip("|")
