"""People at /people: who may sign in, as what; for administrators."""

from __future__ import annotations

import flask

from dashboard.people import Account, Role
from dashboard.web.moment import entry
from dashboard.web.page import Drawn, Page, Visit
from dashboard.workflow import accounts
from dashboard.workflow.accounts import AccountError
from dashboard.workflow.permissions import Permission
from dashboard.workflow.writing import list_unassigned


def draw(visit: Visit) -> Drawn:
    known = visit.store.accounts.list()
    taken = {account.person for account in known}
    catalogue = visit.holdings.catalogue
    return Drawn(
        "People",
        {
            "accounts": known,
            "roles": list(Role),
            "free": [person for person in catalogue.people if person.key not in taken],
            "problem": visit.notice.get("problem", ""),
            "link": visit.notice.get("link"),
            "gaps": list_unassigned(catalogue, known),
            "may_link": visit.settings.local_sign_in,
        },
    )


def invite(visit: Visit) -> tuple[Account, str | None]:
    """Add the person in the form; answers the account and the path of its link.

    There is no link where nobody signs in with a password.
    """
    form = flask.request.form
    account = accounts.add(
        visit.store,
        email=form.get("email", ""),
        name=form.get("name", ""),
        roles=read_roles(),
        person=form.get("person") or None,
        catalogue=visit.holdings.catalogue,
        entry=entry("invite", form.get("email", "")[:254]),
    )
    if not visit.settings.local_sign_in:
        return account, None
    return account, accounts.reset(visit.store, account, entry("make link", account.email))


def check_links(visit: Visit) -> None:
    """Raises AccountError where a link to set a password would be of no use."""
    if not visit.settings.local_sign_in:
        raise AccountError(
            "Passwords are not used here, so no link was made. People sign in with the "
            "council's own sign-in."
        )


def set_person(visit: Visit, account: Account) -> Account:
    """Say who of the catalogue an account is, as the form does. Raises AccountError."""
    return accounts.set_person(
        visit.store,
        account,
        flask.request.form["person"] or None,  # a form without the field changes nothing
        visit.holdings.catalogue,
        entry("change person", account.email),
    )


def read_roles() -> frozenset[Role]:
    """The roles ticked in the form; what is no role is not one."""
    known = {role.value: role for role in Role}
    return frozenset(
        known[name] for name in flask.request.form.getlist("role") if name in known
    )


def read_account(visit: Visit) -> Account:
    """The account the form is about. Ends the request with 404 if there is none."""
    number = flask.request.form.get("account", "")
    digits = number.isascii() and number.isdigit() and len(number) < 10
    found = visit.store.accounts.find(int(number)) if digits else None
    if found is None:
        flask.abort(404)
    return found


PAGE = Page(
    name="people",
    rule="/people",
    template="people.html",
    draw=draw,
    needs=Permission.MANAGE_ACCOUNTS,
)
