"""The invented figures as they are held: plausible, and consistent with one another."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pytest

from dashboard.catalogue import Catalogue, Kind
from dashboard.demo import FIRST, LAST
from dashboard.demo.history import imagine, population, teenagers
from dashboard.periods import Month, months_between
from dashboard.records import Basis, Colour, Status
from dashboard.store import Store
from dashboard.views.holdings import Holdings, read_holdings

MONTHS = tuple(months_between(FIRST, LAST))
Values = Mapping[tuple[str, Month], Decimal]


@pytest.fixture(scope="module")
def values(demo_store: Store) -> Values:
    return {(o.ref, o.month): o.value for o in demo_store.observations() if o.value is not None}


@pytest.fixture(scope="module")
def invented_holdings(demo_store: Store, invented: Catalogue) -> Holdings:
    return read_holdings(demo_store, invented)


def rounded(number: Decimal, places: str = "1") -> Decimal:
    return number.quantize(Decimal(places), ROUND_HALF_UP)


def test_no_value_is_beyond_what_it_can_be(values: Values, invented: Catalogue) -> None:
    assert len(values) > 3500
    for (ref, month), value in values.items():
        indicator = invented.indicator(ref)
        assert value >= 0, (ref, month)
        if indicator.is_percentage:
            assert value <= 100, (ref, month)
        if indicator.kind is Kind.COUNT:
            assert value == int(value), (ref, month)
        if indicator.is_quarterly:
            assert month.is_quarter_end


def test_percentages_equal_their_parts(values: Values, invented: Catalogue) -> None:
    checked = 0
    for indicator in invented.active:
        made = indicator.made_of
        if not (made and made.numerator and made.denominator):
            continue
        for month in MONTHS:
            if (indicator.ref, month) in values:
                share = 100 * values[made.numerator, month] / values[made.denominator, month]
                assert values[indicator.ref, month] == rounded(share), (indicator.ref, month)
                checked += 1
    assert checked > 9 * 55


def test_rates_equal_count_over_population(values: Values, invented: Catalogue) -> None:
    rates = {"M2-NI": "M2", "CP1-NI": "CP1", "CP6B-NI": "CP6B", "CP2-NI": "CP2",
             "LAC1-NI": "LAC1"}  # fmt: skip
    assert {i.ref for i in invented.active if i.kind is Kind.RATE} == {*rates, "YO2"}
    for month in MONTHS:
        for rate, count in rates.items():
            expected = 10_000 * values[count, month] / population(month)
            assert values[rate, month] == rounded(expected, "0.1"), (rate, month)
        entrants = values["YO2", month] * teenagers(month) / 100_000
        assert abs(entrants - round(entrants)) < Decimal("0.02"), month


def test_parts_of_a_whole_add_up_but_for_what_was_planted(values: Values) -> None:
    spans = ("EH3a%", "EH3b%", "EH3c%", "EH3d%", "EH3e%")
    odd = []
    for month in MONTHS:
        whole = sum((values[span, month] for span in spans), Decimal(0))
        assert 98 <= whole <= 102, month
        late = 100 - values["EH4-QL", month]
        if abs(late - values["EH3e%", month]) > 1:
            odd.append(month)
    assert odd == [Month(2023, 9)]


def test_no_part_is_larger_than_its_whole(values: Values) -> None:
    parts = (
        ("M2", "M1"), ("M6-QL (val)", "M2"), ("CP1", "M2"), ("CP2", "CP1"), ("EH14b", "EH1c"),
        ("LAC13", "LAC1"), ("LAC14", "LAC2"), ("CP7", "CP6B"),
        ("LAC9 (val)", "LAC1"), ("EH4 (val)", "EH3"),
    )  # fmt: skip
    for month in MONTHS:
        for part, whole in parts:
            assert values[part, month] <= values[whole, month], (part, month)
        children = sum(values[ref, month] for ref in ("EH2", "CP6B", "LAC1"))
        assert 200 < values["CIN5", month] - children < 300, month


def test_stocks_follow_from_what_began_and_ended_but_for_what_was_planted(
    values: Values,
) -> None:
    begun = {month: counts["begun"] for month, counts in imagine(
        months_between(FIRST.shift(-12), LAST)).items()}  # fmt: skip
    odd = []
    for month in MONTHS[1:]:
        before = month.shift(-1)
        children = values["LAC1", before] + values["LAC2", month] - values["LAC3", month]
        assert values["LAC1", month] == children, month
        plans = values["CP6B", before] + begun[month] - values["CP7", month]
        if values["CP6B", month] != plans:
            odd.append(month)
    assert odd == [Month(2024, 3), Month(2024, 4)]  # the planted one, and the way back


def test_seasons_shifts_and_trends_can_be_seen(values: Values) -> None:
    def mean(ref: str, months: list[Month]) -> float:
        return float(sum(values[ref, month] for month in months)) / len(months)

    august = [m for m in MONTHS if m.number == 8]
    november = [m for m in MONTHS if m.number == 11]
    assert mean("M1", august) < 0.8 * mean("M1", november)
    shift = Month(2024, 1)
    year_before = [m for m in MONTHS if shift.shift(-12) <= m < shift]
    year_after = [m for m in MONTHS if shift <= m < shift.shift(12)]
    assert mean("M1", year_after) > 1.06 * mean("M1", year_before)
    assert values["LAC1", LAST] > 1.15 * float(values["LAC1", FIRST])
    assert values["LAC16", LAST] < values["LAC16", FIRST]


def test_small_counts_true_zeros_and_series_that_never_move(
    values: Values, demo_store: Store
) -> None:
    def series(ref: str) -> list[Decimal]:
        return [values[ref, month] for month in MONTHS if (ref, month) in values]

    assert set(series("FM012")) == {Decimal(45)}
    spiked = series("M8-QL")[-25:]
    assert sorted(set(spiked)) == [Decimal(97), Decimal(100)]
    assert spiked.count(Decimal(97)) == 1
    for ref in ("LAC14", "CP2b"):
        assert 0 in series(ref)
        assert max(series(ref)) < 10
    statuses = {o.status for o in demo_store.observations()}
    assert {
        Status.VALUE,
        Status.MISSING,
        Status.NOT_DUE,
        Status.NOT_AVAILABLE,
        Status.NOT_APPLICABLE,
    } <= statuses
    assert not any(o.value is None and o.ref == "CP2b" for o in demo_store.observations())


def test_every_colour_and_basis_occurs_in_the_latest_month(
    invented_holdings: Holdings,
) -> None:
    measures = invented_holdings.measures
    assert invented_holdings.latest == LAST
    assert invented_holdings.months == MONTHS
    rags = {ref: measures.rag(ref, LAST) for ref in measures.refs}
    assert {rag.colour for rag in rags.values()} == set(Colour)
    assert {rag.basis for rag in rags.values()} == set(Basis)
    assert rags["LSCB17a"].colour is Colour.QUERY
    adoptions = rags["LAC6 (val)"]
    assert adoptions.colour is Colour.CANNOT_JUDGE
    assert adoptions.year_to_date
    assert (adoptions.year_to_date.held, adoptions.year_to_date.elapsed) == (10, 11)
    assert rags["LAC9 (val)"].to_be_confirmed_since
