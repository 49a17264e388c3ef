"""`python -m dashboard remind`: a letter to everybody who has commentary to do."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.cli.running import address, month_of, open_store, operator
from dashboard.export.letters import write_reminder
from dashboard.mail import MailError, Post, as_file, as_sent, compose
from dashboard.periods import Month, long_date
from dashboard.records import Colour
from dashboard.settings import ROOT, MailServer, Settings
from dashboard.store import AuditSearch, Store
from dashboard.views.holdings import Holdings, read_holdings
from dashboard.views.words import count_in_words, plural
from dashboard.workflow.due import Waiting, list_waiting, usual_month
from dashboard.workflow.following import list_follow_ups
from dashboard.workflow.reminding import (
    ACTION,
    Addressed,
    Reminder,
    Round,
    list_reminders,
    plan_round,
    read_told,
    record,
)


class ReminderError(Exception):
    """Reminders cannot be made, or not all were sent. The text says which and why."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that can be sent, and to whom."""

    to: Addressed
    message: EmailMessage


def add_to(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `remind` its options."""
    parser.add_argument(
        "--month", type=month_of, help="such as 2021-02 (default: the next due)"
    )
    parser.add_argument("--today", type=_day, metavar="DAY", help="by which day who is late")
    parser.add_argument("--again", action="store_true", help="also who was reminded today")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--to", type=Path, metavar="DIR", help="where the letters are written")
    way.add_argument("--send", action="store_true", help="send them, by SMTP_HOST")
    parser.set_defaults(command=remind)


def remind(options: argparse.Namespace, settings: Settings) -> None:
    """Write or send the letters, and tell the officer what else there is to know."""
    if options.send and settings.mail is None:
        raise ReminderError(
            "SMTP_HOST: it is not set, so nothing was sent. Set it, or use --to."
        )
    store = open_store(settings)
    today: dt.date = options.today or settings.current_day()
    holdings = read_holdings(store, load_catalogue(settings.catalogue))
    month = _choose_month(holdings, options.month, today)
    waiting = _list_waiting(store, holdings, month, today)
    reminders = _list_reminders(store, holdings, month, waiting)
    now = dt.datetime.now(dt.UTC)
    today_told = AuditSearch(ACTION, now.date())
    told = {} if options.again else read_told(store.audit.entries(today_told))
    round_ = plan_round(reminders, waiting, store.accounts.list(), told)
    site = settings.base_url or address(settings)
    ready, failures = _compose(round_.addressed, holdings.catalogue, site)
    print(f"Commentary for {month.long}, on {long_date(today)}")
    if options.send and settings.mail:
        sender = holdings.catalogue.council.panel
        failures += _send(ready, settings.mail, sender, store)
        verb = "reminded"
    else:
        folder = options.to or ROOT / "instance" / "reminders" / str(today)
        _write(ready, folder, holdings.catalogue, month)
        verb = "written"
    _tell_officer(round_, reminders)
    done = len(round_.addressed) - len(failures)
    print(f"{done} of {len(reminders)} {verb}. Late: {_late(reminders, waiting)}.")
    if failures:
        raise ReminderError(
            f"{len(failures)} of {len(round_.addressed)} not {verb}. {' '.join(failures)} "
            "Correct what is named and run it again."
        )


def _choose_month(holdings: Holdings, asked: Month | None, today: dt.date) -> Month:
    month = asked or usual_month(holdings.catalogue, holdings.months, today)
    if month is None:
        raise ReminderError("The store is empty, so nobody has anything to do. Load a file.")
    if month not in holdings.months:
        first, last = holdings.months[0], holdings.months[-1]
        raise ReminderError(
            f"--month: {month.long} is not held. Give one from {first} to {last}, or load it."
        )
    return month


def _list_waiting(
    store: Store, holdings: Holdings, month: Month, today: dt.date
) -> tuple[Waiting, ...]:
    catalogue, measures = holdings.catalogue, holdings.measures
    red = [i.ref for i in catalogue.active if measures.rag(i.ref, month).colour is Colour.RED]
    return list_waiting(catalogue, month, store.writing.states(month), red, today)


def _list_reminders(
    store: Store, holdings: Holdings, month: Month, waiting: Sequence[Waiting]
) -> tuple[Reminder, ...]:
    catalogue = holdings.catalogue
    refs = [indicator.ref for indicator in catalogue.active]
    settled = [one.promise for one in store.marks.settled()]
    promises = list_follow_ups(holdings.comments, refs, month, settled)
    return list_reminders(catalogue, month, waiting, promises)


def _compose(
    addressed: Sequence[Addressed], catalogue: Catalogue, site: str
) -> tuple[list[Ready], list[str]]:
    """The letters, and why some cannot be made."""
    ready, failures = [], []
    for one in addressed:
        letter = write_reminder(one.reminder, catalogue, site)
        name, email = one.reminder.person.name, one.account.email
        try:
            ready.append(Ready(one, compose(name, email, letter.subject, letter.text)))
        except MailError as error:
            failures.append(str(error))
    return ready, failures


def _send(
    ready: Sequence[Ready], server: MailServer, sender_name: str, store: Store
) -> list[str]:
    """Send what is ready, each on record once the server has it; answers what failed."""
    if not ready:
        return []
    failures = []
    post = Post(server)
    try:
        for one in ready:
            email, now = one.to.account.email, dt.datetime.now(dt.UTC)
            try:
                post.send(as_sent(one.message, sender_name, server.sender, now), email)
            except MailError as error:
                failures.append(str(error))
                continue
            store.audit.add(record(one.to, now, operator()))
            print(f"Sent: {_line(one.to)}")
    finally:
        post.close()
    return failures


def _write(ready: Sequence[Ready], folder: Path, catalogue: Catalogue, month: Month) -> None:
    """Write a file for each letter; one of an earlier run that is needless now goes."""
    paths = {person.key: folder / f"{month}-{person.key}.eml" for person in catalogue.people}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths.values():
            path.unlink(missing_ok=True)
        for one in ready:
            path = paths[one.to.reminder.person.key]
            path.write_bytes(as_file(one.message))
            print(f"Written: {_line(one.to)}, {path.name}")
    except OSError as error:
        raise ReminderError(
            f"{folder}: the letters cannot be written ({error.strerror}). Give another --to."
        ) from None
    if ready:
        print(f"The letters are in {folder}, to be opened in a mail program and sent.")


def _tell_officer(round_: Round, reminders: Sequence[Reminder]) -> None:
    if not reminders:
        print("Nobody has anything to do.")
    for told in round_.told:
        print(f"Reminded today already: {_line(told)}")
    for one in round_.hindered:
        print(f"Not reminded: {_what(one.reminder)}. This person {one.reason}")
    for waiting in round_.unassigned:
        print(
            f"Not reminded: {waiting.ref}, {waiting.awaited}. Nobody is named for it in the "
            "catalogue."
        )


def _late(reminders: Sequence[Reminder], waiting: Sequence[Waiting]) -> str:
    names = [one.person.name for one in reminders if one.is_late]
    if any(one.is_late for one in waiting if one.person is None):
        names.append("what is nobody's")
    return ", ".join(names) or "nobody"


def _line(to: Addressed) -> str:
    return f"{_what(to.reminder)}, {to.account.email}"


def _what(reminder: Reminder) -> str:
    count = len(reminder.things)
    late = ", late" if reminder.is_late else ""
    return f"{reminder.person.name}, {count_in_words(count)} {plural(count, 'thing')}{late}"


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = f'"{text}" is not a date. Give one such as 2021-03-25.'
        raise argparse.ArgumentTypeError(message) from None
