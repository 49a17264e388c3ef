"""The descriptions of CSV files: well formed by the rules of CSVW, and true of the files."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest

from dashboard.export.archive import list_files
from dashboard.export.csvw import CONTEXT, ENDING
from dashboard.export.dataset import Dataset
from dashboard.publishing import read_edition
from dashboard.records import Audience, Status
from dashboard.store import Store
from tests.export.example import council, dataset, finding, holdings_of, note_on

Files = dict[str, bytes]
PREFIXES = {"dc", "schema", "rdfs", "xsd"}
"""Those used here of CSVW's own list, whose meaning needs no declaration."""

TABLE = {"@context", "url", "dialect", "tableSchema", "notes"}
COLUMN = {"name", "titles", "datatype", "required", "null"}
DIALECT = {
    *("encoding", "delimiter", "quoteChar", "doubleQuote", "header", "commentPrefix"),
    "lineTerminators",
}
VARIABLE = re.compile(r"(?!_)[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
"""A name as URI templates have it."""


@pytest.fixture(scope="module", params=Audience)
def files(request: pytest.FixtureRequest, site_store: Store) -> Files:
    """All files of the published month, for each audience."""
    edition = site_store.editions.latest()
    assert edition is not None
    held = read_edition(site_store, edition, request.param)
    return list_files(Dataset(held, edition.month, request.param))


def small() -> Files:
    """All files of a month that has something for every one of them."""
    held = holdings_of(texts={"A": "Well."}, notes=(note_on("A", "counted twice"),))
    return list_files(dataset(replace(held, findings=(finding("0 in January 2021."),))))


def described(files: Files) -> Iterator[tuple[dict[str, Any], list[list[str]]]]:
    """Each description, with the rows of its file."""
    for name, content in files.items():
        if name.endswith(ENDING):
            text = files[name.removesuffix(ENDING)].decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            yield json.loads(content), rows


def test_every_csv_file_has_its_description(files: Files) -> None:
    tables = {name for name in files if name.endswith(".csv")}
    assert {f"{name}{ENDING}" for name in tables} == {n for n in files if ENDING in n}
    assert {"dataset.csv", "scorecard.csv", "indicators.csv", "as-published.csv"} <= tables
    assert {json.loads(files[f"{name}{ENDING}"])["url"] for name in tables} == tables
    assert {"commentary.csv", "data-notes.csv", "findings.csv"} <= set(small())


def test_only_what_csvw_knows_is_said(files: Files) -> None:
    for about, _ in described(files):
        assert about["@context"] == [CONTEXT, {"@language": "en-GB"}]
        assert {key for key in about if ":" not in key} <= TABLE
        assert set(about["dialect"]) <= DIALECT
        assert set(about["tableSchema"]) <= {"columns", "primaryKey"}
        for column in about["tableSchema"]["columns"]:
            assert {key for key in column if ":" not in key} <= COLUMN
        assert set(prefixes(about)) <= PREFIXES


def prefixes(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            if ":" in key:
                yield key.partition(":")[0]
            yield from prefixes(held)
    for held in value if isinstance(value, list) else ():
        yield from prefixes(held)


def test_columns_are_those_of_the_file(files: Files) -> None:
    for about, rows in described(files):
        columns = about["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == rows[0]
        names = [column["name"] for column in columns]
        assert len(set(names)) == len(names)
        assert all(VARIABLE.fullmatch(name) for name in names)
        assert all(len(row) == len(columns) for row in rows)
        assert all(column["dc:description"] for column in columns)


def holds(datatype: str, text: str) -> bool:
    """Whether a text is a value of a datatype of XML Schema."""
    try:
        match datatype:
            case "decimal":
                Decimal(text)
                return re.fullmatch(r"[+-]?\d+(\.\d+)?", text) is not None
            case "gYearMonth":
                return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text) is not None
            case "date":
                dt.date.fromisoformat(text)
    except (InvalidOperation, ValueError):
        return False
    return datatype in ("date", "string")


def check_cells(files: Files) -> None:
    for about, rows in described(files):
        columns = about["tableSchema"]["columns"]
        for row in rows[1:]:
            for column, text in zip(columns, row, strict=True):
                if text in column.get("null", [""]):
                    assert not column["required"], (about["url"], column["name"], row)
                else:
                    assert holds(column["datatype"], text), (about["url"], column["name"], row)


def test_every_cell_is_of_its_datatype_or_no_value(files: Files) -> None:
    check_cells(files)


def test_the_same_where_every_file_has_rows() -> None:
    check_cells(small())


def test_no_two_rows_have_the_same_key(files: Files) -> None:
    keyed = 0
    for about, rows in described(files):
        names = [column["name"] for column in about["tableSchema"]["columns"]]
        if key := about["tableSchema"].get("primaryKey"):
            keyed += 1
            places = [names.index(name) for name in key]
            keys = [tuple(row[place] for place in places) for row in rows[1:]]
            assert len(set(keys)) == len(keys)
            required = {c["name"] for c in about["tableSchema"]["columns"] if c["required"]}
            assert set(key) <= required
    assert keyed >= 3


def test_a_bad_cell_would_be_noticed() -> None:
    files = small()
    files["dataset.csv"] = files["dataset.csv"].replace(b"1297", b"12 97")
    with pytest.raises(AssertionError):
        check_cells(files)


def test_missing_zero_and_hidden_stay_apart_for_machines() -> None:
    about = json.loads(small()[f"dataset.csv{ENDING}"])
    (value,) = (c for c in about["tableSchema"]["columns"] if c["name"] == "value")
    assert set(value["null"]) == {"", "[c]", "[low]", "[x]", "[z]"}
    (status,) = (c for c in about["tableSchema"]["columns"] if c["name"] == "status")
    assert all(str(one) in status["dc:description"] for one in Status)
    (_, rows), *_ = described(small())
    stated = {row[6] for row in rows[1:]}
    assert {"value", "missing", "suppressed", "not due", "low"} <= stated
    zero = next(row for row in rows if row[4] == "0")
    assert zero[6] == "value"


def test_source_licence_and_issue_are_stated(files: Files) -> None:
    for about, _ in described(files):
        assert about["dc:publisher"]["schema:name"] == "Southampton City Council"
        assert about["dc:issued"] == {"@value": "2021-03-01", "@type": "xsd:date"}
        assert about["dc:source"][0]["schema:name"].startswith("Monthly dataset, February 2021")
        if about["url"] == "comparators.csv":
            assert "open-government-licence" in about["dc:license"]["@id"]
        else:
            assert about["dc:rights"] == "Licence: none stated by the council"
    licence = "https://example.org/licence"
    named = council(council=council().council.model_copy(update={"licence": licence}))
    stated = list_files(dataset(holdings_of(named)))
    assert json.loads(stated[f"dataset.csv{ENDING}"])["dc:license"] == {"@id": licence}
    assert f"Licence: {licence}" in stated["readme.txt"].decode()


def test_the_restricted_files_say_so() -> None:
    files = list_files(dataset(audience=Audience.RESTRICTED))
    for about, _ in described(files):
        assert "not for publication" in about["dc:accessRights"]
        assert "Not for publication" in about["dc:description"]
    assert "dc:accessRights" not in json.loads(small()[f"dataset.csv{ENDING}"])
