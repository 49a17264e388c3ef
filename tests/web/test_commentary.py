"""The commentary desk over plain requests, on a copy of the invented council."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access import SESSION_COOKIE
from dashboard.catalogue import Catalogue
from dashboard.demo import LAST, Demo
from dashboard.people import Account, AuditEntry, Role
from dashboard.settings import Settings
from dashboard.store import Store
from dashboard.web import create_app
from dashboard.web.site import Site
from dashboard.workflow.writing_steps import clean
from tests.fixtures.app import publish_month

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
MONTH = LAST
M1 = f"/commentary/m1/{MONTH}"
LAC1 = f"/commentary/lac1/{MONTH}"
WRONG = "Contacts rose by 90% on last month."
PEOPLE = {
    "writer": (Role.MANAGER, "referrals-analyst"),
    "approver": (Role.APPROVER, "front-door"),
    "other": (Role.MANAGER, "care-analyst"),
    "officer": (Role.OFFICER, None),
    "councillor": (Role.COUNCILLOR, None),
}
Client = Callable[[str], FlaskClient]


@pytest.fixture
def store(last_months: Callable[[Path], str], tmp_path: Path) -> Iterator[Store]:
    """The invented council's, to be changed, with accounts of invented people."""
    store = Store.open(last_months(tmp_path / "desk.sqlite"))
    for name, (role, person) in PEOPLE.items():
        entry = AuditEntry(AT, "test", "invite", name)
        store.accounts.add(f"{name}@council.example", f"Test {name}", {role}, person, entry)
    yield store
    store.close()


@pytest.fixture
def desk_site(demo: Demo, store: Store) -> Site:
    settings = Settings(
        demo.database_url, demo.catalogue, "127.0.0.1", 8050, dt.date(2026, 3, 2)
    )
    return create_app(settings, store)


def account(store: Store, name: str) -> Account:
    found = store.accounts.of_email(f"{name}@council.example")
    assert found
    return found


@pytest.fixture
def client(desk_site: Site, store: Store) -> Client:
    """The requests of one of the people."""

    def sign_in(name: str) -> FlaskClient:
        client: FlaskClient = desk_site.server.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        now = dt.datetime.now(dt.UTC)
        token = store.accounts.begin_session(account(store, name).id, "127.0.0.1", now)
        client.set_cookie(SESSION_COOKIE, token)
        return client

    return sign_in


