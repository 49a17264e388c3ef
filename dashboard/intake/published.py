"""The layout as published: one row an indicator, one column a month, headings repeated."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from dashboard.catalogue import Catalogue, Indicator
from dashboard.intake.cells import (
    Scale,
    parse_change,
    parse_observation,
    parse_published,
    quote,
    read_commentary,
    split_mark,
    tidy,
)
from dashboard.intake.grid import Cell, Line, Sheet
from dashboard.intake.layout import Column, Header, Role, are_headings
from dashboard.intake.reading import CellKind, Findings, UnknownRow
from dashboard.periods import Month
from dashboard.records import (
    Comment,
    CommentState,
    Observation,
    PublishedFigure,
    Status,
)

# A cell merged downwards over several rows speaks for each of them in these columns.
_SHARED = {Role.NAME, Role.OWNER, Role.REPORTER, Role.OUTCOME, Role.COMMENTARY}
# Nobody can look up more rows than this in the catalogue one by one.
_MOST_SUGGESTIONS = 100
_NUMBERS = {Role.AVERAGE, Role.MAXIMUM, Role.NEIGHBOURS, Role.ENGLAND, Role.REGION, Role.TARGET}


NOT_HEADINGS = (
    'this looks like a row of headings, but the columns "Ref." and a month, or "ref", '
    '"period" and "value", are not among them. Mend the headings.'
)


def blank_status(indicator: Indicator, month: Month) -> Status:
    """What a blank month cell means: missing, or not due between quarterly returns."""
    if indicator.is_quarterly and not month.is_quarter_end:
        return Status.NOT_DUE
    return Status.MISSING


def note_unknown(
    findings: Findings, catalogue: Catalogue, sheet: Sheet, ref_cell: Cell, line: Line
) -> None:
    """Keep a row out that the catalogue does not know, and say which ref was likely meant."""
    ref = tidy(ref_cell.text)
    if are_headings(line):
        findings.complain(findings.place(sheet, ref_cell.row), NOT_HEADINGS)
        return
    for cell in line.values():
        findings.mark(cell, CellKind.UNKNOWN)
    if earlier := findings.unknown.get(ref):
        counted = earlier.cells + len(line)
        findings.unknown[ref] = UnknownRow(ref, earlier.place, counted, earlier.suggestion)
        return
    place = findings.place(sheet, ref_cell.row, ref_cell.column, "Ref.")
    suggestion = None
    if len(findings.unknown) < _MOST_SUGGESTIONS:
        suggestion = _suggest(ref, catalogue)
    findings.unknown[ref] = UnknownRow(ref, place, len(line), suggestion)


def _suggest(ref: str, catalogue: Catalogue) -> str | None:
    """The ref of the catalogue that was likely meant."""
    folded = {i.ref.casefold().replace(" ", ""): i.ref for i in catalogue.indicators}
    close = get_close_matches(ref.casefold().replace(" ", ""), folded, n=1)
    return folded[close[0]] if close else None


def _other_named(text: str, indicator: Indicator, catalogue: Catalogue) -> Indicator | None:
    """The indicator whose name this is, or almost is, if that is not the row's own.

    A row that has lost its end, and the next one its beginning, would otherwise be read
    with the figures of the one under the reference of the other.
    """
    name = tidy(text).casefold()[:_LONGEST_NAME]
    if name == tidy(indicator.name).casefold()[:_LONGEST_NAME]:
        return None
    known = {i.name.casefold(): i for i in catalogue.indicators}
    close = get_close_matches(name, known, n=1, cutoff=_ALIKE)
    return known[close[0]] if close and known[close[0]].ref != indicator.ref else None


_ALIKE = 0.6
"""From where two texts are versions of one name; a text like none is no other's name."""

