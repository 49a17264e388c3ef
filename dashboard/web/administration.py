"""The routes behind the pages of administrators and officers: accounts, the record."""

from __future__ import annotations

from dataclasses import dataclass

import flask
from werkzeug.wrappers import Response

from dashboard.export.audit_file import audit_csv
from dashboard.people import Account
from dashboard.store import Store
from dashboard.web.files import send_file
from dashboard.web.moment import entry
from dashboard.web.page import Visit
from dashboard.web.pages import audit, people
from dashboard.web.site import Site
from dashboard.workflow import accounts
from dashboard.workflow.accounts import AccountError


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link to be shown once, and whose it is. `address` is whole."""

    name: str
    address: str


def add_to(server: flask.Flask, site: Site, store: Store) -> None:
    """Register the routes."""

    def visit() -> Visit:
        return site.visiting.visit_path("/people", {}, flask.request.args)

    @server.post("/people/invite")
    def invite() -> Response:
        try:
            account, path = people.invite(visit())
        except AccountError as error:
            return site.answer("/people", 400, problem=str(error))
        if path is None:
            return flask.redirect("/people", 303)
        return site.answer("/people", link=_link(account, path))

    @server.post("/people/link")
    def link() -> Response:
        account = people.read_account(visit())
        try:
            people.check_links(visit())
            path = accounts.reset(store, account, entry("make link", account.email))
        except AccountError as error:
            return site.answer("/people", 400, problem=str(error))
        return site.answer("/people", link=_link(account, path))

    @server.post("/people/roles")
    def roles() -> Response:
        account = people.read_account(visit())
        try:
            accounts.set_roles(
                store, account, people.read_roles(), entry("change roles", account.email)
            )
        except AccountError as error:
            return site.answer("/people", 400, problem=str(error))
        return flask.redirect("/people", 303)

    @server.post("/people/person")
    def person() -> Response:
        account = people.read_account(visit())
        try:
            people.set_person(visit(), account)
        except AccountError as error:
            return site.answer("/people", 400, problem=str(error))
        return flask.redirect("/people", 303)

    @server.post("/people/unlink")
    def unlink() -> Response:
        account = people.read_account(visit())
        accounts.unlink(store, account, entry("unlink account", account.email))
        return flask.redirect("/people", 303)

    @server.post("/people/lock")
    def lock() -> Response:
        account = people.read_account(visit())
        try:
            accounts.lock(store, account, entry("lock account", account.email))
        except AccountError as error:
            return site.answer("/people", 400, problem=str(error))
        return flask.redirect("/people", 303)

    @server.post("/people/unlock")
    def unlock() -> Response:
        account = people.read_account(visit())
        accounts.unlock(store, account, entry("unlock account", account.email))
        return flask.redirect("/people", 303)

    @server.get("/audit.csv")
    def audit_file() -> Response:
        search = audit.read_search(visit())
        return send_file(audit_csv(store.audit.entries(search)), "changes.csv")


def _link(account: Account, path: str) -> OneTimeLink:
    return OneTimeLink(account.name, flask.request.host_url.rstrip("/") + path)
