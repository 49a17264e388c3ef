"""The routes behind the commentary desk: steps of a text, drafts, notes, dismissals.

Whose the indicator is, and what its state allows, is asked of the workflow each time. The
forms work without a script: whatever else a form does, the words in the box come with it
and are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import flask
from werkzeug.wrappers import Response

from dashboard.access import current_identity
from dashboard.catalogue import Indicator
from dashboard.periods import Month
from dashboard.store import Store
from dashboard.store.writing_records import Conflict, Doubt, Draft, Step, Withdrawn
from dashboard.web.moment import now
from dashboard.web.pages import commentary
from dashboard.web.site import Site
from dashboard.workflow import writing_steps as steps
from dashboard.workflow.following import list_follow_ups
from dashboard.workflow.writing import Actor, WritingError, actor_for, is_party, why_not
from dashboard.workflow.writing_steps import Desk

ADDRESS = "/commentary/<slug>/<month>"
LARGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph, and who works on it with which form."""

    site: Site
    store: Store
    indicator: Indicator
    month: Month

    @property
    def path(self) -> str:
        return f"/commentary/{self.indicator.address}/{self.month}"

    def desk(self, step: Step) -> Desk:
        """Where whoever asks takes a step, in her own name or another's."""
        account = current_identity().account
        assert account is not None  # the route's permission is nobody's without an account
        actor = actor_for(step, account, self.indicator)
        return self._desk(actor)

    def own_desk(self) -> Desk:
        """Where whoever asks makes a mark in her own name."""
        account = current_identity().account
        assert account is not None
        return self._desk(Actor(account))

    def _desk(self, actor: Actor) -> Desk:
        catalogue = self.site.visiting.shelf.catalogue
        origin = current_identity().origin
        return Desk(catalogue, actor, self.indicator.ref, self.month, now(), origin)

    def typed(self) -> Draft | None:
        """The words in the box, as the window sent them; None if the form has no box."""
        text = flask.request.form.get("text")
        if text is None:
            return None
        window = flask.request.form.get("window", "")[:64]
        desk = self.desk(Step.SAVE)
        return steps.typed(desk, _number("begun_from"), text, window, _number("serial"))

    def done(self, word: str) -> Response:
        return flask.redirect(f"{self.path}?done={word}", 303)


def add_to(server: flask.Flask, site: Site) -> None:
    """Register the routes."""

    def add(word: str, action: Callable[[Place], Response]) -> None:
        def answer(slug: str, month: str) -> Response:
            place = _find(site, slug, month)
            try:
                return action(place)
            except Conflict as conflict:
                return _show(place, 409, str(conflict))
            except Withdrawn as late:
                return _show(place, 409, str(late))
            except WritingError as refusal:
                return _show(place, 403, str(refusal))

        server.add_url_rule(f"{ADDRESS}/{word}", f"commentary-{word}", answer, methods=["POST"])

    add("draft", keep)
    add("discard", discard)
    add("save", save)
    add("submit", submit)
    for step in (Step.RETURN, Step.APPROVE, Step.REOPEN):
        add(str(step), _judge(step))
    add("note", note)
    add("withdraw", withdraw)
    add("dismiss", dismiss)
    add("settle", settle)


def keep(place: Place) -> Response:
    """Keep what is being typed, and say what there is to say about it."""
    typed = place.typed()
    if typed is None:
        flask.abort(400)
    try:
        kept = steps.keep_draft(
            place.desk(Step.SAVE),
            place.store.writing,
            typed.begun_from,
            typed.text,
            typed.window,
            typed.serial,
        )
    except WritingError as refusal:
        return flask.make_response(flask.jsonify(problem=str(refusal)), 403)
    parts = place.site.draw_blocks(place.path, ("checks", "told"), typed=kept, live=True)
    return flask.jsonify(
        kept=kept.saved_at.isoformat(), window=kept.window, serial=kept.serial, **parts
    )


def discard(place: Place) -> Response:
    """Forget words kept from another window."""
    _keep_typed(place)
    desk = place.own_desk()
    window, serial = flask.request.form.get("other", ""), _number("other_serial")
    gone = steps.typed(desk, 0, "", window, serial)
    place.store.writing.drop_draft(gone)
    return place.done("discard")


def save(place: Place) -> Response:
    typed = _demand_text(place)
    desk, writing = place.desk(Step.SAVE), place.store.writing
    steps.take_step(desk, writing, Step.SAVE, typed.begun_from, typed.text, draft=typed)
    return place.done("save")


