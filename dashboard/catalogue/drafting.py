"""From the plain data of a document to entries, as far as each value can be read.

Pydantic checks each value by itself, so that one broken value spoils neither its
neighbours nor the checks across entries. What comes out is a draft: a catalogue in
which a broken or missing value is None (an empty tuple for a list, an empty draft
for an entry). Only a document without faults is made into a real catalogue.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from dashboard.catalogue.document import UNREADABLE, Document
from dashboard.catalogue.problems import Fault, Place, listed, name_of, nearest, quote
from dashboard.catalogue.schema import Catalogue, Entry

_WORDS = {
    "int_parsing": "is not a whole number. Write figures alone.",
    "bool_parsing": "is neither true nor false. Write true or false.",
    "string_too_long": "is longer than {max_length} characters. Shorten it.",
    "greater_than": "is not above {gt}. Write a larger number.",
    "greater_than_equal": "is below {ge}. Write at least {ge}.",
    "less_than_equal": "is above {le}. Write at most {le}.",
    "value_error": "{error}",
}


@dataclass(frozen=True)
class Shape:
    """How a value is made: an entry, a list of one shape, or a single value."""

    entry: type[Entry] | None = None
    item: Shape | None = None
    single: TypeAdapter[Any] | None = None

    @property
    def nothing(self) -> Any:
        """What stands in a draft where the value could not be read."""
        if self.entry:
            return _blank(self.entry)
        return () if self.item else None


@cache
def shapes(model: type[Entry]) -> dict[str, Shape]:
    """The shape of each key that an entry of this model may have."""
    return {
        name: _shape(
            Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        )
        for name, field in model.model_fields.items()
    }


def _shape(kind: Any) -> Shape:
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (part for part in get_args(kind) if part is not NoneType)
    if get_origin(kind) is tuple:
        return Shape(item=_shape(get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, Entry):
        return Shape(entry=kind)
    return Shape(single=TypeAdapter(kind))


def _blank(model: type[Entry]) -> Entry:
    """A draft of which nothing could be read."""
    return model.model_construct(
        **{
            name: shape.nothing
            for name, shape in shapes(model).items()
            if model.model_fields[name].is_required()
        }
    )


def draft_catalogue(document: Document) -> tuple[Catalogue, list[Fault]]:
    """The catalogue as far as it can be read, and every fault found on the way.

    Keys that are merely misspelled are renamed in the document.
    """
    drafting = _Drafting(document)
    draft = drafting.value(Shape(entry=Catalogue), document.data, ())
    assert isinstance(draft, Catalogue)
    return draft, drafting.faults


class _Drafting:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.faults = list(document.faults)

    def value(self, shape: Shape, data: Any, place: Place) -> Any:
        """A value as far as it can be read."""
        if data is UNREADABLE:
            return shape.nothing
        if data is None:
            self._note(place, "is empty. Give it a value, or remove it.")
            return shape.nothing
        if shape.entry:
            return self._entry(shape.entry, data, place)
        if shape.item:
            return self._items(shape.item, data, place)
        assert shape.single
        return self._single(shape.single, data, place)

    def _note(self, place: Place, words: str) -> None:
        self.faults.append(Fault(place, f"{name_of(place)} {words}"))

    def _entry(self, model: type[Entry], data: Any, place: Place) -> Entry:
        if not isinstance(data, dict):
            self._note(place, f"{_found(data)}. Write its keys on lines of their own.")
            return _blank(model)
        self._settle_keys(model, data, place)
        values: dict[str, Any] = {}
        for name, shape in shapes(model).items():
            field, here = model.model_fields[name], (*place, name)
            if data.get(name) is None and field.default is None:
                continue  # left out, or left empty where it may be left out
            if name in data:
                values[name] = self.value(shape, data[name], here)
            elif field.is_required():
                self._note(here, f'is missing. Add a line that begins with "{name}:".')
                values[name] = shape.nothing
        return model.model_construct(**values)

    def _settle_keys(self, model: type[Entry], data: dict[str, Any], place: Place) -> None:
        """Report unknown keys, and read each as the key that was probably meant."""
        for key in [key for key in data if key not in model.model_fields]:
            here = (*place, key)
            found, line = f"key {quote(key)} is not known", self.document.line(here)
            unused = [name for name in model.model_fields if name not in data]
            if meant := nearest(key, unused):
                self.faults.append(Fault(here, f'{found}. Did you mean "{meant}"?', line))
                self.document.rename(here, meant)
            else:
                known = listed(list(model.model_fields), "or")
                self.faults.append(Fault(here, f"{found}. Remove it, or use {known}.", line))

    def _items(self, item: Shape, data: Any, place: Place) -> tuple[Any, ...]:
        if not isinstance(data, list):
            self._note(place, f'{_found(data)}. Write a list, each item after "- ".')
            return ()
        return tuple(self.value(item, part, (*place, n)) for n, part in enumerate(data))

    def _single(self, adapter: TypeAdapter[Any], data: Any, place: Place) -> Any:
        if not isinstance(data, str):
            self._note(place, f"{_found(data)}. Write one value.")
            return None
        try:
            return adapter.validate_python(data)
        except ValidationError as error:
            self.faults += [Fault(place, in_words(detail, place)) for detail in error.errors()]
            return None


def _found(data: Any) -> str:
    if isinstance(data, dict):
        return "holds an entry of keys"
    return "holds a list" if isinstance(data, list) else f"is {quote(data)}"


def in_words(error: ErrorDetails, place: Place) -> str:
    """One of pydantic's errors in the words of the file's reader."""
    found, context = quote(str(error["input"])), error.get("ctx", {})
    if error["type"] == "string_too_short":
        return f"{name_of(place)} is empty. Give it a value, or remove it."
    if error["type"] == "enum":
        words = re.findall("'([^']*)'", context["expected"])
        meant = nearest(str(error["input"]), words)
        advice = f'Did you mean "{meant}"?' if meant else f"Write {listed(words, 'or')}."
        return f"{name_of(place)} {found} is not known. {advice}"
    words_of = _WORDS.get(error["type"], "cannot be read: {message}.")
    return f"{name_of(place)} {found} " + words_of.format(message=error["msg"], **context)
