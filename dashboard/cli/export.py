"""The command `export`: what can be taken away of a month, as files."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.catalogue import load_catalogue
from dashboard.cli.running import month_of, open_store
from dashboard.export.archive import csv_files, list_files, write_archive
from dashboard.export.dataset import Dataset
from dashboard.export.tidy import observations_table
from dashboard.export.workbook import write_workbook
from dashboard.pack.choice import Choice
from dashboard.pack.making import make_pack
from dashboard.publishing import read_edition
from dashboard.records import Audience, Edition
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.holdings import read_holdings

Make = Callable[[], bytes | None]
"""Makes the pack that goes with the files, if there is one."""


class ExportError(Exception):
    """What was asked for cannot be written: the message says why, and what to do."""


def add_to(commands: Any) -> None:
    """Give the program its command."""
    exporting = commands.add_parser(
        "export", help="write a month as a workbook, as CSV, or all of it as a ZIP or a folder"
    )
    exporting.add_argument("--month", type=month_of, required=True, help="such as 2021-02")
    exporting.add_argument(
        "--audience",
        choices=[str(audience) for audience in Audience],
        default=str(Audience.PUBLIC),
        help="for whom (default: the public)",
    )
    exporting.add_argument(
        "--version", type=int, metavar="N", help="which version (default: the latest)"
    )
    exporting.add_argument(
        "--working", action="store_true", help="the working figures, not as published"
    )
    exporting.add_argument(
        "--out",
        type=Path,
        required=True,
        help="a file ending in .xlsx, .csv or .zip, or a folder for all files",
    )
    exporting.set_defaults(command=export_month)


def export_month(options: argparse.Namespace, settings: Settings) -> None:
    """Write the files and say which."""
    out: Path = options.out
    store = open_store(settings)
    dataset = _read(options, settings, store)

    def make() -> bytes | None:
        """The pack of the same month for the same audience."""
        edition = dataset.holdings.edition
        if edition and edition.month != dataset.month:
            return None
        choice = Choice(dataset.month, dataset.audience)
        catalogue = load_catalogue(settings.catalogue)
        return make_pack(store, catalogue, choice, edition, settings.current_day())

    files = _files(dataset, out, make)
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise ExportError(
            f"{error.filename}: cannot be written ({error.strerror}). Name another place."
        ) from None
    edition = dataset.holdings.edition
    what = f"edition {edition.title}" if edition else "working figures, not published"
    print(f"{dataset.month.long}, {what}, {dataset.audience}:")
    for path, content in files.items():
        print(f"  {path}, {len(content):,} bytes")


def _read(options: argparse.Namespace, settings: Settings, store: Store) -> Dataset:
    audience = Audience(options.audience)
    if options.working:
        holdings = read_holdings(store, load_catalogue(settings.catalogue), audience)
    else:
        holdings = read_edition(store, _find(store, options), audience)
    try:
        return Dataset(holdings, options.month, audience)
    except LookupError as error:
        raise ExportError(f"{error} Load its file first.") from None


def _find(store: Store, options: argparse.Namespace) -> Edition:
    versions = [e for e in store.editions.all() if e.month == options.month]
    if options.version:
        versions = [e for e in versions if e.version == options.version]
    if not versions:
        which = f", version {options.version}," if options.version else ""
        raise ExportError(
            f"{options.month.long}{which} is not published. Publish it first, see what is with "
            "the command editions, or give --working for the figures as they are held now."
        )
    return max(versions, key=lambda e: e.version)


def _files(dataset: Dataset, out: Path, make: Make) -> dict[Path, bytes]:
    """What to write where: by the ending, or everything into a folder."""
    match out.suffix.lower():
        case ".xlsx":
            return {out: write_workbook(dataset)[0]}
        case ".zip":
            return {out: write_archive(dataset, make())}
        case ".csv":
            named = csv_files(dataset, observations_table(dataset), out.stem)
            return {out.with_name(name): content for name, content in named.items()}
        case "":
            return {
                out / name: content for name, content in list_files(dataset, make()).items()
            }
    raise ExportError(
        f"{out}: no file ending in {out.suffix} can be written. Name one in .xlsx, .csv or "
        ".zip, or a folder."
    )
