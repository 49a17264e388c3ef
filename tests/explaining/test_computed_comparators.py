"""Comparators that the catalogue leaves to DfE's data, on the scorecard and explained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.catalogue import COMPARED_WITH, Catalogue, Comparators, ComparatorStatus
from dashboard.editions import read_document
from dashboard.findings.standing import findings_of
from dashboard.official import CREDIT, compute, is_computed
from dashboard.periods import Month
from dashboard.publishing import read_edition
from dashboard.records import Audience, Basis
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views import as_published, definition
from dashboard.views.comparing_areas import compare_areas
from dashboard.views.explaining import Figure, explain
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.views.status import stand
from tests.explaining.test_recomputed import check_all
from tests.fixtures.app import publish_month, with_sample

FEBRUARY = Month(2021, 2)


def with_indicators(catalogue: Catalogue, **comparators: Comparators) -> Catalogue:
    """The catalogue with other comparators for some refs, written with "_" for "-"."""
    fields = {name: getattr(catalogue, name) for name in Catalogue.model_fields}
    changed = {ref.replace("_", "-"): given for ref, given in comparators.items()}
    indicators = tuple(
        one.model_copy(update={"comparators": changed[one.ref]}) if one.ref in changed else one
        for one in catalogue.indicators
    )
    return Catalogue(**fields | {"indicators": indicators})


def left_to_dfe(catalogue: Catalogue) -> Catalogue:
    """The catalogue in which whatever names a measure of DfE's is computed."""
    computed = {
        one.ref.replace("-", "_"): Comparators(
            status=ComparatorStatus.COMPUTED, official=one.comparators.official
        )
        for one in catalogue.indicators
        if one.comparators.official
    }
    assert len(computed) > 20
    return with_indicators(catalogue, **computed)


@pytest.fixture(scope="module")
def store(site_settings: Settings) -> Iterator[Store]:
    store = Store.open(site_settings.database_url)
    yield store
    store.close()


@pytest.fixture(scope="module")
def computed(store: Store, published: Catalogue) -> Holdings:
    return read_holdings(store, left_to_dfe(published))


def test_the_scorecard_has_what_dfe_s_data_make(computed: Holdings) -> None:
    found = {}
    for ref in ("M2", "CP6B", "LAC3"):
        standing = stand(computed, computed.catalogue.indicator(ref), FEBRUARY)
        found[ref] = (standing.england.text, standing.region.text)
    assert found["M2"] == ("353", "502")
    assert found["CP6B"] == ("339", "427")
    assert found["LAC3"][0] == "16"


def test_each_has_its_year_basis_and_source(computed: Holdings) -> None:
    indicator = computed.catalogue.indicator("LAC1-NI")
    near, england, _ = definition.comparisons(
        computed, indicator, stand(computed, indicator, FEBRUARY)
    )
    assert (near.year, near.basis) == ("2020", "mean of 10 of 10, list of April 2021")
    assert (england.year, england.basis) == ("2020", "as published")
    assert near.source == england.source == CREDIT
    assert near.text == "98"


def test_it_is_what_a_figure_is_judged_by(computed: Holdings, holdings: Holdings) -> None:
    typed = holdings.measures.rag("LAC1-NI", FEBRUARY)
    rag = computed.measures.rag("LAC1-NI", FEBRUARY)
    indicator = computed.catalogue.indicator("LAC1-NI")
    made = compute(computed.catalogue, computed.official, indicator)
    assert made
    assert rag.basis is typed.basis is Basis.NEIGHBOURS
    assert rag.reference == pytest.approx(made.neighbours.value)
    assert typed.reference == 89


def test_one_that_is_typed_stays_and_its_neighbours_are_computed(
    store: Store, published: Catalogue
) -> None:
    was = published.indicator("LAC1-NI").comparators
    mixed = was.model_copy(
        update={"status": ComparatorStatus.COMPUTED, "neighbours": None, "region": None}
    )
    found = read_holdings(store, with_indicators(published, LAC1_NI=mixed))
    comparators = found.catalogue.indicator("LAC1-NI").comparators
    assert comparators.england == was.england
    assert is_computed(comparators.neighbours)
    assert is_computed(comparators.region)


def test_without_dfe_s_data_there_is_none_and_it_is_said(
    store: Store, published: Catalogue
) -> None:
    official = published.indicator("LAC1-NI").comparators.official
    assert official
    unknown = official.model_copy(update={"measure": "Nothing_Of_That_Name"})
    asked = Comparators(status=ComparatorStatus.COMPUTED, official=unknown)
    found = read_holdings(store, with_indicators(published, LAC1_NI=asked))
    indicator = found.catalogue.indicator("LAC1-NI")
    assert indicator.comparators == asked
    note = definition.comparator_note(indicator)
    assert note == "DfE publishes no figure to compare it with."


@pytest.mark.parametrize("audience", list(Audience))
def test_each_is_explained_from_dfe_s_figures_and_can_be_worked_out_again(
    store: Store, published: Catalogue, audience: Audience
) -> None:
    found = read_holdings(store, left_to_dfe(published), audience)
    assert check_all(found, audience, (FEBRUARY,)) > 800
    indicator = found.catalogue.indicator("LAC1-NI")
    one = explain(found, indicator, FEBRUARY, Figure.NEIGHBOURS, audience)
    assert one
    assert one.shown == stand(found, indicator, FEBRUARY).neighbours.text
    assert one.title == "Comparator: Statistical neighbours"
    assert len(one.inputs) == 10
    assert {held.stated.title for held in one.inputs if held.stated} == {CREDIT}


def test_no_finding_takes_them_for_statements(store: Store, computed: Holdings) -> None:
    codes = {one.code for one in findings_of(store, computed)}
    assert not codes & {"bases", "comparator-parts"}
    # What is worth a word of a figure that nobody typed stays.
    assert {"counts-compared", "far-comparator"} <= codes


def test_an_edition_keeps_what_makes_them_and_not_a_typed_copy(
    store: Store, published: Catalogue, tmp_path: Path
) -> None:
    own = Store.open(f"sqlite:///{tmp_path / 'own.sqlite'}")
    own.migrate()
    with_sample(own)
    catalogue = left_to_dfe(published)
    edition = publish_month(
        own, catalogue, FEBRUARY, dt.datetime(2021, 3, 25, 9, tzinfo=dt.UTC)
    )
    frozen = read_document(own.editions.document(edition)).material.catalogue
    assert frozen == catalogue
    read = read_edition(own, edition, Audience.PUBLIC)
    now = read_holdings(store, catalogue)
    for one in now.catalogue.indicators:
        assert read.catalogue.indicator(one.ref).comparators == one.comparators
    assert any(is_computed(one.comparators.england) for one in read.catalogue.active)
    own.close()


def test_what_was_printed_is_not_compared_with_what_is_made_here(computed: Holdings) -> None:
    official = as_published.official_of(computed)
    columns = {
        row.column
        for one in computed.catalogue.active
        if one.comparators.official
        for row in as_published.lay_beside(computed, one, FEBRUARY, official)
    }
    assert columns
    assert not columns & set(COMPARED_WITH)
    indicator = computed.catalogue.indicator("LAC1-NI")
    areas = compare_areas(computed.catalogue, computed.official, indicator)
    assert areas.rows
    assert areas.beside == ()
