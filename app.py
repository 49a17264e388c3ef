"""The web app. `server` is what a WSGI server such as gunicorn runs."""

from __future__ import annotations

from dashboard.settings import Settings
from dashboard.web import create_app

app = create_app(Settings.from_environment())
server = app.server
