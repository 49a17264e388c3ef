"""The commands: load a file, check the catalogue, keep the store, serve the pages.

Exit codes: 0 done, 1 refused with the reasons, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard import intake
from dashboard.catalogue import (
    Catalogue,
    CatalogueError,
    check_catalogue,
    load_catalogue,
    write_reference,
)
from dashboard.cli import (
    briefing,
    comparators,
    editions,
    export,
    findings,
    pack,
    remind,
    user,
)
from dashboard.cli.running import address, entry, open_store, operator
from dashboard.demo import DemoError, set_up_demo
from dashboard.editions import DocumentError
from dashboard.mail import MailError
from dashboard.official import OfficialError
from dashboard.pack.choice import PackError
from dashboard.publishing import PublishingError
from dashboard.settings import ROOT, Settings
from dashboard.store import Store, StoreError
from dashboard.workflow.accounts import AccountError

SAMPLE = ROOT / "data" / "southampton-2021-02.csv"


class RefusedError(Exception):
    """A command that cannot be carried out. The text gives the reasons."""


REFUSALS = (
    RefusedError,
    StoreError,
    DemoError,
    AccountError,
    OfficialError,
    PublishingError,
    DocumentError,
    PackError,
    MailError,
    briefing.BriefingError,
    remind.ReminderError,
    export.ExportError,
    intake.LoadRefusedError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer its exit code."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace, Settings], None] = options.command
    try:
        command(options, _read_settings())
        sys.stdout.flush()
    except CatalogueError as error:
        return _refuse("\n".join(str(problem) for problem in error.problems))
    except REFUSALS as error:
        return _refuse(str(error))
    except BrokenPipeError:
        # Whoever reads what is printed has read enough, as `head` does: the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _read_settings() -> Settings:
    try:
        return Settings.from_environment()
    except ValueError as error:
        raise RefusedError(str(error)) from None


def _refuse(reasons: str) -> int:
    print(reasons, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    load = commands.add_parser("load", help="preview a CSV or XLSX file, then store it")
    load.add_argument("file", type=Path)
    load.add_argument("--yes", action="store_true", help="store without asking")
    load.add_argument("--by", metavar="NAME", help="who loads it (default: this account)")
    load.add_argument(
        "--progress", action="store_true", help="count the rows as they are read, if piped too"
    )
    load.set_defaults(command=load_file)
    check = commands.add_parser("check", help="report every mistake in the catalogue")
    check.add_argument("catalogue", type=Path, nargs="?")
    check.set_defaults(command=check_file)
    people = commands.add_parser("user", help="add, lock or list who may sign in")
    user.add_to(people)
    found = commands.add_parser("findings", help="list what disagrees with what")
    findings.add_to(found)
    editions.add_to(commands)
    briefing.add_to(commands.add_parser("briefing", help="print the briefing of a month"))
    export.add_to(commands)
    pack.add_to(commands)
    reminders = commands.add_parser("remind", help="write to whoever has commentary to do")
    remind.add_to(reminders)
    official = commands.add_parser("comparators", help="make the extract of DfE's data")
    comparators.add_to(official)
    plain: tuple[tuple[str, Callable[[argparse.Namespace, Settings], None], str], ...] = (
        ("migrate", migrate, "bring the store's tables up to date"),
        ("setup-sample", set_up_sample, "load the published sample into an empty store"),
        ("demo", set_up_invented_council, "set up an invented council with five years of data"),
        ("catalogue-reference", write_catalogue_reference, "write the catalogue's reference"),
        ("serve", serve, "answer in the browser"),
    )
    for name, command, summary in plain:
        commands.add_parser(name, help=summary).set_defaults(command=command)
    return parser


def load_file(options: argparse.Namespace, settings: Settings) -> None:
    """Show what a file would change, ask, and store all of it or nothing."""
    path: Path = options.file
    by: str = options.by or operator()
    catalogue = load_catalogue(settings.catalogue)
    store = open_store(settings)
    progress = _tell_progress if options.progress or sys.stderr.isatty() else None
    plan = _preview(path, store, catalogue, progress)
    if plan.earlier:
        return
    if plan.problems or not plan.may_store:
        raise RefusedError(f"{path.name}: nothing was stored, for the reasons above.")
    print(f"\n{findings.say_new(store, catalogue, plan)}")
    if not options.yes and not _is_confirmed():
        raise RefusedError(f"{path.name}: nothing was stored.")
    _store(plan, store, by)


def set_up_sample(_: argparse.Namespace, settings: Settings) -> None:
    """Load the published sample and publish it, only where nothing else is held yet."""
    store, catalogue = open_store(settings), load_catalogue(settings.catalogue)
    if store.is_empty():
        _store(_preview(SAMPLE, store, catalogue), store, "setup")
    else:
        print("The store holds data, so the sample is not loaded.")
    editions.publish_sample(store, catalogue, SAMPLE)


def set_up_invented_council(_: argparse.Namespace, __: Settings) -> None:
    """Make the invented council's catalogue and store, apart from the council's own."""
    demo = set_up_demo(ROOT / "instance", tell=lambda line: print(f"demo: {line}", flush=True))
    held = f"{demo.loaded} files loaded" if demo.loaded else "nothing new to load"
    print(f"demo: {held}. Every figure, name and sentence in it is invented.")
    print(f"demo: to load a month by hand, take {demo.next_file.name} in {ROOT / 'instance'}.")
    print("demo: to see it, run: make run DATA=demo")


def check_file(options: argparse.Namespace, settings: Settings) -> None:
    """Print every problem of the catalogue."""
    path: Path = options.catalogue or settings.catalogue
    problems = check_catalogue(path)
    if problems:
        raise RefusedError("\n".join(str(problem) for problem in problems))
    print(f"{path.name}: no problems.")


def migrate(_: argparse.Namespace, settings: Settings) -> None:
    """Bring the store's tables up to date."""
    store = open_store(settings)
    print("The store is up to date.")
    if not store.is_empty() and store.editions.latest() is None:
        print("Nothing is published, so the public sees no figures. To publish a month, run:")
        print("python -m dashboard publish --month 2021-02")


