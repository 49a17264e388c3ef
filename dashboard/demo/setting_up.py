"""Exampleshire on disk: its catalogue, its store, and next month's file to load by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard import intake
from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.demo.council import write_catalogue
from dashboard.demo.files import DemoFile, write_file
from dashboard.demo.history import LAST, Counts, imagine
from dashboard.demo.telling import Telling
from dashboard.people import AuditEntry
from dashboard.periods import Month, months_between
from dashboard.publishing import prepare, publish
from dashboard.settings import ROOT
from dashboard.store import Store

FIRST = Month(2021, 3)
LOADED_BY = "demo"
PUBLISHED = 2
"""How many of the last months are published, so that editions can be compared."""

_SOURCE = ROOT / "indicators.yaml"


class DemoError(Exception):
    """The invented council cannot be set up. The text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the invented council is, and how many files were loaded now."""

    catalogue: Path
    store: Path
    next_file: Path
    loaded: int

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.store}"


def set_up_demo(folder: Path, tell: Callable[[str], None] = lambda _: None) -> Demo:
    """Write the catalogue and load every file that is not held yet, in order.

    What is there already stays, undone or not, so a second time changes nothing, and a
    time that was cut short is carried on. `tell` is told of each year loaded. Raises
    DemoError where the store holds another version of these files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder.resolve() / "exampleshire"
    path = place.with_suffix(".yaml")
    _write(path, write_catalogue(_SOURCE, FIRST, LAST.shift(1)).encode())
    catalogue = load_catalogue(path)
    coming = next_file(catalogue)
    following = folder.resolve() / coming.name
    _write(following, coming.content)
    database = place.with_suffix(".sqlite")
    store = Store.open(f"sqlite:///{database}")
    try:
        store.migrate()
        loaded = _load_missing(store, catalogue, database, tell)
    finally:
        store.close()
    return Demo(path, database, following, loaded)


def demo_files(
    catalogue: Catalogue, first: Month = FIRST, last: Month = LAST
) -> Iterator[DemoFile]:
    """The file of every month from `first` to `last`, as they were sent one by one."""
    for month in months_between(first, last):
        yield _file(catalogue, month)


def next_file(catalogue: Catalogue) -> DemoFile:
    """The workbook of the month after the last that is held, to be loaded by hand."""
    return _file(catalogue, LAST.shift(1))


def _file(catalogue: Catalogue, month: Month) -> DemoFile:
    return write_file(Telling(catalogue, _history(), month), FIRST)


@cache
def _history() -> Mapping[Month, Counts]:
    """A year more than is told, so that the first files can print changes and averages."""
    return imagine(months_between(FIRST.shift(-12), LAST.shift(1)))


def _load_missing(
    store: Store, catalogue: Catalogue, database: Path, tell: Callable[[str], None]
) -> int:
    ours = [load for load in store.loads() if load.loaded_by == LOADED_BY and not load.undoes]
    held = {load.file: load.checksum for load in ours}
    loaded = 0
    for file in demo_files(catalogue):
        if held.get(file.name) == file.checksum:
            _publish(store, catalogue, file.month)
            continue
        if file.name in held:
            raise DemoError(
                f"{database.name}: {file.name} in it is of another version of this program. "
                f"Delete {database.name} and run the command again."
            )
        reading = intake.read_file(file.name, file.content, catalogue)
        plan = intake.plan_load(reading, store, catalogue)
        received = _received(file.month)
        intake.commit(plan, store, AuditEntry(received, LOADED_BY, "load file", file.name))
        loaded += 1
        _publish(store, catalogue, file.month)
        if file.month.number == 3 or file.month == LAST:
            tell(f"loaded up to {file.month.long}")
    return loaded


def _publish(store: Store, catalogue: Catalogue, month: Month) -> None:
    """Publish one of the last months, unless it is, with its findings left open."""
    if month < LAST.shift(1 - PUBLISHED) or store.editions.find(month, 1):
        return
    prepared = prepare(store, catalogue, month)
    title = f"{month.long}, version {prepared.version}"
    publish(
        store,
        prepared,
        AuditEntry(_received(month), LOADED_BY, "publish edition", title),
        all_the_same="The council is invented, and its findings are left open to be tried.",
    )


def _received(month: Month) -> dt.datetime:
    """A file comes on the twelfth of the month after its own."""
    day = month.shift(1).first_day.replace(day=12)
    return dt.datetime.combine(day, dt.time(9), dt.UTC)


def _write(path: Path, content: bytes) -> None:
    """Write a file, unless it says the same already."""
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
