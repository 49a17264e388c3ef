"""What holds of every decision: protection, order of time, figures seen before, speed."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Reason, Showing, hide
from dashboard.intake import read_file
from dashboard.periods import Month
from dashboard.records import Observation, PublishedFigure, Source, Status
from tests.disclosure.attacker import SMALL, Attacker
from tests.disclosure.said import Cell, Read
from tests.fixtures.app import SAMPLE
from tests.spec.example import catalogue, indicator
from tests.spec.test_disclosure_spec import bound_by, counts

FEB = Month(2021, 2)
STOCK = {"kind": "stock and flow", "stock": "S", "starts": "B", "ends": "E"}
PARTS = {"kind": "parts of a whole", "whole": "E", "parts": ["E1", "E2", "E3"]}


def figure(ref: str, month: Month, value: float) -> Observation:
    return Observation(ref, month, Status.VALUE, Decimal(value))


def moving() -> Catalogue:
    """A stock with starts and ends, ends in three parts, a percentage of one of them."""
    share = indicator(
        "R",
        kind="percentage",
        counts_children=True,
        made_of={"numerator": "E1", "denominator": "E", "multiplier": 100},
    )
    refs = ("S", "B", "E", "E1", "E2", "E3")
    return bound_by([*counts(*refs), share], STOCK, PARTS)


Flow = tuple[int, int, int, int]


def history(flows: list[Flow]) -> dict[Cell, Observation]:
    """Months in which everything agrees, from starts and the three parts of the ends."""
    stock, held = 40, []
    for number, (starts, *parts) in enumerate(flows):
        month, ends = FEB.shift(number), sum(parts)
        stock += starts - ends
        if stock < 0:
            starts, stock = starts - stock, 0
        values = {"S": stock, "B": starts, "E": ends}
        values |= {f"E{n}": part for n, part in enumerate(parts, start=1)}
        held += [figure(ref, month, value) for ref, value in values.items()]
        if ends:
            held.append(figure("R", month, round(100 * parts[0] / ends)))
    return {(o.ref, o.month): o for o in held}


few = st.integers(0, 12)
flows = st.lists(st.tuples(few, few, few, few), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(flows)
def test_whatever_happens_no_small_count_can_be_worked_out(flows: list[Flow]) -> None:
    bound, held = moving(), history(flows)
    hidden = hide(bound, held.values())
    read = {cell: Read(f"{o.value}") for cell, o in held.items() if cell not in hidden}
    attacker = Attacker(bound, read, hidden.cells)
    attacker.attack()
    assert not hidden.exposed
    for cell, o in held.items():
        if cell[0] != "R" and o.value in SMALL:
            assert attacker.learnt(cell) == SMALL, cell


@settings(max_examples=60, deadline=None)
@given(flows)
def test_no_decision_depends_on_a_later_month(flows: list[Flow]) -> None:
    bound, held = moving(), history(flows)
    hidden = hide(bound, held.values())
    last = FEB.shift(len(flows) - 2)
    before = hide(bound, [o for o in held.values() if o.month <= last])
    assert before.cells == {c: why for c, why in hidden.cells.items() if c[1] <= last}


def sample(published: Catalogue, *, marked: bool) -> tuple[Catalogue, list[Observation]]:
    found = read_file(SAMPLE.name, SAMPLE.read_bytes(), published).observations
    council = published.council
    if not marked:
        undecided = council.disclosure.model_copy(update={"published_before": ()})
        council = council.model_copy(update={"disclosure": undecided})
    return published.model_copy(update={"council": council}), [f.record for f in found]


def test_the_published_sample_is_shown_as_the_council_showed_it(published: Catalogue) -> None:
    assert hide(*sample(published, marked=True)).cells == {}


def test_of_the_published_sample_most_would_remain(published: Catalogue) -> None:
    hidden = hide(*sample(published, marked=False))
    assert Counter(hidden.cells.values()) == {Reason.SMALL: 30, Reason.REVEALING: 36}
    assert not hidden.exposed


def test_what_nobody_decided_on_is_hidden() -> None:
    undecided = bound_by([indicator("N", counts_children=None)])
    hidden = hide(undecided, [figure("N", FEB, 300), figure("N", FEB.shift(1), 0)])
    assert set(hidden.cells.values()) == {Reason.UNDECIDED}
    assert len(hidden.cells) == 2


def test_a_nought_is_hidden_only_where_nothing_else_protects() -> None:
    whole = {"kind": "parts of a whole", "whole": "W", "parts": ["P1", "P2", "P3"]}
    bound = bound_by(counts("W", "P1", "P2", "P3"), whole)

    def hidden(*values: int) -> set[str]:
        refs = ("W", "P1", "P2", "P3")
        cells = hide(bound, [figure(r, FEB, v) for r, v in zip(refs, values, strict=True)])
        return {ref for ref, _ in cells.cells}

    assert hidden(12, 4, 0, 8) == {"P1", "P3"}
    assert hidden(4, 4, 0, 0) == {"W", "P1"}


def test_what_counts_no_children_is_shown() -> None:
    assert not hide(bound_by([indicator("N")]), [figure("N", FEB, 3)]).cells


def test_a_council_can_choose_to_hide_nothing() -> None:
    bound = bound_by(counts("N")).model_dump(mode="json", exclude_unset=True)
    bound["council"]["disclosure"] = {"profile": "none"}
    assert not hide(Catalogue.model_validate(bound), [figure("N", FEB, 3)]).cells


def loaded(o: Observation, load: int) -> Observation:
    at = dt.datetime(2021, 3, load, tzinfo=dt.UTC)
    return replace(o, source=Source(load, "f.csv", "", "", 1, 1, "", at, "a test"))


def test_a_figure_that_could_be_read_before_hides_nothing() -> None:
    whole = {"kind": "parts of a whole", "whole": "W", "parts": ["P1", "P2", "P3"]}
    bound = bound_by(counts("W", "P1", "P2", "P3"), whole)
    first = {"W": 37, "P1": 10, "P2": 8, "P3": 19}
    then = {"W": 30, "P1": 3}
    held = [loaded(figure(ref, FEB, first[ref]), 1) for ref in ("P2", "P3")]
    held += [loaded(figure(ref, FEB, value), 2) for ref, value in then.items()]
    earlier = [loaded(figure(ref, FEB, first[ref]), 1) for ref in ("W", "P1")]
    assert {ref for ref, _ in hide(bound, held).cells} == {"P1", "P2"}
    seen = frozenset({("P2", FEB), ("P3", FEB)})
    assert {ref for ref, _ in hide(bound, held, seen).cells} == {"P1", "W"}
    showing = Showing(bound, held, hide(bound, held, seen))
    assert not any(showing.may_show_earlier(o) for o in earlier)


@pytest.mark.parametrize(
    ("column", "printed", "shown"),
    [
        ("average", 20, False),
        ("maximum", 40, False),
        ("change", 50, True),
    ],
)
def test_what_was_printed_over_a_hidden_month_is_left_out(
    column: str, printed: int, shown: bool
) -> None:
    bound = bound_by(counts("N"))
    held = [figure("N", FEB.shift(-back), 4 if back == 2 else 30) for back in range(13)]
    showing = Showing(bound, held, hide(bound, held))
    cell = PublishedFigure("N", FEB, column, str(printed), Decimal(printed), None)
    assert showing.may_show_printed(cell) is shown


def test_a_printed_figure_tells_of_no_small_count_in_a_month_not_held() -> None:
    bound = bound_by(counts("N"))
    held = [figure("N", FEB, 10)]
    showing = Showing(bound, held, hide(bound, held))

    def may_show(column: str, value: int) -> bool:
        return showing.may_show_printed(
            PublishedFigure("N", FEB, column, str(value), Decimal(value), None)
        )

    assert not may_show("maximum", 5)
    assert may_show("maximum", 17)
    assert not may_show("change", 150)  # from 4
    assert may_show("change", -17)  # from 12


TEXTS = [
    ("There were 4 adoptions this month.", False),
    ("Four children were adopted.", False),
    ("The number doubled.", False),
    ("Each adoption is prepared with care.", True),
    ("There were 30 children in February 2021, and 3 of them are brothers.", False),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_a_paragraph_that_names_a_hidden_count_is_withheld(text: str, shown: bool) -> None:
    bound = bound_by(counts("N"))
    held = [figure("N", FEB, 4)]
    assert Showing(bound, held, hide(bound, held)).may_show_text(text, "N", FEB) is shown


def test_a_paragraph_may_repeat_what_can_be_read() -> None:
    share: Any = indicator(
        "R",
        kind="percentage",
        counts_children=True,
        made_of={"numerator": "P", "denominator": "N", "multiplier": 100},
    )
    bound = bound_by([*counts("N", "P"), share])
    held = [figure("N", FEB.shift(-1), 27), figure("N", FEB, 30), figure("P", FEB, 3)]
    showing = Showing(bound, held, hide(bound, held))
    assert showing.may_show_text("There were 30 in February, 3 more than in January.", "N", FEB)
    assert not showing.may_show_text("Of these, 3 went home.", "N", FEB)


def test_twenty_years_of_a_whole_catalogue_are_decided_in_two_seconds(
    published: Catalogue,
) -> None:
    bound, observations = sample(published, marked=False)
    first = min(o.month for o in observations)
    years = [
        replace(o, month=first.shift(-7 * back + (o.month.index - first.index)))
        for back in range(35)
        for o in observations
    ]
    start = time.process_time()
    hidden = hide(bound, years)
    assert time.process_time() - start < 2
    assert Counter(hidden.cells.values())[Reason.SMALL] == 35 * 30


def test_the_tables_catalogue_is_bound() -> None:
    """Guards the tests above: without identities nothing but small counts is hidden."""
    held = [figure(ref, FEB, v) for ref, v in (("W", 30), ("P1", 3), ("P2", 27))]
    assert set(hide(catalogue(*counts("W", "P1", "P2")), held).cells) == {("P1", FEB)}
