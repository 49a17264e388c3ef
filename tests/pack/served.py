"""Makes packs in a row as a server does, and tells what memory that took, in MB.

python -m tests.pack.served DATABASE CATALOGUE COUNT
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app

WARM = 3
"""Packs after which what is kept for the next one is there."""


def held() -> float:
    """The memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def peak(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss * 1024 / 1e6


def serve(database: str, catalogue: Path, count: int) -> dict[str, float]:
    """What the server held when it was warm and at the end, and the highest of both."""
    settings = Settings.from_environment(
        {"DATABASE_URL": database, "CATALOGUE": str(catalogue)}
    )
    client = create_app(settings, Store.open(database)).server.test_client()
    told = {"before": held()}
    for number in range(count):
        answer = client.get("/pack.pdf")
        assert answer.status_code == 200, answer.status
        assert answer.data.startswith(b"%PDF-1.7")
        answer.close()
        if number + 1 == WARM:
            told["warm"] = held()
    told["after"] = held()
    told["server at most"] = peak(resource.RUSAGE_SELF)
    told["press at most"] = peak(resource.RUSAGE_CHILDREN)
    return told


if __name__ == "__main__":
    database, catalogue, count = sys.argv[1:]
    print(json.dumps(serve(database, Path(catalogue), int(count))))
