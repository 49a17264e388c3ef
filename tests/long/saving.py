"""Writers who save over HTTP while their server is killed, and what is held afterwards."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

from dashboard.access import SESSION_COOKIE
from dashboard.catalogue import Indicator, load_catalogue
from dashboard.people import Role
from dashboard.settings import ROOT
from dashboard.store import AuditSearch, Store
from tests.fixtures.databases import free_port, opened
from tests.fixtures.people import add_accounts, begin_session
from tests.long.killing import LAST, load_here, state_of, write_dataset

WRITERS = 3
TYPED_BEFORE_A_SAVE = 3
START_SECONDS, ANSWER_SECONDS = 60, 30
LONGEST_WAIT = 0.6
"""Seconds after the first answer within which the server is killed."""

WORDS = (
    "calls",
    "fell",
    "“fewer”",
    "naïve",
    "a & b",
    "50%",
    "<b>",
    "+ 3",
    "two\nlines",
    "é" * 9,
)

Held = tuple[tuple[str, ...], tuple[str, ...]]
"""The texts of all versions, oldest first, and those of the drafts that are kept, sorted."""


class Killed(Exception):  # noqa: N818 - it is what was meant to happen
    """The server did not answer to the end."""


@dataclass(frozen=True)
class Client:
    """Somebody signed in at a server. Only here is it known what a request looks like."""

    port: int
    session: str
    indicator: Indicator

    def keep(self, text: str, begun_from: int, window: str, serial: int) -> tuple[str, int]:
        """Keep what is being typed; the window and serial that the server gives it."""
        fields = {"text": text, "begun_from": begun_from, "window": window, "serial": serial}
        status, body = self._post("draft", fields)
        assert status == 200, (status, body)
        kept = json.loads(body)
        assert kept["kept"]
        return kept["window"], kept["serial"]

    def save(self, text: str, begun_from: int, window: str, serial: int) -> None:
        fields = {"text": text, "begun_from": begun_from, "window": window, "serial": serial}
        status, body = self._post("save", fields)
        assert status == 303, (status, body)

    def _post(self, word: str, fields: dict[str, object]) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{SESSION_COOKIE}={self.session}",
            "Sec-Fetch-Site": "same-origin",
        }
        path = f"/commentary/{self.indicator.address}/{LAST}/{word}"
        try:
            line.request("POST", path, urlencode(fields), headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (http.client.HTTPException, ConnectionError) as error:
            raise Killed from error
        finally:
            line.close()


@dataclass
class Paragraph:
    """What must be held of one text, by the answers that its writer got.

    `mine` is the draft of the writer's window; `asked` is what no answer came to: whether
    it was to be saved, and the words.
    """

    indicator: Indicator
    versions: tuple[str, ...]
    others: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    asked: tuple[bool, str] | None = None

    def may_be(self) -> list[Held]:
        """As it was before what was asked last and, if there was no answer, after it."""
        states = [(self.versions, tuple(sorted(self.others + self.mine)))]
        if self.asked:
            is_save, words = self.asked
            versions = (*self.versions, words) if is_save else self.versions
            typed = () if is_save else (words,)
            states.append((versions, tuple(sorted(self.others + typed))))
        return states

    def settle(self, held: Held) -> str:
        """Go on from what is held, which must be one of the states; where the kill landed."""
        states = self.may_be()
        assert held in states, (self.indicator.ref, held, states)
        where = "between two requests"
        if self.asked:
            kind = "a save" if self.asked[0] else "typed words"
            where = f"within {kind}, {'held' if held == states[1] else 'not held'}"
        self.versions, self.others = held
        self.mine, self.asked = (), None
        return where


@dataclass
class Tally:
    """What came of many kills; times in seconds."""

    kills: int = 0
    saves: int = 0
    drafts: int = 0
    landed: Counter[str] = field(default_factory=Counter)
    slowest_start: float = 0.0


class Victim:
    """The server, as `serve` starts it, on a port of its own and in a group of its own."""

    def __init__(self, url: str, output: Path) -> None:
        self.port = free_port()
        place = {"HOST": "127.0.0.1", "PORT": str(self.port), "CATALOGUE": ""}
        self._output = output
        began = time.monotonic()
        with output.open("w") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "dashboard", "serve"],
                cwd=ROOT,
                env=os.environ | place | {"DATABASE_URL": url},
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait(began + START_SECONDS)
        except BaseException:
            self.kill()
            raise
        self.seconds = time.monotonic() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """Kill all its processes at once; nothing if they are gone."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _wait(self, deadline: float) -> None:
        """Until it answers."""
        while time.monotonic() < deadline and self._process.poll() is None:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
            try:
                line.request("GET", "/sign-in")
                assert line.getresponse().status == 200
            except OSError:
                time.sleep(0.02)
            else:
                return
            finally:
                line.close()
        raise AssertionError(f"The server did not answer:\n{self._output.read_text()}")


