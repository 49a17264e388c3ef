"""Small invented figures, as the table of findings writes them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from dashboard.catalogue import Catalogue
from dashboard.findings import Finding, Held, find
from dashboard.measures import Matrix, measure
from dashboard.periods import Month
from dashboard.records import (
    Arrow,
    Comment,
    CommentState,
    Observation,
    PublishedFigure,
    Source,
    Status,
)
from dashboard.views.holdings import Holdings
from tests.spec.example import SYMBOLS, catalogue, indicator

FEBRUARY = Month(2021, 2)
TEXTS = ("outcome", "name", "owner", "reporter")
NUMBERS = ("average", "maximum", "change")
AREAS = ("neighbours", "england", "region")
_ARROWS = {"↑": Arrow.UP, "↓": Arrow.DOWN, "→": Arrow.SIMILAR}
_AT = dt.datetime(2021, 3, 1, tzinfo=dt.UTC)


def example_catalogue() -> Catalogue:
    """The indicators that the table speaks of."""
    percentage = {"kind": "percentage"}
    rate = {"kind": "rate"}
    beside = {"status": "stated", "neighbours": {"value": "40", "source": "paper"}}
    stock = {"measured": "at the end of the month"}

    def target(**entry: str) -> dict[str, object]:
        return {"targets": [{"source": "paper", **entry}]}

    plain = [indicator(ref) for ref in ("N", "D", "W", "W1", "W2", "I", "O", "A")]
    made = [
        indicator(
            "P", **percentage, made_of={"numerator": "N", "denominator": "D", "multiplier": 100}
        ),
        indicator("S1", **percentage),
        indicator("S2", **percentage),
        indicator("E", **stock),
        *(indicator(f"C{n}") for n in (1, 2, 3)),
        *(indicator(f"R{n}", **rate) for n in (1, 2, 3)),
        indicator("Q", frequency="quarterly"),
        indicator("K", polarity="less is better", counts_children=True),
        indicator("M", theme="other"),
        indicator("T", **target(year="2019-20", value="50")),
        indicator("U", **target(year="2020-21", value="50")),
        indicator("V", **target(year="2020-21", status="to be confirmed")),
        indicator("X", **percentage, comparators=beside),
        indicator("Y", comparators=beside),
        indicator(
            "Z",
            **rate,
            comparators={"status": "no national comparator exists"},
            made_of={"numerator": "Y", "population": "children", "multiplier": 10000},
        ),
    ]
    identities = [
        {"kind": "parts of a whole", "whole": "W", "parts": ["W1", "W2"]},
        {"kind": "shares", "parts": ["S1", "S2"]},
        {"kind": "stock and flow", "stock": "E", "starts": "I", "ends": "O"},
        *(
            {
                "kind": "rate",
                "rate": f"R{n}",
                "count": f"C{n}",
                "per": 10000,
                "population": "children",
            }
            for n in (1, 2, 3)
        ),
    ]
    small = catalogue(*plain, *made)
    data = small.model_dump() | {
        "identities": identities,
        "people": [{"key": "jo", "name": "Jo Example"}],
        "themes": [
            {"key": key, "name": key.title(), "about": "An example."}
            for key in ("example", "other")
        ],
    }
    return Catalogue.model_validate(data)


def found(text: str) -> list[Finding]:
    """All findings of a case, as the table writes it."""
    return list(find(held(text)))


def held(text: str) -> Held:
    """What a case holds."""
    cells: dict[tuple[str, Month], Observation] = {}
    restated: dict[tuple[str, Month], tuple[Observation, ...]] = {}
    published: list[PublishedFigure] = []
    comments: dict[str, dict[Month, Comment]] = defaultdict(dict)
    beside: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for statement in re.findall(r'(?:"[^"]*"|[^;])+', text):
        ref, word, *rest = statement.split()
        said = " ".join(rest)
        if word == "says":
            comment = Comment(ref, FEBRUARY, 1, CommentState.PUBLISHED, said.strip('"'))
            comments[ref][FEBRUARY] = comment
        elif word == "was":
            restated[ref, FEBRUARY] = (_observed(ref, FEBRUARY, said, 1),)
        elif word in TEXTS:
            published.append(PublishedFigure(ref, FEBRUARY, word, said, None, None, _source(2)))
        elif word in AREAS:
            beside[ref][word] = _compared(said)
        elif word in NUMBERS:
            published.append(_printed(ref, word, said))
        else:
            figures = [word, *rest]
            for back, figure in enumerate(reversed(figures)):
                if figure != "none":
                    month = FEBRUARY.shift(-back)
                    cells[ref, month] = _observed(ref, month, figure, 2)
    # What is only printed needs a month in which something is held.
    cells.setdefault(("I", FEBRUARY), _observed("I", FEBRUARY, "7", 2))
    known = _beside(example_catalogue(), beside)
    by_ref: dict[str, list[Observation]] = defaultdict(list)
    for cell in sorted(cells.values(), key=lambda o: o.month):
        by_ref[cell.ref].append(cell)
    changes = {(f.ref, f.file_month): f for f in published if f.column == "change"}
    holdings = Holdings(
        revision=1,
        catalogue=known,
        measures=measure(known, Matrix.of(known, cells.values()), changes),
        printed={},
        comments=comments,
        restated=restated,
        observations=by_ref,
    )
    return Held.of(holdings, published)


def _beside(
    known: Catalogue, beside: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> Catalogue:
    """The catalogue with other comparators, by ref and area."""
    data = known.model_dump()
    for entry in data["indicators"]:
        if given := beside.get(entry["ref"]):
            entry["comparators"] |= {"status": "stated", **given}
    return Catalogue.model_validate(data)


def _compared(text: str) -> dict[str, str]:
    """A comparator's entry: its figure and, in quotation marks, what it rests on."""
    value, _, basis = text.partition(" ")
    stated = {"basis": basis.strip('"')} if basis else {}
    return {"value": value, "source": "paper", **stated}


def _observed(ref: str, month: Month, figure: str, load: int) -> Observation:
    if figure in SYMBOLS:
        return Observation(ref, month, SYMBOLS[figure], source=_source(load))
    return Observation(ref, month, Status.VALUE, Decimal(figure), source=_source(load))


def _printed(ref: str, column: str, text: str) -> PublishedFigure:
    arrow = _ARROWS.get(text[0])
    value = Decimal(text.lstrip("↑↓→ ").rstrip("%"))
    return PublishedFigure(ref, FEBRUARY, column, text, value, arrow, _source(2))


def _source(load: int) -> Source:
    return Source(load, "example.csv", "", "", 1, 1, "", _AT, "test")
