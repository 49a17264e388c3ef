"""The comparators of the published paper, and two lists side by side, from DfE's data.

Every figure is computed a second time by plain loops over DfE's own files. DfE has revised
earlier years since 2021, so the paper's figures are met to within what rounding leaves.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from dashboard.catalogue import Aggregation, Catalogue, Indicator, NeighbourList
from dashboard.official import Computed, Extract, compute

APRIL, MAY = NeighbourList.APRIL_2021, NeighbourList.MAY_2025
FILES = {APRIL: "sn_april_2021.xlsx", MAY: "sn_may_2025.xlsx"}


@pytest.fixture(scope="module")
def rows(reference: Path) -> list[dict[str, Any]]:
    frame = pd.read_parquet(reference / "dfe" / "bds_long_0.parquet")
    measures = {"CPP_Total_NumRef", "LACceased", "CPP_Num", "LAC"}
    wanted = frame[frame["Short Desc"].isin(measures)]
    return [{str(k): v for k, v in row.items()} for row in wanted.to_dict("records")]


def by_loop(rows: list[dict[str, Any]], measure: str, year: str, code: int) -> float | None:
    for row in rows:
        if (row["Short Desc"], row["Years"], int(row["LA Number"])) == (measure, year, code):
            return None if row["Values"] == "-" else float(row["Values"])
    return None


def ten_of(reference: Path, version: NeighbourList, authority: int) -> list[int]:
    sheet = openpyxl.load_workbook(reference / "dfe" / FILES[version]).active
    assert sheet is not None
    for row in sheet.iter_rows(values_only=True):
        if row[0] == authority:
            return [int(str(row[place])) for place in range(5, 25, 2)]
    raise AssertionError(authority)


def computed(
    catalogue: Catalogue, extract: Extract, ref: str, year: str = "2020", **changes: Any
) -> Computed:
    indicator = catalogue.indicator(ref)
    found = compute(catalogue, extract, changed(indicator, **changes), year)
    assert found
    return found


def changed(indicator: Indicator, **changes: Any) -> Indicator:
    official = indicator.comparators.official
    assert official
    comparators = indicator.comparators.model_copy(
        update={"official": official.model_copy(update=changes)}
    )
    return indicator.model_copy(update={"comparators": comparators})


@pytest.mark.parametrize(
    ("ref", "measure", "months", "england", "region"),
    [
        ("M2", "CPP_Total_NumRef", 12, 353, 502),
        ("LAC3", "LACceased", 12, 16, 19),
        ("CP6B", "CPP_Num", 1, 339, 427),
    ],
)
def test_the_printed_comparators_follow_from_dfes_data(
    named: Catalogue,
    southampton: Extract,
    rows: list[dict[str, Any]],
    ref: str,
    measure: str,
    months: int,
    england: int,
    region: int,
) -> None:
    found = computed(named, southampton, ref)
    typed = named.indicator(ref).comparators
    assert typed.england
    assert typed.region
    assert [float(typed.england.value), float(typed.region.value)] == [england, region]
    for figure, code, divisor, printed in (
        (found.england, 970, 152, england),
        (found.region, 989, 19, region),
    ):
        total = by_loop(rows, measure, "2020", code)
        assert total
        assert figure.divisor == divisor
        assert str(divisor) in figure.basis
        assert figure.value == pytest.approx(total / divisor / months, rel=1e-12)
        assert figure.value is not None
        assert round(figure.value) == printed


@pytest.mark.parametrize(
    ("version", "year", "aggregation", "expected"),
    [
        (APRIL, "2020", "mean", 98.1),
        (MAY, "2020", "mean", 78.7),
        (MAY, "2025", "mean", 72.8),
        (MAY, "2025", "median", 80.0),
    ],
)
def test_list_year_and_aggregation_decide_the_neighbours_figure(
    named: Catalogue,
    southampton: Extract,
    reference: Path,
    rows: list[dict[str, Any]],
    version: NeighbourList,
    year: str,
    aggregation: str,
    expected: float,
) -> None:
    found = computed(
        named,
        southampton,
        "LAC1-NI",
        year,
        neighbours=version,
        aggregation=Aggregation(aggregation),
    )
    ten = ten_of(reference, version, 852)
    values = sorted(
        value for code in ten if (value := by_loop(rows, "LAC", year, code)) is not None
    )
    half = len(values) // 2
    second = sum(values) / len(values)
    if aggregation == "median":
        second = (values[half - 1] + values[half]) / 2
    assert found.neighbours.value == pytest.approx(second, rel=1e-12)
    assert found.neighbours.value == pytest.approx(expected, abs=1e-9)
    assert (found.neighbours.n, found.neighbours.of) == (10, 10)
    assert (found.list, found.aggregation) == (version, aggregation)
    assert found.neighbours.basis == f"{aggregation} of 10 of 10"
    own = by_loop(rows, "LAC", year, 852)
    assert own is not None
    assert found.rank
    assert found.rank.place == 1 + sum(value > own for value in values)
    assert found.rank.of == 11
    assert found.rank.is_shared == (own in values)


def test_by_default_the_list_and_year_are_the_councils(
    named: Catalogue, southampton: Extract
) -> None:
    indicator = named.indicator("LAC1-NI")
    found = compute(named, southampton, indicator)
    assert found
    assert (found.list, found.year.label) == (APRIL, "2020")
    without = named.model_copy(
        update={"council": named.council.model_copy(update={"official": None})}
    )
    latest = compute(without, southampton, indicator)
    assert latest
    assert (latest.list, latest.year.label) == (MAY, "2025")


def test_the_committed_extract_is_what_dfes_files_give(
    southampton: Extract, named: Catalogue
) -> None:
    from dashboard.official import held_extract

    held = held_extract(named.council.authority_code)
    assert held
    for name in ("values", "lists", "measures", "areas", "withheld"):
        assert getattr(held, name) == getattr(southampton, name)


def test_every_measure_named_in_the_catalogue_is_held(
    named: Catalogue, southampton: Extract
) -> None:
    refs = [i.ref for i in named.active if i.comparators.official]
    assert len(refs) == 22
    for ref in refs:
        found = computed(named, southampton, ref)
        assert found.own.value is not None
        assert found.neighbours.n == 10


def test_a_result_says_how_it_was_made_and_whose_it_is(
    named: Catalogue, southampton: Extract
) -> None:
    found = computed(named, southampton, "M2")
    assert found.source.startswith("Department for Education")
    assert "Open Government Licence v3.0" in found.source
    assert found.neighbours.basis == "mean of 10 of 10 annual figures / 12"
    assert found.england.basis == "annual total / 152 / 12"
    assert found.year.words == "2020"
