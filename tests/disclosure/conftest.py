"""What an attacker is after."""

from __future__ import annotations

import pytest

from dashboard.records import Observation
from dashboard.store import Store
from tests.disclosure.said import Cell


@pytest.fixture(scope="session")
def held(demo_store: Store) -> dict[Cell, Observation]:
    """What the council knows and the public does not."""
    return {(o.ref, o.month): o for o in demo_store.observations()}
