"""The peers as processes of their own, on one store that holds the published sample."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.peers import Peer

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2021-03-25"

Addresses = dict[Peer, str]


@contextmanager
def serve(peers: Iterable[Peer]) -> Iterator[Addresses]:
    """Start each peer and give their addresses; end them all afterwards.

    Raises RuntimeError if one does not start; what it printed stands above.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/peers.sqlite",
            "DASHBOARD_TODAY": TODAY,
        }
        subprocess.run(
            [sys.executable, "-m", "dashboard", "setup-sample"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        started = {peer: stack.enter_context(_started(peer, environment)) for peer in peers}
        yield {peer: _address(peer, process) for peer, process in started.items()}


@contextmanager
def _started(peer: Peer, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.peers", peer],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()


def _address(peer: Peer, process: subprocess.Popen[str]) -> str:
    """The line that a peer prints once it answers."""
    assert process.stdout is not None
    printed = process.stdout.readline().strip()
    if not printed:
        raise RuntimeError(f"benchmarks.peers {peer}: it ended before it answered.")
    return printed
