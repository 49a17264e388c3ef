"""The long layout: one row a figure, with ref, period and value.

Numerator, denominator, note and the indicator's name may stand beside them, and as our own
exports write them the status in words, which must agree with the value, the unit, which must
be the catalogue's, and theme and publication, which are for readers alone. A percentage is
written in per cent: 84 or "84%", never 0.84 (a workbook's cell that is printed with a per
cent sign says itself what it means).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from dashboard.catalogue import Catalogue, Indicator
from dashboard.intake.cells import Scale, parse_observation, parse_part, quote, split_mark, tidy
from dashboard.intake.grid import Cell, Sheet
from dashboard.intake.layout import Header, Role
from dashboard.intake.published import blank_status, note_unknown
from dashboard.intake.reading import CellKind, Findings, Place, may_mean
from dashboard.periods import Month
from dashboard.records import Observation, Status

_KINDS = {
    Role.REF: CellKind.REF,
    Role.VALUE: CellKind.OBSERVATION,
    Role.NAME: CellKind.PUBLISHED,
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LongTable:
    """The rows beneath one row of headings."""

    findings: Findings
    catalogue: Catalogue
    sheet: Sheet
    header: Header

    def read_row(self, number: int) -> None:
        """Read one row into an observation, a row of an unknown ref, or problems."""
        line = self.sheet.lines[number - 1]
        if not line or not self.findings.check_width(self.sheet, self.header, number):
            return
        cells = {c.role: line[c.number] for c in self.header.columns if c.number in line}
        ref = cells.get(Role.REF)
        if ref is None:
            place = self.findings.place(self.sheet, number)
            self.findings.complain(place, "the row has no ref. Give the ref, or clear the row.")
            return
        indicator = self.catalogue.find(tidy(ref.text))
        if indicator is None:
            note_unknown(self.findings, self.catalogue, self.sheet, ref, line)
            return
        for role, cell in cells.items():
            self.findings.mark(cell, _KINDS.get(role, CellKind.DETAIL))
        self._read(number, indicator, cells)

    def _read(self, number: int, indicator: Indicator, cells: dict[Role, Cell]) -> None:
        before = len(self.findings.problems)
        scale = Scale(indicator.kind, fractions=False)
        month = self._parse(number, cells, Role.PERIOD, parse_period)
        mark = ""
        if Role.VALUE in cells:
            cells[Role.VALUE], mark = split_mark(cells[Role.VALUE])
        figure = self._parse(number, cells, Role.VALUE, lambda c: parse_observation(c, scale))
        numerator = self._parse(number, cells, Role.NUMERATOR, parse_part)
        denominator = self._parse(number, cells, Role.DENOMINATOR, parse_part)
        if len(self.findings.problems) > before:
            return
        if month is None:
            self._complain(number, Role.PERIOD, "there is no period. Give one such as 2021-02.")
            return
        status, value = figure or (blank_status(indicator, month), None)
        said = self._parse(number, cells, Role.STATUS, lambda c: parse_status(c, status))
        self._parse(number, cells, Role.UNIT, lambda c: _check_unit(c, indicator))
        if len(self.findings.problems) > before:
            return
        status = said or status
        if complaint := _parts_complaint(indicator, status, numerator, denominator):
            self._complain(number, Role.VALUE, complaint)
            return
        given = tidy(cells[Role.NOTE].text) if Role.NOTE in cells else ""
        note = "; ".join(part for part in (given, mark) if part)
        observation = Observation(
            indicator.ref, month, status, value, numerator, denominator, note
        )
        self.findings.months.add(month)
        self.findings.add_detailed(observation, self._place(number, Role.VALUE))

    def _parse(
        self, number: int, cells: dict[Role, Cell], role: Role, parse: Callable[[Cell], T]
    ) -> T | None:
        """What a cell says; None where it is blank or a problem, which is noted."""
        if role not in cells:
            return None
        try:
            return parse(cells[role])
        except ValueError as error:
            self._complain(number, role, str(error))
            return None

    def _complain(self, number: int, role: Role, message: str) -> None:
        self.findings.complain(self._place(number, role), message)

    def _place(self, number: int, role: Role) -> Place:
        column = self.header.find(role)
        if column is None:
            return self.findings.place(self.sheet, number)
        return self.findings.place(self.sheet, number, column.number, column.title)


def parse_period(cell: Cell) -> Month:
    """The month of a period: "Aug-20", "2020-08" or any date in it."""
    if isinstance(cell.content, dt.date):
        return Month.of(cell.content)
    try:
        return Month.parse(tidy(cell.text))
    except ValueError:
        raise ValueError(
            f"{quote(cell.text)} is not a month. Write one such as 2021-02."
        ) from None


def parse_status(cell: Cell, given: Status) -> Status:
    """The status in words, which stands beside the value or symbol that gives `given`.

    It tells apart what share a symbol: no figure returned from one not yet available, and
    no return due from nothing to measure. Raises ValueError where the two disagree.
    """
    try:
        status = Status(tidy(cell.text).lower())
    except ValueError:
        known = ", ".join(Status)
        raise ValueError(
            f"{quote(cell.text)} is not a status. Write one of: {known}."
        ) from None
    if status not in may_mean(given):
        raise ValueError(
            f"the status is {quote(cell.text)}, but the value is one that is {quote(given)}. "
            "Mend one of the two."
        )
    return status


def _check_unit(cell: Cell, indicator: Indicator) -> None:
    expected = tidy(indicator.unit_of_figures)
    if tidy(cell.text).casefold() != expected.casefold():
        raise ValueError(
            f"the unit is {quote(cell.text)}, but the catalogue has {quote(expected)}. "
            "Write the figure in that unit, or mend the unit."
        )


def _parts_complaint(
    indicator: Indicator,
    status: Status,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> str:
    """What is wrong with the parts beside a value; empty if nothing is."""
    if numerator is None and denominator is None:
        return ""
    if numerator is None or denominator is None:
        return "one of numerator and denominator is blank. Give both, or neither."
    if status is not Status.VALUE:
        return "there are parts but no value. Give the value, or clear the parts."
    if denominator == 0:
        return "the denominator is 0, so there is no value. Use [z] and clear the parts."
    if indicator.is_percentage and numerator > denominator:
        return "the numerator is greater than the denominator, so the share is above the whole."
    return ""
