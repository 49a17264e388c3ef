"""Nobody finds out a hidden count of the invented council from all that the app answers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue, Kind
from dashboard.demo import Demo, set_up_demo
from dashboard.disclosure import WITHHELD, Hidden, Reason, hide
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience, Observation, Status
from dashboard.settings import ROOT
from dashboard.store import Store
from dashboard.views.holdings import Holdings
from tests.disclosure.attacker import SMALL, Attacker
from tests.disclosure.reading import Gleaned, place_of
from tests.disclosure.said import Cell, Read, Seen

Books = Mapping[str, Gleaned]
"""What was read of each edition, by its address; the last one also stands at ""."""

Record = Callable[[str, object], None]
EVERY_MONTH = 60
_SMALL_NUMBER = re.compile(r"\b(?:[1-5]|one|two|three|four|five)\b(?![.,]\d)")


def crawl(demo: Demo, catalogue: Catalogue, months: int, folder: Path) -> Books:
    """What anybody gets from the running app, with pages of so many months."""
    out = folder / "answers.jsonl"
    arguments = [demo.database_url, str(demo.catalogue), str(months), str(out)]
    subprocess.run(
        [sys.executable, "-m", "tests.disclosure.crawl", *arguments],
        cwd=ROOT,
        check=True,
        timeout=3600,
    )
    books: defaultdict[str, Gleaned] = defaultdict(lambda: Gleaned(catalogue))
    with out.open(encoding="utf-8") as lines:
        for line in lines:
            address, answer = json.loads(line)
            place, rest = place_of(address)
            books[place].take(rest, answer)
    return books


PLACES = {
    *("page", "table", "card", "scorecard", "paper", "explanation"),
    *("drawing", "chart", "sparkline", "scorecard file", "series file"),
}
"""Where a public reader finds figures; of each at least some must be read."""


def guarded(catalogue: Catalogue, held: dict[Cell, Observation]) -> dict[Cell, int]:
    """Every count of children from 1 to 5: as a figure, as a part in words, as a rest."""
    small: dict[Cell, int] = {}
    for (ref, month), o in held.items():
        indicator = catalogue.find(ref)
        if indicator is None or o.value is None or indicator.counts_children is False:
            continue
        if indicator.kind is Kind.COUNT:
            small[ref, month] = int(o.value)
        elif indicator.is_percentage and o.numerator is not None and o.denominator is not None:
            small[f"{ref} top", month] = int(o.numerator)
            small[f"{ref} rest", month] = int(o.denominator - o.numerator)
    return {cell: count for cell, count in small.items() if count in SMALL}


def recovered(attacker: Attacker, small: Iterable[Cell]) -> list[Cell]:
    """The counts of which too much was learnt, once everything was reckoned."""
    attacker.attack()
    known = {c for c in small if not c[0].endswith(" top")}
    return [cell for cell in known if attacker.learnt(cell) != SMALL]


def as_read(
    held: dict[Cell, Observation], catalogue: Catalogue, hidden: Hidden
) -> dict[Cell, Read]:
    """The figures of everything that is not hidden, without parts."""
    return {
        cell: Read(f"{o.value:f}")
        for cell, o in held.items()
        if o.status is Status.VALUE and cell not in hidden and catalogue.find(cell[0])
    }


def test_the_attack_succeeds_where_only_small_counts_are_hidden(
    held: dict[Cell, Observation], invented: Catalogue
) -> None:
    hidden = hide(invented, held.values(), secondary=False)
    attacker = Attacker(invented, as_read(held, invented, hidden), hidden.cells)
    found = recovered(attacker, guarded(invented, held))
    assert len(found) > 50
    exactly = [c for c in found if c in hidden and attacker.learnt(c) == {held[c].value}]
    assert len(exactly) > 10


def test_the_figures_shown_give_no_small_count_away(
    held: dict[Cell, Observation], invented: Catalogue
) -> None:
    hidden = hide(invented, held.values())
    attacker = Attacker(invented, as_read(held, invented, hidden), hidden.cells)
    assert recovered(attacker, guarded(invented, held)) == []


def test_the_app_gives_no_small_count_away(
    demo: Demo, demo_store: Store, invented: Catalogue, tmp_path: Path
) -> None:
    attack_all(crawl(demo, invented, 1, tmp_path), demo_store, invented)


@pytest.mark.long
def test_the_app_gives_no_small_count_away_in_any_month(
    demo: Demo,
    demo_store: Store,
    invented: Catalogue,
    tmp_path: Path,
    record_property: Record,
) -> None:
    books = crawl(demo, invented, EVERY_MONTH, tmp_path)
    attack_all(books, demo_store, invented)
    latest = demo_store.editions.all()[-1]
    for place, gleaned in books.items():
        if place != latest.address:  # whose pages of earlier months are asked for at "/"
            assert gleaned.marked == gleaned.hidden, f"{place}: pages mark what files mark"
    last = read_edition(demo_store, latest, Audience.RESTRICTED)
    reasons = list(last.hidden.cells.values())
    record_property("answers read", f"{sum(b.answers for b in books.values()):,}")
    record_property("figures read", f"{sum(b.fed.total() for b in books.values()):,}")
    record_property("different statements", f"{sum(len(b.said) for b in books.values()):,}")
    record_property("small counts of children", len(guarded(invented, cells_of(last))))
    record_property("cells hidden as small", reasons.count(Reason.SMALL))
    record_property("hidden with them", len(reasons) - reasons.count(Reason.SMALL))
    record_property("recovered", 0)


@pytest.mark.long
def test_the_attack_on_the_app_succeeds_where_only_small_counts_are_hidden(
    tmp_path: Path, invented: Catalogue, record_property: Record
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.editions.material.hide", partial(hide, secondary=False))
        careless = set_up_demo(tmp_path / "careless")
    gleaned = crawl(careless, invented, EVERY_MONTH, tmp_path)[""]
    store = Store.open(careless.database_url)
    held = {(o.ref, o.month): o for o in store.observations()}
    store.close()
    attacker = Attacker(invented, gleaned.series, gleaned.hidden, gleaned.said)
    found = recovered(attacker, guarded(invented, held))
    exactly = [c for c in found if c in held and attacker.learnt(c) == {held[c].value}]
    record_property("recovered", len(found))
    record_property("exactly", len(exactly))
    assert len(found) > 50
    assert len(exactly) > 10
    assert_the_truth_is_possible(attacker, held)


def attack_all(books: Books, store: Store, catalogue: Catalogue) -> None:
    """Try everything with all that was read, of each edition and of all beside each other."""
    editions = {edition.address: edition for edition in store.editions.all()}
    assert len(editions) > 1
    assert set(books) == {"", *editions}
    assert not PLACES - set(books[""].fed), "a place whose form changed is not read any more"
    known = {
        place: read_edition(store, edition, Audience.RESTRICTED)
        for place, edition in editions.items()
    }
    known[""] = known[list(editions)[-1]]
    for place, gleaned in books.items():
        held = cells_of(known[place])
        attack(gleaned, held, known[place].hidden, catalogue)
        for other in books.values():
            # He takes what stands in another edition for what this one hides or shows.
            same = {
                cell: read
                for cell, read in other.series.items()
                if cell in held and held[cell].value == Decimal(read.text)
            }
            attacker = Attacker(catalogue, same | gleaned.series, gleaned.hidden, gleaned.said)
            assert recovered(attacker, guarded(catalogue, held)) == []


def cells_of(holdings: Holdings) -> dict[Cell, Observation]:
    return {(o.ref, o.month): o for held in holdings.observations.values() for o in held}


def attack(
    gleaned: Gleaned, held: dict[Cell, Observation], hidden: Hidden, catalogue: Catalogue
) -> None:
    """Try everything with what was read of one edition."""
    cells = {cell for cell in hidden.cells if catalogue.find(cell[0])}
    assert gleaned.hidden == cells
    assert gleaned.marked <= cells
    assert not {one.cell for one in gleaned.said if isinstance(one, Seen)} & cells
    assert not gleaned.restated & cells, "no earlier figure of what is hidden"
    assert not gleaned.judged & cells, "no colour either"
    attacker = Attacker(catalogue, gleaned.series, gleaned.hidden, gleaned.said)
    assert recovered(attacker, guarded(catalogue, held)) == []
    assert_the_truth_is_possible(attacker, held)
    for row in gleaned.standing:
        check_standing(row, gleaned.series, cells, hidden)


def assert_the_truth_is_possible(attacker: Attacker, held: dict[Cell, Observation]) -> None:
    """An attacker who rules out what is so has misread something, and proves nothing."""
    for (ref, month), o in held.items():
        indicator = attacker.catalogue.find(ref)
        if indicator is not None and o.value is not None:
            low, high = attacker.span((ref, month))
            slack = 0 if indicator.kind is Kind.COUNT else Fraction(1, 2)
            assert low - slack <= Fraction(o.value) <= high + slack, (ref, month)


def check_standing(
    row: dict[str, str], read: dict[Cell, Read], marked: set[Cell], hidden: Hidden
) -> None:
    """Average and range follow from the figures shown, and the paragraph tells nothing."""
    ref, month = row["ref"], Month.parse(row["month"])
    window = [month.shift(-back) for back in range(12)]
    any_hidden = any((ref, m) in marked for m in window)
    if any_hidden:
        assert "published" not in row["12-month average"] + row["12-month range"]
    shown = [float(read[ref, m].text) for m in window if (ref, m) in read]
    if any_hidden and shown and row["12-month range"]:
        most = re.findall(r"[\d,.]+", row["12-month range"].partition("(")[0])[-1]
        assert float(most.replace(",", "")) == pytest.approx(max(shown), abs=0.51)
    if (ref, month) in marked:
        assert row["figure"] == "[c]"
        assert row["no figure because"] == "hidden to protect children"
    if hidden.cells.get((ref, month)) is Reason.SMALL and row["commentary"] != WITHHELD:
        assert not _SMALL_NUMBER.search(row["commentary"])
