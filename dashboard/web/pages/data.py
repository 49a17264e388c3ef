"""Data at /data: send a file, look at what it would change, store it or not, take it back.

The page's forms are plain ones: they work without JavaScript, which only adds a measure of
how much of the file has been sent. Preview and storing are the command line's own.
"""

from __future__ import annotations

import flask
from werkzeug.wrappers import Response

from dashboard.access import current_identity
from dashboard.findings import Finding
from dashboard.findings.standing import find_new
from dashboard.intake import LoadRefusedError, Plan, commit, plan_load, read_file
from dashboard.intake.report import cells, counts, opening, sections, shown
from dashboard.records import Upload
from dashboard.store import Store, StoreError
from dashboard.views.loads import list_loads
from dashboard.web.moment import entry, now
from dashboard.web.not_found import draw_not_found
from dashboard.web.page import Drawn, Page, Visit
from dashboard.workflow.permissions import Permission

LARGEST_MB = 20
NO_FILE = "Choose a file first: a CSV or an XLSX workbook."


def draw(visit: Visit) -> Drawn:
    loads = list_loads(visit.store.loads())
    done = visit.asked("done")
    return Drawn(
        "Data",
        {
            "loads": loads,
            "brought": _count(visit.asked("findings")),
            "done": next((load for load in loads if str(load.id) == done), None),
            "problem": NO_FILE if visit.asked("problem") == "no-file" else "",
            "largest": LARGEST_MB,
            "latest": visit.store.editions.latest(),
        },
    )


def draw_preview(visit: Visit) -> Drawn:
    upload = visit.store.upload(visit.parts["token"])
    if upload is None:
        return draw_not_found(visit)
    plan = plan_upload(upload, visit)
    return Drawn(
        f"Preview of {upload.file}",
        {
            "upload": upload,
            "plan": plan,
            "opening": opening(plan),
            "counts": counts(plan),
            "sections": sections(plan),
            "shown": shown,
            "cells": cells(plan.reading.accounts),
            "findings": len(_find_new(visit, plan)),
            "changed": visit.asked("changed") == "yes",
        },
    )


def _find_new(visit: Visit, plan: Plan) -> tuple[Finding, ...]:
    """What would newly be found, where there is something to store."""
    return find_new(visit.store, visit.holdings, plan) if plan.may_store else ()


def _count(asked: str) -> int:
    """A number out of an address; what is none counts as 0."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0


def plan_upload(upload: Upload, visit: Visit) -> Plan:
    catalogue = visit.holdings.catalogue
    return plan_load(read_file(upload.file, upload.content, catalogue), visit.store, catalogue)


def send(visit: Visit) -> Response:
    """Take a file and lead to its preview."""
    sent = flask.request.files.get("file")
    if sent is None or not sent.filename:
        return flask.redirect("/data?problem=no-file", 303)
    name = sent.filename.replace("\\", "/").rsplit("/", 1)[-1][:200]
    token = visit.store.keep_upload(name, sent.read(), now(), current_identity().name)
    return flask.redirect(f"/data/preview/{token}", 303)


def confirm(visit: Visit) -> Response:
    """Store a file as it was previewed, or show the preview anew if something changed."""
    token = flask.request.form.get("token", "")
    upload = visit.store.upload(token)
    if upload is None:
        flask.abort(404)
    plan = plan_upload(upload, visit)
    if str(plan.revision) != flask.request.form.get("revision"):
        return flask.redirect(f"/data/preview/{token}?changed=yes", 303)
    brought = len(_find_new(visit, plan))
    try:
        load = commit(plan, visit.store, entry("load file", upload.file))
    except LoadRefusedError:
        return flask.redirect(f"/data/preview/{token}?changed=yes", 303)
    visit.store.drop_upload(token)
    said = f"&findings={brought}" if brought else ""
    return flask.redirect(f"/data?done={load.id}{said}", 303)


def drop(visit: Visit) -> Response:
    """Forget a file that was sent."""
    visit.store.drop_upload(flask.request.form.get("token", ""))
    return flask.redirect("/data", 303)


def undo(visit: Visit) -> Response:
    """Take back the last load."""
    number = flask.request.form.get("load", "")
    if not (number.isascii() and number.isdigit()):
        flask.abort(404)
    try:
        load = visit.store.undo_load(int(number), entry("undo load", f"load {number}"))
    except StoreError:
        return flask.redirect("/data", 303)
    return flask.redirect(f"/data?done={load.id}", 303)


def original(store: Store, load: int) -> Response:
    """The file of a load, byte for byte, never shown but saved."""
    found = next((one for one in store.loads() if one.id == load and one.undoes is None), None)
    if found is None:
        flask.abort(404)
    response = flask.Response(store.content(load), mimetype="application/octet-stream")
    response.headers.set("Content-Disposition", "attachment", filename=found.file)
    return response


PAGE = Page(
    name="data",
    rule="/data",
    template="data.html",
    draw=draw,
    scripts=("upload.js",),
    needs=Permission.LOAD_DATA,
)
PREVIEW = Page(
    name="preview",
    rule="/data/preview/<token>",
    template="preview.html",
    draw=draw_preview,
    needs=Permission.LOAD_DATA,
)
