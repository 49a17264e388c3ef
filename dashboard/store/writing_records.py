"""Frozen records of commentary that is written here, and of what is noted beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store.database import StoreError


class Step(StrEnum):
    """What is done to a text. Each step makes a version."""

    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    REOPEN = "reopen"


class Doubt(StrEnum):
    """What is to be said of a single figure."""

    SPURIOUS = "spurious"
    BREAK = "break in series"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A step that was allowed, and the text after it.

    `author` is the name under which the text stands. `person` is the key of whoever in
    the catalogue the step is taken as. `begun_from` is the version that was seen, 0 where
    there was none.
    """

    ref: str
    month: Month
    step: Step
    state: CommentState
    text: str
    author: str
    person: str | None
    begun_from: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a text and how it came about.

    A loaded one has no step, author, account or person; `by` is then who loaded it, and
    `file` what it was read from.
    """

    ref: str
    month: Month
    version: int
    state: CommentState
    text: str
    at: dt.datetime
    by: str
    author: str | None = None
    file: str | None = None
    step: Step | None = None
    account: int | None = None
    person: str | None = None
    acting_for: str = ""
    reason: str = ""
    begun_from: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody was typing, kept until it is saved, with the version it was begun from.

    `window` names where it is typed and `serial` counts how often it was kept from there;
    both are given by the store, and empty and 0 before that.
    """

    account: int
    ref: str
    month: Month
    text: str
    begun_from: int
    saved_at: dt.datetime
    window: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a note back, when and why."""

    by: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class FigureNote:
    """What is to be known of one figure, such as that the series breaks there."""

    id: int
    ref: str
    month: Month
    doubt: Doubt
    text: str
    by: str
    at: dt.datetime
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A warning about some words of a text that somebody found groundless, and why."""

    ref: str
    month: Month
    kind: str
    quote: str
    reason: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """What a version of a text promised, in its own words, for a month to come."""

    ref: str
    month: Month
    version: int
    text: str
    due: Month


@dataclass(frozen=True, slots=True)
class Settled:
    """A promise of which somebody has said what came of it."""

    promise: Promise
    outcome: str
    by: str
    at: dt.datetime


class Conflict(StoreError):  # noqa: N818 - nothing is wrong, only somebody was quicker
    """Somebody else changed the text meanwhile. Nothing is lost: both texts are here."""

    def __init__(self, mine: str, held: Version | None, ref: str, month: Month) -> None:
        place = f"{ref}, {month.long}"
        found = f"{held.by} changed this commentary" if held else "this commentary was undone"
        super().__init__(
            f"{place}: {found} after you began. Both texts are shown: put them together and "
            "save again."
        )
        self.mine = mine
        self.held = held


class Withdrawn(StoreError):  # noqa: N818 - nothing is wrong, only late
    """What should be withdrawn or ended was so already, or was never there."""
