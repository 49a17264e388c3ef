"""The routes that make a pack: as one file, or with its steps told while it is made.

One pack is made at a time in each process, so that nobody can fill the machine with them.
Nothing of it is kept: the answer that tells the steps ends with the file itself.
"""

from __future__ import annotations

import base64
import json
import queue
import threading
from collections.abc import Callable, Iterator

import flask

from dashboard.access import EDITION, check_may
from dashboard.export.archive import MIMETYPE, write_archive
from dashboard.export.dataset import Dataset
from dashboard.pack.choice import Choice, PackError
from dashboard.pack.content import Tell
from dashboard.pack.making import make_pack
from dashboard.publishing import PublishingError
from dashboard.records import Audience, Edition
from dashboard.web.files import asked_dataset, send_file
from dashboard.web.page import Visit
from dashboard.web.pages.pack import RESTRICTED, edition_of, read_choice
from dashboard.web.visiting import Visiting

BUSY = "Another pack is being made just now. Try again in some seconds."
FAILED = "The pack could not be made. The reason is in the server's log."

Make = Callable[[Tell], bytes]
Step = dict[str, str]
"""What is told: a "step" being done, or at last "name" and "pdf", or an "error"."""


def add_to(server: flask.Flask, visiting: Visiting) -> None:
    """Register the routes, each for what is read now and for every edition."""
    making = threading.Lock()

    def answer(month: str = "", version: int = 0) -> flask.Response:
        visit = visiting.visit_path(flask.request.path, {}, flask.request.args)
        if month and visit.edition is None:
            flask.abort(404, f"There is no edition {month}, version {version}.")
        name, make = _prepare(visit, visiting)
        if not making.acquire(blocking=False):
            return _busy()
        if flask.request.path.endswith(".ndjson"):
            told = _begin(make, name, making)
            return flask.Response(told, mimetype="application/x-ndjson")
        try:
            return send_file(make(lambda _: None), name, "application/pdf")
        except PublishingError as error:
            flask.abort(404, str(error))
        except PackError as error:
            flask.abort(500, str(error))
        finally:
            making.release()

    def everything(month: str = "", version: int = 0) -> flask.Response:
        visit = visiting.visit_path(flask.request.path, {}, flask.request.args)
        if month and visit.edition is None:
            flask.abort(404, f"There is no edition {month}, version {version}.")
        dataset = asked_dataset(visit)
        choice, edition = Choice(dataset.month, dataset.audience), edition_of(visit)
        if edition and edition.month != dataset.month:
            return _zip(dataset)  # a pack is of the edition's own month
        if not making.acquire(blocking=False):
            return _busy()
        try:
            return _zip(dataset, _maker(visit, visiting, choice, edition)(lambda _: None))
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


def _zip(dataset: Dataset, pack: bytes | None = None) -> flask.Response:
    content = write_archive(dataset, pack)
    return send_file(content, f"{dataset.stem}.zip", MIMETYPE)


def _prepare(visit: Visit, visiting: Visiting) -> tuple[str, Make]:
    """The file's name and what makes it, for whoever asks; refused if it is not for her."""
    choice, edition = read_choice(visit), edition_of(visit)
    if choice is None:
        flask.abort(404, "Nothing is held yet, so there is no pack.")
    if choice.audience is not Audience.PUBLIC:
        check_may(RESTRICTED)
    version = f"v{edition.version}" if edition else "draft"
    name = f"{choice.file_name}-{version}.pdf"
    return name, _maker(visit, visiting, choice, edition)


def _maker(visit: Visit, visiting: Visiting, choice: Choice, edition: Edition | None) -> Make:
    store, shelf, today = visit.store, visiting.shelf, visit.settings.current_day()

    def make(tell: Tell) -> bytes:
        return make_pack(store, shelf.catalogue, choice, edition, today, tell, shelf.edition)

    return make


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
            pdf = make(lambda step: steps.put({"step": step}))
            steps.put({"name": name, "pdf": base64.b64encode(pdf).decode()})
        except (PackError, PublishingError) as error:
            steps.put({"error": str(error)})
        except Exception:
            steps.put({"error": FAILED})
            raise
        finally:
            making.release()
            steps.put(None)

    threading.Thread(target=work, name="pack").start()
    return (json.dumps(step) + "\n" for step in iter(steps.get, None))