def text_of(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


def box(answer: TestResponse) -> tuple[str, dict[str, str]]:
    """What stands in the box, and the hidden fields of the form."""
    page = answer.get_data(as_text=True)
    found = re.search(r'<textarea id="editor-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return html.unescape(found[1]) if found else "", dict(hidden)


def send(client: FlaskClient, step: str, path: str = M1, **fields: str) -> TestResponse:
    """Fill in the form as the page has it, and press one of its buttons."""
    words, hidden = box(client.get(path))
    return client.post(f"{path}/{step}", data={"text": words} | hidden | fields)


def said(client: FlaskClient) -> str:
    """What an indicator's page has as commentary."""
    return text_of(client.get("/indicator/m1")).partition("What the service says")[2][:2000]


def states(store: Store, ref: str = "M1") -> list[str]:
    return [str(version.state) for version in store.writing.history(ref, MONTH)]


def test_a_manager_sees_her_own_indicators_only(client: Client, invented: Catalogue) -> None:
    page = text_of(client("writer").get(f"/commentary?month={MONTH}"))
    listed = set(re.findall(rf'href="/commentary/([^/"]+)/{MONTH}', page))
    mine = {i.address for i in invented.active if i.reporter == "referrals-analyst"}
    assert listed == mine
    assert 5 < len(mine) < 40
    assert client("writer").get(LAC1).status_code == 403
    for step in ("save", "submit", "draft", "note", "dismiss", "settle", "approve"):
        data = {"text": "Mine.", "begun_from": "0"}
        assert client("writer").post(f"{LAC1}/{step}", data=data).status_code == 403, step


def test_a_text_goes_from_the_first_word_to_its_approval(client: Client, store: Store) -> None:
    writer, approver = client("writer"), client("approver")
    before = said(client("councillor"))
    assert send(writer, "save", text=WRONG).status_code == 303
    page = text_of(writer.get(M1))
    assert "Disagrees" in page
    assert WRONG in page
    assert send(writer, "submit", text="Contacts were fewer.").status_code == 303
    assert said(client("councillor")) == before
    assert box(writer.get(M1))[0] == ""  # it waits for approval, so there is no box
    assert "For you to approve" in text_of(approver.get(f"/commentary?month={MONTH}"))
    assert send(approver, "return", reason=" ").status_code == 403
    assert send(approver, "return", reason="By how many?").status_code == 303
    assert "By how many?" in text_of(writer.get(M1))
    assert send(writer, "submit", text="Contacts were 12 fewer.").status_code == 303
    assert send(approver, "approve").status_code == 303
    assert states(store)[-7:] == [
        *("draft", "draft", "submitted", "returned", "draft", "submitted", "approved")
    ]
    assert "Contacts were 12 fewer." in text_of(client("councillor").get("/indicator/m1"))


def desk_public(client: Client) -> FlaskClient:
    """The same site for somebody who has not signed in."""
    public = client("councillor")
    public.delete_cookie(SESSION_COOKIE)
    return public


def test_the_public_reads_it_once_its_month_is_published(
    client: Client, store: Store, published: Catalogue
) -> None:
    writer, approver = client("writer"), client("approver")
    publish_month(store, published, MONTH.shift(-1), AT)
    send(writer, "save", text="Contacts were fewer.")
    send(writer, "submit")
    send(approver, "approve")
    public = desk_public(client)
    assert "Contacts were fewer." not in text_of(public.get("/indicator/m1"))
    publish_month(store, published, MONTH, AT)
    assert "Contacts were fewer." in text_of(public.get("/indicator/m1"))


def test_nobody_approves_her_own_words(client: Client, store: Store) -> None:
    officer = client("officer")
    send(officer, "save", text="Contacts were fewer.")
    send(officer, "submit")
    answer = send(officer, "approve")
    assert answer.status_code == 403
    assert "had a hand in a text" in text_of(answer)
    last = store.writing.history("M1", MONTH)[-1]
    assert (last.state, last.by, last.acting_for, last.author) == (
        *("submitted", "Test officer"),
        *("Referrals Analyst (invented)", "Referrals Analyst (invented)"),
    )


def test_typed_words_are_kept_and_stand_in_the_box_again(client: Client, store: Store) -> None:
    writer = client("writer")
    begun = box(writer.get(M1))[1]
    kept = writer.post(f"{M1}/draft", data=begun | {"text": WRONG}).get_json()
    assert (kept["serial"], bool(kept["window"])) == (1, True)
    assert "Disagrees" in kept["checks"]
    more = begun | {"window": kept["window"], "serial": "1", "text": f"{WRONG} More."}
    assert writer.post(f"{M1}/draft", data=more).get_json()["serial"] == 2
    words, hidden = box(client("writer").get(M1))
    assert words == f"{WRONG} More."
    assert (hidden["window"], hidden["serial"]) == (kept["window"], "2")
    assert states(store)[-1] != "draft"
    assert send(writer, "save").status_code == 303
    assert store.writing.drafts("M1", MONTH) == []
    assert store.writing.history("M1", MONTH)[-1].text == f"{WRONG} More."


def test_two_who_write_at_once_see_both_texts(client: Client, store: Store) -> None:
    writer, officer = client("writer"), client("officer")
    mine, theirs = (box(one.get(M1))[1] for one in (writer, officer))
    officer.post(f"{M1}/save", data=theirs | {"text": "The officer's words."})
    told = writer.post(f"{M1}/draft", data=mine | {"text": "My own words."}).get_json()
    assert "The officer's words." in html.unescape(told["told"])
    answer = writer.post(f"{M1}/save", data=mine | {"text": "My own words."})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Test officer was quicker" in page
    assert "The officer's words." in page
    words, hidden = box(answer)
    assert words == "My own words."
    assert writer.post(f"{M1}/save", data=hidden | {"text": "Both."}).status_code == 303
    assert store.writing.history("M1", MONTH)[-1].text == "Both."


def test_another_window_does_not_write_over_this_one(client: Client, store: Store) -> None:
    laptop, phone = client("writer"), client("writer")
    begun = box(laptop.get(M1))[1]
    first = laptop.post(f"{M1}/draft", data=begun | {"text": "Laptop."}).get_json()
    box(phone.get(M1))
    second = phone.post(f"{M1}/draft", data=begun | {"text": "Phone."}).get_json()
    assert first["window"] != second["window"]
    assert "Laptop." in second["told"]
    assert {draft.text for draft in store.writing.drafts("M1", MONTH)} == {"Laptop.", "Phone."}
    gone = {"other": first["window"], "other_serial": "1", "text": "Phone.", "begun_from": "0"}
    gone |= {"window": second["window"], "serial": "1"}
    assert phone.post(f"{M1}/discard", data=begun | gone).status_code == 303
    assert [draft.text for draft in store.writing.drafts("M1", MONTH)] == ["Phone."]


def test_a_warning_is_set_aside_with_a_reason_and_the_words_are_kept(
    client: Client, store: Store
) -> None:
    writer = client("writer")
    send(writer, "save", text=WRONG)
    page = writer.get(M1)
    hidden = dict(
        re.findall(
            r'<input type="hidden" form="editor-form" name="([\w-]+)" value="([^"]*)"',
            page.get_data(as_text=True),
        )
    )
    fields = {key: html.unescape(value) for key, value in hidden.items()}
    sent = box(page)[1] | fields | {"text": f"{WRONG} And more.", "check": "1"}
    assert writer.post(f"{M1}/dismiss", data=sent).status_code == 403  # without a reason
    assert box(writer.get(M1))[0] == f"{WRONG} And more."
    sent["reason-1"] = "Counted by day."
    assert writer.post(f"{M1}/dismiss", data=sent).status_code == 303
    page_text = text_of(writer.get(M1))
    assert "Disagrees, set aside" in page_text
    assert "Counted by day." in page_text
    assert store.marks.dismissals("M1", MONTH)[0].kind == "disagrees"


def test_a_note_stands_beside_the_figure_until_it_is_withdrawn(
    client: Client, store: Store
) -> None:
    writer = client("writer")
    sent = {"doubt": "break in series", "note": "A new system began."}
    assert writer.post(f"{M1}/note", data=sent).status_code == 303
    line = "break in series: A new system began."
    assert line in text_of(client("councillor").get("/indicator/m1"))
    (note,) = store.marks.notes("M1", MONTH)
    sent = {"withdraw": str(note.id), f"reason-note-{note.id}": "It was not so."}
    assert writer.post(f"{M1}/withdraw", data=sent).status_code == 303
    assert line not in text_of(client("councillor").get("/indicator/m1"))
    assert writer.post(f"{M1}/withdraw", data=sent).status_code in (403, 409)


def test_a_promise_comes_back_when_it_is_due_until_it_is_settled(
    client: Client, store: Store
) -> None:
    before = f"/commentary/m1/{MONTH.shift(-1)}"
    words = f"We will review the process by {MONTH.long}."
    writer = client("writer")
    for step, one in (("submit", writer), ("approve", client("approver"))):
        assert send(one, step, before, text=words).status_code == 303
    promised = words.removesuffix(".")
    assert f"“{promised}" in text_of(writer.get(M1))
    assert promised in text_of(writer.get(f"/commentary?month={MONTH}"))
    page = writer.get(M1).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(promised-\d+)" value="([^"]*)"', page))
    field = next(key for key, value in hidden.items() if html.unescape(value) == promised)
    number = field.removeprefix("promised-")
    sent = {field: promised, "promise": number, f"outcome-{number}": "It was reviewed."}
    assert writer.post(f"{M1}/settle", data=sent).status_code == 303
    assert f"“{promised}" not in text_of(writer.get(M1))
    assert store.marks.settled("M1")[0].outcome == "It was reviewed."
    assert writer.post(f"{M1}/settle", data=sent).status_code == 409


def test_versions_are_compared(client: Client) -> None:
    writer = client("writer")
    send(writer, "save", text="Contacts were fewer.")
    send(writer, "save", text="Contacts were many fewer.")
    page = text_of(writer.get(M1))
    number = re.findall(r"compare=(\d+)", page)[0]
    compared = writer.get(f"{M1}?compare={number}").get_data(as_text=True)
    assert re.search(r"<ins>.*many.*</ins>", compared)
    assert writer.get(f"{M1}?compare=x").status_code == 200
    assert writer.get(f"{M1}?compare=99").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/commentary/nothing/2026-02",
        f"/commentary/m1/{LAST.shift(1)}",
        "/commentary/m1/2026-2",
        "/commentary/m1/latest",
        f"/commentary/m1/{MONTH}/nothing",
    ],
)
def test_a_place_that_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client("officer").get(path).status_code == 404
    if not path.endswith("nothing"):
        assert client("officer").post(f"{path}/save", data={"text": "x"}).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"begun_from": "-1", "text": "x"},
        {"begun_from": "one", "text": "x"},
        {"begun_from": "9" * 12, "text": "x"},
        {"begun_from": "0"},
        {"words": "x"},
    ],
)
def test_a_form_that_no_page_sends_changes_nothing(
    client: Client, store: Store, fields: dict[str, str]
) -> None:
    held = store.revision()
    for step in ("save", "submit", "draft"):
        assert client("writer").post(f"{M1}/{step}", data=fields).status_code == 400, step
    assert store.revision() == held
    assert store.writing.drafts("M1", MONTH) == []


