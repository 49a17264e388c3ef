"""The published layout, as councils really write it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from dashboard.intake import Reading, read_file
from dashboard.intake.reading import CellKind
from dashboard.periods import Month
from dashboard.records import Arrow, CommentState, Status
from tests.fixtures.workbooks import (
    HEADINGS,
    PLANS,
    RETURNS,
    SMALL,
    VISITS,
    csv_bytes,
    small_catalogue,
    with_cell,
    xlsx_bytes,
)

WIDE = ("",) * 16


def read(table: Sequence[Sequence[Any]], **workbook: Any) -> Reading:
    """Read a table from a workbook where something is said of it, else from CSV."""
    if workbook or not all(isinstance(c, str) for row in table for c in row):
        return read_file("returns.xlsx", xlsx_bytes(table, **workbook), small_catalogue())
    return read_file("returns.csv", csv_bytes(table), small_catalogue())


def figures(reading: Reading) -> dict[tuple[str, str], str]:
    return {
        (f.record.ref, str(f.record.month)): (
            f.record.status.value if f.record.value is None else f"{f.record.value:f}"
        )
        for f in reading.observations
    }


def messages(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def test_small_file() -> None:
    reading = read(SMALL)
    assert messages(reading) == []
    assert reading.file_month == Month(2021, 1)
    assert figures(reading) == {
        ("A1", "2020-11"): "1207",
        ("A1", "2020-12"): "980",
        ("A1", "2021-01"): "1013",
        ("B2 (%)", "2020-11"): "84",
        ("B2 (%)", "2020-12"): "not yet available",
        ("B2 (%)", "2021-01"): "90",
        ("Q3", "2020-11"): "not due",
        ("Q3", "2020-12"): "23",
        ("Q3", "2021-01"): "not due",
    }


def test_every_other_column_is_kept_as_published() -> None:
    kept = {(f.record.ref, f.record.column): f.record for f in read(SMALL).published}
    assert {column for _, column in kept} == {
        "name", "owner", "reporter", "outcome", "change", "direction", "average", "maximum",
        "neighbours", "england", "region", "target:2019-20",
    }  # fmt: skip
    assert kept["A1", "change"].text == "↑ 12%"
    assert (kept["A1", "change"].value, kept["A1", "change"].arrow) == (Decimal(12), Arrow.UP)
    assert kept["B2 (%)", "change"].arrow is Arrow.SIMILAR
    assert (kept["Q3", "change"].text, kept["Q3", "change"].value) == ("- n/a", None)
    assert kept["B2 (%)", "neighbours"].value == Decimal("82.5")
    assert kept["B2 (%)", "target:2019-20"].text == "TBC"
    assert ("B2 (%)", "region") not in kept, "a blank cell leaves no record"
    assert {record.file_month for record in kept.values()} == {Month(2021, 1)}


def test_commentary_is_published_and_nobodys() -> None:
    (found,) = read(SMALL).comments
    assert found.record.text == "Two visitors joined in the autumn."
    assert found.record.state is CommentState.PUBLISHED
    assert found.record.author is None
    assert found.record.month == Month(2021, 1)
    assert str(found.place) == "returns.csv, row 2, column Commentary (Jan-21)"


def test_file_month_is_the_last_column_where_commentary_names_none() -> None:
    assert read(with_cell(SMALL, 1, 17, "Commentary")).file_month == Month(2021, 1)
    assert read(with_cell(SMALL, 1, 17, "Commentary (Feb-21)")).file_month == Month(2021, 2)


def test_titles_keys_repeated_headings_and_other_sheets() -> None:
    table = [
        ["Monthly dataset", *WIDE],
        ["", *WIDE],
        ["Key", "▲ more is better", "▼ less is better", *WIDE[2:]],
        HEADINGS,
        VISITS,
        ["", *WIDE],
        HEADINGS,
        ["Families", *WIDE],
        PLANS,
        RETURNS,
    ]
    others = {"Notes": [["Drawn up in February"]], "lists": [["Local"], ["TBC"]]}
    reading = read(table, merges=["A1:D1"], others=others, hidden=["lists"])
    assert messages(reading) == []
    assert figures(reading) == figures(read(SMALL))
    sheet, notes, lists = reading.accounts
    assert sheet.kinds == {
        CellKind.TITLE: 2,
        CellKind.KEY: 3,
        CellKind.HEADING: 34,
        CellKind.REF: 3,
        CellKind.OBSERVATION: 7,
        CellKind.PUBLISHED: 26,
        CellKind.COMMENTARY: 1,
        CellKind.MERGED: 3,
        CellKind.BLANK: 91,
    }
    assert sum(sheet.kinds.values()) == sheet.rows * sheet.columns == 170
    assert (notes.kinds, lists.kinds) == ({CellKind.OTHER: 1}, {CellKind.OTHER: 2})
    assert lists.hidden


def test_dates_as_headings_and_fractions_as_percentages() -> None:
    table: list[list[Any]] = [list(row) for row in SMALL]
    table[0][5:8] = [dt.datetime(2020, 11, 1), dt.datetime(2020, 12, 31), "Jan-21"]
    table[1][5:8] = [1207, 980.0, 1013]
    table[2][5:8] = [0.84, "tbc", 0.9]
    table[2][10:13] = [0.86, 0.9, 0.825]
    reading = read(table, formats={"F1": "mmm-yy", "F3": "0%", "H3": "0.0%", "F2": "#,##0"})
    assert messages(reading) == []
    assert figures(reading) == figures(read(SMALL))
    values = [(f.record.ref, f.record.column, f.record.value) for f in reading.published]
    assert values == [
        (f.record.ref, f.record.column, f.record.value) for f in read(SMALL).published
    ]
    assert reading.observations[0].place.title == "Nov-20"


def test_text_merged_downwards_speaks_for_each_row() -> None:
    table = with_cell(with_cell(SMALL, 3, 3, ""), 3, 17, "")
    reading = read(table, merges=["C2:C3", "Q2:Q3"])
    assert messages(reading) == []
    owners = {
        f.record.ref: f.record.text for f in reading.published if f.record.column == "owner"
    }
    assert owners == {"A1": "Asha Rahman", "B2 (%)": "Asha Rahman"}
    assert [c.record.ref for c in reading.comments] == ["A1", "B2 (%)"]


def test_merged_figures_are_refused() -> None:
    reading = read(with_cell(SMALL, 2, 7, ""), merges=["F2:G2"])
    assert messages(reading) == [
        "returns.xlsx, sheet Dataset, row 2, column Dec-20: a month's figure is merged with "
        "another cell. Unmerge the cells."
    ]


@pytest.mark.parametrize(
    ("row", "column", "content", "message"),
    [
        (
            2, 6, "n/k",
            'row 2, column Nov-20: "n/k" is not a number. Leave the cell blank for missing '
            "data, or use [x].",
        ),
        (1, 6, "Dec-20", 'row 1, column G: "Dec-20" stands twice in this row.'),
        (1, 6, "Feb-21", 'row 1, column G: "Dec-20" stands after "Feb-21".'),
        (1, 11, "12-mnth ave", 'not a heading of the dataset. Did you mean "12-mnth avg"?'),
        (1, 16, "Target 19-21", '"Target 19-21" names no financial year'),
        (1, 17, "Commentary (Janury)", '"Commentary (Janury)" names no month'),
        (1, 6, "", 'row 2, column F: "1,207" stands under no heading.'),
        (3, 1, "", "row 3: the row has figures but no reference."),
    ],
    ids=[
        "not a number", "month twice", "month out of order", "renamed heading",
        "not a year", "not a month", "no heading", "no reference",
    ],
)  # fmt: skip
def test_problem_names_its_place(row: int, column: int, content: str, message: str) -> None:
    problems = messages(read(with_cell(SMALL, row, column, content)))
    assert problems
    assert problems[0].startswith("returns.csv, row ")
    assert message in problems[0]


def test_all_problems_are_told_at_once() -> None:
    table = with_cell(with_cell(SMALL, 2, 6, "n/k"), 3, 8, "190%")
    assert len(messages(read(table))) == 2
    kinds = read(table).accounts[0].kinds
    assert kinds[CellKind.PROBLEM] == 2


def test_date_typed_as_a_day_is_not_a_month() -> None:
    """A spreadsheet turns a typed Aug-20 into 20 August of this year."""
    table: list[list[Any]] = [list(row) for row in SMALL]
    table[0][5] = dt.datetime(2021, 8, 20)
    assert "the date 20/08/2021 is not the first of a month" in messages(read(table))[0]


def test_row_given_twice() -> None:
    assert messages(read([*SMALL, VISITS])) == []
    assert figures(read([*SMALL, VISITS])) == figures(read(SMALL))
    (message,) = messages(read([*SMALL, with_cell([VISITS], 1, 6, "1208")[0]]))
    assert message == (
        'returns.csv, row 5, column Nov-20: "A1" has a different figure in row 2. '
        "Keep one of the rows."
    )


def test_tables_of_different_months_do_not_mix() -> None:
    table = [["" if n == 7 else cell for n, cell in enumerate(row)] for row in SMALL]
    other = with_cell(
        with_cell(table, 1, 17, "Commentary (Dec-20)"), 1, 9, "% change from Dec-19"
    )
    assert messages(read([*SMALL, *other])) == [
        "returns.csv, row 5: this table is of December 2020, but the one before it of "
        "January 2021. Load one month's table at a time."
    ]


def test_unknown_row_is_left_out_and_its_likely_ref_is_named() -> None:
    reading = read([*SMALL, ("b2(%)", *VISITS[1:])])
    assert messages(reading) == []
    assert figures(reading) == figures(read(SMALL))
    (row,) = reading.unknown
    assert (row.ref, row.suggestion, row.cells) == ("b2(%)", "B2 (%)", 17)
    assert reading.accounts[0].kinds[CellKind.UNKNOWN] == 17


def test_blank_is_missing_only_when_a_return_is_due() -> None:
    reading = read(with_cell(with_cell(SMALL, 4, 7, ""), 2, 6, ""))
    statuses = {
        (f.record.ref, str(f.record.month)): f.record.status for f in reading.observations
    }
    assert statuses["A1", "2020-11"] is Status.MISSING
    assert statuses["Q3", "2020-12"] is Status.MISSING
    assert statuses["Q3", "2020-11"] is Status.NOT_DUE
