"""What was read from one file: records with their cells, problems, an account of all cells."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter

from dashboard.intake.cells import quote
from dashboard.intake.grid import Cell, Sheet
from dashboard.intake.layout import Header, Layout
from dashboard.periods import Month
from dashboard.records import Comment, Observation, PublishedFigure, Source, Status

MAX_PROBLEMS = 1_000


class TooManyProblemsError(Exception):
    """So much is wrong with a file that reading on would help nobody."""


class CellKind(StrEnum):
    """What a cell turned out to be. Every cell of every sheet is of one kind."""

    TITLE = "title"
    KEY = "key"
    HEADING = "heading"
    REF = "reference"
    OBSERVATION = "month's figure"
    PUBLISHED = "published figure or text"
    COMMENTARY = "commentary"
    DETAIL = "part, period or note"
    UNKNOWN = "in a row of an unknown indicator"
    PROBLEM = "problem"
    OTHER = "text on another sheet"
    STRAY = "text outside the table"
    MERGED = "covered by a merged cell"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file. Row and column count from 1; 0 is no row."""

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    title: str = ""

    def source(self, checksum: str, at: dt.datetime, by: str) -> Source:
        """The place as it is stored with a record. The load's number is set on saving."""
        return Source(
            0, self.file, checksum, self.sheet, self.row, self.column, self.title, at, by
        )

    def __str__(self) -> str:
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.title or get_column_letter(self.column)}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file may not be stored: the place, what was found there and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


Record = TypeVar("Record", Observation, PublishedFigure, Comment)


