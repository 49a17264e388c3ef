"""The document of an edition: one text that holds all of it, the same for the same content.

JSON in its canonical form: keys in order, no blanks, UTF-8. Numbers are their digits as
text, months "2021-02", moments in UTC. What is empty is left out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from dashboard.catalogue import Catalogue
from dashboard.disclosure import Hidden, Reason
from dashboard.editions.material import Material
from dashboard.official import parse_extract
from dashboard.periods import Month
from dashboard.records import (
    Arrow,
    Comment,
    CommentState,
    Observation,
    PublishedFigure,
    Source,
    Status,
)
from dashboard.store.columns import digits
from dashboard.store.writing_records import Doubt, FigureNote, Promise, Settled

FORMAT = "scrutiny dashboard edition, 1"
"""Names the form; a document of another form is refused."""


class DocumentError(Exception):
    """A document cannot be read: the message says what was found."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A finding as it stood when the edition was published, and why it was accepted.

    `title` names the kind; `severity` is error, warning or note. Without `accepted_by` it
    was open.
    """

    code: str
    title: str
    severity: str
    refs: tuple[str, ...]
    month: Month
    evidence: str
    reason: str = ""
    accepted_by: str = ""
    accepted_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved a text of the edition's month, and in whose place, if in another's."""

    ref: str
    by: str
    at: dt.datetime
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a document holds. `all_the_same` is why it was published despite a check."""

    month: Month
    version: int
    published_at: dt.datetime
    published_by: str
    reason: str
    all_the_same: str
    material: Material
    findings: tuple[Kept, ...]
    approvals: tuple[Approval, ...]


def write_document(frozen: Frozen) -> bytes:
    """The canonical document."""
    material = frozen.material
    records: tuple[Observation | PublishedFigure | Comment, ...] = (
        *material.observations,
        *material.earlier,
        *material.printed,
        *material.comments,
    )
    content = {
        "format": FORMAT,
        "month": str(frozen.month),
        "version": frozen.version,
        "published": _bare(
            at=_moment(frozen.published_at),
            by=frozen.published_by,
            reason=frozen.reason,
            all_the_same=frozen.all_the_same,
        ),
        "catalogue": material.catalogue.model_dump(mode="json", exclude_defaults=True),
        "official": dict(material.official.texts) if material.official else {},
        "loads": _write_loads(record.source for record in records),
        "observations": [_write_observation(o) for o in material.observations],
        "earlier": [_write_observation(o) for o in material.earlier],
        "printed": [_write_printed(figure) for figure in material.printed],
        "comments": [_write_comment(comment) for comment in material.comments],
        "notes": [_write_note(note) for note in material.notes],
        "settled": [_write_settled(settled) for settled in material.settled],
        "hidden": sorted(
            [ref, str(month), str(reason)]
            for (ref, month), reason in material.hidden.cells.items()
        ),
        "exposed": sorted([ref, str(month)] for ref, month in material.hidden.exposed),
        "findings": [_write_finding(finding) for finding in frozen.findings],
        "approvals": [
            _bare(ref=a.ref, by=a.by, at=_moment(a.at), acting_for=a.acting_for)
            for a in frozen.approvals
        ],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def read_document(content: bytes) -> Frozen:
    """What a document holds. Raises DocumentError if it is not of this form."""
    try:
        held = json.loads(content)
        if held["format"] != FORMAT:
            raise DocumentError(
                f'The document is of the form "{held["format"]}", and this program reads '
                f'"{FORMAT}". Use the program that made it.'
            )
        return _read(held)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise DocumentError(f"The document of an edition cannot be read: {error}.") from error


def _read(held: dict[str, Any]) -> Frozen:
    loads = {row["id"]: row for row in held["loads"]}
    published = held["published"]
    return Frozen(
        month=Month.parse(held["month"]),
        version=held["version"],
        published_at=dt.datetime.fromisoformat(published["at"]),
        published_by=published["by"],
        reason=published.get("reason", ""),
        all_the_same=published.get("all_the_same", ""),
        material=Material(
            catalogue=Catalogue.model_validate(held["catalogue"]),
            official=parse_extract(held["official"]) if held["official"] else None,
            observations=tuple(_read_observation(r, loads) for r in held["observations"]),
            earlier=tuple(_read_observation(row, loads) for row in held["earlier"]),
            printed=tuple(_read_printed(row, loads) for row in held["printed"]),
            comments=tuple(_read_comment(row, loads) for row in held["comments"]),
            notes=tuple(_read_note(row) for row in held["notes"]),
            settled=tuple(_read_settled(row) for row in held["settled"]),
            hidden=Hidden(
                {(ref, Month.parse(m)): Reason(reason) for ref, m, reason in held["hidden"]},
                frozenset((ref, Month.parse(month)) for ref, month in held["exposed"]),
            ),
        ),
        findings=tuple(_read_finding(row) for row in held["findings"]),
        approvals=tuple(
            Approval(
                row["ref"],
                row["by"],
                dt.datetime.fromisoformat(row["at"]),
                row.get("acting_for", ""),
            )
            for row in held["approvals"]
        ),
    )


def _bare(**fields: Any) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in ("", None)}


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat()


def _digits(value: Decimal | None) -> str:
    return "" if value is None else digits(value)


def _number(row: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None


def _write_loads(sources: Iterable[Source | None]) -> list[dict[str, Any]]:
    """The files that anything came from, each once."""
    loads = {
        source.load: {
            "id": source.load,
            "file": source.file,
            "checksum": source.checksum,
            "at": _moment(source.loaded_at),
            "by": source.loaded_by,
        }
        for source in sources
        if source
    }
    return [loads[number] for number in sorted(loads)]


def _place(source: Source | None) -> list[Any] | None:
    """Load, sheet, row, column and its title."""
    if source is None:
        return None
    return [source.load, source.sheet, source.row, source.column, source.column_title]


def _source(row: Mapping[str, Any], loads: Mapping[int, Mapping[str, Any]]) -> Source | None:
    if "from" not in row:
        return None
    number, sheet, line, column, title = row["from"]
    load = loads[number]
    return Source(
        load=number,
        file=load["file"],
        checksum=load["checksum"],
        sheet=sheet,
        row=line,
        column=column,
        column_title=title,
        loaded_at=dt.datetime.fromisoformat(load["at"]),
        loaded_by=load["by"],
    )


def _write_observation(observation: Observation) -> dict[str, Any]:
    return _bare(
        ref=observation.ref,
        month=str(observation.month),
        status=str(observation.status),
        value=_digits(observation.value),
        numerator=_digits(observation.numerator),
        denominator=_digits(observation.denominator),
        note=observation.note,
        **{"from": _place(observation.source)},
    )


def _read_observation(
    row: Mapping[str, Any], loads: Mapping[int, Mapping[str, Any]]
) -> Observation:
    return Observation(
        ref=row["ref"],
        month=Month.parse(row["month"]),
        status=Status(row["status"]),
        value=_number(row, "value"),
        numerator=_number(row, "numerator"),
        denominator=_number(row, "denominator"),
        note=row.get("note", ""),
        source=_source(row, loads),
    )


def _write_printed(figure: PublishedFigure) -> dict[str, Any]:
    return _bare(
        ref=figure.ref,
        month=str(figure.file_month),
        column=figure.column,
        text=figure.text,
        value=_digits(figure.value),
        arrow=str(figure.arrow) if figure.arrow else "",
        **{"from": _place(figure.source)},
    )


def _read_printed(
    row: Mapping[str, Any], loads: Mapping[int, Mapping[str, Any]]
) -> PublishedFigure:
    return PublishedFigure(
        ref=row["ref"],
        file_month=Month.parse(row["month"]),
        column=row["column"],
        text=row.get("text", ""),
        value=_number(row, "value"),
        arrow=Arrow(row["arrow"]) if "arrow" in row else None,
        source=_source(row, loads),
    )


def _write_comment(comment: Comment) -> dict[str, Any]:
    return _bare(
        ref=comment.ref,
        month=str(comment.month),
        version=comment.version,
        state=str(comment.state),
        text=comment.text,
        author=comment.author,
        **{"from": _place(comment.source)},
    )


def _read_comment(row: Mapping[str, Any], loads: Mapping[int, Mapping[str, Any]]) -> Comment:
    return Comment(
        ref=row["ref"],
        month=Month.parse(row["month"]),
        version=row["version"],
        state=CommentState(row["state"]),
        text=row.get("text", ""),
        author=row.get("author"),
        source=_source(row, loads),
    )


def _write_note(note: FigureNote) -> dict[str, Any]:
    return {
        "id": note.id,
        "ref": note.ref,
        "month": str(note.month),
        "doubt": str(note.doubt),
        "text": note.text,
        "by": note.by,
        "at": _moment(note.at),
    }


def _read_note(row: Mapping[str, Any]) -> FigureNote:
    return FigureNote(
        id=row["id"],
        ref=row["ref"],
        month=Month.parse(row["month"]),
        doubt=Doubt(row["doubt"]),
        text=row["text"],
        by=row["by"],
        at=dt.datetime.fromisoformat(row["at"]),
    )


def _write_settled(settled: Settled) -> dict[str, Any]:
    promise = settled.promise
    return {
        "ref": promise.ref,
        "month": str(promise.month),
        "version": promise.version,
        "text": promise.text,
        "due": str(promise.due),
        "outcome": settled.outcome,
        "by": settled.by,
        "at": _moment(settled.at),
    }


def _read_settled(row: Mapping[str, Any]) -> Settled:
    promise = Promise(
        ref=row["ref"],
        month=Month.parse(row["month"]),
        version=row["version"],
        text=row["text"],
        due=Month.parse(row["due"]),
    )
    return Settled(promise, row["outcome"], row["by"], dt.datetime.fromisoformat(row["at"]))


def _write_finding(finding: Kept) -> dict[str, Any]:
    return _bare(
        code=finding.code,
        title=finding.title,
        severity=finding.severity,
        refs=list(finding.refs),
        month=str(finding.month),
        evidence=finding.evidence,
        reason=finding.reason,
        accepted_by=finding.accepted_by,
        accepted_at=_moment(finding.accepted_at) if finding.accepted_at else "",
    )


def _read_finding(row: Mapping[str, Any]) -> Kept:
    at = row.get("accepted_at")
    refs: Sequence[str] = row["refs"]
    return Kept(
        code=row["code"],
        title=row["title"],
        severity=row["severity"],
        refs=tuple(refs),
        month=Month.parse(row["month"]),
        evidence=row["evidence"],
        reason=row.get("reason", ""),
        accepted_by=row.get("accepted_by", ""),
        accepted_at=dt.datetime.fromisoformat(at) if at else None,
    )
