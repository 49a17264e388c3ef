"""The published dataset of February 2021, read from its CSV in the plainest way."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from dashboard.catalogue import Catalogue
from dashboard.measures import Matrix, Measures, measure
from dashboard.periods import Month
from dashboard.records import Arrow, Observation, PublishedFigure, Status

FEBRUARY = Month(2021, 2)
MONTHS = tuple(FEBRUARY.shift(-back) for back in range(6, -1, -1))
STATUSES = {"tbc": Status.NOT_AVAILABLE, "-": Status.NOT_APPLICABLE}
RATIOS = {
    "M3": ("M2", "M1"),
    "M6-QL": ("M6-QL (val)", "M2"),
    "EH4-QL": ("EH4 (val)", "EH3"),
    "CP4": ("CP4 (val)", "CP2"),
    "CP3-QL": ("CP3-QL (val)", "CP2"),
    "LAC6 (%)": ("LAC6 (val)", "LAC3"),
    "LAC12 (%)": ("LAC12 (val)", "LAC3"),
    "LAC10 (%)": ("LAC10-QL", "LAC1"),
    "LAC9": ("LAC9 (val)", "LAC1"),
}
"""The percentages whose parts are published beside them: what is counted, and out of what."""
ARROWS = {"↑": Arrow.UP, "↓": Arrow.DOWN, "→": Arrow.SIMILAR, "➔": Arrow.SIMILAR}


@dataclass(frozen=True)
class Published:
    """Its rows: the cells of the seven months as text, and the change as printed."""

    cells: Mapping[str, Mapping[Month, str]]
    changes: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> Published:
        with (folder / "monthly-dataset-feb-2021.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        heads = {month: f"{month.abbreviation}-{month.year % 100}" for month in MONTHS}
        return cls(
            cells={
                row["Ref."]: {month: row[head].strip() for month, head in heads.items()}
                for row in rows
            },
            changes={row["Ref."]: row["% change from Feb-20"].strip() for row in rows},
        )

    def observations(self) -> list[Observation]:
        """What stands in the cells; a blank one is no observation."""
        return [
            Observation(ref, month, STATUSES[text])
            if text in STATUSES
            else Observation(ref, month, Status.VALUE, number(text))
            for ref, cells in self.cells.items()
            for month, text in cells.items()
            if text
        ]

    def printed(self) -> dict[tuple[str, Month], PublishedFigure]:
        """The changes as published figures: an arrow and a figure, or "- n/a"."""
        return {
            (ref, FEBRUARY): PublishedFigure(
                ref,
                FEBRUARY,
                "change",
                text,
                number(text.split()[1]) if text[0] in ARROWS else None,
                ARROWS.get(text[0]),
            )
            for ref, text in self.changes.items()
        }

    def measures(self, catalogue: Catalogue) -> Measures:
        return measure(catalogue, Matrix.of(catalogue, self.observations()), self.printed())


def number(text: str) -> Decimal:
    """A figure as printed: 1,348 or 84%."""
    return Decimal(text.replace(",", "").rstrip("%"))
