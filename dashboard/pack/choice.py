"""What an officer chooses for a pack: for whom, which parts, on which paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.periods import Month
from dashboard.records import Audience


class PackError(Exception):
    """A pack cannot be made: the message says why, and what to do."""


class Paper(StrEnum):
    """The size of the sheet, which always lies on its long side."""

    A4 = "a4"
    A3 = "a3"


class Section(StrEnum):
    """A part of the pack behind cover and contents, in the order in which they stand."""

    MATTERS = "matters"
    DATASET = "dataset"
    CHARTS = "charts"
    NOTES = "notes"
    PRINTED = "printed"
    SINCE = "since"
    GLOSSARY = "glossary"
    METHOD = "method"

    @property
    def heading(self) -> str:
        return _HEADINGS[self]


_HEADINGS = {
    Section.MATTERS: "What matters this month",
    Section.DATASET: "The dataset",
    Section.CHARTS: "Indicators one by one",
    Section.NOTES: "Data notes and findings",
    Section.PRINTED: "As published, and now",
    Section.SINCE: "What changed since this edition",
    Section.GLOSSARY: "Glossary",
    Section.METHOD: "How figures are judged",
}


LASTING = frozenset(Section) - {Section.SINCE}
"""The parts that say of an edition the same whenever they are made: what is made if nobody
chooses. What changed since says something else after each later edition."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One pack. Without `themes`, keys of the catalogue, it has all of them."""

    month: Month
    audience: Audience = Audience.PUBLIC
    sections: frozenset[Section] = LASTING
    themes: frozenset[str] = frozenset()
    paper: Paper = Paper.A4

    @property
    def file_name(self) -> str:
        """What the file is called, without the version."""
        restricted = "" if self.audience is Audience.PUBLIC else "-not-for-publication"
        return f"pack-{self.month}{restricted}"
