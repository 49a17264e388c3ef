"""What a month is compared with, and why it sometimes is not."""

from __future__ import annotations

import pytest

from dashboard.measures import Measures
from dashboard.periods import Month
from dashboard.records import Change, Observation, Status
from tests.spec.example import (
    REF,
    catalogue,
    column,
    indicator,
    measured,
    observed,
    printed,
)
from tests.spec.table import Row, table

QUARTERLY = indicator(frequency="quarterly", polarity="no judgement")
DECEMBER = Month(2020, 12)
FEBRUARY = Month(2021, 2)


@table("baselines.md", "Quarter on quarter")
def test_quarter_on_quarter(row: Row) -> None:
    month = Month.parse(row["month"])
    figures = row["figures up to the month"]
    observations = column(month, figures)
    if figures.endswith("none"):  # so that the month exists although nothing is held for it
        observations += column(month, "1", ref="B")
    whole = measured_with_another(observations)
    change = whole.month_on_month(REF, month)
    assert change.baseline == Month.parse(row["baseline"])
    if " to " in row["change"]:
        assert f"{change.before:.0f} to {change.after:.0f}" == row["change"]
    else:
        assert change.arrow is None
        assert change.reason == row["change"]


def measured_with_another(observations: list[Observation]) -> Measures:
    """The quarterly indicator beside a monthly one, "B"."""
    return measured(catalogue(QUARTERLY, indicator("B")), observations)


def test_a_month_not_due_is_not_missing_and_names_the_last_return() -> None:
    measures = measured_with_another(
        [*column(DECEMBER, "28, 34, 36, 22, 23"), *column(FEBRUARY, "1", ref="B")]
    )
    assert measures.observation_status(REF, FEBRUARY) is Status.NOT_DUE
    assert not measures.is_due(REF, FEBRUARY)
    assert measures.last_return(REF, FEBRUARY) == DECEMBER
    assert measures.figure(REF, DECEMBER) == 23
    assert measures.observation_status(REF, Month(2020, 10)) is Status.VALUE
    assert measures.value(REF, Month(2020, 10)) == 36, "a value kept in a month not due"
    assert measures.last_return(REF, Month(2020, 11)) == Month(2020, 9)
    assert measures.last_return(REF, Month(2020, 8)) is None
    assert measures.observation_status("B", DECEMBER) is Status.MISSING


@table("baselines.md", "Year on year")
def test_year_on_year(row: Row) -> None:
    change = _yearly(row)
    assert change.arrow == row["arrow"]
    assert change.relative == pytest.approx(float(row["relative"]))
    assert change.published is (row["published"] == "yes")
    assert change.judgement == {"up": "improving", "down": "worsening"}.get(
        row["arrow"], "similar"
    )
    assert change.baseline == Month(2020, 2)
    if change.published:
        assert change.before is None, "a missing month is never made from a printed change"


@table("baselines.md", "No change on the year")
def test_no_change_on_the_year(row: Row) -> None:
    change = _yearly(row)
    assert change.arrow is None
    assert change.reason == row["reason"]


@table("baselines.md", "Small numbers beside a printed change")
def test_small_numbers_beside_a_printed_change(row: Row) -> None:
    observations = observed(REF, FEBRUARY, row["this year"])
    measures = measured(indicator(kind=row["kind"]), observations, printed({FEBRUARY: "100"}))
    assert measures.year_on_year(REF, FEBRUARY).small is (row["small"] == "yes")


def _yearly(row: Row) -> Change:
    observations = [
        *observed(REF, FEBRUARY.shift(-12), row["last year"]),
        *observed(REF, FEBRUARY, row["this year"]),
    ]
    changes = printed({FEBRUARY: row["printed"]}) if row["printed"] else {}
    return measured(indicator(), observations, changes).year_on_year(REF, FEBRUARY)
