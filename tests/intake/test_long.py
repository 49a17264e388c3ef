"""The long layout: one row a figure."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

from dashboard.catalogue import load_catalogue
from dashboard.intake import Reading, read_file
from dashboard.intake.layout import Layout
from dashboard.intake.reading import CellKind
from dashboard.periods import Month, months_between
from dashboard.records import Observation, Status
from dashboard.settings import ROOT
from tests.fixtures.workbooks import Table, csv_bytes, small_catalogue, xlsx_bytes

HEADINGS = ("ref", "period", "value", "numerator", "denominator", "note")


def read(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Reading:
    return read_file("long.csv", csv_bytes([headings, *rows]), small_catalogue())


def complaints(*rows: tuple[str, ...]) -> list[str]:
    return [str(problem) for problem in read(*rows).problems]


def test_figures_with_and_without_parts() -> None:
    reading = read(
        ("A1", "2020-12", "1,013", "", "", ""),
        ("B2 (%)", "Dec-20", "84", "42", "50", "one late"),
        ("B2 (%)", "January 2021", "[c]", "", "", ""),
        ("Q3", "2021-01", "", "", "", ""),
    )
    january, december = Month(2021, 1), Month(2020, 12)
    assert [f.record for f in reading.observations] == [
        Observation("A1", december, Status.VALUE, Decimal(1013)),
        Observation(
            "B2 (%)", december, Status.VALUE, Decimal(84), Decimal(42), Decimal(50), "one late"
        ),
        Observation("B2 (%)", january, Status.SUPPRESSED),
        Observation("Q3", january, Status.NOT_DUE),
    ]
    assert reading.problems == ()
    assert reading.layout is Layout.LONG
    assert reading.file_month is None
    assert reading.months == (december, january)


def test_only_three_columns_are_needed() -> None:
    reading = read(("A1", "2020-12", "980"), headings=("Ref", "Period", "Value"))
    assert [f.record.value for f in reading.observations] == [980]


def test_workbook_with_dates_and_percentages() -> None:
    table: Table = [HEADINGS, ("B2 (%)", dt.datetime(2020, 12, 31), 0.84, 42, 50, "")]
    content = xlsx_bytes(table, formats={"B2": "mmm-yy", "C2": "0%"})
    reading = read_file("long.xlsx", content, small_catalogue())
    (found,) = reading.observations
    assert (found.record.value, found.record.month) == (Decimal(84), Month(2020, 12))


def test_every_cell_is_accounted_for() -> None:
    reading = read(("A1", "2020-12", "980", "", "", ""), ("Z9", "2020-12", "1", "", "", ""))
    assert reading.accounts[0].kinds == {
        CellKind.HEADING: 6,
        CellKind.REF: 1,
        CellKind.OBSERVATION: 1,
        CellKind.DETAIL: 1,
        CellKind.UNKNOWN: 3,
        CellKind.BLANK: 6,
    }


def test_problems_name_their_cell() -> None:
    assert complaints(("A1", "Smarch", "12a", "1", "", "")) == [
        'long.csv, row 2, column period: "Smarch" is not a month. Write one such as 2021-02.',
        'long.csv, row 2, column value: "12a" is not a number. Leave the cell blank for '
        "missing data, or use [x].",
    ]
    assert "there is no period" in complaints(("A1", "", "12", "", "", ""))[0]
    assert "Give both, or neither" in complaints(("A1", "2020-12", "12", "1", "", ""))[0]
    assert "parts but no value" in complaints(("B2 (%)", "2020-12", "", "1", "2", ""))[0]
    assert "the denominator is 0" in complaints(("B2 (%)", "2020-12", "0", "0", "0", ""))[0]
    assert "the row has no ref" in complaints(("", "2020-12", "0", "", "", ""))[0]


def test_same_figure_twice() -> None:
    row = ("A1", "2020-12", "980", "", "", "")
    assert complaints(row, row) == []
    assert "different figure in row 2" in complaints(row, ("A1", "2020-12", "9", "", "", ""))[0]


def test_twenty_years_of_all_indicators_are_read_in_two_seconds() -> None:
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    months = list(months_between(Month(2001, 1), Month(2020, 12)))
    rows = [
        (indicator.ref, str(month), f"{number % 90 + 1}%", "1,006", "2,012", "counted again")
        if indicator.is_percentage
        else (indicator.ref, str(month), f"{number % 90 + 1}", "", "", "")
        for number, indicator in enumerate(catalogue.active)
        for month in months
    ]
    content = csv_bytes([HEADINGS, *rows])
    told: list[tuple[int, int]] = []
    # Of the work itself, however busy the machine is.
    began = time.process_time()
    reading = read_file("long.csv", content, catalogue, lambda *rows: told.append(rows))
    seconds = time.process_time() - began
    assert len(reading.observations) == len(rows) == 64 * 240
    assert seconds < 2
    assert told[0] == (500, 15_361)
    assert told[-1] == (15_361, 15_361)
    assert told == sorted(told)


def test_a_row_of_an_indicator_is_no_headings_whatever_its_words() -> None:
    reading = read(("A1", "2020-12", "980", "", "", "Ref."), ("A1", "2021-01", "7", "", "", ""))
    assert not reading.problems
    assert [f.record.note for f in reading.observations] == ["Ref.", ""]
