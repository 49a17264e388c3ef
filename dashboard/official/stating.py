"""The catalogue with the comparators that DfE's data make, where it says they are computed."""

from __future__ import annotations

from decimal import Decimal

from dashboard.catalogue import (
    COMPARED_WITH,
    Catalogue,
    Comparator,
    Comparators,
    ComparatorStatus,
    Indicator,
    Publication,
)
from dashboard.official.computing import Computed, compute
from dashboard.official.extract import CREDIT, Extract

PUBLICATION = "dfe-official-data"
"""The key under which computed comparators name their source."""


def state_computed(catalogue: Catalogue, extract: Extract | None) -> Catalogue:
    """The same catalogue; every computed indicator has the comparators that can be made.

    One that is typed stays, and so does the gap where DfE publishes nothing. Whoever reads
    the result need not know which is which: each has its year, basis and source.
    """
    indicators = tuple(_state(catalogue, extract, one) for one in catalogue.indicators)
    if indicators == catalogue.indicators:
        return catalogue
    # Made anew, since a copy would keep what was looked up in the old one.
    fields = {name: getattr(catalogue, name) for name in Catalogue.model_fields}
    publications = (*catalogue.publications, Publication(key=PUBLICATION, title=CREDIT))
    return Catalogue(**fields | {"indicators": indicators, "publications": publications})


def is_computed(comparator: Comparator | None) -> bool:
    """Whether a comparator was made here."""
    return comparator is not None and comparator.source == PUBLICATION


def _state(catalogue: Catalogue, extract: Extract | None, indicator: Indicator) -> Indicator:
    given = indicator.comparators
    computed = None
    if given.status is ComparatorStatus.COMPUTED:
        computed = compute(catalogue, extract, indicator)
    if computed is None:
        return indicator
    made = {area: getattr(given, area) or _comparator(computed, area) for area in COMPARED_WITH}
    stated = Comparators(status=given.status, official=given.official, **made)
    return indicator.model_copy(update={"comparators": stated})


def _comparator(computed: Computed, area: str) -> Comparator | None:
    figure = getattr(computed, area)
    if figure.value is None:
        return None
    basis = figure.basis
    if area == "neighbours":
        basis += f", list of {computed.list.words}"
    return Comparator(
        value=Decimal(repr(figure.value)),
        year=computed.year.words,
        basis=basis,
        source=PUBLICATION,
    )
