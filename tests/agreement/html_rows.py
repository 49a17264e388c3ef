"""Rows of tables in a page, as a reader of the page has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]
_APART = {"span", "div"}
"""What stands within a cell by itself: a reason, a judgement, a paragraph."""


@dataclass
class Mark:
    """Something within a cell: its class, what is said of it aloud, its words."""

    kind: str
    label: str
    words: str = ""


@dataclass
class Cell:
    """A cell: its own words, and what stands in it by itself."""

    attributes: Attributes
    words: str = ""
    marks: list[Mark] = field(default_factory=list)

    def mark(self, kind: str) -> Mark | None:
        """The first mark of a kind."""
        return next((mark for mark in self.marks if mark.kind.split()[0] == kind), None)


@dataclass
class Row:
    attributes: Attributes
    cells: list[Cell] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._cell: Cell | None = None
        self._open: list[Mark | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append(Row(given))
        elif tag in ("td", "th") and self.rows:
            self._cell = Cell(given)
            self._open = []
            self.rows[-1].cells.append(self._cell)
        elif tag in _APART and self._cell:
            mark = (
                Mark(given["class"], given.get("aria-label", "")) if "class" in given else None
            )
            self._open.append(mark)
            self._cell.marks += [mark] if mark else []
        elif tag in ("p", "br"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = None
        elif tag in _APART and self._cell and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        mark = next((mark for mark in reversed(self._open) if mark), None)
        if self._cell and mark:
            mark.words += data
        elif self._cell:
            self._cell.words += data


def read_rows(page: str) -> list[Row]:
    """Every row of every table, blanks folded."""
    reader = _Reader()
    reader.feed(page)
    for row in reader.rows:
        for cell in row.cells:
            cell.words = " ".join(cell.words.split())
            for mark in cell.marks:
                mark.words = " ".join(mark.words.split())
    return reader.rows
