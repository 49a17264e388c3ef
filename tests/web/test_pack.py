"""Packs from the site: for whom, of what, with the steps told, one at a time."""

from __future__ import annotations

import base64
import json
import threading

import pytest
from flask.testing import FlaskClient

from dashboard.pack.choice import PackError
from dashboard.pack.content import Tell
from dashboard.people import Role
from dashboard.web import packs
from tests.fixtures.app import SignedIn
from tests.fixtures.pdf import page_texts, squeeze

FIND, KEEP = packs.KeptPacks.find, packs.KeptPacks.keep
PLACE = "/editions/2021-02/v1"
THEME = "themes=care-leavers"


@pytest.fixture(autouse=True)
def own_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site is shared by all tests; what is kept here stays here."""
    own = packs.KeptPacks()
    monkeypatch.setattr(packs.KeptPacks, "find", lambda _, *asked: FIND(own, *asked))
    monkeypatch.setattr(packs.KeptPacks, "keep", lambda _, *made: KEEP(own, *made))


def test_anybody_gets_the_pack_of_an_edition(client: FlaskClient) -> None:
    for place in ("", PLACE):
        answer = client.get(f"{place}/pack.pdf?{THEME}")
        assert answer.status_code == 200
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].endswith("pack-2021-02-v1.pdf")
        first = squeeze(page_texts(answer.data)[0])
        assert squeeze("Edition February 2021, version 1") in first
        assert squeeze("Not for publication") not in first


def test_the_public_gets_none_that_is_not_for_publication(
    client: FlaskClient, signed_in: SignedIn
) -> None:
    for place in ("", PLACE):
        for kind in ("pdf", "ndjson"):
            address = f"{place}/pack.{kind}?audience=restricted&{THEME}"
            assert client.get(address).status_code == 403
            assert signed_in(Role.ADMINISTRATOR).get(address).status_code == 403
    answer = signed_in(Role.COUNCILLOR).get(f"{PLACE}/pack.pdf?audience=restricted&{THEME}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith("not-for-publication-v1.pdf")
    assert all(squeeze("Not for publication") in squeeze(p) for p in page_texts(answer.data))


def test_those_signed_in_get_drafts_of_working_months(officer: FlaskClient) -> None:
    answer = officer.get(f"/pack.pdf?month=2021-01&{THEME}")
    assert answer.headers["Content-Disposition"].endswith("pack-2021-01-draft.pdf")
    assert all(squeeze("Draft, not published") in squeeze(p) for p in page_texts(answer.data))


def test_there_is_none_of_an_edition_that_is_not_there(client: FlaskClient) -> None:
    assert client.get("/editions/2021-02/v9/pack.pdf").status_code == 404
    assert client.get("/editions/nothing/v1/pack.ndjson").status_code == 404


def test_the_steps_are_told_and_the_file_comes_last(client: FlaskClient) -> None:
    answer = client.get(f"{PLACE}/pack.ndjson?{THEME}")
    assert answer.mimetype == "application/x-ndjson"
    told = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert [one["step"] for one in told[:-1]] == [
        "Reading the figures",
        "Laying out the dataset",
        "Drawing 3 charts",
        "Gathering notes and findings",
        "Setting the pages",
    ]
    assert told[-1]["name"] == "pack-2021-02-v1.pdf"
    same = client.get(f"{PLACE}/pack.pdf?{THEME}").data
    assert base64.b64decode(told[-1]["pdf"]) == same
    again = client.get(f"{PLACE}/pack.ndjson?{THEME}").get_data(as_text=True).splitlines()
    assert [json.loads(line) for line in again] == told[-1:]


def test_one_pack_is_made_at_a_time(
    client: FlaskClient, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    made = 0

    def slow(*_: object) -> bytes:
        nonlocal made
        made += 1
        begun.set()
        assert may_end.wait(30)
        return b"%PDF"

    monkeypatch.setattr(packs, "make_pack", slow)
    other = signed_in(Role.COUNCILLOR)
    first = threading.Thread(target=other.get, args=(f"{PLACE}/pack.pdf",))
    first.start()
    assert begun.wait(30)
    for kind in ("pdf", "ndjson"):
        answer = client.get(f"{PLACE}/pack.{kind}")
        assert answer.status_code == 503
        assert answer.get_data(as_text=True) == packs.BUSY
        assert answer.headers["Retry-After"] == "5"
    may_end.set()
    first.join(30)
    # Everybody who asks for the same one has it at once, whatever else is being made.
    assert client.get(f"{PLACE}/pack.pdf").data == b"%PDF"
    assert made == 1
    # Nobody listens to the answer to HEAD, and the next one may begin all the same.
    assert client.head(f"{PLACE}/pack.ndjson?{THEME}").status_code == 200
    for _ in range(100):
        if client.get(f"{PLACE}/pack.pdf?paper=a3").status_code == 200:
            break
    else:
        pytest.fail("The pack of the first question is still said to be made.")


def test_a_pack_that_cannot_be_made_says_why(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*asked: object) -> bytes:
        tell: Tell = asked[5]  # type: ignore[assignment]
        tell("Reading the figures")
        raise PackError("The pages could not be set.")

    monkeypatch.setattr(packs, "make_pack", fail)
    assert client.get(f"{PLACE}/pack.pdf").status_code == 500
    told = client.get(f"{PLACE}/pack.ndjson").get_data(as_text=True).splitlines()
    assert json.loads(told[-1]) == {"error": "The pages could not be set."}
    assert client.get(f"{PLACE}/pack.pdf").status_code == 500


def test_the_page_offers_what_is_for_whoever_asks(
    client: FlaskClient, officer: FlaskClient
) -> None:
    public = client.get(f"{PLACE}/pack").get_data(as_text=True)
    assert f'action="{PLACE}/pack.pdf"' in public
    assert 'value="restricted"' not in public
    assert 'name="month"' not in public
    working = officer.get("/pack").get_data(as_text=True)
    assert 'action="/pack.pdf"' in working
    assert 'value="restricted"' in working
    assert 'name="month"' in working
    assert "A draft of the working figures" in working
    assert 'value="since"' not in working
    assert f'href="{PLACE}/pack"' in client.get("/editions").get_data(as_text=True)
    assert 'href="/pack?month=2021-02"' in client.get("/").get_data(as_text=True)


def test_only_a_few_are_kept_and_none_that_may_change(
    client: FlaskClient, officer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def quick(*_: object) -> bytes:
        made.append("")
        return f"%PDF {len(made)}".encode()

    monkeypatch.setattr(packs, "make_pack", quick)

    def ask(query: str, of: FlaskClient = client) -> bytes:
        answer: bytes = of.get(f"/pack.pdf?{query}").data
        return answer

    first = ask("sections=method")
    assert ask("sections=method") == first
    for part in ("dataset", "charts", "notes", "glossary"):
        assert ask(f"sections={part}") == ask(f"sections={part}") != first
    assert len(made) == 1 + packs.MOST_KEPT
    assert ask("sections=method") != first
    for query, reader in (
        ("sections=since", client),
        ("month=2021-01&sections=method", officer),
    ):
        assert ask(query, reader) != ask(query, reader)
    # A pack that is not for publication is not handed to somebody who may not have it.
    councillors = ask("audience=restricted&sections=method", officer)
    assert councillors.startswith(b"%PDF")
    assert client.get("/pack.pdf?audience=restricted&sections=method").status_code == 403
