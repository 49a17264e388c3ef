"""The routes that make a pack: as one file, or with its steps told while it is made.

One pack is made at a time in each process, so that nobody can fill the machine with them. The
last few of editions are kept, since they never change and everybody asks for the same one in
the evening before a meeting. The answer that tells the steps ends with the file itself.
"""

from __future__ import annotations

import base64
import json
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import flask

from dashboard.access import EDITION, check_may
from dashboard.export.archive import MIMETYPE, write_archive
from dashboard.export.dataset import Dataset
from dashboard.pack.choice import Choice, PackError, Section
from dashboard.pack.content import Tell
from dashboard.pack.making import make_pack
from dashboard.publishing import PublishingError
from dashboard.records import Audience, Edition
from dashboard.web.files import asked_dataset, send_file
from dashboard.web.page import Visit
from dashboard.web.pages.pack import RESTRICTED, edition_of, read_choice
from dashboard.web.visiting import Visiting

MOST_KEPT = 4
"""Packs that are kept; one has up to a megabyte."""

BUSY = "Another pack is being made just now. Try again in some seconds."
FAILED = "The pack could not be made. The reason is in the server's log."

Make = Callable[[Tell], bytes]
Step = dict[str, str]
"""What is told: a "step" being done, or at last "name" and "pdf", or an "error"."""


@dataclass(slots=True)
class KeptPacks:
    """The packs last asked for, by edition and what was chosen; shared by threads.

    A draft is of figures that change, and what changed since an edition is never the last word,
    so of these none is kept.
    """

    _packs: OrderedDict[tuple[str, Choice], bytes] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, edition: Edition | None, choice: Choice) -> bytes | None:
        """The same pack as it was made before, if it is kept."""
        if edition is None:
            return None
        with self._lock:
            pdf = self._packs.get((edition.checksum, choice))
            if pdf is not None:
                self._packs.move_to_end((edition.checksum, choice))
            return pdf

    def keep(self, edition: Edition | None, choice: Choice, pdf: bytes) -> None:
        """Keep a pack that says the same whenever it is made."""
        if edition is None or Section.SINCE in choice.sections:
            return
        with self._lock:
            self._packs[edition.checksum, choice] = pdf
            if len(self._packs) > MOST_KEPT:
                self._packs.popitem(last=False)


def add_to(server: flask.Flask, visiting: Visiting) -> None:
    """Register the routes, each for what is read now and for every edition."""
    making, kept = threading.Lock(), KeptPacks()

    def answer(month: str = "", version: int = 0) -> flask.Response:
        visit = _visit(visiting, month, version)
        edition, choice, name = _read(visit)
        is_told = flask.request.path.endswith(".ndjson")
        pdf = kept.find(edition, choice)
        if pdf is not None:
            return _told([_line(_last(name, pdf))]) if is_told else _send(pdf, name)
        if not making.acquire(blocking=False):
            return _busy()
        make = _maker(visit, visiting, choice, kept)
        if is_told:
            return _told(_begin(make, name, making))
        try:
            return _send(make(lambda _: None), name)
        except PublishingError as error:
            flask.abort(404, str(error))
        except PackError as error:
            flask.abort(500, str(error))
        finally:
            making.release()

    def everything(month: str = "", version: int = 0) -> flask.Response:
        visit = _visit(visiting, month, version)
        dataset = asked_dataset(visit)
        choice, edition = Choice(dataset.month, dataset.audience), edition_of(visit)
        if edition and edition.month != dataset.month:
            return _zip(dataset)  # a pack is of the edition's own month
        pdf = kept.find(edition, choice)
        if pdf is not None:
            return _zip(dataset, pdf)
        if not making.acquire(blocking=False):
            return _busy()
        try:
            return _zip(dataset, _maker(visit, visiting, choice, kept)(lambda _: None))
        except PackError as error:
            flask.abort(500, str(error))
        finally:
            making.release()

    for rule, respond in (
        ("/pack.pdf", answer),
        ("/pack.ndjson", answer),
        ("/files.zip", everything),
    ):
        for address in (rule, f"{EDITION}{rule}"):
            server.add_url_rule(address, address, respond)


def _visit(visiting: Visiting, month: str, version: int) -> Visit:
    visit = visiting.visit_path(flask.request.path, {}, flask.request.args)
    if month and visit.edition is None:
        flask.abort(404, f"There is no edition {month}, version {version}.")
    return visit


def _read(visit: Visit) -> tuple[Edition | None, Choice, str]:
    """The edition, what was chosen, and the file's name; refused if it is not for her."""
    choice, edition = read_choice(visit), edition_of(visit)
    if choice is None:
        flask.abort(404, "Nothing is held yet, so there is no pack.")
    if choice.audience is not Audience.PUBLIC:
        check_may(RESTRICTED)
    version = f"v{edition.version}" if edition else "draft"
    return edition, choice, f"{choice.file_name}-{version}.pdf"


def _maker(visit: Visit, visiting: Visiting, choice: Choice, kept: KeptPacks) -> Make:
    store, shelf, today = visit.store, visiting.shelf, visit.settings.current_day()
    edition = edition_of(visit)

    def make(tell: Tell) -> bytes:
        pdf = make_pack(store, shelf.catalogue, choice, edition, today, tell, shelf.edition)
        kept.keep(edition, choice, pdf)
        return pdf

    return make


def _send(pdf: bytes, name: str) -> flask.Response:
    return send_file(pdf, name, "application/pdf")


def _zip(dataset: Dataset, pack: bytes | None = None) -> flask.Response:
    content = write_archive(dataset, pack)
    return send_file(content, f"{dataset.stem}.zip", MIMETYPE)


def _told(lines: Iterable[str]) -> flask.Response:
    return flask.Response(lines, mimetype="application/x-ndjson")


def _line(step: Step) -> str:
    return json.dumps(step) + "\n"


def _last(name: str, pdf: bytes) -> Step:
    return {"name": name, "pdf": base64.b64encode(pdf).decode()}


def _busy() -> flask.Response:
    response = flask.Response(BUSY, 503, mimetype="text/plain")
    response.headers["Retry-After"] = "5"
    return response


def _begin(make: Make, name: str, making: threading.Lock) -> Iterator[str]:
    """Begin to make a pack; a line of JSON for each step.

    It is made in a thread of its own, which ends by itself and lets the next one begin, be
    there anybody who still listens or not.
    """
    steps: queue.SimpleQueue[Step | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            steps.put(_last(name, make(lambda step: steps.put({"step": step}))))
        except (PackError, PublishingError) as error:
            steps.put({"error": str(error)})
        except Exception:
            steps.put({"error": FAILED})
            raise
        finally:
            making.release()
            steps.put(None)

    threading.Thread(target=work, name="pack").start()
    return map(_line, iter(steps.get, None))
