"""The invented files: always the same, taken in without a problem, once."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.catalogue import Catalogue
from dashboard.demo import FIRST, LAST, Demo, DemoError, demo_files, next_file, set_up_demo
from dashboard.demo.telling import PLANTED, SILENCES, SLIPS
from dashboard.intake import plan_load, read_file
from dashboard.people import AuditEntry
from dashboard.periods import months_between
from dashboard.records import Status
from dashboard.settings import ROOT
from dashboard.store import Store

IN_ANOTHER_PROCESS = """
import hashlib, sys
from pathlib import Path
from dashboard.catalogue import load_catalogue
from dashboard.demo import demo_files, next_file
catalogue = load_catalogue(Path(sys.argv[1]))
files = [*demo_files(catalogue), next_file(catalogue)]
print(hashlib.sha256("".join(file.checksum for file in files).encode()).hexdigest())
"""


def test_another_process_on_another_day_writes_the_same_bytes(
    demo: Demo, invented: Catalogue
) -> None:
    files = [*demo_files(invented), next_file(invented)]
    ours = hashlib.sha256("".join(file.checksum for file in files).encode()).hexdigest()
    theirs = subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, str(demo.catalogue)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert theirs.stdout.strip() == ours


def test_sixty_files_are_loaded_one_a_month(demo: Demo, demo_store: Store) -> None:
    loads = demo_store.loads()
    assert demo.loaded == len(loads) == 60
    assert [load.file_month for load in loads] == list(months_between(FIRST, LAST))
    assert {Path(load.file).suffix for load in loads} == {".csv", ".xlsx"}
    assert sum(load.new for load in loads) == 60 * 64 + 7  # seven were late
    assert all(load.file_month and load.loaded_at.date() > load.file_month.first_day
               for load in loads)  # fmt: skip


def test_every_file_is_read_without_a_problem(invented: Catalogue, demo_store: Store) -> None:
    for load in demo_store.loads():
        content = demo_store.content(load.id)
        reading = read_file(load.file, content, invented)
        assert reading.problems == (), load.file
        assert reading.unknown == (), load.file
        assert reading.file_month == load.file_month
        plan = plan_load(reading, demo_store, invented)
        assert plan.earlier == load


def test_next_months_file_agrees_with_the_catalogue_and_restates_what_was_awaited(
    demo: Demo, invented: Catalogue, demo_store: Store
) -> None:
    file = next_file(invented)
    assert demo.next_file.read_bytes() == file.content
    plan = plan_load(read_file(file.name, file.content, invented), demo_store, invented)
    assert plan.may_store
    assert plan.differences == ()
    revised = {(r.held.ref, r.held.month, r.held.status) for r in plan.revised}
    assert revised == {("CP8-QL", LAST, Status.NOT_AVAILABLE)}
    new = {found.record.month for found in plan.new if found.record.ref == "EH5-QL"}
    assert new == {LAST.shift(-1), LAST.shift(1)}
    assert len([f for f in plan.new if f.record.month == file.month]) == 64


def test_a_second_time_changes_nothing(demo: Demo, demo_store: Store) -> None:
    before = (demo_store.revision(), demo.catalogue.stat().st_mtime_ns)
    again = set_up_demo(demo.catalogue.parent)
    assert again.loaded == 0
    assert (demo_store.revision(), demo.catalogue.stat().st_mtime_ns) == before


@pytest.fixture
def copied(demo: Demo, demo_store: Store, tmp_path: Path) -> Path:
    """The invented council once more, to be changed."""
    assert demo_store.loads()
    with sqlite3.connect(demo.store) as held, sqlite3.connect(tmp_path / demo.store.name) as to:
        held.backup(to)
    held.close()
    to.close()
    shutil.copy(demo.catalogue, tmp_path)
    return tmp_path


def test_a_time_cut_short_is_carried_on(copied: Path, demo: Demo, demo_store: Store) -> None:
    database = sqlite3.connect(copied / demo.store.name)
    for table in ("observation", "published_figure", "comment"):
        database.execute(f"DELETE FROM {table} WHERE load > 58")
    database.execute("DELETE FROM load WHERE id > 58")
    database.commit()
    database.close()
    assert set_up_demo(copied).loaded == 2
    store = Store.open(f"sqlite:///{copied / demo.store.name}")
    assert [(o.ref, o.month, o.value) for o in store.observations()] == [
        (o.ref, o.month, o.value) for o in demo_store.observations()
    ]
    assert len(store.comments()) == len(demo_store.comments())
    store.close()


def test_an_undone_load_stays_undone(copied: Path, demo: Demo) -> None:
    store = Store.open(f"sqlite:///{copied / demo.store.name}")
    last = store.loads()[-1]
    store.undo_load(last.id, AuditEntry(last.loaded_at, "test", "undo load", last.file))
    assert set_up_demo(copied).loaded == 0
    assert max(o.month for o in store.observations()) == LAST.shift(-1)
    store.close()


def test_files_of_another_version_are_not_mixed_with_these(copied: Path, demo: Demo) -> None:
    database = sqlite3.connect(copied / demo.store.name)
    database.execute("UPDATE load SET checksum = 'other' WHERE id = 3")
    database.commit()
    database.close()
    with pytest.raises(DemoError, match=r"exampleshire-2021-05\.csv .* Delete exampleshire"):
        set_up_demo(copied)


def test_what_was_told_wrongly_is_restated(demo_store: Store) -> None:
    earlier = demo_store.earlier_observations()
    restated = {(o.ref, o.month) for o in earlier}
    refs = {"visited": "LAC7-QL"}
    for slip in SLIPS:
        if slip.why:
            assert (refs.get(slip.count, slip.count), slip.month) in restated, slip
    for slip in PLANTED:
        assert (slip.count, slip.month) not in restated, slip


def test_silences_are_held_as_what_they_are(demo_store: Store) -> None:
    held = {(o.ref, o.month): o for o in demo_store.observations()}
    status = {"": Status.MISSING, "tbc": Status.NOT_AVAILABLE}
    for silence in SILENCES:
        ends = (max(silence.first, FIRST), min(silence.last, LAST))
        for ref in silence.refs:
            for month in months_between(*ends):
                filled = silence.until is not None and silence.until <= LAST
                expected = Status.VALUE if filled else status[silence.cell]
                assert held[ref, month].status is expected, (ref, month)