def write_until_killed(
    client: Client, paragraph: Paragraph, random: Random, first: threading.Event
) -> Counter[str]:
    """Type and save new words until the server is gone; counts what was acknowledged."""
    acknowledged: Counter[str] = Counter()
    window, serial = "", 0
    try:
        while True:
            for _ in range(random.randrange(TYPED_BEFORE_A_SAVE + 1)):
                words = new_words(random)
                paragraph.asked = (False, words)
                begun_from = len(paragraph.versions)
                window, serial = client.keep(words, begun_from, window, serial)
                paragraph.mine, paragraph.asked = (words,), None
                acknowledged["drafts"] += 1
                first.set()
            words = new_words(random)
            paragraph.asked = (True, words)
            client.save(words, len(paragraph.versions), window, serial)
            paragraph.versions += (words,)
            paragraph.mine, paragraph.asked = (), None
            window, serial = "", 0
            acknowledged["saves"] += 1
            first.set()
    except Killed:
        return acknowledged
    finally:
        first.set()


def new_words(random: Random) -> str:
    """Words that were never written before, of many kinds and lengths."""
    length = random.choice((1, 8, 400))
    return f"{random.getrandbits(64):016x} {' '.join(random.choices(WORDS, k=length))}."


def kill_saves(url: str, folder: Path, kills: int) -> Tally:
    """Kill the server so many times while three people save; nothing acknowledged is lost.

    After each kill every text has the versions that were acknowledged, numbered without a
    gap and each on record once, and the words last typed; what no answer came to is held as
    a whole or not at all. The next server goes on with the same store.
    """
    random = Random("saves")
    paragraphs = begin(url, folder)
    tally = Tally()
    for number in range(kills):
        session = begin_session(url, Role.OFFICER)
        chosen = random.sample(paragraphs, WRITERS)
        with Victim(url, folder / "server.txt") as victim:
            tally.slowest_start = max(tally.slowest_start, victim.seconds)
            answered = write_and_kill(victim, session, chosen, Random(f"{number}"))
        tally.kills += 1
        tally.saves += answered["saves"]
        tally.drafts += answered["drafts"]
        for paragraph, held in zip(chosen, look(url, chosen), strict=True):
            tally.landed[paragraph.settle(held)] += 1
    for paragraph, held in zip(paragraphs, look(url, paragraphs), strict=True):
        paragraph.settle(held)
    return tally


def begin(url: str, folder: Path) -> list[Paragraph]:
    """A store with an officer, a month of figures and a published text for each of them."""
    catalogue = load_catalogue(ROOT / "indicators.yaml")
    dataset = folder / "dataset.csv"
    write_dataset(dataset, catalogue, 1, 0)
    load_here(url, dataset, catalogue)
    add_accounts(url)
    with opened(url) as store:
        texts = {comment.ref: comment.text for comment in store.comments(month=LAST)}
    return [Paragraph(i, (texts[i.ref],)) for i in catalogue.active if i.writer]


def write_and_kill(
    victim: Victim, session: str, chosen: Sequence[Paragraph], random: Random
) -> Counter[str]:
    """Let the writers write, and kill the server at a moment of chance."""
    first = threading.Event()
    with ThreadPoolExecutor(len(chosen)) as pool:
        write: Callable[[Paragraph], Counter[str]] = lambda paragraph: write_until_killed(  # noqa: E731
            Client(victim.port, session, paragraph.indicator),
            paragraph,
            Random(random.random()),
            first,
        )
        writing = [pool.submit(write, paragraph) for paragraph in chosen]
        try:
            assert first.wait(ANSWER_SECONDS)
            time.sleep(random.uniform(0, LONGEST_WAIT))
        finally:
            victim.kill()
        return sum((done.result() for done in writing), Counter[str]())


def look(url: str, paragraphs: Sequence[Paragraph]) -> list[Held]:
    """What a store holds of some texts, once nobody else is connected to it."""
    before = state_of(url).revision
    with opened(url) as store:
        held = [look_at(store, paragraph.indicator.ref) for paragraph in paragraphs]
        assert store.revision() == before
    return held


def look_at(store: Store, ref: str) -> Held:
    """One text: its versions follow one another, and each that was written is on record."""
    history = store.writing.history(ref, LAST)
    assert [version.version for version in history] == list(range(1, len(history) + 1))
    written = [version for version in history if version.step]
    assert [v.begun_from for v in written] == [v.version - 1 for v in written]
    search = AuditSearch(f"{ref}, {LAST.long}")
    entries = [entry for entry in store.audit.entries(search) if entry.subject == search.text]
    assert {entry.action for entry in entries} <= {"save commentary"}
    assert sorted(entry.at for entry in entries) == sorted(version.at for version in written)
    drafts = tuple(sorted(draft.text for draft in store.writing.drafts(ref, LAST)))
    return tuple(version.text for version in history), drafts
