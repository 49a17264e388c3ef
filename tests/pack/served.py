"""Makes packs in a row as a server does, and tells what memory that took, in MB.

python -m tests.pack.served DATABASE CATALOGUE COUNT
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app
from dashboard.web.packs import MOST_KEPT

CHOSEN = (
    *(f"sections={part}" for part in ("notes", "printed", "glossary", "method", "matters")),
    "paper=a3",
)
"""What a pack may have beside dataset and charts: 64 different ones."""
PRESS = b"dashboard.pack.press"
WARM = MOST_KEPT + 1
"""Packs after which what is kept for the next one is there."""


def memory(of: str, process: int | str = "self") -> float:
    """What a process holds now (VmRSS) or held at most (VmHWM), by the system's own account.

    The figures of getrusage would do for neither: a child begins with its parent's.
    """
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(of))
    return int(line.split()[1]) * 1024 / 1e6


@contextmanager
def watched(name: str, told: dict[str, float]) -> Iterator[None]:
    """Note the highest that any process begun meanwhile by this one held."""
    ended = threading.Event()

    def watch() -> None:
        own = Path(f"/proc/self/task/{os.getpid()}/children")
        while not ended.wait(0.005):
            for child in own.read_text().split():
                with suppress(OSError, StopIteration):  # it may end meanwhile
                    # Until it runs its own program, a child has its parent's memory.
                    if PRESS not in Path(f"/proc/{child}/cmdline").read_bytes():
                        continue
                    told[name] = max(told.get(name, 0), memory("VmHWM", child))

    watching = threading.Thread(target=watch)
    watching.start()
    yield
    ended.set()
    watching.join()


def serve(database: str, catalogue: Path, count: int) -> dict[str, float]:
    """What the server held when it was warm and at the end, and the highest of both."""
    settings = Settings.from_environment(
        {"DATABASE_URL": database, "CATALOGUE": str(catalogue)}
    )
    client = create_app(settings, Store.open(database)).server.test_client()
    told = {"before": memory("VmRSS")}
    with watched("press at most", told):
        for number in range(count):
            # Each is another one, so that none is answered from those that are kept.
            asked = [part for place, part in enumerate(CHOSEN) if number >> place & 1]
            answer = client.get(
                "&".join(["/pack.pdf?sections=dataset&sections=charts", *asked])
            )
            assert answer.status_code == 200, answer.status
            assert answer.data.startswith(b"%PDF-1.7")
            answer.close()
            if number + 1 == WARM:
                told["warm"] = memory("VmRSS")
    told["after"] = memory("VmRSS")
    told["server at most"] = memory("VmHWM")
    return told


if __name__ == "__main__":
    database, catalogue, count = sys.argv[1:]
    print(json.dumps(serve(database, Path(catalogue), int(count))))
