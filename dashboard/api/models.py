"""What the API answers, as models: they write the answers, and the description is made
from them.

The order of the fields is that of the columns where an answer is a table.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from dashboard.catalogue import (
    ComparatorStatus,
    Frequency,
    IndicatorStatus,
    Kind,
    Measured,
    Polarity,
    TargetBasis,
    TargetStatus,
)
from dashboard.records import Arrow, Basis, Colour, CommentState, Judgement, NoChange, Status

MONTH_PATTERN = "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"


def plain(value: float) -> float | int:
    """A figure to the twelve significant digits that are held, whole numbers as such."""
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() else rounded


Number = Annotated[
    float, PlainSerializer(plain, return_type=float | int), WithJsonSchema({"type": "number"})
]
"""Percentages are in per cent: 84, not 0.84."""

Month = Annotated[str, Field(pattern=MONTH_PATTERN, examples=["2021-02"])]
Path = Annotated[str, Field(description="An address within this site.")]


class Model(BaseModel):
    """What all have in common: frozen, every field is always there."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Publication(StrEnum):
    """Whether the public may see it."""

    YES = "for publication"
    NO = "not for publication"


class EditionLabel(Model):
    """A month as it was published; it never changes."""

    month: Month
    version: int = Field(ge=1, description="A correction is a version of its own.")
    title: str = Field(description='"February 2021, version 1".')
    published_at: dt.datetime
    published_by: str
    reason: str = Field(description="What a later version corrects; empty for the first.")
    checksum: str = Field(description="SHA-256 of the document that was published.")
    page: Path = Field(description="Where it is read.")
    address: Path = Field(description="Where its data are.")


class EditionEntry(EditionLabel):
    """An edition in the list of all."""

    is_current: bool = Field(description="Whether no later version of its month is there.")


class Origin(Model):
    """Whose figures these are. Without an edition they are those now being prepared."""

    council: str
    panel: str
    invented: bool = Field(description="Whether the council and all of this is made up.")
    edition: EditionLabel | None
    publication: Publication
    said: str = Field(description="The same in one line; a table has it in its last column.")


class Paging(Model):
    """Which part of a list this is."""

    page: int = Field(ge=1)
    per_page: int = Field(ge=1)
    total: int = Field(ge=0, description="How many there are on all pages.")
    next: Path | None = Field(description="The next page, if there is one.")


Row = TypeVar("Row", bound=Model)


class Listing(Model, Generic[Row]):
    """Many, a page of them."""

    origin: Origin
    paging: Paging
    data: tuple[Row, ...]


class Single(Model, Generic[Row]):
    """One."""

    origin: Origin
    data: Row


class Overview(Model):
    """What there is to read, and where."""

    title: str
    month: Month | None = Field(description="The month it is about; none if nothing is held.")
    months: tuple[Month, ...] = Field(description="The months held, the oldest first.")
    indicators: int = Field(description="How many indicators it has.")
    links: dict[str, Path]


class Earlier(Model):
    """A figure that was replaced by a later load."""

    value: Number | None
    status: Status
    text: str
    loaded: dt.date | None


class Observation(Model):
    """What is held of one indicator and month.

    Missing, nought, suppressed and not applicable are four different things: `status` says
    which. Only with the status "value" is there a value, and 0 is a true nought.
    """

    ref: str = Field(description="The indicator's reference in the council's dataset.")
    indicator: str = Field(description="The last part of the indicator's address.")
    name: str
    month: Month
    status: Status
    symbol: str = Field(description="[x], [z], [c] or [low]; empty with a value.")
    value: Number | None = Field(description="Unrounded; percentages in per cent.")
    text: str = Field(description="As the pages show it.")
    numerator: Number | None = Field(description="The parts of a ratio, where both are held.")
    denominator: Number | None
    is_due: bool = Field(description="Whether a return was due in that month.")
    notes: tuple[str, ...] = Field(description="What was noted on the figure.")
    earlier: tuple[Earlier, ...] = Field(description="What it was before, the oldest first.")
    publication: Publication
    withheld_because: str = Field(description="Why the public does not see the figure.")


class ChangeMade(Model):
    """A change from a named month, with its judgement."""

    since: Month = Field(description="The month it is compared with.")
    arrow: Arrow | None = Field(description="Direction without merit; none: see `reason`.")
    judgement: Judgement = Field(description="Direction with merit.")
    short: str = Field(description='As in a table: "+11%", "+6 points", "8 to 10".')
    text: str = Field(description="As in a sentence.")
    before: Number | None
    after: Number | None
    percent: Number | None = Field(description="Relative change in per cent; none from 0.")
    points: Number | None = Field(description="Percentage points; for percentages only.")
    small_numbers: bool = Field(description="Whether a count under 10 is on either side.")
    as_published: bool = Field(description="Whether it is the change printed in the paper.")
    reason: NoChange | None = Field(description="Why there is no arrow.")


