"""As published against now: each reason found a second way, from the plain file and sums."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.store import Store
from dashboard.views.as_published import (
    DIFFERING,
    Reason,
    file_months,
    lay_beside,
    list_differing,
    official_of,
)
from dashboard.views.holdings import Holdings, read_holdings

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "southampton-2021-02.csv"
FEBRUARY = Month(2021, 2)
HELD = slice(5, 12)
CHANGE, AVERAGE, MAXIMUM = 12, 14, 15


def nothing(_: object) -> None:
    """No figure of DfE's."""


def number(text: str) -> Decimal | None:
    plain = text.strip().rstrip("%").replace(",", "")
    return Decimal(plain) if plain.replace(".", "").isdigit() else None


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    with SAMPLE.open(encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def test_every_printed_figure_of_the_sample_stands_beside_ours(
    holdings: Holdings, rows: list[list[str]]
) -> None:
    for row in rows:
        indicator = holdings.catalogue.indicator(row[0])
        found = {b.column: b for b in lay_beside(holdings, indicator, FEBRUARY, nothing)}
        printed = {
            column
            for column, cell in (("average", row[AVERAGE]), ("maximum", row[MAXIMUM]))
            if number(cell) is not None
        }
        assert printed <= set(found)
        assert ("change" in found) == ("n/a" not in row[CHANGE])


def test_the_sample_holds_seven_months_so_no_change_on_the_year_can_be_computed(
    holdings: Holdings,
) -> None:
    every = list_differing(holdings, FEBRUARY, nothing, tuple(Reason))
    changes = [row for row in every if row.column == "change"]
    assert len(changes) == 59
    assert {row.reason for row in changes} == {Reason.NOT_HELD}
    assert {row.because for row in changes} == {"February 2020 is not held."}


def test_the_maximum_of_the_sample_by_hand(holdings: Holdings, rows: list[list[str]]) -> None:
    """The paper's maximum is ours where one of the seven months reaches it."""
    for row in rows:
        indicator = holdings.catalogue.indicator(row[0])
        printed, held = number(row[MAXIMUM]), [number(cell) for cell in row[HELD]]
        values = [value for value in held if value is not None]
        if indicator.is_quarterly or printed is None or not values:
            continue
        found = {b.column: b for b in lay_beside(holdings, indicator, FEBRUARY, nothing)}
        expected = Reason.AGREES if max(values) == printed else Reason.FEWER_MONTHS
        assert found["maximum"].reason is expected, row[0]


def test_no_figure_printed_in_the_sample_is_inconsistent(holdings: Holdings) -> None:
    assert list_differing(holdings, FEBRUARY, nothing, (Reason.INCONSISTENT,)) == ()


def test_dfes_data_bear_out_englands_comparators(holdings: Holdings) -> None:
    official = official_of(holdings)
    indicator = holdings.catalogue.indicator("M2")
    found = {b.column: b for b in lay_beside(holdings, indicator, FEBRUARY, official)}
    assert found["england"].reason is Reason.AGREES
    assert found["region"].reason is Reason.AGREES


def second_way(holdings: Holdings, ref: str, month: Month, column: str) -> set[Reason]:
    """All reasons that plain sums over the store's own figures allow."""
    indicator = holdings.catalogue.indicator(ref)
    figure = holdings.published(ref, month, column)
    assert figure is not None and figure.value is not None  # noqa: PT018
    printed, places = figure.value, len(str(figure.value.normalize()).partition(".")[2])

    def fits(value: float) -> bool:
        return bool(abs(value - float(printed)) <= 0.5 / 10**places + 1e-6)

    def series(at_load: int | None) -> dict[Month, float]:
        found = {}
        for back in range(12):
            at = month.shift(-back)
            if indicator.is_quarterly and not at.is_quarter_end:
                continue
            versions = [
                *holdings.restated.get((ref, at), ()),
                *(o for o in holdings.observations.get(ref, ()) if o.month == at),
            ]
            if at_load is not None:
                versions = [o for o in versions if o.source and o.source.load <= at_load]
            if versions and versions[-1].value is not None:
                found[at] = float(versions[-1].value)
        return found

    assert figure.source is not None
    now, then = series(None), series(figure.source.load)
    work = max if column == "maximum" else lambda values: sum(values) / len(values)
    allowed = set()
    if len(now) < (4 if indicator.is_quarterly else 12):
        allowed.add(Reason.FEWER_MONTHS)
    if then and then != now and fits(work(then.values())):
        allowed.add(Reason.RESTATED)
    if then == now and fits(work(now.values())):
        allowed.add(Reason.DEFINITION)
    return allowed


def test_each_reason_of_five_invented_years_a_second_way(
    demo_store: Store, invented: Catalogue
) -> None:
    holdings = read_holdings(demo_store, invented)
    counted = dict.fromkeys(Reason, 0)
    for month in file_months(holdings):
        for row in list_differing(holdings, month, nothing, DIFFERING):
            counted[row.reason] += 1
            if row.column in ("average", "maximum"):
                allowed = second_way(holdings, row.indicator.ref, month, row.column)
                assert row.reason in allowed, (row.indicator.ref, str(month), row.column)
    assert counted[Reason.INCONSISTENT] == 0
    for reason in (Reason.RESTATED, Reason.DEFINITION, Reason.ROUNDING, Reason.FEWER_MONTHS):
        assert counted[reason] > 10, reason
