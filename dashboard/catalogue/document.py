"""A YAML file as plain keys, lists and text, and the line on which each of them stands.

YAML's own guesses at types are left out: every scalar stays the text that was
written, so that 2019-20, 2021-02, No and 0.10 arrive as they stand and the schema
alone decides what they are. Only an empty value, "~" and "null" are None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from dashboard.catalogue.mending import LOST, find_error, mend
from dashboard.catalogue.problems import Fault, Place, quote

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EMPTY = {"", "~", "null"}
_DEEPEST = 12
_MOST_MENDED = 30
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class Unreadable:
    """Stands where a value could not be read, which has been reported already."""


UNREADABLE = Unreadable()


class Document:
    """One YAML file, read as far as it can be.

    `data` is made of dict, list, str, None and UNREADABLE; `faults` are the mistakes
    of YAML itself, such as a key written twice. Where the syntax is broken in a way
    that leaves no doubt what was meant the rest is still read; otherwise `data` is
    UNREADABLE and the last fault says why.
    """

    def __init__(self, content: bytes) -> None:
        self.data: Any = UNREADABLE
        self.faults: list[Fault] = []
        self._lines: dict[Place, int] = {}
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self._fault((), "the text is not UTF-8. Save the file as UTF-8.", line)
            return
        if found := _UNPRINTABLE.search(text):
            line = text[: found.start()].count("\n") + 1
            code = f"U+{ord(found[0]):04X}"
            self._fault((), f"the character {code} may not stand here. Delete it.", line)
            return
        self._read(text)

    def text(self, place: Place) -> str | None:
        """The text at a place as it was written; None if there is none."""
        found = self.data
        for step in place:
            if isinstance(found, dict):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int):
                found = found[step]
        return found if isinstance(found, str) else None

    def line(self, place: Place) -> int:
        """The line of a key or list item, or of the nearest thing that holds it."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    def rename(self, place: Place, name: str) -> None:
        """Read a misspelled key as `name`, which the entry does not yet have."""
        entry = self.data
        for step in place[:-1]:
            entry = entry[step]
        entry[name] = entry.pop(place[-1])
        depth = len(place)
        for known in [known for known in self._lines if known[:depth] == place]:
            self._lines[(*place[:-1], name, *known[depth:])] = self._lines.pop(known)

    def _fault(self, place: Place, message: str, line: int | None = None) -> None:
        self.faults.append(Fault(place, message, line))

    def _read(self, text: str) -> None:
        lines = text.splitlines(keepends=True)
        broken: dict[int, Fault] = {}
        while True:
            self.faults, self._lines = [], {}
            try:
                self.data = self._parse("".join(lines))
                break
            except yaml.MarkedYAMLError as error:
                fault = find_error(error, lines)
                line = fault.line or 1
                tried = line in broken or len(broken) == _MOST_MENDED
                broken.setdefault(line, fault)
                if tried or not mend(lines, line):
                    self.faults = []
                    break
        self.faults += broken.values()

    def _parse(self, text: str) -> Any:
        events = yaml.parse(text, Loader=LOADER)
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents == 2:
                    message = 'a second document begins here. Remove the line "---".'
                    self._fault((), message, _line(event))
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, () if documents == 1 else ("---",))
                data = value if documents == 1 else data
        return data

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], place: Place) -> Any:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            self._fault(place, f"{quote(name)} is a YAML alias. Write the value out.", line)
            return UNREADABLE
        value: Any
        if isinstance(event, yaml.ScalarEvent):
            value = None if not event.style and event.value in _EMPTY else event.value
        elif len(place) == _DEEPEST:
            _pass_over(events)
            self._fault(place, "too many lists or entries stand inside each other.", line)
            return UNREADABLE
        elif isinstance(event, yaml.MappingStartEvent):
            value = self._mapping(events, place)
        else:
            value = self._sequence(events, place)
        tag = getattr(event, "tag", None)
        if tag == LOST:
            return UNREADABLE
        if tag is not None:
            advice = "Put the text in quotes, or remove the tag."
            self._fault(place, f"{quote(tag)} is a YAML tag. {advice}", line)
            return UNREADABLE
        return value

    def _sequence(self, events: Iterator[yaml.Event], place: Place) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*place, len(items))
            self._lines[here] = _line(event)
            items.append(self._value(event, events, here))
        return items

    def _mapping(self, events: Iterator[yaml.Event], place: Place) -> dict[str, Any]:
        entry: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._fault(place, "a key must be a single word. Is a quote missing?", line)
                self._value(event, events, (*place, "?"))
                self._value(next(events), events, (*place, "?"))
                continue
            here = (*place, event.value)
            if event.value in entry:
                first = self._lines[here]
                message = f"key {quote(event.value)} stands twice, first on line {first}."
                self._fault(here, f"{message} Remove one of them.", line)
                self._value(next(events), events, (*place, f"{event.value} again"))
                continue
            self._lines[here] = line
            entry[event.value] = self._value(next(events), events, here)
        return entry


def _pass_over(events: Iterator[yaml.Event]) -> None:
    """Skip the rest of a list or entry of which the start has been read."""
    depth = 1
    while depth:
        event = next(events)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)


def _line(event: yaml.Event) -> int:
    """The line on which an event begins, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1
