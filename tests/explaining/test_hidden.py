"""No explanation tells the public anything of a hidden figure, nor who loaded a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.catalogue import Catalogue
from dashboard.periods import Month, months_between
from dashboard.records import Audience, Status
from dashboard.store import Store
from dashboard.views.explaining import Explanation, Figure, explain, explain_all
from dashboard.views.explaining.formula import held_in
from dashboard.views.holdings import Holdings, read_holdings

Cell = tuple[str, Month]


@pytest.fixture(scope="module")
def public(demo_store: Store, invented: Catalogue) -> Holdings:
    return read_holdings(demo_store, invented, Audience.PUBLIC)


@pytest.fixture(scope="module")
def working(demo_store: Store, invented: Catalogue) -> Holdings:
    return read_holdings(demo_store, invented)


@pytest.fixture(scope="module")
def hidden(working: Holdings, invented: Catalogue) -> set[Cell]:
    """The cells that the public may not see, of indicators on the pages."""
    return {cell for cell in working.hidden.cells if invented.find(cell[0])}


def around(hidden: set[Cell], months: int) -> set[Cell]:
    """Hidden cells and every month whose figures look back on one."""
    return {
        (ref, later)
        for ref, month in hidden
        for later in months_between(month, month.shift(months))
    }


def explained(holdings: Holdings, cells: set[Cell]) -> Iterator[Explanation]:
    for ref, month in sorted(cells):
        if month in holdings.months:
            indicator = holdings.catalogue.indicator(ref)
            yield from explain_all(holdings, indicator, month, Audience.PUBLIC)


def test_a_hidden_figure_is_explained_as_hidden_and_no_more(
    public: Holdings, hidden: set[Cell]
) -> None:
    assert len(hidden) > 100
    for ref, month in hidden:
        indicator = public.catalogue.indicator(ref)
        one = explain(public, indicator, month, Figure.VALUE, Audience.PUBLIC)
        assert one
        assert one.is_hidden
        assert one.shown == "[c]"
        assert one.absent.startswith("Hidden to protect children.")
        assert not one.steps + one.cases + one.notes
        assert one.last_change is None
        assert explain(public, indicator, month, Figure.PARTS, Audience.PUBLIC) is None
        change = explain(public, indicator, month, Figure.MONTH_ON_MONTH, Audience.PUBLIC)
        assert change
        assert change.is_hidden
        assert not change.steps


def test_no_hidden_cell_is_an_input_of_anything(public: Holdings, hidden: set[Cell]) -> None:
    recent = {cell for cell in hidden if cell[1] >= public.months[-14]}
    places = {f"{ref} {month}" for ref, month in hidden}
    marked = set()
    for one in explained(public, around(recent, 12)):
        used = {key for step in one.steps for key in held_in(step.term)}
        for given in one.inputs:
            if given.key in places:
                marked.add(given.key)
                assert given.value is None, one.path
                assert given.text == Status.SUPPRESSED.symbol
                assert given.source is None
                assert not given.earlier
            elif any(given.key.startswith(f"{place} ") for place in places):
                # Beside a hidden figure only what its paper printed, as the pages show it.
                assert "as printed" in given.name, one.path
            if given.source:
                assert given.source.loaded_by == ""
            for was in given.earlier:
                assert was.source is None or was.source.loaded_by == ""
        assert not {key for key in used & places if not _counts(one, key)}, one.path
    assert len(marked) > 50


def _counts(one: Explanation, key: str) -> bool:
    """Whether a hidden month is only counted among those that are not held."""
    steps = [step for step in one.steps if key in held_in(step.term)]
    return [step.key for step in steps] == ["held"]


def test_every_figure_told_is_one_that_may_be_seen(
    public: Holdings, working: Holdings, hidden: set[Cell]
) -> None:
    recent = {cell for cell in hidden if cell[1] >= public.months[-3]}
    for one in explained(public, recent):
        for given in one.inputs:
            if given.slug and given.month and given.value is not None:
                ref = given.what
                assert working.measures.value(ref, given.month) == float(given.value)
                assert (ref, given.month) not in working.hidden


def test_an_officer_is_told_all_of_it(
    working: Holdings, hidden: set[Cell], invented: Catalogue
) -> None:
    ref, month = max(hidden, key=lambda cell: (cell[1], cell[0]))
    one = explain(working, invented.indicator(ref), month, Figure.VALUE, Audience.RESTRICTED)
    assert one
    assert not one.is_hidden
    assert one.notes[0].startswith("Not for publication: ")
    assert one.last_change
    assert one.last_change.loaded_by
