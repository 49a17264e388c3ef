"""How the pages fare with 240 months beside 24: `python -m benchmarks.length`.

Two processes serve the same site on invented figures of 64 indicators, and are asked the
same in turns. Callbacks are timed by the work they take, so that a busy machine does not
decide; the first one of a month draws it, a later one is the same question again. Pages
are counted as they are sent, compressed. Loading is the command itself, start included.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue, Kind, load_catalogue
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.publishing import prepare, publish
from dashboard.settings import ROOT, Settings
from dashboard.store import Store
from dashboard.views.holdings import read_holdings
from dashboard.web import create_app

SHORT, LONG = 24, 240
LAST = Month(2021, 2)
MONTHS_ASKED = 20
PAGES = ("/", "/theme/child-protection", "/indicator/m1", "/indicator/lac7-ql?with=ni147")

FIRST_MS, LATER_MS, LOAD_SECONDS, GROWTH = 60, 5, 5, 1.1

_COMPRESSED = {"Accept-Encoding": "br, gzip"}


def invent(catalogue: Catalogue, months: int) -> bytes:
    """A file in the long layout: figures that wander, one in fifty cells blank."""
    draw = random.Random(months)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(("ref", "period", "value"))
    for indicator in catalogue.active:
        # A percentage stays below 100, whichever way it wanders.
        low, high = (40, 95) if indicator.kind is Kind.PERCENTAGE else (20, 900)
        value = draw.randint(low, high)
        for month in (LAST.shift(n + 1 - months) for n in range(months)):
            value = min(high, max(low, value + draw.randint(-9, 9)))
            if month.is_quarter_end or not indicator.is_quarterly:
                rows.writerow((indicator.ref, month, value if draw.random() > 0.02 else ""))
    return text.getvalue().encode()


def load(file: Path, database: Path) -> float:
    """Load a file by the command line into a new store; seconds, start included."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}"}
    for command in (("migrate",), ("load", str(file), "--yes")):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "dashboard", *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return time.perf_counter() - began


def work_done() -> float:
    """Seconds of work of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(slots=True)
class Figures:
    """What was measured of one length: milliseconds of work, seconds, bytes.

    `load_work` are the seconds that the load kept a processor busy, whatever else ran.
    """

    load_seconds: float = 0
    load_work: float = 0
    reading_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    later_ms: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)


class Served:
    """The site of this process, asked as a browser asks."""

    def __init__(self, database: Path) -> None:
        settings = Settings.from_environment({"DATABASE_URL": f"sqlite:///{database}"})
        self.store = Store.open(settings.database_url)
        self.catalogue = load_catalogue(settings.catalogue)
        publish(
            self.store,
            prepare(self.store, self.catalogue, LAST),
            AuditEntry(dt.datetime.now(dt.UTC), "benchmark", "publish edition", LAST.long),
            all_the_same="To be measured.",
        )
        server = create_app(settings, self.store).server
        self.client: FlaskClient = server.test_client()


def open_site(database: Path) -> None:
    """Make the site, once for this process, and warm it up."""
    global _served
    _served = Served(database)
    time_callback("/?status=red")


def time_callback(address: str) -> float:
    """Milliseconds of work until the changed form is answered."""
    body = {
        "output": "page.regions",
        "outputs": {"id": "page", "property": "regions"},
        "inputs": [{"id": "page", "property": "address", "value": address}],
        "changedPropIds": ["page.address"],
    }
    began = time.process_time()
    answer = _served.client.post("/_dash-update-component", json=body, headers=_COMPRESSED)
    worked = 1000 * (time.process_time() - began)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: the answer was {answer.status}.")
    return worked


def time_reading() -> float:
    """Milliseconds of work until the store is read and measured, as after a load."""
    began = time.process_time()
    read_holdings(_served.store, _served.catalogue)
    return 1000 * (time.process_time() - began)


def count_bytes(address: str) -> int:
    """The compressed size of a page."""
    answer = _served.client.get(address, headers=_COMPRESSED)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: the answer was {answer.status}.")
    return len(answer.data)


_served: Served


def compare(
    months_asked: int = MONTHS_ASKED, folder: Path | None = None
) -> tuple[Figures, Figures]:
    """Measure 24 months and 240 in turns, over the last `months_asked` months of each.

    The stores stay as 24.sqlite and 240.sqlite in `folder`, if one is given.
    """
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    short, long = Figures(), Figures()
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = []
        for figures, months in ((short, SHORT), (long, LONG)):
            file, database = (place / f"{months}.{end}" for end in ("csv", "sqlite"))
            file.write_bytes(invent(catalogue, months))
            before = work_done()
            figures.load_seconds = load(file, database)
            figures.load_work = work_done() - before
            sites.append((figures, stack.enter_context(_process(database))))
        for address in (f"/?month={LAST.shift(-n)}" for n in range(months_asked)):
            for figures, site in sites:
                figures.reading_ms.append(site.submit(time_reading).result())
                figures.first_ms.append(site.submit(time_callback, address).result())
                figures.later_ms.append(site.submit(time_callback, address).result())
        for figures, site in sites:
            figures.sizes = [site.submit(count_bytes, page).result() for page in PAGES]
    return short, long


@contextmanager
def _process(database: Path) -> Iterator[ProcessPoolExecutor]:
    """A process of its own for a site, since Dash allows one a process."""
    with ProcessPoolExecutor(
        1, mp_context=get_context("spawn"), initializer=open_site, initargs=(database,)
    ) as process:
        yield process


def main() -> int:
    """Print the figures; 1 if a bound is broken."""
    short, long = compare()
    print(f"The same site on {SHORT} and {LONG} months, medians of {MONTHS_ASKED}\n")
    holds = [
        _print("loaded, s", [short.load_seconds], [long.load_seconds], LOAD_SECONDS),
        _print("store read and measured, ms", short.reading_ms, long.reading_ms),
        _print("scorecard's callback, first, ms", short.first_ms, long.first_ms, FIRST_MS),
        _print("scorecard's callback, later, ms", short.later_ms, long.later_ms, LATER_MS),
        _grows_little("first", short.first_ms, long.first_ms),
        _grows_little("later", short.later_ms, long.later_ms),
    ]
    for page, before, after in zip(PAGES, short.sizes, long.sizes, strict=True):
        holds.append(_print(f"{page}, bytes", [before], [after], GROWTH * before))
    return 0 if all(holds) else 1


def _grows_little(which: str, short: Sequence[float], long: Sequence[float]) -> bool:
    """Whether a callback takes no longer with ten times the months; says so if it does."""
    growth = median(long) / median(short)
    if growth < GROWTH:
        return True
    print(f"  the {which} callback takes {growth:.2f} times as long, at most {GROWTH}: BROKEN")
    return False


def median(figures: Sequence[float]) -> float:
    return statistics.median(figures)


def _print(
    name: str, short: Sequence[float], long: Sequence[float], limit: float | None = None
) -> bool:
    before, after = median(short), median(long)
    most = "" if limit is None else f"   (at most {limit:,.0f})"
    print(f"  {name:<38}{before:10,.1f}{after:10,.1f}{after / before:8.2f} times{most}")
    return limit is None or after <= limit


if __name__ == "__main__":
    sys.exit(main())