_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """The rows beneath one row of headings."""

    findings: Findings
    catalogue: Catalogue
    sheet: Sheet
    header: Header
    file_month: Month

    def read_row(self, number: int) -> None:
        """Read one row: an indicator's, a heading's text, or a problem."""
        line = self.sheet.lines[number - 1]
        ref_column = self.header.find(Role.REF)
        ref_cell = line.get(ref_column.number) if ref_column else None
        indicator = self.catalogue.find(tidy(ref_cell.text)) if ref_cell else None
        is_title = len(line) <= 1 and not indicator
        if not is_title and not self.findings.check_width(self.sheet, self.header, number):
            return
        if ref_cell and indicator:
            self.findings.mark(ref_cell, CellKind.REF)
            self._read_indicator(number, indicator)
        elif is_title:
            for cell in line.values():
                self.findings.mark(cell, CellKind.TITLE)
        elif ref_cell:
            note_unknown(self.findings, self.catalogue, self.sheet, ref_cell, line)
        else:
            self._check_no_figures(number, line)

    def _check_no_figures(self, number: int, line: Line) -> None:
        if any(column.number in line for column in self.header.months):
            self.findings.complain(
                self.findings.place(self.sheet, number),
                "the row has figures but no reference. Give the reference, or clear the row.",
            )

    def _read_indicator(self, number: int, indicator: Indicator) -> None:
        for column in self.header.columns:
            if column.role is Role.MONTH:
                self._read_month(number, column, indicator)
            elif column.role is not Role.REF:
                self._read_published(number, column, indicator)
        headed = {column.number for column in self.header.columns}
        headed |= {cell.column for cell, _ in self.header.complaints}
        for cell in self.sheet.lines[number - 1].values():
            if cell.column not in headed:
                self.findings.complain(
                    self.findings.place(self.sheet, number, cell.column),
                    f"{quote(cell.text)} stands under no heading. Give the column a heading, "
                    "or clear the cell.",
                )

    def _read_month(self, number: int, column: Column, indicator: Indicator) -> None:
        assert column.month is not None
        place = self.findings.place(self.sheet, number, column.number, column.title)
        cell = self.sheet.find(number, column.number)
        if (number, column.number) in self.sheet.merged:
            self.findings.complain(
                place, "a month's figure is merged with another cell. Unmerge the cells."
            )
            return
        status, value, note = blank_status(indicator, column.month), None, ""
        if cell:
            self.findings.mark(cell, CellKind.OBSERVATION)
            figure, note = split_mark(cell)
            try:
                status, value = parse_observation(figure, Scale(indicator.kind, fractions=True))
            except ValueError as error:
                self.findings.complain(place, str(error))
                return
        observation = Observation(indicator.ref, column.month, status, value, note=note)
        self.findings.add_observation(observation, place)

    def _read_published(self, number: int, column: Column, indicator: Indicator) -> None:
        cell = self.sheet.find(number, column.number)
        origin = self.sheet.merged.get((number, column.number))
        if cell is None and origin and origin[1] == column.number and column.role in _SHARED:
            cell = self.sheet.find(*origin)
        if cell is None:
            return
        place = self.findings.place(self.sheet, number, column.number, column.title)
        if column.role is Role.COMMENTARY:
            self.findings.mark(cell, CellKind.COMMENTARY)
            text = read_commentary(cell)
            comment = Comment(indicator.ref, self.file_month, 0, CommentState.PUBLISHED, text)
            self.findings.add_comment(comment, place)
            return
        self.findings.mark(cell, CellKind.PUBLISHED)
        if column.role is Role.NAME and (
            other := _other_named(cell.text, indicator, self.catalogue)
        ):
            self.findings.complain(
                place,
                f"{quote(cell.text)} is the name of {other.ref} rather than of "
                f"{indicator.ref}. Check whose figures these are, then mend the reference "
                "or the name.",
            )
        value, arrow = None, None
        if column.role is Role.CHANGE:
            value, arrow = parse_change(cell.text)
        elif column.role in _NUMBERS:
            value = parse_published(cell, Scale(indicator.kind, fractions=True))
        figure = PublishedFigure(
            indicator.ref, self.file_month, column.published_name, cell.text, value, arrow
        )
        self.findings.add_published(figure, place)
