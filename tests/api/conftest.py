"""The API on a server of its own, without pages: Dash allows one app a process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import flask
import pytest

from dashboard import api
from dashboard.access import guard
from dashboard.catalogue import load_catalogue
from dashboard.demo import Demo
from dashboard.settings import Settings
from dashboard.shelf import Shelf
from dashboard.store import Store
from dashboard.workflow import accounts

Serve = Callable[[Settings], flask.Flask]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Makes a server with the guard and the API, and nothing else."""
    stores = []

    def make(settings: Settings) -> flask.Flask:
        store = Store.open(settings.database_url)
        stores.append(store)
        server = flask.Flask("api", static_folder=None)
        guard(
            server,
            settings,
            lambda token: accounts.recognise(store, token, dt.datetime.now(dt.UTC)),
        )
        api.add_to(server, Shelf(store, load_catalogue(settings.catalogue)), store, settings)
        return server

    yield make
    for store in stores:
        store.close()


@pytest.fixture(scope="session")
def sample_api(serve: Serve, site_settings: Settings) -> flask.Flask:
    """The API on the published sample, as often as one likes."""
    return serve(replace(site_settings, api_rate=0))


@pytest.fixture(scope="session")
def demo_settings(demo: Demo, site_settings: Settings) -> Settings:
    """Those of the invented council."""
    return replace(
        site_settings,
        database_url=demo.database_url,
        catalogue=Path(demo.catalogue),
        today=dt.date(2026, 4, 1),
        api_rate=0,
    )


@pytest.fixture(scope="session")
def demo_api(serve: Serve, demo_settings: Settings) -> flask.Flask:
    """The API on the invented council."""
    return serve(demo_settings)
