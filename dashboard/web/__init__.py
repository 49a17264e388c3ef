"""The Dash app: pages drawn on the server, kept live in the browser."""

from __future__ import annotations

from collections.abc import Callable

import flask
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.access import guard
from dashboard.catalogue import load_catalogue
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.store import Store
from dashboard.web import (
    accepting,
    administration,
    commenting,
    files,
    packs,
    publishing,
    signing,
    uploads,
)
from dashboard.web.delivery import deliver
from dashboard.web.keeping import KeptAnswers
from dashboard.web.moment import now
from dashboard.web.pages import (
    accessibility,
    as_published,
    audit,
    briefing,
    commentary,
    data,
    editions,
    explain,
    findings,
    glossary,
    indicator,
    method,
    pack,
    people,
    scorecard,
    sign_in,
    theme,
    use_the_data,
)
from dashboard.web.site import Site
from dashboard.web.visiting import Visiting
from dashboard.workflow import accounts

PAGES = (
    scorecard.PAGE,
    briefing.PAGE,
    theme.PAGE,
    indicator.PAGE,
    explain.MONTH,
    explain.PAGE,
    glossary.PAGE,
    method.PAGE,
    accessibility.PAGE,
    use_the_data.PAGE,
    data.PAGE,
    data.PREVIEW,
    findings.PAGE,
    as_published.PAGE,
    editions.PAGE,
    editions.PUBLISH,
    pack.PAGE,
    commentary.DESK,
    commentary.EDITOR,
    people.PAGE,
    audit.PAGE,
    sign_in.PAGE,
    sign_in.LINK,
)


AddTo = Callable[[flask.Flask, Shelf, Store, Settings], None]
"""Puts the routes of another room on the server, to read from the same shelf."""


def create_app(settings: Settings, store: Store, *others: AddTo) -> Site:
    """The app on a store, with what other rooms answer beside the pages.

    Raises CatalogueError if the catalogue has problems.
    """
    catalogue = load_catalogue(settings.catalogue)
    visiting = Visiting(PAGES, Shelf(store, catalogue), settings, store)
    server = flask.Flask("dashboard.web", static_folder=None)
    if settings.proxies:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies
        )
    guard(server, settings, lambda token: accounts.recognise(store, token, now()))
    KeptAnswers(visiting.shelf, settings).add_to(server)
    deliver(server)
    files.add_to(server, visiting)
    packs.add_to(server, visiting)
    uploads.add_to(server, visiting)
    site = Site(server, PAGES, visiting)
    signing.add_to(server, site, store, settings)
    administration.add_to(server, site, store)
    commenting.add_to(server, site)
    accepting.add_to(server, site)
    publishing.add_to(server, site)
    indicator.register(site, visiting)
    for add_to in others:
        add_to(server, visiting.shelf, store, settings)
    return site
