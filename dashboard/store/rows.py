"""From records to rows of the tables, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row

from dashboard.records import Comment, Load, Observation, PublishedFigure, Source
from dashboard.store.writing_records import Draft, Promise

Loads = Mapping[int, Load]
"""By their numbers, for the half of a source that all rows of one file share."""


def read_load(row: Row[Any]) -> Load:
    return Load(**row._mapping)


def write_observation(observation: Observation, load: int) -> dict[str, Any]:
    return {
        "ref": observation.ref,
        "month": observation.month,
        "load": load,
        "status": observation.status,
        "value": observation.value,
        "numerator": observation.numerator,
        "denominator": observation.denominator,
        "note": observation.note,
        **_write_place(observation.source),
    }


def read_observation(row: Sequence[Any], loads: Loads) -> Observation:
    # In the order of the table's columns; by name it would take twice as long.
    ref, month, load, status, value, numerator, denominator, note, *place = row
    source = _read_source(loads[load], *place)
    return Observation(ref, month, status, value, numerator, denominator, note, source)


def write_published(figure: PublishedFigure, load: int) -> dict[str, Any]:
    return {
        "file_month": figure.file_month,
        "ref": figure.ref,
        "column": figure.column,
        "load": load,
        "text": figure.text,
        "value": figure.value,
        "arrow": figure.arrow,
        **_write_place(figure.source),
    }


def read_published(row: Sequence[Any], loads: Loads) -> PublishedFigure:
    file_month, ref, column, load, text, value, arrow, *place = row
    source = _read_source(loads[load], *place)
    return PublishedFigure(ref, file_month, column, text, value, arrow, source)


def write_comment(
    comment: Comment, version: int, load: int, created_at: dt.datetime
) -> dict[str, Any]:
    return {
        "ref": comment.ref,
        "month": comment.month,
        "version": version,
        "state": comment.state,
        "text": comment.text,
        "author": comment.author,
        "load": load,
        **_write_place(comment.source),
        "created_at": created_at,
    }


def read_comment(row: Sequence[Any], loads: Loads) -> Comment:
    ref, month, version, state, text, author, load, *place, _created_at = row
    source = None if load is None else _read_source(loads[load], *place)
    return Comment(ref, month, version, state, text, author, source)


def _write_place(source: Source | None) -> dict[str, Any]:
    """The cell of a record; without one it is known to be from the load, and no more."""
    return {
        "sheet": source.sheet if source else "",
        "row_number": source.row if source else 0,
        "column_number": source.column if source else 0,
        "column_title": source.column_title if source else "",
    }


def _read_source(load: Load, sheet: str, row: int, column: int, title: str) -> Source:
    file, checksum = load.file, load.checksum
    at, by = load.loaded_at, load.loaded_by
    return Source(load.id, file, checksum, sheet, row, column, title, at, by)


def write_fields(record: Draft | Promise) -> dict[str, Any]:
    """The fields of a record as they are, by name."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