def test_too_long_a_text_is_refused_and_stays_in_the_box(client: Client) -> None:
    writer = client("writer")
    answer = send(writer, "save", text="long " * 2001)
    assert answer.status_code == 403
    assert "Shorten it to 10,000 at most" in text_of(answer)
    assert box(answer)[0] == ("long " * 2001).strip()


NASTY = [
    "<script>alert(1)</script>",
    "</textarea><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }} {% for x in y %} ${7*7}",
    '=HYPERLINK("http://evil.example","x")',
    "javascript:alert(1) &lt;b&gt; &amp;",
    "\u202eGNP.exe\u2066 right to left \u2067",
    "x" * 3000,
    "<!-- --><p>]]></p>",
]


@pytest.mark.parametrize("words", NASTY, ids=lambda words: words[:14])
def test_markup_in_a_text_is_only_words(client: Client, store: Store, words: str) -> None:
    writer, approver = client("writer"), client("approver")
    for step in ("save", "submit"):
        assert send(writer, step, text=words).status_code == 303
    assert send(approver, "return", reason=words).status_code == 303
    assert send(writer, "submit", text=f"{words} again").status_code == 303
    assert send(approver, "approve").status_code == 303
    kept = clean(f"{words} again")
    assert store.writing.history("M1", MONTH)[-1].text == kept
    councillor = client("councillor")
    pages = [
        *(writer.get(M1), approver.get(M1)),
        *(
            councillor.get(path)
            for path in ("/", "/indicator/m1", "/theme/contacts-and-referrals")
        ),
        client("officer").get("/audit"),
    ]
    for page in pages:
        shown = page.get_data(as_text=True)
        assert page.status_code == 200
        assert not re.search(r"<(script|img|svg)[^>]*(alert|onerror|onload)", shown)
        assert "<script>alert" not in shown
        assert " 49 " not in shown
    assert html.escape(kept, quote=False) in councillor.get("/indicator/m1").get_data(
        as_text=True
    ).replace("&#34;", '"').replace("&#39;", "'")
    rows = councillor.get("/scorecard.csv").get_data(as_text=True)
    assert '"=HYPERLINK' not in rows
