"""A pack is made in a process of its own, so that the server stays as small as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from dashboard.demo import Demo
from dashboard.settings import ROOT

MOST_MB = 300
GROWTH_MB = 8
"""More than Python's own allocation moves between two packs; a pack is 150 MB."""

Record = Callable[[str, object], None]


def make_many(demo: Demo, count: int) -> dict[str, float]:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "tests.pack.served"),
            *(demo.database_url, str(demo.catalogue), str(count)),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, float] = json.loads(done.stdout)
    return told


def check(told: dict[str, float], record: Record) -> None:
    for name, figure in told.items():
        record(f"{name}, MB", round(figure))
    assert 50 < told["press at most"] < MOST_MB
    assert told["server at most"] - told["before"] + told["press at most"] < MOST_MB
    assert told["after"] - told["warm"] < GROWTH_MB


def test_packs_in_a_row_leave_the_server_as_it_was(demo: Demo, record_property: Record) -> None:
    check(make_many(demo, 8), record_property)


@pytest.mark.long
def test_fifty_packs_in_a_row_leave_the_server_as_it_was(
    demo: Demo, record_property: Record
) -> None:
    check(make_many(demo, 50), record_property)
