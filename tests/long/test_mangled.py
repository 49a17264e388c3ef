"""Thousands of mangled files: each is refused with a sentence or read right."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.long.bases import large_bases, small_bases
from tests.long.trial import Tally, try_files

FILES, FEW = 10_000, 250
WORKERS, CHUNK = 2, 250
MOST_SECONDS, MOST_MEGABYTES = 10, 500


def test_few_mangled_files() -> None:
    tally = try_files(small_bases(), range(FEW))
    assert tally.outcomes.total() == FEW
    for level in ("bytes", "zip", "XML", "cell"):
        for outcome in ("refused", "read right"):
            assert tally.outcomes[f"{level} {outcome}"] > 0
    assert tally.slowest < MOST_SECONDS


@pytest.mark.long
def test_many_mangled_files(
    reference: Path, record_property: Callable[[str, object], None]
) -> None:
    tally = Tally()
    # Started afresh, so that the memory measured is theirs and not that of the test run.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(WORKERS, mp_context=context) as workers:
        starts = range(0, FILES, CHUNK)
        for part in workers.map(_try_chunk, [reference] * len(starts), starts):
            tally.add(part)
    assert tally.outcomes.total() == FILES
    for outcome, count in sorted(tally.outcomes.items()):
        record_property(outcome, f"{count:,}")
    record_property("refused", f"{tally.count('refused'):,}")
    record_property("read right", f"{tally.count('read right'):,}")
    record_property("stored or left alone", f"{tally.stored:,}")
    record_property("slowest file, s", f"{tally.slowest:.2f}")
    record_property("peak memory, MB", f"{tally.peak:.0f}")
    assert tally.slowest < MOST_SECONDS
    assert tally.peak < MOST_MEGABYTES


def _try_chunk(reference: Path, start: int) -> Tally:
    return try_files(small_bases() + large_bases(reference), range(start, start + CHUNK))
