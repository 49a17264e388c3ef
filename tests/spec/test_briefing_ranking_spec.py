"""Which indicators are topics of the briefing, in which order."""

from __future__ import annotations

import pytest

from dashboard.catalogue import Indicator
from dashboard.editions import Material
from dashboard.records import Audience, Change, Colour, Judgement, Rag
from dashboard.records import Basis as RagBasis
from dashboard.views.briefing import WHEN, make_briefing
from dashboard.views.briefing.choosing import Bundle, choose
from dashboard.views.briefing.lines import GAINS, IMPROVED, MOVED, gains
from dashboard.views.briefing.promises import count_places
from dashboard.views.briefing.ranking import WEIGHTS, Candidate, Reason, weigh
from dashboard.views.briefing.sentences import say
from dashboard.views.briefing.since import find_since
from dashboard.views.holdings import hold
from tests.spec.briefing_example import FEBRUARY, read_case
from tests.spec.example import REF, catalogue, column, indicator
from tests.spec.table import Row, section, table

RATIO = {"numerator": "N", "denominator": "D", "multiplier": 100}
OF_C = {"numerator": "C", "population": "children", "multiplier": 10000}


def weighed(row: Row) -> Candidate | None:
    holdings = read_case(f"{row['of']}; figures {row['figures']}")
    return weigh(
        holdings, holdings.catalogue.indicator(REF), find_since(holdings.catalogue, FEBRUARY)
    )


def listed(cell: str) -> list[str]:
    return [] if cell == "none" else cell.split("; ")


@table("briefing_ranking.md", "Which reasons an indicator has")
def test_reasons(row: Row) -> None:
    found = weighed(row)
    assert [str(reason) for reason in (found.reasons if found else ())] == listed(
        row["reasons"]
    )


@table("briefing_ranking.md", "Which gains an indicator has")
def test_gains(row: Row) -> None:
    holdings = read_case(f"{row['of']}; figures {row['figures']}")
    found = weighed(row)
    assert found
    assert [str(gain) for gain in gains(holdings, found)] == listed(row["gains"])


@pytest.mark.parametrize(
    ("heading", "weights"), [("Reasons", WEIGHTS), ("What improved", GAINS)]
)
def test_the_tables_hold_all_weights(heading: str, weights: dict[str, int]) -> None:
    lines = [line for line in section("briefing_ranking.md", heading) if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    assert {name: int(weight) for name, weight, _ in cells} == weights


def test_every_reason_is_told_on_the_page_of_the_method() -> None:
    assert set(WHEN) == set(WEIGHTS) == set(Reason)


OF_WEIGHT = {
    8: (Reason.BEYOND_USUAL, Reason.OFF_TARGET),
    7: (Reason.BEYOND_USUAL, Reason.SUDDEN),
    6: (Reason.BEYOND_USUAL, Reason.WORST),
    5: (Reason.BEYOND_USUAL,),
    4: (Reason.OFF_TARGET, Reason.LONG_RUNNING),
    3: (Reason.OFF_TARGET,),
    2: (Reason.SUDDEN,),
    1: (Reason.WORST,),
}


def candidate(weight: int) -> Candidate:
    return Candidate(
        indicator(),
        FEBRUARY,
        FEBRUARY.shift(-1),
        1.0,
        Change(FEBRUARY.shift(-1), None, Judgement.NO_VALUE),
        Rag(Colour.STEADY, RagBasis.DIRECTION),
        0,
        OF_WEIGHT[weight],
    )


@table("briefing_ranking.md", "How many topics")
def test_how_many(row: Row) -> None:
    weights = [int(weight) for weight in row["weights"].split(", ") if weight]
    promises = (say("no-promise"),) * int(row["promises"])
    bundles = [Bundle(candidate(weight), ()) for weight in weights]
    chosen = choose(bundles, count_places(promises))
    assert ", ".join(str(bundle.lead.weight) for bundle in chosen) == row["topics"]


def entry(ref: str) -> Indicator:
    fields = {
        "P": {"kind": "percentage", "made_of": RATIO},
        "R": {"kind": "rate", "made_of": OF_C},
    }
    return indicator(ref, **fields.get(ref, {}))


@table("briefing_ranking.md", "A count and its percentage")
def test_what_is_one_topic(row: Row) -> None:
    given = {
        ref: figures.replace(" ", ", ")
        for ref, _, figures in (part.partition(" ") for part in row["figures"].split("; "))
        if figures != "no"
    }
    if {"N", "D"} <= set(given):
        shares = [
            f"{100 * int(top) / int(bottom):.0f}"
            for top, bottom in zip(given["N"].split(", "), given["D"].split(", "), strict=True)
        ]
        given["P"] = ", ".join(shares)
    made = catalogue(*(entry(ref) for ref in ("P", "N", "D", "C", "R")))
    observations = tuple(
        one for ref, figures in given.items() for one in column(FEBRUARY, figures, ref)
    )
    holdings = hold(Material(made, observations=observations), Audience.RESTRICTED)
    briefing = make_briefing(holdings, FEBRUARY, Audience.RESTRICTED)
    moved = [
        topic.indicator.ref
        for topic in briefing.topics
        if topic.reasons != (Reason.NOT_SUPPLIED,)
    ]
    assert ", ".join(moved) == ("" if row["topics"] == "none" else row["topics"])


@table("briefing_ranking.md", "How many lines")
def test_how_many_lines(row: Row) -> None:
    places = int(row["places"])
    assert (IMPROVED[places], MOVED[places]) == (int(row["improved"]), int(row["moved"]))
