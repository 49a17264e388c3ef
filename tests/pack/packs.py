"""Packs to look at: the stores they are made of, and how they are made."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.catalogue import Catalogue
from dashboard.intake import commit, plan_load, read_file
from dashboard.pack.choice import Choice, Section
from dashboard.pack.making import make_pack
from dashboard.people import AuditEntry
from dashboard.publishing import read_edition
from dashboard.records import Edition
from dashboard.store import Store
from dashboard.views.holdings import Holdings
from tests.fixtures.app import LOADED_AT, SAMPLE, publish_month
from tests.fixtures.pdf import Element, page_texts, squeeze, structure

TODAY = dt.date(2021, 3, 20)


def load_with_words(
    store: Store, catalogue: Catalogue, words: Mapping[str, str], sample: Path = SAMPLE
) -> None:
    """Load the published month with a paragraph for some of its refs."""
    head, *rows = csv.reader(io.StringIO(sample.read_text(encoding="utf-8")))
    place = next(n for n, title in enumerate(head) if title.startswith("Commentary"))
    for row in rows:
        row[place] = words.get(row[0], row[place])
    text = io.StringIO()
    csv.writer(text).writerows([head, *rows])
    reading = read_file("with words.csv", text.getvalue().encode(), catalogue)
    entry = AuditEntry(LOADED_AT, "test", "load file", "a test")
    commit(plan_load(reading, store, catalogue), store, entry)


def publish_with_words(
    database: Path, catalogue: Catalogue, words: Mapping[str, str]
) -> tuple[Store, Edition]:
    """A store of its own with the published month, some words, and its edition."""
    store = Store.open(f"sqlite:///{database}")
    store.migrate()
    load_with_words(store, catalogue, words)
    month = store.loads()[0].file_month
    assert month is not None
    return store, publish_month(store, catalogue, month, LOADED_AT)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A pack, what it was made of, and what a reader of the file finds in it."""

    pdf: bytes
    choice: Choice
    holdings: Holdings
    edition: Edition
    elements: list[Element]
    pages: list[str]

    @property
    def spoken(self) -> str:
        """All words in the order of a screen reader, without blanks."""
        return squeeze("".join(element.text for element in self.elements))

    def tagged(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]


def make(store: Store, edition: Edition, catalogue: Catalogue, **asked: Any) -> Made:
    """The pack of an edition, read; with every part if none is asked for."""
    choice = Choice(month=edition.month, **{"sections": frozenset(Section), **asked})
    pdf = make_pack(store, catalogue, choice, edition, TODAY)
    return Made(
        pdf,
        choice,
        read_edition(store, edition, choice.audience),
        edition,
        structure(pdf),
        page_texts(pdf),
    )
