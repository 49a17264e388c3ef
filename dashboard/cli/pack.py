"""The command `pack`: the PDF of a month for the meeting."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dashboard.catalogue import load_catalogue
from dashboard.cli.running import month_of, open_store
from dashboard.pack.choice import LASTING, Choice, PackError, Paper, Section
from dashboard.pack.making import make_pack
from dashboard.periods import Month
from dashboard.records import Audience, Edition
from dashboard.settings import Settings
from dashboard.store import Store


def add_to(commands: Any) -> None:
    """Give the program its command for packs."""
    pack = commands.add_parser("pack", help="make the PDF pack of a month")
    pack.add_argument("--month", type=month_of, required=True, help="such as 2021-02")
    pack.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        default=Audience.PUBLIC.value,
        help="public hides what could identify a child; restricted is not for publication",
    )
    pack.add_argument("--out", type=Path, metavar="FILE", help="by default named by its month")
    pack.add_argument(
        "--version", type=int, metavar="N", help="of the edition (default: the latest)"
    )
    pack.add_argument(
        "--paper", choices=[paper.value for paper in Paper], default=Paper.A4.value
    )
    pack.add_argument(
        "--theme",
        action="append",
        default=[],
        metavar="KEY",
        help="only this theme; may be given again",
    )
    pack.add_argument(
        "--sections",
        nargs="+",
        choices=[section.value for section in Section],
        default=[section.value for section in Section if section in LASTING],
        metavar="SECTION",
        help=f"only these: {', '.join(Section)}; since is left out unless it is named",
    )
    pack.set_defaults(command=write_pack)


def write_pack(options: argparse.Namespace, settings: Settings) -> None:
    """Make a pack and write it to a file."""
    store, catalogue = open_store(settings), load_catalogue(settings.catalogue)
    edition = _find(store, options.month, options.version)
    if edition is None:
        print(
            f"No edition of {options.month.long} is published, so the pack is made of the "
            "working figures. Each of its pages says: draft, not published.",
            file=sys.stderr,
        )
    choice = Choice(
        month=options.month,
        audience=Audience(options.audience),
        sections=frozenset(map(Section, options.sections)),
        themes=frozenset(options.theme),
        paper=Paper(options.paper),
    )
    out: Path = options.out or Path(f"{choice.file_name}.pdf")
    pdf = make_pack(store, catalogue, choice, edition, settings.current_day(), _tell)
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise PackError(
            f"{out}: cannot be written ({error.strerror}). Check the path."
        ) from None
    print(f"{out}: {edition.title if edition else 'a draft'}, {len(pdf) / 1000:,.0f} kB.")


def _find(store: Store, month: Month, version: int | None) -> Edition | None:
    """The edition asked for, or the latest of the month; None if there is none of it."""
    if version is not None:
        edition = store.editions.find(month, version)
        if edition is None:
            raise PackError(
                f"There is no version {version} of {month.long}. To see what is published, "
                "run: python -m dashboard editions"
            )
        return edition
    versions = [edition for edition in store.editions.all() if edition.month == month]
    return max(versions, key=lambda edition: edition.version, default=None)


def _tell(step: str) -> None:
    if sys.stderr.isatty():
        print(step, file=sys.stderr, flush=True)
