"""A small invented catalogue and dataset, in the words the tables use.

A figure is written as it would be said: "12", "12 of 50" (supplied with its parts, the
value rounded to whole per cents), "tbc" (not yet available), "-" (not applicable), "c"
(suppressed), "missing", or nothing at all, which leaves the month without observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from dashboard.catalogue import Catalogue, Indicator
from dashboard.measures import Matrix, Measures, measure
from dashboard.periods import Month
from dashboard.records import Observation, PublishedFigure, Status

REF = "A"
SYMBOLS = {
    "tbc": Status.NOT_AVAILABLE,
    "-": Status.NOT_APPLICABLE,
    "c": Status.SUPPRESSED,
    "k": Status.LOW,
    "missing": Status.MISSING,
}
_COUNCIL = {
    "name": "Example City Council",
    "area": "Example",
    "region": "South East",
    "authority_code": 999,
    "panel": "Scrutiny Panel",
    "website": "https://example.org",
    "accessibility_contact": "help@example.org",
}


def indicator(ref: str = REF, **fields: Any) -> Indicator:
    """An active monthly count for which more is better, but for the fields given."""
    entry = {
        "ref": ref,
        "name": f"Example {ref}",
        "theme": "example",
        "kind": "count",
        "unit": "things",
        "polarity": "more is better",
        "outcome": "An example.",
        "comparators": {"status": "none given"},
        "counts_children": False,
    }
    return Indicator.model_validate(entry | fields)


def catalogue(*indicators: Indicator, **defaults: Any) -> Catalogue:
    """A catalogue of these indicators under one theme."""
    return Catalogue.model_validate(
        {
            "council": _COUNCIL,
            "meetings": [],
            "defaults": defaults,
            "publications": [],
            "themes": [{"key": "example", "name": "Example", "about": "An example."}],
            "people": [],
            "glossary": [],
            "indicators": indicators,
        }
    )


def comparators(neighbours: str = "", england: str = "") -> dict[str, Any]:
    """The catalogue's entry for two comparators, each of which may be empty."""
    given = {"neighbours": neighbours, "england": england}
    stated = {key: {"value": v, "source": "paper"} for key, v in given.items() if v}
    return {"status": "stated", **stated} if stated else {"status": "none given"}


def targets(text: str, **more: Any) -> list[dict[str, Any]]:
    """Read "2018-19: 90, 2019-20: TBC, 2020-21: 12 in total"."""
    entries: list[dict[str, Any]] = []
    for part in filter(None, text.split(",")):
        year, value = (piece.strip() for piece in part.split(":"))
        entry: dict[str, Any] = {"year": year, "source": "paper"} | more
        if value == "TBC":
            entry |= {"status": "to be confirmed"}
        elif value.endswith(" in total"):
            entry |= {"value": value.removesuffix(" in total"), "basis": "total for the year"}
        else:
            entry |= {"value": value}
        entries.append(entry)
    return entries


def observed(ref: str, month: Month, text: str) -> list[Observation]:
    """The observation the text stands for, none if there is none."""
    if not text:
        return []
    if text in SYMBOLS:
        return [Observation(ref, month, SYMBOLS[text])]
    if " of " in text:
        top, bottom = (Decimal(piece) for piece in text.split(" of "))
        value = (100 * top / bottom).quantize(Decimal(1)) if bottom else Decimal(0)
        return [Observation(ref, month, Status.VALUE, value, top, bottom)]
    return [Observation(ref, month, Status.VALUE, Decimal(text))]


def column(last: Month, text: str, ref: str = REF) -> list[Observation]:
    """The figures of the months that end with `last`, as "4, none, 9 of 50"."""
    figures = text.split(", ")
    first = last.shift(1 - len(figures))
    return [
        o
        for place, figure in enumerate(figures)
        for o in observed(ref, first.shift(place), "" if figure == "none" else figure)
    ]


def printed(
    changes: Mapping[Month, str], ref: str = REF
) -> dict[tuple[str, Month], PublishedFigure]:
    """Changes as printed, in per cent; "- n/a" where none was."""
    return {
        (ref, month): PublishedFigure(
            ref, month, "change", text, None if text == "- n/a" else Decimal(text), None
        )
        for month, text in changes.items()
    }


def measured(
    entry: Indicator | Catalogue,
    observations: Iterable[Observation],
    changes: Mapping[tuple[str, Month], PublishedFigure] | None = None,
) -> Measures:
    """All measures of one indicator, or of a catalogue."""
    whole = entry if isinstance(entry, Catalogue) else catalogue(entry)
    return measure(whole, Matrix.of(whole, observations), changes or {})


def compared(entry: Indicator, before: str, after: str) -> tuple[Measures, Month]:
    """The measures of an indicator that went from one figure to another in a month."""
    month = Month(2021, 2)
    earlier = month.shift(-3 if entry.is_quarterly else -1)
    return (
        measured(entry, [*observed(REF, earlier, before), *observed(REF, month, after)]),
        month,
    )
