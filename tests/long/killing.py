"""A load that is killed at a moment of chance, and what is found in its store afterwards."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, make_url, text

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.intake import commit, plan_load, read_file
from dashboard.people import AuditEntry
from dashboard.periods import Month, months_between
from dashboard.records import Comment, Load, Observation, PublishedFigure
from dashboard.settings import ROOT
from tests.fixtures.databases import opened
from tests.fixtures.workbooks import csv_bytes

LAST = Month(2020, 12)
NOW = dt.datetime(2021, 1, 8, 9, 30, tzinfo=dt.UTC)
# The preview ends with the sheets' sizes; what follows it is the storing.
STORING, STORED = b"\n  the file: ", b"\nStored as load "
TABLES = ("load", "observation", "published_figure", "comment")
SETTLED_SECONDS = 30


@dataclass(frozen=True)
class State:
    """Everything in a store that a load could change, and the rows of its tables."""

    revision: int
    loads: tuple[Load, ...]
    observations: tuple[Observation, ...]
    published: tuple[PublishedFigure, ...]
    comments: tuple[Comment, ...]
    rows: tuple[int, ...]

    @property
    def content(self) -> tuple[set[object], ...]:
        """What is held, whenever and from wherever it came."""
        return (
            {(o.ref, o.month, o.status, o.value) for o in self.observations},
            {(p.ref, p.file_month, p.column, p.text, p.value) for p in self.published},
            {(c.ref, c.month, c.text) for c in self.comments},
        )


@dataclass(frozen=True)
class Pace:
    """How long a load takes undisturbed, in seconds: to its preview, and then to its end."""

    preview: float
    storing: float


class Victim:
    """One run of a command on a store."""

    def __init__(self, url: str, *command: str) -> None:
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", *command, "--by", "Asha"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url, "CATALOGUE": "", "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.printed = b""

    def wait_for(self, words: bytes) -> float:
        """Read what is printed up to these words; the seconds since the start."""
        assert self._process.stdout
        while words not in self.printed:
            piece = os.read(self._process.stdout.fileno(), 1 << 16)
            assert piece, self.printed.decode()
            self.printed += piece
        return time.monotonic() - self._began

    def finish(self) -> None:
        """Let the command end by itself, which it must do well."""
        assert self._process.stdout
        self.printed += self._process.stdout.read()
        assert self._process.wait() == 0, self.printed.decode()
        self._process.stdout.close()

    def kill(self, begins: bytes, ends: bytes) -> str:
        """Kill it now; what it was about: "before", "within" or "after" the storing.

        It prints `begins` before it stores and `ends` afterwards.
        """
        assert self._process.stdout
        self._process.kill()
        self._process.wait()
        self.printed += self._process.stdout.read()
        self._process.stdout.close()
        if ends in self.printed:
            return "after"
        return "within" if begins in self.printed else "before"


def measure_pace(url: str, file: Path) -> Pace:
    victim = Victim(url, "load", str(file), "--yes")
    preview = victim.wait_for(STORING)
    whole = victim.wait_for(STORED)
    victim.finish()
    return Pace(preview, whole - preview)


def kill_by_chance(random: Random, url: str, file: Path, pace: Pace) -> str:
    """Mostly while it stores, a little before and a little after."""
    victim = Victim(url, "load", str(file), "--yes")
    where = random.random()
    if where < 0.15:
        time.sleep(random.uniform(0, pace.preview))
    elif where < 0.9:
        victim.wait_for(STORING)
        time.sleep(random.uniform(0, 1.1 * pace.storing))
    else:
        victim.wait_for(STORED)
        time.sleep(random.uniform(0, 0.05))
    return victim.kill(STORING, STORED)


def write_dataset(path: Path, catalogue: Catalogue, months: int, number: int) -> None:
    """A published file of all indicators; each number gives other figures throughout."""
    shown = list(months_between(LAST.shift(1 - months), LAST))
    headings = [
        "Ref.",
        "Indicator",
        "Owner",
        *(f"{m.abbreviation}-{m.year % 100:02}" for m in shown),
    ]
    rows: list[list[str]] = [[*headings, "12-mnth avg", "Commentary (Dec-20)"]]
    for row, indicator in enumerate(catalogue.active):
        sign = "%" if indicator.is_percentage else ""
        figures = [f"{(row + column + number) % 90 + 1}{sign}" for column in range(months)]
        words = f"Text {number} of row {row}."
        rows.append(
            [indicator.ref, indicator.name, "Asha Rahman", *figures, f"{row}{sign}", words]
        )
    path.write_bytes(csv_bytes(rows))


def load_here(url: str, path: Path, catalogue: Catalogue) -> None:
    """Load a file in this process."""
    with opened(url) as store:
        reading = read_file(path.name, path.read_bytes(), catalogue)
        commit(
            plan_load(reading, store, catalogue),
            store,
            AuditEntry(NOW, "Asha", "load file", "a test"),
        )


def state_of(url: str) -> State:
    """What a store holds once nobody else is connected to it."""
    rows = tuple(_settled_rows(url))
    with opened(url) as store:
        published = [f for month in store.published_months() for f in store.published(month)]
        return State(
            store.revision(),
            tuple(store.loads()),
            tuple(store.observations()),
            tuple(published),
            tuple(store.comments()),
            rows,
        )


def _settled_rows(url: str) -> Iterator[int]:
    """The rows of each table, when the server has noticed that its client is gone."""
    address = make_url(url)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address)
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    try:
        with engine.connect() as connection:
            deadline = time.monotonic() + SETTLED_SECONDS
            while engine.name == "postgresql" and connection.execute(others).scalar_one():
                assert time.monotonic() < deadline, "the server still serves a dead client"
                time.sleep(0.01)
                connection.rollback()
            for table in TABLES:
                yield connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar_one()
    finally:
        engine.dispose()


def kill_loads(
    fresh: Callable[[], str], folder: Path, kills: int, months: int
) -> tuple[Counter[str], Pace]:
    """Kill so many loads; count where each landed and what it left.

    `fresh` gives the address of an empty database. Every store is found as it was before
    the load or as it is with the whole of it, and takes the next load.
    """
    random = Random("kills")
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    earlier, large, small = (folder / f"{name}.csv" for name in ("earlier", "large", "small"))
    write_dataset(earlier, catalogue, 2, 0)
    write_dataset(large, catalogue, months, 1)

    def begin() -> tuple[str, State]:
        url = fresh()
        load_here(url, earlier, catalogue)
        return url, state_of(url)

    url, before = begin()
    pace = measure_pace(url, large)
    whole = state_of(url)
    check_whole(before, whole)
    url, before = begin()
    landed: Counter[str] = Counter()
    for number in range(kills):
        where = kill_by_chance(random, url, large, pace)
        after = state_of(url)
        if after == before:
            landed[f"{where}, nothing stored"] += 1
        else:
            landed[f"{where}, all stored"] += 1
            check_whole(before, after)
            assert after.content == whole.content
        write_dataset(small, catalogue, 1, number + 100)
        load_here(url, small, catalogue)
        before = state_of(url)
        assert before.revision == after.revision + 1
        assert len(before.loads) == len(after.loads) + 1
        if after.content == whole.content:
            # The same file would now change nothing.
            url, before = begin()
    measure_pace(url, large)
    assert state_of(url).content == whole.content
    return landed, pace


def check_whole(before: State, after: State) -> None:
    """One load came in, and each table has all of its rows."""
    *earlier, load = after.loads
    assert tuple(earlier) == before.loads
    assert after.revision == before.revision + 1
    loads, observations, published, comments = (
        new - old for old, new in zip(before.rows, after.rows, strict=True)
    )
    assert (loads, observations) == (1, load.new + load.revised)
    assert published == len(after.published)
    assert comments == len(after.comments)
