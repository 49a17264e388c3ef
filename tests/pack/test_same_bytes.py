"""The same edition is the same file, whoever makes it, wherever its store is."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from dashboard.catalogue import Catalogue
from dashboard.pack.choice import LASTING
from dashboard.records import Edition
from dashboard.settings import ROOT
from dashboard.store import Store
from tests.pack.packs import make


def make_in_fresh_process(database: Path, out: Path, seed: str) -> bytes:
    """The pack as the command makes it, with another order of sets and another time zone."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONHASHSEED": seed,
        "TZ": "Asia/Tokyo" if seed == "2" else "UTC",
        "DASHBOARD_TODAY": f"202{seed}-04-01",
    }
    for name in ("CATALOGUE", "HOST", "PORT"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", "pack", "--month", "2021-02", "--out", str(out)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def test_two_processes_and_a_restored_dump_make_the_same_bytes(
    sample_database: Path,
    sample: tuple[Store, Edition],
    published: Catalogue,
    tmp_path: Path,
) -> None:
    original, restored = sample_database, tmp_path / "restored.sqlite"
    with sqlite3.connect(original) as held, sqlite3.connect(restored) as anew:
        anew.executescript("\n".join(held.iterdump()))
    packs = [
        make_in_fresh_process(original, tmp_path / "one.pdf", "1"),
        make_in_fresh_process(original, tmp_path / "two.pdf", "2"),
        make_in_fresh_process(restored, tmp_path / "three.pdf", "3"),
        make(*sample, published, sections=LASTING).pdf,
    ]
    assert len({hashlib.sha256(pack).hexdigest() for pack in packs}) == 1
