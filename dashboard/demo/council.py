"""The catalogue of the invented council, made from the council's own.

Indicators, themes, polarities and words are kept, because they are what is tried out.
Names of people and places, comparators, targets and publications are replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dashboard.catalogue import COMPARED_WITH
from dashboard.periods import FinancialYear, Month, months_between

OWN = Path(__file__).with_name("exampleshire.yaml")
FIRST_TARGETS = FinancialYear(2020)
COMPARED = "2024 to 2025"

_HEAD = """\
# Exampleshire does not exist: every name, comparator and target here is made up. This file
# is written by `python -m dashboard demo`, and written anew whenever that is run.

"""
# The texts speak of a city and of its programme for families; this council is a county.
_ELSEWHERE = (
    (" Southampton's own is called Families Matter.", ""),
    ("the city", "the county"),
)


def write_catalogue(source: Path, first: Month, last: Month) -> str:
    """The invented council's catalogue as YAML, from the catalogue at `source`.

    `first` and `last` are the months whose datasets the panel considers.
    """
    kept: dict[str, Any] = _elsewhere(yaml.safe_load(source.read_text("utf-8")))
    own: dict[str, Any] = yaml.safe_load(OWN.read_text("utf-8"))
    content = {
        "council": own["council"],
        "meetings": list(_meetings(first, last)),
        "defaults": kept["defaults"],
        "publications": own["publications"],
        "themes": kept["themes"],
        "people": own["people"],
        "glossary": kept["glossary"],
        "indicators": [_indicator(entry, own) for entry in kept["indicators"]],
    }
    return _HEAD + yaml.dump(
        content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=94
    )


class _Plain(yaml.SafeDumper):
    """Without the anchors and aliases that a catalogue may not have."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the name is yaml's
        return True


def _elsewhere(value: Any) -> Any:
    """All texts within, moved to Exampleshire."""
    if isinstance(value, Mapping):
        return {key: _elsewhere(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_elsewhere(item) for item in value]
    if isinstance(value, str):
        for here, there in _ELSEWHERE:
            value = value.replace(here, there)
    return value


def _meetings(first: Month, last: Month) -> Iterator[dict[str, Any]]:
    """The third Thursday of the month after each dataset."""
    for month in months_between(first, last):
        begins = month.shift(1).first_day
        thursday = begins + dt.timedelta(days=(3 - begins.weekday()) % 7 + 14)
        yield {"date": thursday, "month": str(month)}


def _indicator(entry: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """An indicator with the invented council's people, comparators, targets and baselines."""
    ref, people = entry["ref"], own["people_of"].get(entry["theme"])
    not_ours = {"targets", "arrow", "spc"}
    made = {key: value for key, value in entry.items() if key not in not_ours}
    made |= dict(zip(("owner", "reporter"), people, strict=True)) if people else {}
    made["comparators"] = _comparators(own["comparators"].get(ref), entry["comparators"])
    if targets := own["targets"].get(ref):
        made["targets"] = list(_targets(targets, entry))
    if rule := own["spc"].get(ref):
        made["spc"] = rule
    return made


def _comparators(figures: Sequence[Any] | None, kept: Mapping[str, Any]) -> dict[str, Any]:
    if figures is None:
        stated = kept["status"] == "stated"
        return {"status": "none given" if stated else kept["status"]}
    given = {
        area: {
            "value": figure,
            "year": COMPARED,
            "basis": "invented",
            "source": "invented-figures",
        }
        for area, figure in zip(COMPARED_WITH, figures, strict=True)
        if figure != "-"
    }
    return {"status": "stated", **given}


def _targets(figures: Sequence[Any], entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The targets of successive years; their basis is the one the council's own have."""
    bases = {target.get("basis", "level") for target in entry.get("targets", ())}
    basis = bases.pop() if len(bases) == 1 else "level"
    for start, figure in enumerate(figures, start=FIRST_TARGETS.start):
        if figure == "-":
            continue
        said = {"status": "to be confirmed"} if figure == "TBC" else {"value": figure}
        year = {"year": str(FinancialYear(start))}
        yield {**year, **said, "basis": basis, "source": "invented-figures"}
