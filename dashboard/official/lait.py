"""The files of DfE's Local Authority Interactive Tool (LAIT), as DfE publishes them.

The long data are parquet; the dictionary is CSV; the lists of statistical neighbours and
the codes are XLSX. The key of a measure is `Short Desc`. A figure that is no number is no
figure, never zero.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.catalogue import NeighbourList
from dashboard.official.areas import PREDECESSORS, Area
from dashboard.official.problems import OfficialError
from dashboard.official.years import OfficialYear

DATA = "bds_long_0.parquet"
DICTIONARY = "lait_data_dictionary.csv"
CODES = "la_code_list.xlsx"
LISTS = {
    NeighbourList.APRIL_2021: "sn_april_2021.xlsx",
    NeighbourList.MAY_2025: "sn_may_2025.xlsx",
}
NEIGHBOURS = 10

Values = Mapping[str, Mapping[int, float]]
"""By year as DfE writes it, then by the code of the area."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """One version of the list: ten codes, the closest first, and the region, by authority."""

    version: NeighbourList
    of: Mapping[int, tuple[int, ...]]
    regions: Mapping[int, str]

    def count(self, region: str | None = None) -> int:
        """Authorities in England, or in one region, none of them twice."""
        return sum(region in (None, where) for where in self.regions.values())


@dataclass(frozen=True, slots=True)
class Lait:
    """DfE's files, read. `areas` are by code; `about` is the dictionary by measure."""

    areas: Mapping[int, Area]
    lists: Mapping[NeighbourList, Neighbours]
    about: Mapping[str, Mapping[str, str]]
    _rows: Mapping[str, pd.DataFrame]

    @property
    def authorities(self) -> tuple[Area, ...]:
        """The authorities of today, by name."""
        current = (area for area in self.areas.values() if area.is_current)
        return tuple(sorted(current, key=lambda area: area.name))

    @property
    def predecessors(self) -> tuple[Area, ...]:
        """Authorities that are no more."""
        return tuple(self.areas[code] for code in PREDECESSORS if code in self.areas)

    def values(self, measure: str) -> Values:
        """Every figure of a measure.

        Raises OfficialError if there is no such measure or a year has an unknown form.
        """
        rows = self._rows.get(measure)
        if rows is None:
            raise OfficialError(
                f'{DATA}: there is no measure "{measure}". Take its Short Desc exactly as in '
                f"Measure_short of {DICTIONARY}."
            )
        values: dict[str, dict[int, float]] = {}
        for label in rows["Years"].unique():
            _check_year(measure, str(label))
            values[str(label)] = {}
        for label, code, text in zip(
            rows["Years"], rows["LA Number"], rows["Values"], strict=True
        ):
            figure = read_figure(text)
            if figure is not None:
                values[str(label)][int(code)] = figure
        return values


def _check_year(measure: str, label: str) -> None:
    try:
        OfficialYear.parse(label)
    except OfficialError as error:
        raise OfficialError(f'{DATA}, measure "{measure}": {error} Leave it out.') from None


def read_figure(cell: object) -> float | None:
    """A cell of `Values`; blanks, "-" and other symbols are no figure."""
    try:
        value = float(str(cell).strip().replace(",", ""))
    except ValueError:
        return None
    # Figures that were summed by machine carry a tail: 83.80000000000001.
    return float(f"{value:.10g}") if math.isfinite(value) else None


def read_lait(folder: Path) -> Lait:
    """Read DfE's files. Raises OfficialError where one is missing or of another form."""
    frame = _frame(folder / DATA)
    areas = {
        int(code): Area(int(code), str(name).strip(), _region(region))
        for code, name, region in frame[["LA Number", "LA and Regions", "Region"]]
        .drop_duplicates("LA Number")
        .itertuples(index=False)
    }
    _check_codes(folder, areas)
    return Lait(
        areas=areas,
        lists={version: _read_list(folder, version) for version in LISTS},
        about=_dictionary(folder / DICTIONARY),
        _rows={str(name): rows for name, rows in frame.groupby("Short Desc", sort=False)},
    )


def _frame(path: Path) -> pd.DataFrame:
    wanted = ["Short Desc", "Years", "LA and Regions", "Values", "LA Number", "Region"]
    try:
        return pd.read_parquet(path, columns=wanted).astype({"LA Number": int})
    except (OSError, ValueError, KeyError) as error:
        raise _unreadable(path, error) from None


def _dictionary(path: Path) -> dict[str, dict[str, str]]:
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows = frame.drop_duplicates("Measure_short").to_dict("records")
        return {
            str(row["Measure_short"]): {str(k): str(v) for k, v in row.items()} for row in rows
        }
    except (OSError, ValueError, KeyError) as error:
        raise _unreadable(path, error) from None


def _check_codes(folder: Path, areas: Mapping[int, Area]) -> None:
    """Every area of the data stands in DfE's list of codes."""
    path = folder / CODES
    try:
        known = set(pd.read_excel(path)["LA Number"].astype(int))
    except (OSError, ValueError, KeyError) as error:
        raise _unreadable(path, error) from None
    if unknown := sorted(set(areas) - known):
        raise OfficialError(
            f"{DATA}: area {unknown[0]} is not in {CODES}. Take both files of one edition."
        )


def _read_list(folder: Path, version: NeighbourList) -> Neighbours:
    """One list. An authority that it names without neighbours is left out of it.

    The authorities stand above the line "Old SNs:"; what is below it is no more.
    """
    path = folder / LISTS[version]
    try:
        rows: list[list[Any]] = pd.read_excel(path, header=None).values.tolist()
        head = next(row for row in rows if "SN1" in row)
    except (OSError, ValueError, StopIteration) as error:
        raise _unreadable(path, error) from None
    places = [head.index(f"SN{number}") for number in range(1, NEIGHBOURS + 1)]
    region = head.index("GOReg")
    of: dict[int, tuple[int, ...]] = {}
    regions: dict[int, str] = {}
    for row in rows[rows.index(head) + 1 :]:
        if str(row[1]).startswith("Old SNs"):
            break
        codes = [read_figure(row[place]) for place in places]
        code = read_figure(row[0])
        if code is None or None in codes:
            continue
        of[int(code)] = tuple(int(neighbour) for neighbour in codes if neighbour is not None)
        regions[int(code)] = str(row[region]).strip()
    return Neighbours(version, of, regions)


def _region(cell: object) -> str:
    return cell if isinstance(cell, str) and cell != "NA" else ""


def _unreadable(path: Path, error: Exception) -> OfficialError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "other form"
    return OfficialError(
        f"{path}: cannot be read ({reason}). Give the folder that holds DfE's file of that "
        "name."
    )
