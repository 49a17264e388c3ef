"""Load the catalogue, or say everything that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from dashboard.catalogue.document import Document
from dashboard.catalogue.drafting import draft_catalogue, in_words
from dashboard.catalogue.naming import check_names
from dashboard.catalogue.problems import CatalogueError, Fault, Place, Problem
from dashboard.catalogue.rules import check_rules
from dashboard.catalogue.schema import Catalogue


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue in that file. Raises CatalogueError with every problem found."""
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"the file cannot be opened ({reason}). Check its name and place."
        raise CatalogueError([Problem(path.name, None, None, message)]) from None
    return read_catalogue(content, path.name)


def check_catalogue(path: Path) -> tuple[Problem, ...]:
    """Every problem of the catalogue in that file, by line; none if it can be used."""
    try:
        load_catalogue(path)
    except CatalogueError as error:
        return error.problems
    return ()


def read_catalogue(content: bytes, file: str) -> Catalogue:
    """The catalogue in the content of a file of that name.

    Raises CatalogueError with every problem found.
    """
    document = Document(content)
    draft, faults = draft_catalogue(document)
    faults = [*faults, *_across_values(draft, document, faults)]
    if not faults:
        try:
            return Catalogue.model_validate(document.data)
        except ValidationError as error:
            faults = [Fault(e["loc"], in_words(e, e["loc"])) for e in error.errors()]
    problems = [
        Problem(
            file=file,
            line=fault.line or document.line(fault.place),
            indicator=_indicator(document, fault.place),
            message=fault.message,
        )
        for fault in faults
    ]
    raise CatalogueError(sorted(problems, key=lambda problem: problem.line or 0))


def _across_values(draft: Catalogue, document: Document, faults: list[Fault]) -> list[Fault]:
    """The faults that only show when values are seen together.

    A place that is at fault already is left alone: its value is not known.
    """
    if not isinstance(document.data, dict):
        return []
    broken = {fault.place for fault in faults}
    found = [*check_names(draft, document, broken), *check_rules(draft)]
    return [fault for fault in found if fault.place not in broken]


def _indicator(document: Document, place: Place) -> str | None:
    """The ref of the indicator a place belongs to, as far as it was written."""
    if len(place) < 2 or place[0] != "indicators":
        return None
    ref = document.text((*place[:2], "ref"))
    return ref.strip() if ref else None
