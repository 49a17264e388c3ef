"""A slow computer on a slow network that has never seen the page: one visit, measured."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.fixtures.browser import CHROMIUM_FLAGS, DESKTOP, HEIGHT

PROBE = Path(__file__).with_name("probe.js")

CPU_TIMES_SLOWER = 4
LATENCY_MS = 150
DOWN, UP = 1_600_000 // 8, 750_000 // 8
"""Bytes a second."""
PROFILE = f"{CPU_TIMES_SLOWER} x CPU, 1.6 Mbps, {LATENCY_MS} ms, cold cache"

QUIET_SECONDS = 2.0
"""A page is idle when no request was under way for so long."""
PATIENCE_SECONDS = 90.0
OPENING_MS = 600
"""A new window has to do with itself for so long, which is no part of a visit."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names. Raises RuntimeError if none is."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program:
        raise RuntimeError("Chromium is not installed. Run: make packages")
    # Chromium refuses to sandbox itself as root, which is who this runs as in a container.
    unsandboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        flags = [*CHROMIUM_FLAGS, *unsandboxed]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            yield browser
        finally:
            browser.close()


class Visit:
    """One page in a window of its own, with the probe in it. Times in ms from the start."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._devtools = page.context.new_cdp_session(page)
        self._under_way: set[str] = set()
        self._quiet_since = time.monotonic()
        self.bytes = 0
        """Bytes received so far, as they came over the network, headers included."""

    def begin(self, address: str, *, slow: bool) -> None:
        """Open the page, and count what it transfers from the first byte."""
        self._devtools.on("Network.requestWillBeSent", self._note_begun)
        self._devtools.on("Network.loadingFinished", self._note_ended)
        self._devtools.on("Network.loadingFailed", self._note_ended)
        self._devtools.send("Network.enable")
        if slow:
            self._slow_down()
        self._page.wait_for_timeout(OPENING_MS)
        self._page.goto(address, wait_until="commit")

    def reach(self, state: str) -> dict[str, float]:
        """When a state began to be drawn ("frame") and was drawn ("drawn").

        One that is not watched from the start is looked for from now on.
        """
        reached: dict[str, float] = self._page.evaluate(f"probe.reached('{state}')")
        return reached

    def wait_until_idle(self) -> None:
        """Wait until the page has asked for nothing more. Raises TimeoutError."""
        self._page.wait_for_load_state("load")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._under_way or time.monotonic() - self._quiet_since < QUIET_SECONDS:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self._page.url}: not idle in {PATIENCE_SECONDS:.0f} s")
            self._page.wait_for_timeout(50)

    def choose(self, control: str, value: str, rows: int) -> float:
        """Milliseconds from a choice in a form until so many rows are drawn."""
        took: float = self._page.evaluate(
            "([control, value, rows]) => probe.choose(control, value, rows)",
            [control, value, rows],
        )
        return took

    def shift(self) -> float:
        """The layout shift so far, all of it added up."""
        shift: float = self._page.evaluate("probe.shift()")
        return shift

    def first_paint(self) -> float:
        """When the first text or picture was painted."""
        painted: float = self._page.evaluate("probe.firstPaint()")
        return painted

    def _slow_down(self) -> None:
        self._devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": LATENCY_MS,
                "downloadThroughput": DOWN,
                "uploadThroughput": UP,
            },
        )
        self._devtools.send("Emulation.setCPUThrottlingRate", {"rate": CPU_TIMES_SLOWER})

    def _note_begun(self, event: dict[str, Any]) -> None:
        self._under_way.add(event["requestId"])

    def _note_ended(self, event: dict[str, Any]) -> None:
        self._under_way.discard(event["requestId"])
        self.bytes += int(event.get("encodedDataLength", 0))
        self._quiet_since = time.monotonic()


@contextmanager
def visited(
    browser: Browser, address: str, *watched: str, width: int = DESKTOP, slow: bool = True
) -> Iterator[Visit]:
    """A visit with nothing cached, watching for those states of the probe from the start."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="en-GB")
    try:
        context.add_init_script(path=PROBE)
        for state in watched:
            context.add_init_script(f"probe.watch('{state}')")
        visit = Visit(context.new_page())
        visit.begin(address, slow=slow)
        yield visit
    finally:
        context.close()
