"""Commentary as people work on it: each function checks the rules and then asks the store.

Whatever changes the store is written down with who did it, in whose place, and from where.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

from dashboard.catalogue import Catalogue, Indicator
from dashboard.people import AuditEntry
from dashboard.periods import Month
from dashboard.store.writing import Writing
from dashboard.store.writing_marks import Marks
from dashboard.store.writing_records import (
    Conflict,
    Doubt,
    Draft,
    NewVersion,
    Promise,
    Step,
    Version,
)
from dashboard.workflow.permissions import Permission, may
from dashboard.workflow.writing import (
    RULES,
    Actor,
    Side,
    WritingError,
    check_reason,
    check_side,
    check_step,
    is_party,
)

MOST_CHARACTERS = 10_000
"""The longest text; the longest paragraph that was published has a tenth of it."""

_UNSEEN = ("Cc", "Cf", "Cs")
_KEPT = "\n\t\u200c\u200d"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works on one indicator's month: who, on what, when and from where.

    Raises WritingError from `indicator` if the catalogue has none of that ref.
    """

    catalogue: Catalogue
    actor: Actor
    ref: str
    month: Month
    at: dt.datetime
    origin: str

    @property
    def indicator(self) -> Indicator:
        found = self.catalogue.find(self.ref)
        if found is None:
            raise WritingError(
                f'"{self.ref}" is no indicator of the catalogue. Choose one from the list.'
            )
        return found

    @property
    def place(self) -> str:
        return f"{self.ref}, {self.month.long}"

    def name_of_person(self) -> str:
        """Name of the person the actor acts as, as the catalogue has it."""
        person = self.catalogue.person(self.actor.person)
        return person.name if person else self.actor.account.name

    def entry(self, action: str, before: str = "", after: str = "") -> AuditEntry:
        """The audit entry of something that is done here."""
        account = self.actor.account
        acting_for = self.name_of_person() if self.actor.is_acting else ""
        return AuditEntry(
            self.at,
            account.name,
            action,
            self.place,
            before,
            after,
            account.id,
            acting_for,
            self.origin,
        )


def take_step(
    desk: Desk,
    writing: Writing,
    step: Step,
    begun_from: int,
    text: str = "",
    reason: str = "",
    draft: Draft | None = None,
) -> Version:
    """Take a step on a commentary; `text` is only looked at when it is saved, and `draft`
    is what it was typed as.

    `begun_from` is the version that was seen, 0 if there was none. Raises Conflict with both
    texts if there is another by now, and WritingError if the step is not allowed.
    """
    history = writing.history(desk.ref, desk.month)
    latest = history[-1] if history else None
    words = clean(text) if step is Step.SAVE else latest.text if latest else ""
    if begun_from != (latest.version if latest else 0):
        raise Conflict(words, latest, desk.ref, desk.month)
    check_step(step, desk.actor, desk.indicator, desk.month, history, desk.catalogue)
    check_reason(step, reason)
    _check_words(desk, step, words)
    after = RULES[step].after
    new = NewVersion(
        ref=desk.ref,
        month=desk.month,
        step=step,
        state=after,
        text=words,
        author=_author(desk, step, latest),
        person=desk.actor.person,
        begun_from=begun_from,
        reason=clean(reason),
    )
    told = f"{after}: {new.reason}" if new.reason else str(after)
    before = str(latest.state) if latest else ""
    return writing.add(new, desk.entry(f"{step} commentary", before, told), draft)


def keep_draft(
    desk: Desk, writing: Writing, begun_from: int, text: str, window: str = "", serial: int = 0
) -> Draft:
    """Keep what the writer is typing until it is saved. Raises WritingError for others."""
    check_side(Side.WRITER, desk.actor, desk.indicator, desk.catalogue)
    draft = typed(desk, begun_from, text, window, serial)
    _check_length(desk, draft.text)
    return writing.keep_draft(draft)


