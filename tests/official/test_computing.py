"""Comparators made from an extract of a few invented figures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue, NeighbourList
from dashboard.official import Area, Computed, Extract, Measure, compute, compute_years
from dashboard.official.extract import ListOf

APRIL = NeighbourList.APRIL_2021
TEN = (301, 302, 303, 304, 305, 306, 307, 308, 909, 942)


def extract(
    measure: str, figures: dict[int, float], *, codes: tuple[int, ...] = TEN, year: str = "2020"
) -> Extract:
    areas = {code: Area(code, f"Area {code}") for code in (300, *TEN, 970, 989)}
    return Extract(
        authority=areas[300],
        region=areas[989],
        england=areas[970],
        areas=areas,
        lists={version: ListOf(version, codes, 152, 19) for version in NeighbourList},
        measures={measure: Measure(measure, "A measure", "", "Annual", 0, "")},
        values={measure: {year: figures}},
        withheld={},
    )


def made(catalogue: Catalogue, ref: str, figures: dict[int, float], **more: Any) -> Computed:
    official = catalogue.indicator(ref).comparators.official
    assert official
    found = compute(
        catalogue, extract(official.measure, figures, **more), catalogue.indicator(ref)
    )
    assert found
    return found


def test_a_neighbour_without_a_figure_is_left_out_and_not_taken_as_zero(
    named: Catalogue,
) -> None:
    found = made(named, "LAC1-NI", {300: 50, 301: 40, 302: 60})
    assert found.neighbours.value == 50
    assert (found.neighbours.n, found.neighbours.of) == (2, 10)
    assert found.neighbours.basis == "mean of 2 of 10"
    assert [value for _, value in found.each] == [40, 60] + [None] * 8


def test_a_neighbour_with_a_true_zero_counts(named: Catalogue) -> None:
    found = made(named, "LAC1-NI", {300: 50, 301: 0, 302: 60})
    assert found.neighbours.value == 30


def test_a_predecessor_steps_back_where_its_successor_is_held(named: Catalogue) -> None:
    both = made(named, "LAC1-NI", {300: 50, 301: 40, 909: 100, 942: 60})
    assert both.neighbours.value == 50
    assert both.neighbours.n == 2
    alone = made(named, "LAC1-NI", {300: 50, 301: 40, 909: 100})
    assert alone.neighbours.value == 70


def test_nobody_to_compare_with_is_said(named: Catalogue) -> None:
    empty = made(named, "LAC1-NI", {300: 50})
    assert empty.neighbours.value is None
    assert empty.neighbours.absent == "no neighbour has a figure"
    assert empty.rank is None
    unlisted = made(named, "LAC1-NI", {300: 50, 301: 40}, codes=())
    assert unlisted.neighbours.absent == (
        "the list of April 2021 has no neighbours for this authority"
    )


def test_equal_figures_share_a_place(named: Catalogue) -> None:
    rank = made(named, "LAC1-NI", {300: 50, 301: 50, 302: 60, 303: 40}).rank
    assert rank
    assert (rank.place, rank.of, rank.is_shared) == (2, 4, True)


def test_without_a_figure_of_its_own_the_authority_has_no_rank(named: Catalogue) -> None:
    found = made(named, "LAC1-NI", {301: 50})
    assert found.rank is None
    assert found.own.absent == "DfE publishes no figure"


@pytest.mark.parametrize(("ref", "rate"), [("CP6B", "CP6B-NI"), ("M2", "M2-NI"), ("LAC13", "")])
def test_counts_are_not_compared_and_the_rate_is_offered(
    named: Catalogue, ref: str, rate: str
) -> None:
    found = made(named, ref, {300: 50, 301: 40, 970: 15200})
    assert not found.is_comparable
    assert found.rank is None
    assert found.better == rate


@given(
    st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=8),
    st.floats(min_value=0, max_value=1e6),
)
def test_the_mean_lies_among_its_parts_and_the_rank_among_its_number(
    values: list[float], own: float
) -> None:
    catalogue = _CATALOGUE
    figures = dict(zip(TEN, values, strict=False))
    found = made(catalogue, "LAC1-NI", {300: own, **figures})
    assert found.neighbours.value is not None
    assert min(values) * (1 - 1e-9) <= found.neighbours.value <= max(values) * (1 + 1e-9)
    assert found.rank
    assert 1 <= found.rank.place <= found.rank.of == len(values) + 1


def test_nothing_is_computed_where_nothing_is_named_or_held(named: Catalogue) -> None:
    indicator = named.indicator("LAC1-NI")
    assert compute(named, None, indicator) is None
    assert compute_years(named, None, indicator) == ()
    assert compute(named, extract("LACnum", {300: 1}), indicator) is None
    assert compute(named, extract("LAC", {300: 1}), named.indicator("M1")) is None
    assert compute(named, extract("LAC", {300: 1}), indicator, "1999") is None


def _load() -> Catalogue:
    from dashboard.catalogue import load_catalogue
    from dashboard.settings import ROOT

    return load_catalogue(ROOT / "indicators.yaml")


_CATALOGUE = _load()
