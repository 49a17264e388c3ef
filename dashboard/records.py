"""Frozen records that every room shares. No behaviour beyond their own meaning."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from dashboard.periods import FinancialYear, Month


class Audience(StrEnum):
    """For whom something is rendered: anybody, or those with an account. Views take it."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


class Status(StrEnum):
    """What an observation is. Missing, zero, suppressed and not applicable differ."""

    VALUE = "value"
    MISSING = "missing"
    NOT_DUE = "not due"
    NOT_AVAILABLE = "not yet available"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"
    LOW = "low"

    @property
    def symbol(self) -> str:
        """The Government Analysis Function's shorthand; empty for a value."""
        return _SYMBOLS[self]


_SYMBOLS = {
    Status.VALUE: "",
    Status.MISSING: "[x]",
    Status.NOT_DUE: "[z]",
    Status.NOT_AVAILABLE: "[x]",
    Status.NOT_APPLICABLE: "[z]",
    Status.SUPPRESSED: "[c]",
    Status.LOW: "[low]",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a stored figure or text came from. Row and column count from 1."""

    load: int
    file: str
    checksum: str
    sheet: str
    row: int
    column: int
    column_title: str
    loaded_at: dt.datetime
    loaded_by: str


@dataclass(frozen=True, slots=True)
class Observation:
    """What is held for one indicator and month.

    `value` is in the indicator's own unit, percentages in per cent, 12 significant
    digits; None unless the status is VALUE. `numerator` and `denominator` are the
    parts supplied with it, not those found through the catalogue. `source` is None
    only before it is stored.
    """

    ref: str
    month: Month
    status: Status
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    note: str = ""
    source: Source | None = None


class Arrow(StrEnum):
    """Direction of travel, without merit."""

    UP = "up"
    DOWN = "down"
    SIMILAR = "similar"


class Judgement(StrEnum):
    """Direction of travel with the polarity: whether a change is for the better."""

    IMPROVING = "improving"
    SIMILAR = "similar"
    WORSENING = "worsening"
    NOT_JUDGED = "not judged"
    NO_VALUE = "no value"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One cell of a published file that is not an observation, as printed.

    `column` is one of: name, owner, reporter, outcome, change, direction, average,
    maximum, neighbours, england, region, target:<financial year> (target:2019-20).
    `value` is the parsed number where there is one, percentages in per cent;
    `arrow` stands only with a change.
    """

    ref: str
    file_month: Month
    column: str
    text: str
    value: Decimal | None
    arrow: Arrow | None
    source: Source | None = None


class CommentState(StrEnum):
    """State of one version of a paragraph. Loaded commentary is published."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Comment:
    """One version of an indicator's commentary for a month.

    A loaded comment has no author: the file does not say who wrote it.
    """

    ref: str
    month: Month
    version: int
    state: CommentState
    text: str
    author: str | None = None
    source: Source | None = None


class NoChange(StrEnum):
    """Why there is no arrow."""

    NO_VALUE = "no value this month"
    NOT_DUE = "no return due this month"
    NO_BASELINE = "no value in the month compared with"
    NOT_HELD = "the month compared with is not held"
    NOT_PRINTED = "no change was printed"


@dataclass(frozen=True, slots=True)
class Change:
    """A change from a named baseline month, computed or as printed.

    `before` and `after` are the unrounded figures (percentages in per cent).
    `relative` is a fraction, None from zero. `points` (percentage points) is only
    for percentages. `counts_before` and `counts_after` are the count itself or the
    percentage's numerator, where held. `small` is set when either of these is under
    10. With no arrow, `reason` says why and `judgement` is NO_VALUE. `published`
    marks the change printed in the paper: only `relative` is known of it, and of the two
    sides this month's (`after`, `counts_after`), by which it may be `small` as well.
    """

    baseline: Month
    arrow: Arrow | None
    judgement: Judgement
    before: float | None = None
    after: float | None = None
    relative: float | None = None
    points: float | None = None
    counts_before: float | None = None
    counts_after: float | None = None
    small: bool = False
    reason: NoChange | None = None
    published: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """Average, minimum and maximum over the twelve months ending with one month.

    `held` is how many of those months (returns, if quarterly) have a value and
    `due` how many there could be: 12, or 4 if quarterly. None where none is held.
    """

    average: float | None
    minimum: float | None
    maximum: float | None
    held: int
    due: int


class Colour(StrEnum):
    """RAG status, and the states in which no colour may be given."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    STEADY = "steady"
    QUERY = "query"
    CANNOT_JUDGE = "cannot judge"
    NOT_JUDGED = "not judged"
    NO_VALUE = "no value"


class Basis(StrEnum):
    """What a RAG status rests on. Only the two targets may be called off target."""

    TARGET = "target"
    STALE_TARGET = "stale target"
    NEIGHBOURS = "statistical neighbours"
    ENGLAND = "England"
    DIRECTION = "direction"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class YearToDate:
    """Progress towards a total for the year, since April.

    `held` of `elapsed` months (returns, if quarterly) have a value; `total` is their
    sum; `expected` is the target times months elapsed over 12.
    """

    held: int
    elapsed: int
    total: float
    expected: float


@dataclass(frozen=True, slots=True)
class Rag:
    """A status with everything needed to say in words what it rests on.

    `reference` is the target or comparator, `year` the target's financial year,
    `judged` the figure that was held against it (the year to date against a total).
    `tolerance` is in percentage points where `tolerance_is_points`, otherwise in per
    cent of the reference; `limit` is the last figure that is still amber.
    `to_be_confirmed_since` is the first later year whose target is still TBC.
    """

    colour: Colour
    basis: Basis
    judged: float | None = None
    reference: float | None = None
    year: FinancialYear | None = None
    tolerance: float | None = None
    tolerance_is_points: bool = False
    limit: float | None = None
    year_to_date: YearToDate | None = None
    to_be_confirmed_since: FinancialYear | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """One accepted file: what it was, who loaded it, and what it changed.

    A load that `undoes` another brought no file: it takes back what that one brought.
    """

    id: int
    file: str
    checksum: str
    file_month: Month | None
    loaded_at: dt.datetime
    loaded_by: str
    new: int
    revised: int
    unchanged: int
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent and waits to be confirmed or dropped."""

    token: str
    file: str
    content: bytes
    uploaded_at: dt.datetime
    uploaded_by: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A month as it was published: which version, when, by whom and why.

    `reason` says what a later version corrects, and is empty for a first one.
    `checksum` is the SHA-256 of its document, in hexadecimal.
    """

    month: Month
    version: int
    published_at: dt.datetime
    published_by: str
    reason: str
    checksum: str

    @property
    def address(self) -> str:
        """Where its pages stand, for good."""
        return f"/editions/{self.month}/v{self.version}"

    @property
    def title(self) -> str:
        return f"{self.month.long}, version {self.version}"