class SinceApril(Model):
    """Progress towards a total for the year."""

    held: int = Field(ge=0, description="Months, or returns, that have a value.")
    elapsed: int = Field(ge=0, description="Months, or returns, since April.")
    total: Number
    expected: Number = Field(description="The target, as far as the year has gone.")


class Rating(Model):
    """Red, amber or green, or why neither, with what that rests on."""

    status: Colour
    basis: Basis
    reason: str = Field(description="What it rests on, in words, as the pages show it.")
    judged: Number | None = Field(description="The figure that was held against `reference`.")
    reference: Number | None = Field(description="The target or comparator.")
    target_year: str | None = Field(description="Financial year of the target, 2019-20.")
    tolerance: Number | None
    tolerance_in_points: bool = Field(description="Otherwise per cent of the reference.")
    limit: Number | None = Field(description="The last figure that is still amber.")
    since_april: SinceApril | None = Field(description="Where the target is a total.")


class Figure(Model):
    """A figure beside the indicator's own."""

    value: Number | None
    text: str = Field(description="As the pages show it.")
    note: str = Field(description='"published", "local", "9 months", "set for 2018 to 2019".')


class Range(Model):
    """The lowest and highest of the twelve months; paper prints no lowest."""

    lowest: Number | None
    highest: Number | None
    text: str
    note: str


class Measure(Model):
    """One indicator in one month: figure, change, judgement, rating and comparators."""

    ref: str
    indicator: str
    name: str
    theme: str = Field(description="Key of the theme.")
    month: Month
    status: Status
    symbol: str
    value: Number | None
    text: str
    absent_because: str = Field(description="Why there is no figure; empty with one.")
    rag: Rating
    month_on_month: ChangeMade = Field(description="For a quarterly one, on the quarter.")
    year_on_year: ChangeMade
    average: Figure = Field(description="Of the twelve months that end with this one.")
    range: Range
    neighbours: Figure = Field(description="Statistical neighbours.")
    england: Figure
    region: Figure
    target: Figure = Field(description="In force, or carried forward from an earlier year.")
    commentary: str
    publication: Publication
    withheld_because: str


class ComparatorStated(Model):
    """A comparator as printed, with what is known of it."""

    value: Number
    text: str
    year: str
    basis: str
    source: str


class ComparatorsStated(Model):
    """The comparators of an indicator."""

    status: ComparatorStatus
    neighbours: ComparatorStated | None
    england: ComparatorStated | None
    region: ComparatorStated | None


class TargetSet(Model):
    """The target for one financial year."""

    year: str
    status: TargetStatus
    value: Number | None
    basis: TargetBasis
    text: str
    source: str


class Parts(Model):
    """What a ratio is made of."""

    numerator: str = Field(description="In words.")
    numerator_ref: str | None = Field(description="The indicator that holds it.")
    denominator: str
    denominator_ref: str | None
    multiplier: Number = Field(description="100 for a percentage.")


class Indicator(Model):
    """One indicator: what it is, who answers for it and how it is judged."""

    ref: str
    indicator: str = Field(description="The last part of its address.")
    name: str
    theme: str = Field(description="Key of the theme.")
    theme_name: str
    kind: Kind
    unit: str
    measured: Measured
    frequency: Frequency
    polarity: Polarity = Field(description="Which direction is better.")
    status: IndicatorStatus
    owner: str
    reporter: str
    outcome: str = Field(description="Why it matters.")
    made_of: Parts | None
    comparators: ComparatorsStated
    targets: tuple[TargetSet, ...]
    rules: dict[str, str] = Field(description="What decides its arrows and colours.")
    terms: tuple[str, ...] = Field(description="Keys of glossary terms.")
    page: Path
    observations: Path
    measures: Path


class Commentary(Model):
    """What the service says of an indicator in a month."""

    ref: str
    indicator: str
    name: str
    month: Month
    text: str
    is_withheld: bool = Field(description="Whether a sentence stands for what is not shown.")
    state: CommentState
    author: str | None
    file: str | None = Field(description="The file it came with, if it was loaded.")


class FindingKept(Model):
    """Where figures, words and print disagree, and what was decided about it."""

    code: str
    title: str
    severity: str
    refs: tuple[str, ...]
    month: Month
    evidence: str
    is_accepted: bool
    reason: str = Field(description="Why it was accepted.")
    accepted_by: str
    accepted_at: dt.datetime | None


class Term(Model):
    """A glossary term in plain words."""

    key: str
    term: str
    short: str | None
    meaning: str
    refs: tuple[str, ...] = Field(description="The indicators that use it.")


class Fault(Model):
    """One thing that is wrong with a request."""

    parameter: str
    detail: str


class Problem(Model):
    """Why there is no answer, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: tuple[Fault, ...] = Field(description="Every parameter at fault.")