def typed(desk: Desk, begun_from: int, text: str, window: str, serial: int) -> Draft:
    """What a window says that was typed there."""
    account, words = desk.actor.account.id, clean(text)
    return Draft(account, desk.ref, desk.month, words, begun_from, desk.at, window, serial)


def note_figure(desk: Desk, marks: Marks, doubt: Doubt, text: str) -> None:
    """Note something on the figure of this indicator and month."""
    _check_own(desk, Permission.NOTE_FIGURES)
    words = _demand(desk, text, "A note says what is to be known of the figure.")
    entry = desk.entry("note figure", after=f"{doubt}: {words}")
    marks.add_note(desk.ref, desk.month, doubt, words, entry)


def withdraw_note(desk: Desk, marks: Marks, note: int, reason: str) -> None:
    """Take back a note on the figure of this indicator and month; it stays on record."""
    _check_own(desk, Permission.NOTE_FIGURES)
    words = _demand(desk, reason, "Say why the note is withdrawn.")
    held = {found.id: found for found in marks.notes(desk.ref, desk.month)}
    if note not in held:
        raise WritingError(f"{desk.place}: this note is not there. Look at the page anew.")
    entry = desk.entry("withdraw note", before=held[note].text, after=words)
    marks.withdraw_note(note, words, entry)


def dismiss_warning(desk: Desk, marks: Marks, kind: str, quote: str, reason: str) -> None:
    """Say why a warning about some words of the commentary is groundless."""
    _check_own(desk, Permission.DISMISS_WARNINGS)
    words = _demand(desk, reason, "Say why the warning is groundless.")
    entry = desk.entry("dismiss warning", before=f"{kind}: {quote}", after=words)
    marks.dismiss(desk.ref, desk.month, kind, quote, words, entry)


def settle_promise(desk: Desk, marks: Marks, promise: Promise, outcome: str) -> None:
    """Say what came of something that this indicator's commentary promised."""
    _check_own(desk, Permission.SETTLE_PROMISES)
    words = _demand(desk, outcome, "Say what came of it.")
    entry = desk.entry("settle promise", before=promise.text, after=words)
    marks.settle(promise, words, entry)


def clean(text: str) -> str:
    """A text as it is kept: plain line ends, no signs that cannot be seen or stored.

    Those that turn the direction of reading go as well: with them a text can look like
    another. The joiners stay, which emoji are made with.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in _KEPT or unicodedata.category(c) not in _UNSEEN)
    return "".join(kept).strip()


def _author(desk: Desk, step: Step, latest: Version | None) -> str:
    """The name under which the text stands: whoever it was last saved as."""
    if step is Step.SAVE or latest is None:
        return desk.name_of_person()
    return latest.author or latest.by


def _check_words(desk: Desk, step: Step, words: str) -> None:
    if step is Step.SUBMIT and not words:
        raise WritingError(f"{desk.place}: there is no text to submit. Write one first.")
    _check_length(desk, words)


def _check_length(desk: Desk, words: str) -> None:
    if len(words) > MOST_CHARACTERS:
        raise WritingError(
            f"{desk.place}: the text has {len(words):,} characters. Shorten it to "
            f"{MOST_CHARACTERS:,} at most."
        )


def _demand(desk: Desk, text: str, advice: str) -> str:
    words = clean(text)
    if not words:
        raise WritingError(f"{desk.place}: nothing was written. {advice}")
    return words


def _check_own(desk: Desk, permission: Permission) -> None:
    """Raise WritingError unless the indicator is the actor's, or the actor is an officer."""
    roles, indicator = desk.actor.account.roles, desk.indicator
    if not may(roles, permission):
        raise WritingError(
            f"{desk.place}: your account may not {permission}. Ask an administrator for the "
            "role you need."
        )
    if not is_party(desk.actor.account, indicator):
        raise WritingError(
            f"{desk.place}: this indicator is not yours. Ask whoever writes or approves its "
            "commentary, or an officer."
        )
