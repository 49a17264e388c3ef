"""How long a pack takes beside WeasyPrint with matplotlib: `python -m benchmarks.pack`.

Both make the dataset with commentary, 64 charts, contents and glossary of one edition, its
reading included, in turns. Cold is a whole process from its start; warm leaves out what it
takes to import the libraries. Ours starts a process of its own for the pages in both, so on a
machine that does much else it waits twice: the work, in seconds of a processor, is shown too.
Compiled modules are kept from the first run on, as Python does unless it is told not to.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from benchmarks.length import work_done
from benchmarks.pack_making import OURS, PEER
from dashboard.catalogue import load_catalogue
from dashboard.settings import ROOT
from tests.pack.packs import publish_with_words

RUNS = 5
COLD, WARM, WORK = "cold", "warm", "work of a cold one"
NOT_COMPILED = "PYTHONDONTWRITEBYTECODE"
LIMITS = {COLD: Fraction(1, 5), WARM: Fraction(1, 8)}
PARAGRAPH = (
    "The figure is in line with the plan for the year. Two teams were short of staff for part "
    "of the month, and the work that waited has since been done. The next report will say "
    "whether the change has lasted."
)


def prepare(database: Path) -> None:
    """A store with the published month, a paragraph for every indicator, as an edition."""
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    words = {indicator.ref: f"{indicator.ref}: {PARAGRAPH}" for indicator in catalogue.active}
    publish_with_words(database, catalogue, words)[0].close()


def time_one(who: str, database: Path, out: Path) -> dict[str, float]:
    """The seconds of one pack in a process of its own."""
    began, worked = time.perf_counter(), work_done()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.pack_making", who),
            *(f"sqlite:///{database}", str(out)),
        ],
        cwd=ROOT,
        env={name: set_to for name, set_to in os.environ.items() if name != NOT_COMPILED},
        capture_output=True,
        text=True,
        check=False,
    )
    cold = time.perf_counter() - began
    if done.returncode:
        raise RuntimeError(f"{who}: {done.stderr}")
    return {COLD: cold, WARM: float(done.stdout), WORK: work_done() - worked}


def main(runs: int = RUNS) -> int:
    """Print the medians; 1 if ours takes longer than it may."""
    seconds: dict[tuple[str, str], list[float]] = {}
    sizes = {}
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "pack.sqlite"
        prepare(database)
        for number in range(runs + 1):
            for who in (OURS, PEER):
                out = Path(folder) / f"{who}.pdf"
                told = time_one(who, database, out)
                sizes[who] = out.stat().st_size
                for kind, took in told.items() if number else ():  # the first warms the disk
                    seconds.setdefault((who, kind), []).append(took)
    print(f"A pack of 64 indicators, medians of {runs}, seconds")
    holds = True
    for kind in (COLD, WARM, WORK):
        ours, peer = (statistics.median(seconds[who, kind]) for who in (OURS, PEER))
        line = f"  {kind}: ours {ours:.2f}, WeasyPrint with matplotlib {peer:.2f}"
        if limit := LIMITS.get(kind):
            kept = ours <= limit * peer
            holds &= kept
            line += f", 1/{peer / ours:.1f}, at most {limit}: {'holds' if kept else 'BROKEN'}"
        print(line)
    print(f"  size: ours {sizes[OURS] / 1000:.0f} kB, the peer's {sizes[PEER] / 1000:.0f} kB")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