def submit(place: Place) -> Response:
    """Send a text for approval; what has changed in the box is saved first."""
    typed = _demand_text(place)
    desk, writing = place.desk(Step.SUBMIT), place.store.writing
    history = writing.history(desk.ref, desk.month)
    begun_from = typed.begun_from
    if not history or history[-1].text != typed.text or history[-1].version != begun_from:
        saving = place.desk(Step.SAVE)
        saved = steps.take_step(saving, writing, Step.SAVE, begun_from, typed.text, draft=typed)
        begun_from = saved.version
    steps.take_step(desk, writing, Step.SUBMIT, begun_from, draft=typed)
    return place.done("submit")


def _judge(step: Step) -> Callable[[Place], Response]:
    """Return, approve or reopen what was seen."""

    def judge(place: Place) -> Response:
        reason = flask.request.form.get("reason", "")
        begun_from = _number("begun_from")
        steps.take_step(place.desk(step), place.store.writing, step, begun_from, reason=reason)
        return place.done(str(step))

    return judge


def note(place: Place) -> Response:
    _keep_typed(place)
    known = {str(doubt): doubt for doubt in Doubt}
    doubt = known.get(flask.request.form.get("doubt", ""))
    if doubt is None:
        flask.abort(400)
    words = flask.request.form.get("note", "")
    steps.note_figure(place.own_desk(), place.store.marks, doubt, words)
    return place.done("note")


def withdraw(place: Place) -> Response:
    _keep_typed(place)
    number = _number("withdraw")
    reason = flask.request.form.get(f"reason-note-{number}", "")
    steps.withdraw_note(place.own_desk(), place.store.marks, number, reason)
    return place.done("withdraw")


def dismiss(place: Place) -> Response:
    """Set a warning aside; which one is told by its number in the form."""
    _keep_typed(place)
    number = flask.request.form.get("check", "")
    field = flask.request.form.get
    kind, quote = field(f"kind-{number}", ""), field(f"quote-{number}", "")
    if not kind or not quote:
        flask.abort(400)
    reason = field(f"reason-{number}", "")
    steps.dismiss_warning(place.own_desk(), place.store.marks, kind, quote, reason)
    return place.done("dismiss")


def settle(place: Place) -> Response:
    """Say what came of a promise, which must be one that is due."""
    _keep_typed(place)
    number = _number("promise")
    holdings = place.site.visiting.shelf.holdings(current_identity().audience)
    settled = [one.promise for one in place.store.marks.settled(place.indicator.ref)]
    due = list_follow_ups(holdings.comments, [place.indicator.ref], place.month, settled)
    key = flask.request.form.get(f"promised-{number}", "")
    promise = next((one for one in due if one.text == key), None)
    if promise is None:
        raise Withdrawn("This promise is not open any more. Look at the page anew.")
    outcome = flask.request.form.get(f"outcome-{number}", "")
    steps.settle_promise(place.own_desk(), place.store.marks, promise, outcome)
    return place.done("settle")


def _find(site: Site, slug: str, month: str) -> Place:
    """The paragraph in the path. Ends the request with 404 if there is none, with 403 if it
    is nothing to whoever asks."""
    visit = site.visiting.visit_path(
        flask.request.path, {"slug": slug, "month": month}, flask.request.args
    )
    found = commentary.find_place(visit)
    if found is None:
        flask.abort(404)
    if not is_party(commentary.account_of(visit), found[0]):
        flask.abort(403, "This indicator is not yours. Ask an officer.")
    return Place(site, visit.store, *found)


def _show(place: Place, status: int, problem: str) -> Response:
    """The editor with what went wrong, and with the words that were sent."""
    typed = place.typed()
    return place.site.answer(place.path, status, problem=problem, typed=typed)


def _demand_text(place: Place) -> Draft:
    typed = place.typed()
    if typed is None:
        flask.abort(400)
    return typed


def _keep_typed(place: Place) -> None:
    """Keep the words in the box, where there are any that are not saved."""
    typed = place.typed()
    if typed is None:
        return
    history = place.store.writing.history(place.indicator.ref, place.month)
    is_new = typed.text != (history[-1].text if history else "")
    desk = place.desk(Step.SAVE)
    may_write = not why_not(
        Step.SAVE, desk.actor, place.indicator, place.month, history, desk.catalogue
    )
    if is_new and may_write:
        place.store.writing.keep_draft(replace(typed, text=typed.text[: steps.MOST_CHARACTERS]))


def _number(name: str) -> int:
    """A number in the form. Ends the request with 400 if it is none."""
    text = flask.request.form.get(name, "0") or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= LARGEST_NUMBER):
        flask.abort(400)
    return int(text)
