"""The part of the catalogue's schema about comparators from DfE's published data."""

from __future__ import annotations

from pydantic import Field

from dashboard.catalogue.entry import Entry
from dashboard.catalogue.values import Aggregation, NeighbourList, OfficialBasis, Text


class OfficialMeasure(Entry):
    """The measure of DfE's Local Authority Interactive Tool that says the same thing."""

    measure: Text = Field(description="The measure's `Short Desc`, exactly as DfE writes it.")
    basis: OfficialBasis = Field(description="How the comparator is made from it.")
    aggregation: Aggregation = Field(
        default=Aggregation.MEAN, description="How ten neighbours become one figure."
    )
    neighbours: NeighbourList | None = Field(
        default=None, description="DfE's list of neighbours, if not the council's default."
    )
    year: Text | None = Field(
        default=None,
        description='The year as DfE writes it, such as "2020" for the year to March 2020, if '
        "not the council's default.",
    )


class OfficialDefaults(Entry):
    """What holds for comparators from DfE's data wherever an indicator says nothing else."""

    neighbours: NeighbourList = Field(
        default=NeighbourList.MAY_2025, description="DfE's list of statistical neighbours."
    )
    year: Text | None = Field(
        default=None,
        description='The year as DfE writes it, such as "2020"; the latest if left out.',
    )
