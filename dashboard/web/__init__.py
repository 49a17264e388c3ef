"""The Dash app: pages drawn on the server, kept live in the browser."""

from __future__ import annotations

import flask

from dashboard.access import guard
from dashboard.catalogue import load_catalogue
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import files, uploads
from dashboard.web.delivery import deliver
from dashboard.web.keeping import KeptAnswers
from dashboard.web.pages import (
    accessibility,
    data,
    glossary,
    indicator,
    method,
    scorecard,
    theme,
)
from dashboard.web.site import Site
from dashboard.web.visiting import Shelf, Visiting

PAGES = (
    scorecard.PAGE,
    theme.PAGE,
    indicator.PAGE,
    glossary.PAGE,
    method.PAGE,
    accessibility.PAGE,
    data.PAGE,
    data.PREVIEW,
)


def create_app(settings: Settings, store: Store) -> Site:
    """The whole app on a store. Raises CatalogueError if the catalogue has problems."""
    catalogue = load_catalogue(settings.catalogue)
    visiting = Visiting(PAGES, Shelf(store, catalogue), settings, store)
    server = flask.Flask("dashboard.web", static_folder=None)
    guard(server)
    KeptAnswers(visiting.shelf, settings).add_to(server)
    deliver(server)
    files.add_to(server, visiting)
    uploads.add_to(server, visiting)
    site = Site(server, PAGES, visiting)
    indicator.register(site, visiting)
    return site
