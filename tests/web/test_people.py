"""The page People: whom the catalogue means, and what is not yet assigned."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient

from dashboard.catalogue import Catalogue
from dashboard.people import Role
from dashboard.settings import Settings
from dashboard.store import Store
from tests.fixtures.app import SignedIn
from tests.fixtures.people import address_of


@pytest.fixture
def administrator(signed_in: SignedIn) -> FlaskClient:
    return signed_in(Role.ADMINISTRATOR)


def test_an_account_is_linked_to_a_person_and_taken_off_the_list(
    administrator: FlaskClient, site_settings: Settings, published: Catalogue
) -> None:
    store = Store.open(site_settings.database_url)
    account = store.accounts.of_email(address_of(Role.MANAGER))
    assert account
    needed = {one.writer for one in published.active} | {
        one.approver for one in published.active
    }
    person = next(one for one in published.people if one.key in needed)
    assert person.name in gaps(administrator)["No account"]

    def choose(key: str) -> int:
        form = {"account": str(account.id), "person": key}
        return administrator.post("/people/person", data=form).status_code

    assert choose(person.key) == 303
    changed = store.accounts.find(account.id)
    assert changed
    assert changed.person == person.key
    assert person.name not in gaps(administrator).get("No account", "")
    entry = store.audit.entries()[0]
    assert (entry.action, entry.subject, entry.before, entry.after) == (
        "change person",
        account.email,
        "",
        person.key,
    )
    assert choose("nobody at all") == 400
    other = store.accounts.of_email(address_of(Role.OFFICER))
    assert other
    taken = administrator.post(
        "/people/person", data={"account": str(other.id), "person": person.key}
    )
    assert taken.status_code == 400
    assert "has another account already" in taken.get_data(as_text=True)
    without = administrator.post("/people/person", data={"account": str(account.id)})
    assert without.status_code == 400, "a form without the field changes nothing"
    assert store.accounts.find(account.id) == changed
    assert choose("") == 303
    store.close()


def test_what_is_not_assigned_is_what_the_catalogue_lacks(
    administrator: FlaskClient, published: Catalogue
) -> None:
    """Counted here from the catalogue, one indicator at a time."""
    shown = gaps(administrator)
    unwritten = [one.ref for one in published.active if one.writer is None]
    unapproved = [one.ref for one in published.active if one.approver is None]
    alone = [one.ref for one in published.active if one.writer and one.writer == one.approver]
    for words, refs in (
        ("Nobody writes", unwritten),
        ("Nobody approves", unapproved),
        ("One person for both", alone),
    ):
        assert (words in shown) is bool(refs)
        if refs:
            assert shown[words] == ", ".join(refs)


def gaps(client: FlaskClient) -> dict[str, str]:
    """What is missing, and where."""
    page = html.unescape(client.get("/people").get_data(as_text=True))
    section = page.partition('id="people-gaps"')[2].partition("</section>")[0]
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*?)\. (?:Add|Name|Nobody) ", section))
