"""Publishing that is killed leaves no edition or a whole one, and the next one works."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest

from dashboard.catalogue import load_catalogue
from dashboard.editions import read_document
from dashboard.records import Edition
from dashboard.settings import ROOT
from tests.fixtures.app import SAMPLE, load_into
from tests.fixtures.databases import BOTH, Server, opened
from tests.long.killing import Victim

KILLS, FEW = 100, 4
LOOKING, DONE = b"Good to know", b"Published: "
PUBLISH = (
    "publish",
    *("--month", "2021-02"),
    *("--reason", "A test publishes again."),
    *("--all-the-same", "A test."),
)


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with the sample, on each kind of database in turn."""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("postgresql_server")
        address = server.empty()
    else:
        address = f"sqlite:///{tmp_path_factory.mktemp('kills') / 'store.sqlite'}"
    with opened(address) as store:
        load_into(store, load_catalogue(ROOT / "indicators.yaml"), SAMPLE)
    return address


def editions_of(url: str) -> list[Edition]:
    """The editions of a store, each read whole."""
    with opened(url) as store:
        editions = store.editions.all()
        for edition in editions:
            frozen = read_document(store.editions.document(edition))
            assert (frozen.month, frozen.version) == (edition.month, edition.version)
            assert len(frozen.material.observations) == 448
        recorded = [e for e in store.audit.entries() if e.action == "publish edition"]
        assert len(recorded) == len(editions)
        return editions


def kill_publishing(url: str, kills: int) -> Counter[str]:
    """Kill it so many times; count where each landed and what it left."""
    random = Random("publishing")
    victim = Victim(url, *PUBLISH)
    before = victim.wait_for(LOOKING)
    storing = victim.wait_for(DONE) - before
    victim.finish()
    landed: Counter[str] = Counter()
    for _ in range(kills):
        held = editions_of(url)
        victim = Victim(url, *PUBLISH)
        if random.random() < 0.15:
            time.sleep(random.uniform(0, before))
        else:
            victim.wait_for(LOOKING)
            time.sleep(random.uniform(0, 1.3 * storing))
        where = victim.kill(LOOKING, DONE)
        left = editions_of(url)
        assert left[: len(held)] == held
        assert len(left) - len(held) in (0, 1)
        assert where != "after" or len(left) > len(held)
        landed[f"{where}, {'a whole edition' if len(left) > len(held) else 'none'}"] += 1
    Victim(url, *PUBLISH).finish()
    return landed


def test_few_kills_while_publishing(url: str) -> None:
    assert kill_publishing(url, FEW).total() == FEW


@pytest.mark.long
def test_many_kills_while_publishing(
    url: str, record_property: Callable[[str, object], None]
) -> None:
    landed = kill_publishing(url, KILLS)
    for where, count in sorted(landed.items()):
        record_property(where, count)
    assert landed.total() == KILLS
