"""Measure the pages beside their peers: `python -m benchmarks [--runs N] [--only NAME]`.

Exit codes: 0 every bound holds, 1 one is broken, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks import length, measures, pack, spc
from benchmarks.browser import PROFILE, chromium
from benchmarks.report import BOUNDS, draw_table
from benchmarks.samples import Samples
from benchmarks.serving import serve
from benchmarks.studies import STUDIES, Study

MEASURES, SPC, LENGTH, PACK = "measures", "spc", "length", "pack"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for, print it, and answer the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs to take medians of")
    names = [study.name for study in STUDIES] + [MEASURES, SPC, LENGTH, PACK]
    parser.add_argument("--only", choices=names, help="measure one thing")
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs: give at least 1.")
    studies = [study for study in STUDIES if options.only in (None, study.name)]
    hold = [run_studies(studies, options.runs)] if studies else []
    if options.only in (None, MEASURES):
        hold.append(measures.main() == 0)
    if options.only in (None, SPC):
        hold.append(spc.main() == 0)
    if options.only in (None, LENGTH):
        hold.append(length.main() == 0)
    if options.only in (None, PACK):
        hold.append(pack.main(options.runs) == 0)
    return 0 if all(hold) else 1


def run_studies(studies: Sequence[Study], runs: int) -> bool:
    """Measure and print; whether every bound holds."""
    samples = Samples()
    peers = {peer for study in studies for peer in study.peers}
    with serve(peers) as addresses, chromium() as browser:
        for study in studies:
            _say(f"{study.name}: warming up")
            study.run(browser, addresses, Samples(), False)
            for number in range(1, runs + 1):
                _say(f"{study.name}: run {number} of {runs}")
                study.run(browser, addresses, samples, True)
    bounds = [bound for study in studies for bound in BOUNDS[study.name]]
    print(f"{PROFILE}; medians of {runs}\n")
    print(draw_table(bounds, samples), end="\n\n")
    return all(bound.holds(samples) for bound in bounds)


def _say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
