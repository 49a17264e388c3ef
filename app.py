"""The web app, pages and API. `server` is what a WSGI server such as gunicorn runs."""

from __future__ import annotations

from dashboard import api
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app

_settings = Settings.from_environment()
app = create_app(_settings, Store.open(_settings.database_url), api.add_to)
server = app.server
