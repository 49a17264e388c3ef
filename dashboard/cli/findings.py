"""`python -m dashboard findings`: where figures, words and printed cells disagree."""

from __future__ import annotations

import argparse

from dashboard.catalogue import Catalogue, load_catalogue
from dashboard.cli.running import month_of, open_store
from dashboard.findings import Severity
from dashboard.findings.standing import Standing, find_new, findings_of, stand
from dashboard.intake import Plan
from dashboard.periods import long_date
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.views.holdings import read_holdings
from dashboard.views.words import plural

_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}


def add_to(parser: argparse.ArgumentParser) -> None:
    """Give the parser of `findings` its options."""
    parser.add_argument("--month", type=month_of, help="of one month; else of the last twelve")
    parser.add_argument("--all", action="store_true", help="also those that were accepted")
    parser.set_defaults(command=list_findings)


def list_findings(options: argparse.Namespace, settings: Settings) -> None:
    """Print the findings, the most serious first."""
    store = open_store(settings)
    holdings = read_holdings(store, load_catalogue(settings.catalogue))
    standings = list(stand(findings_of(store, holdings, options.month), store.decisions.last()))
    shown = [one for one in standings if options.all or not one.is_accepted]
    for severity, heading in _HEADINGS.items():
        group = [one for one in shown if one.finding.severity is severity]
        if group:
            print(f"{heading} ({len(group)})")
            _print(group)
    accepted = sum(one.is_accepted for one in standings)
    hidden = "" if options.all or not accepted else "; --all lists the accepted ones too"
    count = len(standings)
    print(f"{count} {plural(count, 'finding')}, {accepted} of them accepted{hidden}.")


def say_new(store: Store, catalogue: Catalogue, plan: Plan) -> str:
    """How much would newly be found if a file were stored, in one sentence."""
    count = len(find_new(store, read_holdings(store, catalogue), plan))
    if not count:
        return "It brings no new findings."
    found = f"{count:,} new {plural(count, 'finding')}"
    return f"{found} would come with it; once stored: python -m dashboard findings"


def _print(group: list[Standing]) -> None:
    title = ""
    for one in group:
        if one.title != title:
            title = one.title
            print(f"  {title}")
        print(f"    {one.finding.evidence}")
        if one.is_accepted and one.last:
            print(f"      Accepted by {one.last.by} on {_day(one)}: {one.last.reason}")
    print()


def _day(one: Standing) -> str:
    assert one.last
    return long_date(one.last.at)
