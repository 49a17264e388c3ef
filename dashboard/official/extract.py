"""The small extract of DfE's data that the dashboard reads: CSV files in one folder.

areas.csv names the authority, its neighbours on every list, its region and England;
neighbours.csv has the lists; measures.csv the measures; values.csv every figure;
withheld.csv those figures of DfE that cannot be right.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dashboard.catalogue import NeighbourList
from dashboard.official.areas import Area, Role
from dashboard.official.problems import OfficialError
from dashboard.settings import ROOT

FOLDER = ROOT / "data" / "official"
CREDIT = (
    "Department for Education, Local Authority Interactive Tool, under the Open Government "
    "Licence v3.0"
)
COLUMNS = {
    "areas.csv": ("code", "name", "region", "role"),
    "neighbours.csv": ("list", "place", "code", "authorities in England", "in the region"),
    "measures.csv": ("measure", "title", "unit", "year type", "places", "publication"),
    "values.csv": ("measure", "year", "code", "value"),
    "withheld.csv": ("measure", "year", "code", "value", "reason"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of DfE. `places` are the decimals its figures are published with."""

    key: str
    title: str
    unit: str
    year_type: str
    places: int
    publication: str


@dataclass(frozen=True, slots=True)
class ListOf:
    """One list's neighbours of the authority, the closest first, and its authorities.

    `england` and `region` are the numbers of authorities that the list names in each.
    """

    version: NeighbourList
    codes: tuple[int, ...]
    england: int
    region: int


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """What is held of DfE's data for one authority.

    `values` are by measure, year as DfE writes it, and code; `withheld` gives the reason
    for a figure that is not shown, by the same. `texts` are the files that it was read
    from, by name.
    """

    authority: Area
    region: Area
    england: Area
    areas: Mapping[int, Area]
    lists: Mapping[NeighbourList, ListOf]
    measures: Mapping[str, Measure]
    values: Mapping[str, Mapping[str, Mapping[int, float]]]
    withheld: Mapping[tuple[str, str, int], str]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)


@cache
def held_extract(authority: int) -> Extract | None:
    """The extract that comes with the dashboard, if it is that authority's."""
    if not (FOLDER / "areas.csv").is_file():
        return None
    extract = read_extract(FOLDER)
    return extract if extract.authority.code == authority else None


def read_extract(folder: Path) -> Extract:
    """Read an extract. Raises OfficialError if a file is missing or not as it was written."""
    try:
        return parse_extract(
            {name: (folder / name).read_bytes().decode("utf-8") for name in COLUMNS}
        )
    except (OSError, KeyError, ValueError, StopIteration) as error:
        raise OfficialError(
            f"{folder}: the extract of DfE's data cannot be read ({error}). Write it anew "
            "with: python -m dashboard comparators"
        ) from None


def parse_extract(texts: Mapping[str, str]) -> Extract:
    """An extract out of the texts of its files, by name. Raises KeyError or ValueError."""
    tables = {name: _rows(text) for name, text in texts.items()}
    areas: dict[int, Area] = {}
    roles: dict[Role, Area] = {}
    for row in tables["areas.csv"]:
        area = Area(int(row["code"]), row["name"], row["region"])
        areas[area.code] = area
        roles.setdefault(Role(row["role"]), area)
    values: dict[str, dict[str, dict[int, float]]] = {}
    for row in tables["values.csv"]:
        years = values.setdefault(row["measure"], {})
        years.setdefault(row["year"], {})[int(row["code"])] = float(row["value"])
    return Extract(
        authority=roles[Role.AUTHORITY],
        region=roles[Role.REGION],
        england=roles[Role.ENGLAND],
        areas=areas,
        lists=_lists(tables["neighbours.csv"]),
        measures={
            row["measure"]: Measure(
                key=row["measure"],
                title=row["title"],
                unit=row["unit"],
                year_type=row["year type"],
                places=int(row["places"]),
                publication=row["publication"],
            )
            for row in tables["measures.csv"]
        },
        values=values,
        withheld={
            (row["measure"], row["year"], int(row["code"])): row["reason"]
            for row in tables["withheld.csv"]
        },
        texts=texts,
    )


def _lists(rows: Sequence[Mapping[str, str]]) -> dict[NeighbourList, ListOf]:
    """The lists; one that does not know the authority has no neighbours."""
    lists: dict[NeighbourList, ListOf] = {}
    for version in NeighbourList:
        own = [row for row in rows if row["list"] == version.value]
        codes = tuple(int(row["code"]) for row in own if row["code"])
        lists[version] = ListOf(
            version, codes, int(own[0]["authorities in England"]), int(own[0]["in the region"])
        )
    return lists


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
