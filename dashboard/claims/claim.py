"""What the reader returns: claims with their verdicts, and remarks on the paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.periods import Month


class ClaimKind(StrEnum):
    """What is claimed."""

    FIGURE = "figure"
    CHANGE = "change"
    COMPARATOR = "comparator"
    AVERAGE = "average"
    TARGET = "target"
    EXTREME = "highest or lowest"
    STREAK = "months in a row"
    UNUSUAL = "beside what is usual"


class Verdict(StrEnum):
    """Whether the figures held bear a claim out."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    POINTS = "percentage points called per cent"
    UNCLEAR_BASELINE = "unclear baseline"
    AREAS = "areas of different size"
    CANNOT_CHECK = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of a paragraph: where it stands, and what the figures say to it.

    `start` and `end` are offsets in the paragraph, `quote` what stands there. `sentence`
    is for the person who wrote it and holds the right figure, or why there is none.
    """

    start: int
    end: int
    quote: str
    kind: ClaimKind
    verdict: Verdict
    sentence: str


class RemarkKind(StrEnum):
    """What a writer is asked to look at again."""

    REPEATED = "repeated text"
    SEE_ABOVE = "refers elsewhere"
    ONLY_GOOD_NEWS = "red with only good news"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning on a paragraph. Only a promise has a month in which it is `due`."""

    kind: RemarkKind
    start: int
    end: int
    sentence: str
    due: Month | None = None
