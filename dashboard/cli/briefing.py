"""The command `briefing`: the page for the night before the meeting, as plain text."""

from __future__ import annotations

import argparse

from dashboard.catalogue import load_catalogue
from dashboard.cli.running import month_of, open_store
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.views.briefing import as_text, make_briefing
from dashboard.views.holdings import read_holdings


class BriefingError(Exception):
    """There is no briefing to print. The text says why."""


def add_to(briefing: argparse.ArgumentParser) -> None:
    """Give the command its options."""
    briefing.add_argument(
        "--month", type=month_of, help="such as 2021-02 (default: the latest)"
    )
    briefing.add_argument(
        "--audience",
        type=Audience,
        choices=list(Audience),
        default=Audience.RESTRICTED,
        help="for whom: public leaves out what is hidden (default: restricted)",
    )
    briefing.set_defaults(command=print_briefing)


def print_briefing(options: argparse.Namespace, settings: Settings) -> None:
    """Print it from the working figures. Raises BriefingError where the month is not held."""
    store, audience = open_store(settings), options.audience
    holdings = read_holdings(store, load_catalogue(settings.catalogue), audience)
    if not holdings.months:
        raise BriefingError("The store holds no month yet, so there is nothing to brief on.")
    if options.month and options.month not in holdings.months:
        first, last = holdings.months[0].long, holdings.months[-1].long
        raise BriefingError(
            f"{options.month.long} is not held. The store holds {first} to {last}."
        )
    print(as_text(make_briefing(holdings, options.month, audience)))