@dataclass(frozen=True, slots=True)
class Found(Generic[Record]):
    """A record, not yet stored, and the cell it was read from."""

    record: Record
    place: Place


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """Rows of a ref that the catalogue does not have; `cells` counts what was left out."""

    ref: str
    place: Place
    cells: int
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """One sheet's cells by kind. They add up to rows times columns.

    A hidden sheet is not read. Rows and columns hidden on a sheet that is seen are.
    """

    sheet: str
    hidden: bool
    rows: int
    columns: int
    kinds: Mapping[CellKind, int]
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read and not yet compared with the store.

    `months` are those the file speaks of, in order. With problems the records are what
    could be read nevertheless, for the preview alone.
    """

    file: str
    checksum: str
    content: bytes = field(repr=False)
    layout: Layout | None = None
    file_month: Month | None = None
    months: tuple[Month, ...] = ()
    observations: tuple[Found[Observation], ...] = ()
    published: tuple[Found[PublishedFigure], ...] = ()
    comments: tuple[Found[Comment], ...] = ()
    unknown: tuple[UnknownRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    accounts: tuple[Account, ...] = ()


@dataclass(slots=True)
class Findings:
    """The desk on which one file's sheets are read: everything found so far.

    Records are keyed, so that a second row of the same ref is either identical or a
    problem that names both places. `detailed` are the observations of the long layout, which
    may say more than those of the published one beside them, but nothing else.
    """

    file: str
    observations: dict[tuple[str, Month], Found[Observation]] = field(default_factory=dict)
    detailed: dict[tuple[str, Month], Found[Observation]] = field(default_factory=dict)
    published: dict[tuple[str, Month, str], Found[PublishedFigure]] = field(
        default_factory=dict
    )
    comments: dict[tuple[str, Month], Found[Comment]] = field(default_factory=dict)
    unknown: dict[str, UnknownRow] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    months: set[Month] = field(default_factory=set)
    layouts: set[Layout] = field(default_factory=set)
    file_month: Month | None = None
    kinds: dict[tuple[int, int], CellKind] = field(default_factory=dict)

    def place(self, sheet: Sheet, row: int, column: int = 0, title: str = "") -> Place:
        return Place(self.file, sheet.name, row, column, title)

    def complain(self, place: Place, message: str) -> None:
        """Note a problem, and that its cell is one. Raises TooManyProblemsError."""
        if len(self.problems) == MAX_PROBLEMS:
            message = f"here is problem {MAX_PROBLEMS + 1:,}, and nothing after it was read. "
            self.problems.append(Problem(place, message + "Mend the others first."))
            raise TooManyProblemsError
        self.problems.append(Problem(place, message))
        self.kinds[place.row, place.column] = CellKind.PROBLEM

    def check_width(self, sheet: Sheet, header: Header, row: int) -> bool:
        """Whether a row has as many cells as its headings; if not, that is a problem.

        With a cell too many or too few every figure after it is in a wrong month.
        """
        held, due = sheet.width(row), sheet.width(header.row)
        if held != due:
            self.complain(
                self.place(sheet, row),
                f"the row has {held} cells, but its headings in row {header.row} have {due}. "
                "Put a figure that holds a comma in quotation marks, or mend the row.",
            )
        return held == due

    def mark(self, cell: Cell, kind: CellKind) -> None:
        """Say of what kind a cell is. A problem stays one."""
        self.kinds.setdefault((cell.row, cell.column), kind)

    def add_observation(self, observation: Observation, place: Place) -> None:
        key = (observation.ref, observation.month)
        self._add(self.observations, key, Found(observation, place), _DIFFERENT)

    def add_detailed(self, observation: Observation, place: Place) -> None:
        key = (observation.ref, observation.month)
        self._add(self.detailed, key, Found(observation, place), _DIFFERENT)

    def join_layouts(self) -> None:
        """Take what the long layout says of a figure in place of the published one.

        Of an indicator that the long layout has, only its rows tell a month in which nothing
        was returned from one of which nothing is held: both are blank in the published one.
        """
        known = {ref for ref, _ in self.detailed}
        for key, blank in list(self.observations.items()):
            is_blank = blank.record.status in _BLANK
            if is_blank and key[0] in known and key not in self.detailed:
                del self.observations[key]
        for key, found in self.detailed.items():
            plain = self.observations.get(key)
            if plain is None or _agree(plain.record, found.record):
                self.observations[key] = found
            else:
                self._complain_of(plain, found, _DIFFERENT)

    def add_published(self, figure: PublishedFigure, place: Place) -> None:
        key = (figure.ref, figure.file_month, figure.column)
        self._add(self.published, key, Found(figure, place), "something else")

    def add_comment(self, comment: Comment, place: Place) -> None:
        key = (comment.ref, comment.month)
        self._add(self.comments, key, Found(comment, place), "another text")

    def _add(
        self,
        held: dict[Key, Found[Record]],
        key: Key,
        found: Found[Record],
        what: str,
    ) -> None:
        first = held.setdefault(key, found)
        if first.record != found.record:
            self._complain_of(first, found, what)

    def _complain_of(self, first: Found[Record], found: Found[Record], what: str) -> None:
        where = f"row {first.place.row}"
        if first.place.sheet != found.place.sheet:
            where = f"sheet {first.place.sheet}, {where}"
        self.complain(
            found.place,
            f"{quote(found.record.ref)} has {what} in {where}. Keep one of the rows.",
        )

    def close_sheet(self, sheet: Sheet) -> None:
        """Write the account of a sheet and begin the next with a clean desk."""
        held = {(row, c) for row, line in enumerate(sheet.lines, start=1) for c in line}
        kinds = Counter(self.kinds.get(place, CellKind.STRAY) for place in held)
        kinds[CellKind.MERGED] = len(sheet.merged.keys() - held)
        kinds[CellKind.BLANK] = sheet.rows * sheet.columns - kinds.total()
        self.accounts.append(
            Account(
                sheet.name,
                sheet.hidden,
                sheet.rows,
                sheet.columns,
                +kinds,
                tuple(row for row in sheet.hidden_rows if row <= sheet.rows),
                tuple(column for column in sheet.hidden_columns if column <= sheet.columns),
            )
        )
        self.kinds = {}


def _agree(plain: Observation, detailed: Observation) -> bool:
    """Whether the published layout's cell and the long layout's row say the same.

    The published one has no parts, and no words for what a blank or symbol means.
    """
    return plain.value == detailed.value and detailed.status in may_mean(plain.status)


def may_mean(status: Status) -> frozenset[Status]:
    """What a cell that is read as one status may also stand for, if something else says so.

    A blank is missing or not due, [x] not yet available or missing, [z] not applicable or
    not due.
    """
    return _MEANINGS.get(status, frozenset({status}))


_DIFFERENT = "a different figure"
_BLANK = frozenset({Status.MISSING, Status.NOT_DUE})
_MEANINGS = {
    Status.MISSING: _BLANK,
    Status.NOT_DUE: _BLANK,
    Status.NOT_AVAILABLE: frozenset({Status.NOT_AVAILABLE, Status.MISSING}),
    Status.NOT_APPLICABLE: frozenset({Status.NOT_APPLICABLE, Status.NOT_DUE}),
}


Key = TypeVar("Key")
