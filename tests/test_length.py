"""Twenty years of months cost a reader no more than two."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.length import (
    FIRST_MS,
    GROWTH,
    LATER_MS,
    LOAD_SECONDS,
    LONG,
    PAGES,
    SHORT,
    Figures,
    compare,
    invent,
    load,
    median,
)
from dashboard.catalogue import Catalogue
from dashboard.export.csv_files import series_csv
from dashboard.intake import read_file
from dashboard.records import Audience
from dashboard.store import Store
from dashboard.views.holdings import read_holdings
from dashboard.views.indicator import FIRST_SHOWN, Reading, make_indicator_page

Record = Callable[[str, object], None]

SLACK = 3
"""How much longer a thing may take in the ordinary run, beside other tests."""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stores of both lengths stay when they were measured."""
    return tmp_path_factory.mktemp("length")


@pytest.fixture(scope="module")
def measured(stores: Path) -> tuple[Figures, Figures]:
    """A few months of both lengths, in turns."""
    return compare(months_asked=5, folder=stores)


def test_the_invented_file_is_as_long_as_it_says(published: Catalogue) -> None:
    reading = read_file("long.csv", invent(published, LONG), published)
    assert not reading.problems
    assert len(reading.months) == LONG
    quarterly = sum(i.is_quarterly for i in published.active)
    monthly = len(published.active) - quarterly
    assert len(reading.observations) == LONG * monthly + LONG // 3 * quarterly


def test_pages_do_not_grow(measured: tuple[Figures, Figures]) -> None:
    short, long = measured
    for page, before, after in zip(PAGES, short.sizes, long.sizes, strict=True):
        assert after < GROWTH * before, page


def test_callbacks_do_not_slow_down(measured: tuple[Figures, Figures]) -> None:
    short, long = measured
    assert median(long.first_ms) < FIRST_MS * SLACK
    assert median(long.later_ms) < LATER_MS * SLACK
    assert median(long.first_ms) < SLACK * median(short.first_ms)
    assert long.load_work < LOAD_SECONDS * SLACK


@pytest.mark.usefixtures("measured")
def test_an_indicator_shows_two_years_at_first_and_the_rest_by_period(
    stores: Path, published: Catalogue
) -> None:
    store = Store.open(f"sqlite:///{stores / f'{LONG}.sqlite'}")
    holdings = read_holdings(store, published)
    store.close()
    indicator = published.indicator("M1")
    page = make_indicator_page(holdings, indicator, Reading(), Audience.RESTRICTED)
    assert page.drawing
    assert len(page.rows) == len(page.drawing.months) == FIRST_SHOWN
    everything = Reading(first=holdings.months[0])
    page = make_indicator_page(holdings, indicator, everything, Audience.RESTRICTED)
    assert page.drawing
    assert len(page.rows) == len(page.drawing.months) == LONG
    file = series_csv(holdings, indicator).decode("utf-8-sig")
    assert len(file.splitlines()) == LONG + 1


@pytest.mark.long
def test_twenty_years_are_as_quick_as_two(record_property: Record) -> None:
    short, long = compare()
    for name, figures in ((f"{SHORT} months", short), (f"{LONG} months", long)):
        record_property(f"{name}, first callback, ms", f"{median(figures.first_ms):.1f}")
        record_property(f"{name}, later callback, ms", f"{median(figures.later_ms):.1f}")
        record_property(f"{name}, store read, ms", f"{median(figures.reading_ms):.0f}")
        record_property(f"{name}, bytes", " ".join(f"{size:,}" for size in figures.sizes))
    assert max(long.first_ms) <= FIRST_MS
    assert max(long.later_ms) <= LATER_MS
    assert median(long.first_ms) < GROWTH * median(short.first_ms)
    assert median(long.later_ms) < GROWTH * median(short.later_ms)
    assert median(long.reading_ms) < 1000
    for page, before, after in zip(PAGES, short.sizes, long.sizes, strict=True):
        assert after < GROWTH * before, page


@pytest.mark.long
def test_twenty_years_load_in_five_seconds(
    tmp_path: Path, published: Catalogue, record_property: Record
) -> None:
    file = tmp_path / "long.csv"
    file.write_bytes(invent(published, LONG))
    seconds = [load(file, tmp_path / f"{n}.sqlite") for n in range(3)]
    record_property("seconds", f"{median(seconds):.1f}")
    assert median(seconds) < LOAD_SECONDS
