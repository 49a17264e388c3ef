"""What is usual, in words."""

from __future__ import annotations

from typing import Any

from dashboard.views.holdings import Holdings
from dashboard.views.variation import VariationView, vary
from tests.spec.example import REF, catalogue, column, indicator, measured, targets
from tests.spec.table import Row, table
from tests.spec.test_spc_spec import DECEMBER, baselines, each_figure


def viewed(row: Row, **fields: Any) -> VariationView:
    """What is said of December for an indicator described by a row."""
    entry = indicator(
        kind=row.get("kind", "count"), polarity=row.get("polarity", "more is better"), **fields
    )
    whole = catalogue(entry)
    observations = column(DECEMBER, ", ".join(each_figure(row["figures"])))
    held = Holdings(0, whole, measured(whole, observations), {}, {})
    return vary(held, held.catalogue.indicator(REF), DECEMBER)


@table("spc_words.md", "Beside what is usual")
def test_label_and_sentence(row: Row) -> None:
    view = viewed(row)
    assert (view.label, view.sentence) == (row["label"], row["sentence"])
    assert view.is_worse is row["label"].endswith(("worse", "worse than usual"))


@table("spc_words.md", "What it rests on")
def test_what_it_rests_on(row: Row) -> None:
    view = viewed(row, spc=baselines(row["baselines"]))
    assert " ".join(filter(None, (view.rests_on, view.why))) == row["rests on"]


@table("spc_words.md", "Target")
def test_target(row: Row) -> None:
    view = viewed(row, targets=targets(row["target"]))
    assert (view.target_label, view.target_sentence) == (row["label"], row["sentence"])
