"""The commands `publish` and `editions`: freeze a month, list what was frozen and check it."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.cli.running import entry, month_of, open_store
from dashboard.editions import read_document
from dashboard.periods import long_date
from dashboard.publishing import Preparation, Weight, accept_all, prepare, publish
from dashboard.settings import Settings
from dashboard.store import Store

SETUP = "setup"
SAMPLE_REASON = "published by the council on 25 March 2021"

_HEADINGS = {
    Weight.STOPS: "Must be put right first",
    Weight.ASKS: "Asks for a reason",
    Weight.TELLS: "Good to know",
}


def add_to(commands: Any) -> None:
    """Give the program its two commands on editions."""
    publishing = commands.add_parser("publish", help="freeze a month into an edition")
    publishing.add_argument("--month", type=month_of, required=True, help="such as 2021-02")
    publishing.add_argument(
        "--reason", default="", help="what a later version of the month corrects"
    )
    publishing.add_argument(
        "--all-the-same", default="", metavar="WHY", help="why, in spite of what is asked"
    )
    publishing.add_argument("--by", metavar="NAME", help="who does (default: this account)")
    publishing.add_argument(
        "--look", action="store_true", help="only say what would be checked, publish nothing"
    )
    publishing.set_defaults(command=publish_month)
    listing = commands.add_parser("editions", help="list what was published and check it")
    listing.set_defaults(command=list_editions)


def publish_month(options: argparse.Namespace, settings: Settings) -> None:
    """Say what was checked, and publish unless something stops it."""
    store = open_store(settings)
    prepared = prepare(store, load_catalogue(settings.catalogue), options.month)
    for weight, heading in _HEADINGS.items():
        if checks := prepared.weighing(weight):
            print(heading)
            for check in checks:
                print(f"  {check.title}: {check.said}")
    if not options.look:
        _publish(store, prepared, options.by or "", options.reason, options.all_the_same)


def _publish(
    store: Store, prepared: Preparation, by: str, reason: str = "", all_the_same: str = ""
) -> None:
    title = f"{prepared.month.long}, version {prepared.version}"
    published = publish(
        store, prepared, entry("publish edition", title, by), reason, all_the_same
    )
    print(f"Published: {published.title}, checksum {published.checksum}.")


def publish_sample(store: Store, catalogue: Catalogue, sample: Path) -> None:
    """Publish the sample's month, once, if nothing but the sample is held."""
    loads = store.loads()
    checksum = hashlib.sha256(sample.read_bytes()).hexdigest()
    if [load.checksum for load in loads] != [checksum] or store.editions.all():
        return
    month = loads[0].file_month
    assert month is not None
    accepted = accept_all(
        store,
        prepare(store, catalogue, month),
        SAMPLE_REASON,
        entry("accept finding", "", SETUP),
    )
    print(f"Accepted {accepted} findings: {SAMPLE_REASON}.")
    prepared = prepare(store, catalogue, month)
    _publish(store, prepared, SETUP, all_the_same=SAMPLE_REASON)


def list_editions(_: argparse.Namespace, settings: Settings) -> None:
    """Print every edition, and whether its document is still what was published.

    Raises EditionDamaged or DocumentError at the first that is not.
    """
    store = open_store(settings)
    editions = store.editions.all()
    for edition in editions:
        read_document(store.editions.document(edition))
        print(
            f"{edition.title}: published on {long_date(edition.published_at)} by "
            f"{edition.published_by}, checksum {edition.checksum}, unaltered."
            + (f" {edition.reason}" if edition.reason else "")
        )
    if not editions:
        print("Nothing is published yet.")
