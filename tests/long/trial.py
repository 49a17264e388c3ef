"""One mangled file: it is refused with a sentence or read right, and stored whole or not."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from dashboard.intake import LoadRefusedError, Reading, commit, plan_load, read_file
from dashboard.people import AuditEntry
from dashboard.records import Observation, Status
from dashboard.store import Store
from tests.long.bases import Base
from tests.long.cell_changes import (
    Change,
    change_figure,
    change_heading,
    change_published,
    change_text,
    state_of,
)
from tests.long.mangling import MOST_CHANGES, mangle_bytes, mangle_xml, mangle_zip
from tests.long.slow_reading import read_slowly

SEED = "bad files"
STORED_EVERY = 10
NOW = dt.datetime(2021, 3, 1, 9, 30, tzinfo=dt.UTC)
# Twelve significant digits are held of a figure.
EXACTNESS = Fraction(1, 10**11)


@dataclass
class Tally:
    """What became of many files; times in seconds, memory in MB."""

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    peak: float = 0.0
    stored: int = 0

    def add(self, other: Tally) -> None:
        self.outcomes += other.outcomes
        self.slowest = max(self.slowest, other.slowest)
        self.peak = max(self.peak, other.peak)
        self.stored += other.stored

    def count(self, word: str) -> int:
        return sum(n for outcome, n in self.outcomes.items() if outcome.endswith(word))


def try_files(bases: Sequence[Base], numbers: Iterable[int]) -> Tally:
    """Mangle, read and check the files of these numbers; each number is one file for ever."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            try:
                _try_file(bases, number, Path(folder), tally)
            except Exception as error:
                error.add_note(f"file {number} of the seed {SEED!r}")
                raise
    tally.peak = peak_memory()
    return tally


def peak_memory() -> float:
    """The most memory that this process ever held, in MB.

    Linux says it of the program that runs; what getrusage says is of its parent too.
    """
    status = Path("/proc/self/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kilobytes.split()[1]) * 1024 / 1e6


def _try_file(bases: Sequence[Base], number: int, folder: Path, tally: Tally) -> None:
    random = Random(f"{SEED} {number}")
    base = random.choice(bases)
    level, change = _mangle(random, base)
    content = change.content if isinstance(change, Change) else change
    began = time.perf_counter()
    reading = read_file(base.name, content, base.catalogue)
    tally.slowest = max(tally.slowest, time.perf_counter() - began)
    check_sentences(reading)
    if isinstance(change, Change):
        check_change(base, change, reading)
    elif not reading.problems:
        check_figures(base, content, reading)
        if level == "bytes":
            check_none_moved(base, reading)
    if number % STORED_EVERY == 0:
        check_store(base, reading, folder / f"{number}.sqlite")
        tally.stored += 1
    tally.outcomes[f"{level} {'refused' if reading.problems else 'read right'}"] += 1


def _mangle(random: Random, base: Base) -> tuple[str, bytes | Change]:
    mangles = [("bytes", mangle_bytes)]
    if base.is_workbook:
        mangles += [("zip", mangle_zip), ("XML", mangle_xml), ("XML", mangle_xml)]
    changes = [("cell", change_figure)] * 3 + [("cell", change_heading)]
    if base.reading.file_month:
        changes += [("cell", change_text), ("cell", change_published)]
    if random.random() < 0.5:
        level, mangle = random.choice(mangles)
        return level, mangle(random, base.content)
    level, alter = random.choice(changes)
    return level, alter(random, base)


def check_sentences(reading: Reading) -> None:
    """A refusal names the file, and says something that ends."""
    for problem in reading.problems:
        text = str(problem)
        assert text.startswith(reading.file), text
        assert text.endswith((".", "?")), text
        assert "\n" not in text, text


def check_change(base: Base, change: Change, reading: Reading) -> None:
    """One cell was changed, so one thing is read otherwise, and that as it was meant."""
    assert bool(reading.problems) == change.is_refused, (change.expected, reading.problems)
    if change.is_refused:
        return
    before, after = state_of(base.reading), state_of(reading)
    before[change.key] = change.expected
    differing = {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }
    assert not differing


def check_figures(base: Base, content: bytes, reading: Reading) -> None:
    """Every month's figure is what the slow reader finds in its place, and none is lost."""
    expected = read_slowly(content, base.catalogue)
    read = {
        (f.record.ref, (f.record.month.year, f.record.month.number)): f.record
        for f in reading.observations
    }
    assert read.keys() == expected.keys()
    for key, record in read.items():
        for figure in expected[key]:
            assert is_same(record, figure), (key, record, figure)


def check_none_moved(base: Base, reading: Reading) -> None:
    """A few spoilt bytes are a few spoilt cells.

    No row of figures went to other months, and no other text lost its letters. A row may
    have lost its end together with the beginning of the next, whose reference the preview
    then lists as missing; what is left of the two is one row of the file.
    """
    before, after = state_of(base.reading), state_of(reading)
    differing = [key for key in before.keys() & after.keys() if before[key] != after[key]]
    joined = {
        now for now, lost in pairwise(refs_of(base.reading)) if lost not in refs_of(reading)
    }
    spoilt = [key for key in differing if key[1] not in joined]
    assert len(spoilt) <= MOST_CHANGES, spoilt


def refs_of(reading: Reading) -> list[str]:
    """The refs of a file in the order of its rows."""
    return list(dict.fromkeys(found.record.ref for found in reading.observations))


def is_same(record: Observation, figure: Fraction | str) -> bool:
    if isinstance(figure, Fraction):
        if record.value is None:
            return False
        return abs(Fraction(record.value) - figure) <= EXACTNESS * abs(figure)
    if not figure:
        return record.status in (Status.MISSING, Status.NOT_DUE)
    return record.status.value == figure


def check_store(base: Base, reading: Reading, path: Path) -> None:
    """A reading is stored as it is, or nothing of it."""
    store = Store.open(f"sqlite:///{path}")
    try:
        store.migrate()
        revision = store.revision()
        plan = plan_load(reading, store, base.catalogue)
        if not plan.may_store:
            with pytest.raises(LoadRefusedError):
                commit(plan, store, AuditEntry(NOW, "Asha", "load file", "a test"))
            assert store.is_empty()
            assert store.revision() == revision
            assert not store.observations()
            return
        commit(plan, store, AuditEntry(NOW, "Asha", "load file", "a test"))
        held = {(o.ref, o.month): (o.status, o.value, o.note) for o in store.observations()}
        assert held == {
            (f.record.ref, f.record.month): (f.record.status, f.record.value, f.record.note)
            for f in reading.observations
        }
        assert {(c.ref, c.text) for c in store.comments()} == {
            (f.record.ref, f.record.text) for f in reading.comments
        }
        if reading.file_month:
            assert {(p.ref, p.column, p.text) for p in store.published(reading.file_month)} == {
                (f.record.ref, f.record.column, f.record.text) for f in reading.published
            }
    finally:
        store.close()
        path.unlink()
