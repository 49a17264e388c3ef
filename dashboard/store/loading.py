"""Saving one accepted file: what it adds to what is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Table, insert

from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.records import Comment, Load, Observation, PublishedFigure
from dashboard.store import queries, rows, tables
from dashboard.store.database import StoreError


@dataclass(frozen=True, slots=True)
class NewLoad:
    """A file that may be stored, and the records read from it.

    The sources of the records say in which cell each was read; the load and file they are
    stored with are those of this load, the moment and person those of its audit entry.
    `version` of a comment is not looked at: it is given on saving.
    """

    file: str
    checksum: str
    content: bytes = field(repr=False)
    file_month: Month | None
    observations: Sequence[Observation] = ()
    published: Sequence[PublishedFigure] = ()
    comments: Sequence[Comment] = ()
    new: int = 0
    revised: int = 0
    unchanged: int = 0


class AlreadyLoaded(StoreError):  # noqa: N818 - nothing is wrong, only nothing is new
    """The same content, by its checksum, is held already: from `load`."""

    def __init__(self, file: str, load: Load) -> None:
        super().__init__(
            f"{file}: the same content was loaded from {load.file} by {load.loaded_by} "
            f"on {load.loaded_at:%Y-%m-%d} at {load.loaded_at:%H:%M} UTC, so nothing "
            "changes. Load the file again only after it was changed."
        )
        self.load = load


class StoreChanged(StoreError):  # noqa: N818 - nothing is wrong, only late
    """Somebody changed the store since the caller looked at it."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file}: the data held has changed since the preview. Look at it anew."
        )


def save(
    connection: Connection,
    new: NewLoad,
    entry: AuditEntry,
    observations: Mapping[tuple[str, Month], Observation],
    texts: Mapping[tuple[str, Month], str],
    versions: Mapping[tuple[str, Month], int],
) -> Load:
    """Add a load to a store in which these are the latest observations and loaded comments.

    `versions` holds the last version of each comment, also of one that was taken back.
    """
    load = _add_load(connection, new, entry)
    _add(
        connection,
        tables.observation,
        [
            rows.write_observation(observation, load.id)
            for observation in new.observations
            if not _is_held(observation, observations)
        ],
    )
    _add(
        connection,
        tables.published_figure,
        [rows.write_published(figure, load.id) for figure in new.published],
    )
    _add(
        connection,
        tables.comment,
        [
            rows.write_comment(comment, version, load.id, load.loaded_at)
            for comment, version in _numbered(new.comments, texts, versions)
        ],
    )
    return load


def undo(connection: Connection, load: Load, entry: AuditEntry) -> Load:
    """Add the row that takes a load back. Its counts are of what no longer counts."""
    count = connection.execute(queries.observations_of(load.id)).scalar_one()
    adding = insert(tables.load).values(
        file=load.file,
        checksum=load.checksum,
        content=b"",
        file_month=load.file_month,
        loaded_at=entry.at,
        loaded_by=entry.by,
        new=0,
        revised=count,
        unchanged=0,
        undoes=load.id,
    )
    return rows.read_load(connection.execute(adding.returning(*queries.LOAD)).one())


def _add_load(connection: Connection, new: NewLoad, entry: AuditEntry) -> Load:
    adding = insert(tables.load).values(
        file=new.file,
        checksum=new.checksum,
        content=new.content,
        file_month=new.file_month,
        loaded_at=entry.at,
        loaded_by=entry.by,
        new=new.new,
        revised=new.revised,
        unchanged=new.unchanged,
    )
    return rows.read_load(connection.execute(adding.returning(*queries.LOAD)).one())


def _add(connection: Connection, table: Table, lines: list[dict[str, Any]]) -> None:
    if lines:
        connection.execute(insert(table), lines)


def _is_held(observation: Observation, held: Mapping[tuple[str, Month], Observation]) -> bool:
    """Whether the latest observation says the same, wherever it was read."""
    latest = held.get((observation.ref, observation.month))
    return latest is not None and replace(latest, source=observation.source) == observation


def _numbered(
    comments: Sequence[Comment],
    texts: Mapping[tuple[str, Month], str],
    versions: Mapping[tuple[str, Month], int],
) -> Iterator[tuple[Comment, int]]:
    """Comments whose text was not loaded last time, each with its next version.

    What was written here since stays: the same file once more does not take its place.
    """
    for comment in comments:
        key = comment.ref, comment.month
        if texts.get(key) != comment.text:
            yield comment, versions.get(key, 0) + 1
