"""An answer as a plain table, for spreadsheets: a column for each single field.

A field that holds a thing is spread out into that thing's columns; a list of words is put
in one cell; a list of things does not fit into a table and stands in the JSON only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from dashboard.api.models import Model, Origin, plain
from dashboard.export.csv_files import write_csv

SOURCE = "source"
"""The last column: whose figures these are, so that a copied row still says so."""

Steps = tuple[str, ...]


@cache
def list_columns(model: type[Model]) -> tuple[Steps, ...]:
    """The fields that make the columns, each by the names that lead to it."""
    return tuple(_steps(model))


def _steps(model: type[Model]) -> Iterator[Steps]:
    for name, field in model.model_fields.items():
        kind = _without_none(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Model):
            yield from ((name, *rest) for rest in _steps(kind))
        elif not _is_of_things(kind):
            yield (name,)


def _without_none(kind: Any) -> Any:
    """What a field holds when it holds something."""
    if get_origin(kind) is Annotated:
        return _without_none(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _without_none(next(k for k in get_args(kind) if k is not type(None)))
    return kind


def _is_of_things(kind: Any) -> bool:
    """Whether it is a list of models, or named values."""
    inner = [_without_none(k) for k in get_args(kind)]
    return get_origin(kind) is dict or any(
        isinstance(k, type) and issubclass(k, Model) for k in inner
    )


def write_table(model: type[Model], rows: Iterable[Model], origin: Origin) -> bytes:
    """The rows as CSV, made safe for spreadsheets."""
    columns = list_columns(model)
    head = [*("_".join(steps) for steps in columns), SOURCE]
    return write_csv(head, ([*_cells(row, columns), origin.said] for row in rows))


def _cells(row: Model, columns: Sequence[Steps]) -> Iterator[str]:
    for steps in columns:
        value: Any = row
        for step in steps:
            value = getattr(value, step) if value is not None else None
        yield _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(plain(value))
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value)
