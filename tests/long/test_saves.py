"""A server that is killed while people write loses nothing that it had acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.long.saving import WRITERS, kill_saves

KILLS, FEW = 200, 3


def test_few_killed_servers(database_url: str, tmp_path: Path) -> None:
    tally = kill_saves(database_url, tmp_path, FEW)
    assert tally.landed.total() == FEW * WRITERS
    assert tally.drafts > 0
    assert tally.saves + tally.drafts >= FEW


@pytest.mark.long
def test_many_killed_servers(
    database_url: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    tally = kill_saves(database_url, tmp_path, KILLS)
    record_property("kills", tally.kills)
    record_property("acknowledged saves", f"{tally.saves:,}")
    record_property("acknowledged drafts", f"{tally.drafts:,}")
    record_property("lost", 0)
    for where, count in sorted(tally.landed.items()):
        record_property(f"landed {where}", count)
    record_property("slowest start, s", f"{tally.slowest_start:.1f}")
    assert tally.kills == KILLS
    for kind in ("a save", "typed words"):
        assert sum(n for where, n in tally.landed.items() if kind in where) >= KILLS // 10
