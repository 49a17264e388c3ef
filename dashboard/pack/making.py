"""From what is asked for to the file: read, compare, lay out, draw, set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dashboard.catalogue import Catalogue
from dashboard.pack.choice import Choice, Section
from dashboard.pack.content import Since, Tell, make_content
from dashboard.pack.typesetting import Press
from dashboard.publishing import compare_editions, read_draft, read_edition
from dashboard.records import Audience, Edition
from dashboard.store import Store
from dashboard.views.holdings import Holdings, read_holdings

Read = Callable[[Edition, Audience], Holdings]
"""Reads an edition for an audience, perhaps from what was kept."""


def make_pack(
    store: Store,
    catalogue: Catalogue,
    choice: Choice,
    edition: Edition | None,
    today: dt.date,
    tell: Tell = lambda _: None,
    read: Read | None = None,
) -> bytes:
    """The PDF of an edition; without one, a draft of the working figures.

    `tell` hears what is being done. Raises PackError, and PublishingError if a draft's month
    is not held. The press is started first, so that it is ready when the figures are.
    """

    def read_anew(edition: Edition, audience: Audience) -> Holdings:
        return read_edition(store, edition, audience)

    read = read or read_anew
    with Press() as press:
        tell("Reading the figures")
        if edition is None:
            holdings = read_draft(store, catalogue, choice.month, choice.audience)
        else:
            holdings = read(edition, choice.audience)
        since = None
        if edition and Section.SINCE in choice.sections:
            since = _compare(store, catalogue, holdings, edition, choice.audience, read)
        content = make_content(holdings, choice, today, since, tell)
        tell("Setting the pages")
        return press.typeset(content)


def _compare(
    store: Store,
    catalogue: Catalogue,
    holdings: Holdings,
    edition: Edition,
    audience: Audience,
    read: Read,
) -> Since:
    """What changed since an edition: for the public up to the latest one, else up to now."""
    if audience is not Audience.PUBLIC:
        now = read_holdings(store, catalogue)
        return Since("the working figures", compare_editions(holdings, now))
    latest = store.editions.latest()
    if latest is None or latest == edition:
        return Since("what is published now: this is the latest edition")
    against = f"the latest edition, {latest.title}"
    return Since(against, compare_editions(holdings, read(latest, audience)))
