"""The description of a CSV file, by which a machine knows its columns, source and licence.

Source: W3C, Metadata Vocabulary for Tabular Data (CSVW), 17 December 2015.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from dashboard.export.dataset import Dataset
from dashboard.export.table import Column, Datatype, Notice, Table
from dashboard.spreadsheets.characters import fit_characters

CONTEXT = "http://www.w3.org/ns/csvw"
ENDING = "-metadata.json"
"""Behind the whole name of a CSV file: where a reader looks for its description."""

MIMETYPE = "application/csvm+json"

_NAME = re.compile(r"[^A-Za-z0-9]+")


def describe(dataset: Dataset, table: Table, notices: Sequence[Notice], url: str) -> bytes:
    """The description of a table's CSV file: JSON, the same for the same content.

    `url` is where the CSV file is, seen from the description.
    """
    description = {
        "@context": [CONTEXT, {"@language": "en-GB"}],
        "url": quote(url, safe="?=&/"),
        **dict(_about(dataset, table)),
        "dialect": {
            "encoding": "utf-8",
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "commentPrefix": None,
            "lineTerminators": ["\r\n"],
        },
        "tableSchema": {
            "columns": [_column(column) for column in table.columns],
            **({"primaryKey": [_named(title) for title in table.key]} if table.key else {}),
        },
    }
    if notices:
        description["notes"] = [{"rdfs:comment": str(notice)} for notice in notices]
    text = json.dumps(_fit(description), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def _about(dataset: Dataset, table: Table) -> Iterator[tuple[str, Any]]:
    council, edition = dataset.catalogue.council, dataset.holdings.edition
    facts = dict(dataset.facts())
    yield "dc:title", f"{table.title}: {dataset.title}, {council.name}"
    yield "dc:description", " ".join([*dataset.marks, table.about])
    yield "dc:language", "en-GB"
    yield "dc:publisher", {"schema:name": council.name, "schema:url": {"@id": council.website}}
    yield "dc:spatial", council.area
    yield "dc:temporal", facts["Months held"]
    yield (
        "dc:source",
        [
            {"schema:name": source.title, **({"@id": source.url} if source.url else {})}
            for source in dataset.catalogue.publications
        ],
    )
    licence = table.licence or council.licence
    if dataset.is_restricted:
        yield "dc:accessRights", facts["For"]
    if licence:
        yield "dc:license", {"@id": licence}
    else:
        yield "dc:rights", f"Licence: {facts['Licence']}"
    if edition:
        day = edition.published_at.date().isoformat()
        yield "dc:issued", {"@value": day, "@type": "xsd:date"}
        yield "dc:isPartOf", f"Edition {edition.title}, SHA-256 {edition.checksum}"
        if edition.reason:
            yield "dc:provenance", edition.reason


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": _named(column.title),
        "titles": column.title,
        "dc:description": column.meaning,
        "datatype": str(column.datatype),
        "required": column.required,
    }
    if column.datatype is not Datatype.TEXT:
        described["null"] = ["", *column.symbols]
    return described


def _named(title: str) -> str:
    """The name of a column for machines: "what_was_found"."""
    return _NAME.sub("_", title).strip("_")


def _fit(value: Any) -> Any:
    """The same with no character that a file cannot hold."""
    if isinstance(value, str):
        return fit_characters(value)[0]
    if isinstance(value, dict):
        return {key: _fit(held) for key, held in value.items()}
    return [_fit(held) for held in value] if isinstance(value, list) else value
