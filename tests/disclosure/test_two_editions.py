"""Whoever keeps two editions beside each other finds out no small count of either."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Hidden, hide
from dashboard.records import Observation
from tests.disclosure.attacker import SMALL, Attacker
from tests.disclosure.said import Cell, Read
from tests.disclosure.test_hiding import FEB, figure, flows, history, moving
from tests.spec.test_disclosure_spec import bound_by, counts

Held = Mapping[Cell, Observation]
PARTS = {"kind": "parts of a whole", "whole": "W", "parts": ["P1", "P2", "P3"]}


def shown(held: Held, hidden: Hidden) -> dict[Cell, Read]:
    return {cell: Read(f"{o.value}") for cell, o in held.items() if cell not in hidden}


def small(held: Held, catalogue: Catalogue) -> set[Cell]:
    return {
        cell
        for cell, o in held.items()
        if o.value in SMALL and catalogue.indicator(cell[0]).kind == "count"
    }


def publish_both(bound: Catalogue, first: Held, second: Held) -> tuple[Hidden, Hidden]:
    """What each of two editions hides, the second knowing of the first."""
    before = hide(bound, first.values())
    seen = {
        cell
        for cell, o in first.items()
        if cell not in before and cell in second and second[cell].value == o.value
    }
    kept = before.cells.keys() & second.keys()
    return before, hide(bound, second.values(), frozenset(seen), frozenset(kept))


def found_out(
    bound: Catalogue, held: Held, hidden: Hidden, other: dict[Cell, Read]
) -> set[Cell]:
    """The small counts of one edition that follow from it and what another one shows.

    Of a hidden figure the reader takes for granted that it is what the other edition shows.
    """
    read = other | shown(held, hidden)
    attacker = Attacker(bound, {c: r for c, r in read.items() if c in held}, hidden.cells)
    attacker.attack()
    return {c for c in small(held, bound) - hidden.exposed if attacker.learnt(c) != SMALL}


def test_without_regard_to_the_first_edition_it_would_be_found_out() -> None:
    """The second shows 12, 8 and 19: then the first, of 30 and 19, hid a 3."""
    bound = bound_by(counts("W", "P1", "P2", "P3"), PARTS)

    def month(**values: int) -> Held:
        return {(ref, FEB): figure(ref, FEB, value) for ref, value in values.items()}

    first, second = month(W=30, P1=3, P2=8, P3=19), month(W=39, P1=12, P2=8, P3=19)
    before, alone = hide(bound, first.values()), hide(bound, second.values())
    later = {c: r for c, r in shown(second, alone).items() if c == ("P2", FEB)}
    assert found_out(bound, first, before, later) == {("P1", FEB)}
    before, after = publish_both(bound, first, second)
    assert found_out(bound, first, before, shown(second, after)) == set()


changes = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 12)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(flows, flows)
def test_no_small_count_is_found_out_from_two_editions(
    one: list[tuple[int, int, int, int]], other: list[tuple[int, int, int, int]]
) -> None:
    """Every month of the second may differ from the first, and it may have more months."""
    bound, first, second = moving(), history(one), history([*other, *one[len(other) :]])
    before, after = publish_both(bound, first, second)
    same = {
        cell: read
        for cell, read in shown(first, before).items()
        if cell in second and second[cell].value == first[cell].value
    }
    assert found_out(bound, second, after, same) == set()
    unchanged = {
        cell: read
        for cell, read in shown(second, after).items()
        if cell in first and first[cell].value == second[cell].value
    }
    assert found_out(bound, first, before, unchanged) == set()
    assert before.cells.keys() & second.keys() <= after.cells.keys()
