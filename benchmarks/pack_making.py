"""Makes one pack in this process and prints the seconds it took without the imports.

python -m benchmarks.pack_making ours|peer DATABASE OUT
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

OURS, PEER = "ours", "peer"


def main(who: str, database: str, out: str) -> None:
    """Read the store, draw, set, write."""
    from dashboard.catalogue import load_catalogue
    from dashboard.settings import ROOT
    from dashboard.store import Store

    if who == OURS:
        import datetime as dt

        from dashboard.pack.choice import Choice, Section
        from dashboard.pack.making import make_pack
    else:
        from benchmarks import pack_peer
        from dashboard.publishing import read_edition
        from dashboard.records import Audience
    began = time.perf_counter()
    store, catalogue = Store.open(database), load_catalogue(ROOT / "indicators.yaml")
    edition = store.editions.latest()
    assert edition
    if who == OURS:
        subset = frozenset({Section.DATASET, Section.CHARTS, Section.GLOSSARY})
        choice = Choice(edition.month, sections=subset)
        pdf = make_pack(store, catalogue, choice, edition, dt.date(2021, 3, 25))
    else:
        pdf = pack_peer.make(read_edition(store, edition, Audience.PUBLIC), edition.month)
    Path(out).write_bytes(pdf)
    print(time.perf_counter() - began)


if __name__ == "__main__":
    main(*sys.argv[1:])
