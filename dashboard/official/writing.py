"""From DfE's files to the extract of one authority."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dashboard.catalogue import Catalogue, NeighbourList, OfficialBasis
from dashboard.official.areas import ENGLAND, Area, Role
from dashboard.official.extract import COLUMNS
from dashboard.official.lait import Lait, Values
from dashboard.official.problems import OfficialError
from dashboard.official.years import OfficialYear

Row = Sequence[object]

_README = """\
# What the Department for Education publishes about {name}

An extract of the Department for Education's Local Authority Interactive Tool: {name} (code
{code}), its ten statistical neighbours on the lists of April 2021 and May 2025, its region
({region}) and England, for the measures that `indicators.yaml` names.

Contains public sector information licensed under the [Open Government Licence
v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). Credit:
Department for Education, Local Authority Interactive Tool.

Written by

    python -m dashboard comparators --from FOLDER --authority {code}

where FOLDER holds DfE's files. Figures are as DfE published them, without those that DfE
leaves out (`-`), which are no zeros. DfE revises earlier years, so a figure may differ from one
printed before. `withheld.csv` has those that cannot be what they are called: the figure for an
area that is higher or lower than that of every authority in it. `docs/comparators.md` says how
comparators are made from them.
"""


def named_measures(catalogue: Catalogue) -> dict[str, OfficialBasis]:
    """The measures that a catalogue's indicators name, with their basis, in its order."""
    return {
        official.measure: official.basis
        for indicator in catalogue.indicators
        if (official := indicator.comparators.official)
    }


def extract_files(
    lait: Lait, authority: int, measures: Mapping[str, OfficialBasis]
) -> dict[str, list[Row]]:
    """The rows of each file of an extract.

    Raises OfficialError if the authority is not one of today's or a measure is unknown.
    """
    ours = _authority(lait, authority)
    region = _region(lait, ours)
    neighbours = dict.fromkeys(
        code for known in lait.lists.values() for code in known.of.get(authority, ())
    )
    areas = (
        (ours, Role.AUTHORITY),
        *((lait.areas[code], Role.NEIGHBOUR) for code in neighbours),
        (region, Role.REGION),
        (lait.areas[ENGLAND], Role.ENGLAND),
    )
    values: list[Row] = []
    withheld: list[Row] = []
    for measure, basis in measures.items():
        held = lait.values(measure)
        for label in sorted(held, key=OfficialYear.parse):
            for area, _ in areas:
                if (value := held[label].get(area.code)) is None:
                    continue
                row = (measure, label, area.code, f"{value:.10g}")
                if reason := _doubt(lait, held, label, area, basis):
                    withheld.append((*row, reason))
                else:
                    values.append(row)
    return {
        "areas.csv": [(area.code, area.name, area.region, role.value) for area, role in areas],
        "neighbours.csv": [
            row for version in NeighbourList for row in _list_rows(lait, version, authority)
        ],
        "measures.csv": [_about(lait, measure, lait.values(measure)) for measure in measures],
        "values.csv": values,
        "withheld.csv": withheld,
    }


def write_extract(folder: Path, files: Mapping[str, Iterable[Row]]) -> None:
    """Write an extract, with its README, into a folder that is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS[name])
            writer.writerows(rows)
    areas = [list(map(str, row)) for row in files["areas.csv"]]
    code, name = areas[0][:2]
    region = next(row[1] for row in areas if row[3] == Role.REGION)
    (folder / "README.md").write_text(
        _README.format(name=name, code=code, region=region), encoding="utf-8"
    )


def _authority(lait: Lait, code: int) -> Area:
    area = lait.areas.get(code)
    if area is not None and area.is_current:
        return area
    words = f"{area.name} is no authority of today" if area else "no authority has that code"
    raise OfficialError(
        f"--authority {code}: {words}. Give the three-figure code of one of the "
        f"{len(lait.authorities)} in DfE's list, such as 852 for Southampton."
    )


def _region(lait: Lait, area: Area) -> Area:
    """The region that DfE's newest list puts an authority in."""
    name = lait.lists[NeighbourList.MAY_2025].regions[area.code].casefold()
    return next(a for a in lait.areas.values() if a.is_region and a.name.casefold() == name)


def _list_rows(lait: Lait, version: NeighbourList, authority: int) -> list[Row]:
    """The ten, or one row without a code where the list does not know the authority."""
    known = lait.lists[version]
    region = lait.lists[NeighbourList.MAY_2025].regions[authority]
    numbers = (known.count(), known.count(region))
    codes: Sequence[object] = known.of.get(authority) or ("",)
    return [
        (version.value, place if code else "", code, *numbers)
        for place, code in enumerate(codes, start=1)
    ]


def _about(lait: Lait, measure: str, values: Values) -> Row:
    about = lait.about.get(measure, {})
    places = max(
        (
            len(f"{value:.10g}".partition(".")[2])
            for figures in values.values()
            for value in figures.values()
        ),
        default=0,
    )
    return (
        measure,
        about.get("Measure", measure),
        about.get("y_axis_name", ""),
        about.get("Year_Type", ""),
        min(places, 2),
        about.get("Hyperlink(s)", "").split("\n")[0].strip(),
    )


def _doubt(lait: Lait, held: Values, label: str, area: Area, basis: OfficialBasis) -> str:
    """Why the figure of a region or of England cannot be what it is called, if so.

    A rate or percentage of a whole lies between those of its parts.
    """
    if basis.is_count or area.is_authority:
        return ""
    regions = lait.lists[NeighbourList.MAY_2025].regions
    figures = [
        value
        for code, value in held[label].items()
        if (other := lait.areas[code]).is_authority
        and (area.code == ENGLAND or regions.get(other.code, other.region) == area.name)
    ]
    value = held[label][area.code]
    if not figures or min(figures) <= value <= max(figures):
        return ""
    if value > max(figures):
        return (
            f"higher than the figure of every authority in it, the highest {max(figures):.10g}"
        )
    return f"lower than the figure of every authority in it, the lowest {min(figures):.10g}"
