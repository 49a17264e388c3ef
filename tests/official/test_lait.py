"""DfE's files as they are: all authorities, the odd years, no figure taken as zero."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dashboard.catalogue import Catalogue, NeighbourList
from dashboard.official import Extract, OfficialError, compute
from dashboard.official.lait import Lait, read_figure, read_lait
from dashboard.official.writing import extract_files, named_measures
from dashboard.settings import ROOT
from tests.official.conftest import Make


def test_all_authorities_and_the_five_that_are_no_more(lait: Lait, reference: Path) -> None:
    book = openpyxl.load_workbook(reference / "dfe" / "la_code_list.xlsx").active
    assert book is not None
    numbers = {int(str(row[0])) for row in book.iter_rows(min_row=2, values_only=True)}
    assert len(lait.authorities) == 153
    names = {area.name for area in lait.predecessors}
    assert names == {
        "Bournemouth (Pre LG)",
        "Poole (Pre LG)",
        "Dorset (Pre LG)",
        "Cumbria",
        "Northamptonshire",
    }
    assert {a.code for a in (*lait.authorities, *lait.predecessors)} < numbers
    assert not {a.code for a in lait.authorities} & {a.code for a in lait.predecessors}


def test_the_numbers_of_authorities_are_those_of_each_list(lait: Lait) -> None:
    april, may = (lait.lists[version] for version in NeighbourList)
    assert (april.count(), may.count()) == (152, 153)
    assert april.count("South East") == may.count("South East") == 19
    # Its two successors came later, so the older list has Cumbria itself.
    assert 909 in april.of
    assert 942 not in april.of
    assert 909 not in may.of
    for known in (april, may):
        for code, ten in known.of.items():
            assert len(set(ten)) == 10
            assert code not in ten


def test_a_measure_has_every_figure_of_the_file_and_no_other(
    lait: Lait, reference: Path
) -> None:
    frame = pd.read_parquet(reference / "dfe" / "bds_long_0.parquet")
    rows = frame[frame["Short Desc"] == "Unacc_Asylmn_Seek_Childn"]
    expected = {}
    for row in rows.to_dict("records"):
        if str(row["Values"]) != "-":
            expected[str(row["Years"]), int(row["LA Number"])] = float(str(row["Values"]))
    values = lait.values("Unacc_Asylmn_Seek_Childn")
    read = {(year, code): v for year, by in values.items() for code, v in by.items()}
    assert read == pytest.approx(expected)
    assert len(rows) > len(read)  # some cells are "-"


def test_an_unknown_year_is_refused_by_name(lait: Lait) -> None:
    with pytest.raises(OfficialError, match='measure "CINPermExclusion": "0" is not a year'):
        lait.values("CINPermExclusion")


def test_every_other_measure_can_be_read(lait: Lait) -> None:
    unreadable = set()
    for measure in lait.about:
        try:
            assert lait.values(measure)
        except OfficialError:
            unreadable.add(measure)
    assert unreadable == {"CINPermExclusion"}
    assert len(lait.about) == 434


def test_an_unknown_measure_is_refused(lait: Lait) -> None:
    with pytest.raises(OfficialError, match='there is no measure "LACs"'):
        lait.values("LACs")


@pytest.mark.parametrize("cell", ["-", "", " ", "x", "c", None, float("nan"), "inf", "[z]"])
def test_what_is_no_number_is_no_figure(cell: object) -> None:
    assert read_figure(cell) is None


@pytest.mark.parametrize(
    ("cell", "figure"), [("0", 0), ("1,234", 1234), ("83.80000000000001", 83.8), (" 7 ", 7)]
)
def test_figures_are_read_without_a_machines_tail(cell: str, figure: float) -> None:
    assert read_figure(cell) == figure


def test_an_extract_can_be_made_for_every_authority(lait: Lait, named: Catalogue) -> None:
    measures = {"LAC": named_measures(named)["LAC"]}
    for area in lait.authorities:
        files = extract_files(lait, area.code, measures)
        roles = [row[3] for row in files["areas.csv"]]
        assert roles[0] == "authority"
        assert roles[-2:] == ["region", "England"]
        assert 10 <= roles.count("neighbour") <= 20
        assert files["values.csv"]


def test_an_authority_newer_than_a_list_has_no_neighbours_on_it(
    extract_of: Make, named: Catalogue
) -> None:
    cumberland = extract_of(942)
    found = compute(named, cumberland, named.indicator("LAC1-NI"), "2025")
    assert found
    assert found.neighbours.value is None
    assert "April 2021 has no neighbours" in found.neighbours.absent
    assert len(cumberland.lists[NeighbourList.MAY_2025].codes) == 10


def test_a_neighbour_that_is_no_more_drops_out_when_it_ends(
    extract_of: Make, lait: Lait, named: Catalogue
) -> None:
    code = next(c for c, ten in lait.lists[NeighbourList.APRIL_2021].of.items() if 909 in ten)
    extract = extract_of(code)
    for year, is_held in (("2021", True), ("2025", False)):
        found = compute(named, extract, named.indicator("LAC1-NI"), year)
        assert found
        each = {area.code: value for area, value in found.each}
        assert (each[909] is not None) is is_held
        assert found.neighbours.n == sum(value is not None for value in each.values())


@pytest.mark.parametrize("code", [909, 970, 999])
def test_only_an_authority_of_today_has_an_extract(lait: Lait, code: int) -> None:
    with pytest.raises(OfficialError, match=f"--authority {code}:"):
        extract_files(lait, code, {})


def test_a_whole_outside_the_range_of_its_parts_is_withheld(
    southampton: Extract, named: Catalogue
) -> None:
    """England's rate of first entrants is, in DfE's file, the sum of nine regions' rates."""
    found = compute(named, southampton, named.indicator("YO2"))
    assert found
    assert found.england.value is None
    assert found.england.absent.startswith("not shown: higher than the figure of every")
    assert found.region.value == 161


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OfficialError, match=r"bds_long_0\.parquet: cannot be read"):
        read_lait(tmp_path)


def test_the_readme_credits_the_department(named: Catalogue) -> None:
    from dashboard.official.extract import FOLDER

    words = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "Department for Education" in words
    assert "Open Government Licence" in words
    with (FOLDER / "measures.csv").open(encoding="utf-8") as file:
        held = {row["measure"] for row in csv.DictReader(file)}
    assert held == set(named_measures(named))


def test_the_documentation_names_the_measures_of_the_catalogue(named: Catalogue) -> None:
    """docs/comparators.md has a row for each measure, and a reason for every other ref."""
    words = (ROOT / "docs" / "comparators.md").read_text(encoding="utf-8")
    named_part = words.partition("## Measures named")[2].partition("## What has")[0]
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")][:3]
        for line in named_part.splitlines()
        if line.startswith("| ") and "`" in line
    ]
    assert rows == [
        [indicator.ref, official.measure, official.basis]
        for indicator in named.indicators
        if (official := indicator.comparators.official)
    ]
