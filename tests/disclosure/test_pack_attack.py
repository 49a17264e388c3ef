"""The packs of two successive editions give no small count away: tables, drawings, words."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Iterator

import pytest

from dashboard.catalogue import Catalogue
from dashboard.disclosure import WITHHELD, Reason, hide
from dashboard.periods import Month
from dashboard.records import Observation
from dashboard.store import Store
from tests.disclosure.attacker import Attacker
from tests.disclosure.said import SMALL_NUMBER, Cell, Read
from tests.disclosure.test_attack import guarded, recovered
from tests.fixtures.pdf import Element, everything_said
from tests.pack.packs import Made, make

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?%?")
_IN_DRAWING = re.compile(r"([A-Z][a-z]{2} \d{4}) (\[\w+\]|\d+(?:,\d{3})*(?:\.\d+)?%?)")
_IN_SENTENCE = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)%? in ([A-Z][a-z]+ \d{4})")


@pytest.fixture(scope="module")
def packs(demo_store: Store, invented: Catalogue) -> list[Made]:
    """The pack that anybody may have of each edition."""
    made = [make(demo_store, edition, invented) for edition in demo_store.editions.all()]
    assert len(made) == 2
    return made


def rows(elements: list[Element]) -> Iterator[list[Element]]:
    """The cells of each row of a table, with those within them left out."""
    row: list[Element] = []
    for element in elements:
        if element.tag in ("TR", "Table") and row:
            yield row
            row = []
        if element.tag in ("TH", "TD"):
            row.append(element)
    if row:
        yield row


def read_tables(made: Made, catalogue: Catalogue) -> dict[Cell, str]:
    """What stands under each month's heading, in the row beneath a reference."""
    shown: dict[Cell, str] = {}
    months: list[Month] = []
    ref = ""
    for row in rows(made.elements):
        words = [cell.text.strip() for cell in row]
        if row[0].scope == "Column":
            named = [word for word in words if word in month_abbr[1:]]
            months = [made.edition.month.shift(n + 1 - len(named)) for n in range(len(named))]
            assert named == [month.abbreviation for month in months], named
        elif row[0].scope == "Row":
            ref = words[0] if catalogue.find(words[0]) else ""
        elif ref and months and len(words) > len(months):
            shown |= {(ref, month): word for month, word in zip(months, words, strict=False)}
            ref = ""
    return shown


def read_drawings(made: Made, catalogue: Catalogue) -> dict[Cell, str]:
    """What the alternative texts say of the council's own line, month by month."""
    shown: dict[Cell, str] = {}
    for element in made.elements:
        ref, _, said = element.alt.partition(", ")
        if element.tag == "Figure" and catalogue.find(ref):
            ours = said.partition(f"{catalogue.council.area}: ")[2].partition(". ")[0]
            pairs = _IN_DRAWING.findall(ours)
            assert pairs, element.alt
            shown |= {(ref, Month.parse(month)): text for month, text in pairs}
            for figure, month in _IN_SENTENCE.findall(said):
                assert shown[ref, Month.parse(month)].rstrip("%") == figure, element.alt
    return shown


def as_read(shown: dict[Cell, str]) -> dict[Cell, Read]:
    return {
        cell: Read(text.rstrip("%").replace(",", ""))
        for cell, text in shown.items()
        if _FIGURE.fullmatch(text)
    }


def test_nothing_in_any_pack_gives_a_small_count_away(
    packs: list[Made], held: dict[Cell, Observation], invented: Catalogue
) -> None:
    every: dict[Cell, Read] = {}
    kept: list[set[Cell]] = []
    for made in packs:
        known = {cell: o for cell, o in held.items() if cell[1] <= made.edition.month}
        hidden = hide(invented, known.values())
        marked = {cell for cell in hidden.cells if invented.find(cell[0])}
        tables, drawings = read_tables(made, invented), read_drawings(made, invented)
        assert len(tables) >= 64 * 7
        assert len(drawings) > 64 * 20
        for shown in (tables, drawings):
            assert sum(cell in marked for cell in shown) > 20
            assert {text for cell, text in shown.items() if cell in marked} == {"[c]"}
        figures = as_read(tables) | as_read(drawings)
        assert recovered(Attacker(invented, figures, marked), guarded(invented, known)) == []
        every |= figures
        kept.append(marked)
    both = Attacker(invented, every, kept[0] & kept[1])
    assert recovered(both, guarded(invented, held)) == []


def test_no_paragraph_of_a_hidden_count_stands_in_any_string_of_the_file(
    packs: list[Made], held: dict[Cell, Observation], demo_store: Store, invented: Catalogue
) -> None:
    """Not on a page, in an alternative text, a bookmark or a property of the file."""
    texts = {(c.ref, c.month): c.text for c in demo_store.comments()}
    looked = 0
    for made in packs:
        said = " ".join(everything_said(made.pdf).split())
        assert " ".join(WITHHELD.split()) in said
        known = [o for cell, o in held.items() if cell[1] <= made.edition.month]
        for (ref, month), reason in hide(invented, known).cells.items():
            text = texts.get((ref, month), "")
            if reason is Reason.SMALL and month == made.edition.month and text:
                looked += 1
                if SMALL_NUMBER.search(text):
                    assert " ".join(text.split()) not in said, (ref, month)
    assert looked > 0