def write_catalogue_reference(_: argparse.Namespace, __: Settings) -> None:
    """Write the catalogue's reference and JSON Schema into docs/."""
    write_reference(ROOT / "docs")
    print("docs: the catalogue's reference and schema are written.")


def serve(_: argparse.Namespace, settings: Settings) -> None:
    """Answer in the browser until stopped, once catalogue and store are found in order."""
    load_catalogue(settings.catalogue)
    store = Store.open(settings.database_url)
    if store.is_empty():
        print("The store is empty, so the pages have no figures. Load a file to see some.")
    print(f"The dashboard is at {address(settings)}", flush=True)
    user.print_first_link(store, settings)
    store.close()
    # From here on this process is gunicorn, so that it takes the signals itself.
    os.chdir(ROOT)
    place = f"{settings.host}:{settings.port}"
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "--bind", place, "app:server"])


def _preview(
    path: Path, store: Store, catalogue: Catalogue, progress: intake.Progress | None = None
) -> intake.Plan:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(
            f"{path}: cannot be read ({error.strerror}). Check the path."
        ) from None
    reading = intake.read_file(path.name, content, catalogue, progress)
    plan = intake.plan_load(reading, store, catalogue)
    print(intake.report(plan))
    return plan


def _tell_progress(read: int, rows: int) -> None:
    """Write on one line of the terminal how far the reading is."""
    print(
        f"\rReading: {read:,} of {rows:,} rows",
        end="\n" if read == rows else "",
        file=sys.stderr,
        flush=True,
    )


def _store(plan: intake.Plan, store: Store, by: str) -> None:
    load = intake.commit(plan, store, entry("load file", plan.reading.file, by))
    print(
        f"\nStored as load {load.id}: {load.new:,} new, {load.revised:,} revised, "
        f"{load.unchanged:,} unchanged."
    )


def _is_confirmed() -> bool:
    """Ask at the terminal. Raises RefusedError where there is none."""
    if not sys.stdin.isatty():
        raise RefusedError(
            "There is no terminal to ask at, so nothing was stored. Give --yes to store it."
        )
    return input("\nStore this? [y/N] ").strip().lower() in {"y", "yes"}
