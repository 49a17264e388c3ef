"""The text of a reminder, as it is sent by e-mail.

It names indicators and days, never a figure or the words of a text: what is not yet public
stays on the pages, behind the sign-in.
"""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dashboard.catalogue import Catalogue
from dashboard.periods import Month
from dashboard.records import CommentState
from dashboard.store.writing_records import Promise
from dashboard.views.words import count_in_words, plural
from dashboard.workflow.due import Awaited, Waiting, meeting_on
from dashboard.workflow.reminding import Reminder

WIDTH = 76
"""Characters in a line at most, but for an address, which is not broken."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody reads: the subject in one line, the text in lines."""

    subject: str
    text: str


def write_reminder(reminder: Reminder, catalogue: Catalogue, site: str) -> Letter:
    """The reminder in words; `site` is the address of the pages, without a slash at its end."""
    month, count = reminder.month, len(reminder.things)
    waits = f"{count_in_words(count)} {plural(count, 'thing')} to do"
    parts = [
        _fold(f"Dear {reminder.person.name},"),
        _fold(f"{_occasion(catalogue, month)} You have {waits}."),
        *_sections(reminder, catalogue),
        f"Your list, and where to write:\n{site}/commentary?month={month}",
        _fold(
            "What you have done since this was sent needs nothing more. If something here is "
            f"not yours, please tell the officer of the {catalogue.council.panel}."
        ),
        _fold(f"{catalogue.council.name}, performance dashboard"),
    ]
    late = " (some late)" if reminder.is_late else ""
    subject = f"Commentary for {month.long}: {waits}{late}"
    return Letter(_one_line(subject), "\n\n".join(parts) + "\n")


def _occasion(catalogue: Catalogue, month: Month) -> str:
    meeting, panel = meeting_on(catalogue, month), catalogue.council.panel
    if meeting is None:
        return (
            f"This is about the commentary for {month.long}; no meeting is planned on it yet."
        )
    return f"The {panel} looks at {month.long} on {_day(meeting.date)}."


def _sections(reminder: Reminder, catalogue: Catalogue) -> Iterator[str]:
    late = [one for one in reminder.waiting if one.is_late]
    in_time = [one for one in reminder.waiting if not one.is_late]
    yield from _section("LATE", (_text_item(one, catalogue) for one in late))
    yield from _section("TO DO", (_text_item(one, catalogue) for one in in_time))
    promises = (_promise_item(one, catalogue) for one in reminder.promises)
    yield from _section("PROMISES DUE", promises)


def _section(heading: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if listed:
        yield heading
        yield from listed


def _text_item(waiting: Waiting, catalogue: Catalogue) -> str:
    if waiting.awaited is Awaited.APPROVAL:
        asked = "A text waits for your approval"
    elif waiting.state is CommentState.RETURNED:
        asked = "Your text was returned to you"
    elif waiting.state is CommentState.DRAFT:
        asked = "Your draft is not sent yet"
    else:
        asked = "Commentary is not written yet"
    said = f"{asked}; {_when(waiting)}."
    if waiting.is_required:
        said += " Required: the indicator is red."
    return _item(waiting.ref, catalogue, said)


def _when(waiting: Waiting) -> str:
    if waiting.due is None:
        return "no date is set"
    return f"{'it was due on' if waiting.is_late else 'due on'} {_day(waiting.due)}"


def _promise_item(promise: Promise, catalogue: Catalogue) -> str:
    said = (
        f"The commentary for {promise.month.long} promised something for {promise.due.long}. "
        "Please say what came of it."
    )
    return _item(promise.ref, catalogue, said)


def _item(ref: str, catalogue: Catalogue, said: str) -> str:
    indicator = catalogue.find(ref)
    name = indicator.name if indicator else ""
    return f"{_fold(f'- {ref}: {name}', '  ')}\n{_fold(f'  {said}', '  ')}"


def _fold(text: str, indent: str = "") -> str:
    """The text in lines; the later ones are indented."""
    start = text[: len(text) - len(text.lstrip(" "))]
    return textwrap.fill(
        _one_line(text),
        WIDTH,
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _one_line(text: str) -> str:
    """The text without any sign that would end a line or cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _day(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
