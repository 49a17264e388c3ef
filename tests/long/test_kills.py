"""A load that is killed leaves all of itself or nothing, and the next load works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.databases import BOTH, Server
from tests.long.killing import kill_loads

KILLS, FEW = 200, 6
MONTHS, FEW_MONTHS = 60, 12


@pytest.fixture(params=BOTH)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """An empty database each time it is called, on each kind of database in turn."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql_server")
        return server.empty

    def make_file() -> str:
        for old in tmp_path.glob("store.sqlite*"):
            old.unlink()
        return f"sqlite:///{tmp_path / 'store.sqlite'}"

    return make_file


def test_few_kills(fresh: Callable[[], str], tmp_path: Path) -> None:
    landed, _ = kill_loads(fresh, tmp_path, FEW, FEW_MONTHS)
    assert landed.total() == FEW
    assert sum(n for where, n in landed.items() if where.startswith("within")) > 0


@pytest.mark.long
def test_many_kills(
    fresh: Callable[[], str], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    landed, pace = kill_loads(fresh, tmp_path, KILLS, MONTHS)
    for where, count in sorted(landed.items()):
        record_property(where, count)
    record_property("seconds to the preview", f"{pace.preview:.2f}")
    record_property("seconds of storing", f"{pace.storing:.2f}")
    assert landed.total() == KILLS
    assert landed["within, nothing stored"] >= KILLS // 4
