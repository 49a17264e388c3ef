"""Walk the invented council's pages, in a process of its own.

python -m tests.explaining.invented DATABASE CATALOGUE AUDIENCE MONTH...

Dash allows one app a process, and the tests' own is on the published sample. Prints how many
figures were followed; a figure that is not borne out raises AssertionError.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from dashboard.access import SESSION_COOKIE
from dashboard.people import Role
from dashboard.periods import Month
from dashboard.records import Audience
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app
from tests.explaining.walk import EVERY, Walk, addresses
from tests.fixtures.people import add_accounts, begin_session


def walk(database: str, catalogue: Path, audience: Audience, months: list[Month]) -> int:
    """Follow every figure of the pages of some months."""
    settings = Settings(
        database_url=f"sqlite:///{database}",
        catalogue=catalogue,
        host="127.0.0.1",
        port=8050,
        today=dt.date(2026, 4, 1),
    )
    site = create_app(settings, Store.open(settings.database_url))
    client = site.server.test_client()
    if audience is Audience.RESTRICTED:
        add_accounts(settings.database_url)
        client.set_cookie(SESSION_COOKIE, begin_session(settings.database_url, Role.OFFICER))

    def get(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, address
        text: str = answer.get_data(as_text=True)
        return text

    shelf = site.visiting.shelf
    every = EVERY if len(months) == 1 else 1
    reader = Walk(get, shelf.holdings(audience), audience, months[:1], every)
    for address in addresses(shelf.catalogue, months):
        reader.follow(address)
    return reader.figures


if __name__ == "__main__":
    database, catalogue, audience, *months = sys.argv[1:]
    print(walk(database, Path(catalogue), Audience(audience), [*map(Month.parse, months)]))
