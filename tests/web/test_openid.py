"""Signing in by the council's own sign-in, from the first link to the session, and what is
refused: against a provider that lies where a test tells it to, and against a real one."""

from __future__ import annotations

import datetime as dt
import html
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from json import dumps
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from werkzeug.test import TestResponse

from dashboard.access import SESSION_COOKIE
from dashboard.people import AuditEntry, Role
from dashboard.settings import ROOT, Provider, Settings
from dashboard.store import Store
from dashboard.web import create_app, openid
from tests.fixtures.databases import new_file
from tests.fixtures.provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Claims,
    Forger,
    forging,
    make_key,
    real_provider,
)

EMAIL = "asha@council.example"
PERSON: Claims = {"sub": "7f3", "email": EMAIL, "name": "Asha Rahman", "groups": ["Officers"]}
GROUPS = (("Officers", Role.OFFICER), ("Panel", Role.COUNCILLOR))
BACK = "/sign-in/openid/back"


class Visitor:
    """A browser, and the site it signs in to."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.store = store
        self.client: FlaskClient = create_app(settings, store).server.test_client()

    def begin(self, path: str = "/sign-in/openid") -> TestResponse:
        return self.client.get(path)

    def ask(self, path: str = "/sign-in/openid") -> str:
        """Go to the provider, and answer the address it leads back to."""
        begun = self.begin(path)
        assert begun.status_code == 303, text_of(begun)
        answer = requests.get(begun.location, allow_redirects=False, timeout=5)
        back = urlsplit(answer.headers["Location"])
        assert f"{back.scheme}://{back.netloc}{back.path}" == f"http://localhost{BACK}"
        return f"{back.path}?{back.query}"

    def sign_in(self, path: str = "/sign-in/openid") -> TestResponse:
        return self.client.get(self.ask(path))

    def refused(self, answer: TestResponse, words: str, why: str) -> None:
        """That it led to the form with these words, without a session, and is on record."""
        assert answer.status_code == 403
        alert = re.search(r'role="alert">([^<]*)<', answer.get_data(as_text=True))
        assert alert
        assert words in html.unescape(alert[1])
        assert self.client.get_cookie(SESSION_COOKIE) is None
        assert self.store.accounts.list() == ()
        entry = self.store.audit.entries()[0]
        assert (entry.action, entry.by) == ("sign in refused", "the public")
        assert why in entry.after
        recorded = str(self.store.audit.entries())
        assert CLIENT_SECRET not in recorded
        assert "eyJ" not in recorded, "nor any token"


def text_of(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        forger.person = dict(PERSON)
        yield forger


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(new_file(tmp_path / "store.sqlite"))
    yield store
    store.close()


@pytest.fixture
def settings(forger: Forger, tmp_path: Path) -> Settings:
    provider = Provider(forger.address, CLIENT_ID, CLIENT_SECRET, "k" * 32, GROUPS)
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'store.sqlite'}",
        catalogue=ROOT / "indicators.yaml",
        host="127.0.0.1",
        port=8050,
        today=dt.date(2021, 3, 25),
        provider=provider,
    )


@pytest.fixture
def visitor(settings: Settings, own_store: Store) -> Visitor:
    return Visitor(settings, own_store)


def test_whoever_is_in_a_group_signs_in_and_reaches_the_page_asked_for(
    visitor: Visitor, own_store: Store
) -> None:
    answer = visitor.sign_in("/sign-in/openid?next=/data")
    assert (answer.status_code, answer.location) == (303, "/data")
    assert visitor.client.get("/data").status_code == 200
    (account,) = own_store.accounts.list()
    assert (account.email, account.name, account.roles) == (
        EMAIL,
        "Asha Rahman",
        frozenset({Role.OFFICER}),
    )
    assert account.is_linked
    assert not account.has_password
    made = [entry.action for entry in reversed(own_store.audit.entries())]
    assert made == ["add account", "link account", "sign in"]
    cookies = answer.headers.getlist("Set-Cookie")
    session = next(cookie for cookie in cookies if cookie.startswith(f"{SESSION_COOKIE}="))
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_provider_is_asked_for_a_code_with_pkce_and_no_secret(visitor: Visitor) -> None:
    begun = visitor.begin()
    asked = {name: value[0] for name, value in parse_qs(urlsplit(begun.location).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 32
    assert asked["redirect_uri"] == f"http://localhost{BACK}"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert CLIENT_SECRET not in begun.location
    cookie = begun.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Lax", "Max-Age=600", "Path=/sign-in/openid"):
        assert part in cookie
    again = visitor.begin().location
    assert not {asked["state"], asked["nonce"]} & {
        value[0] for value in parse_qs(urlsplit(again).query).values()
    }


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/nowhere", ""])
def test_nobody_is_led_to_another_site(visitor: Visitor, target: str) -> None:
    assert visitor.sign_in(f"/sign-in/openid?next={target}").location == "/"


def test_roles_follow_the_groups_at_each_sign_in(
    visitor: Visitor, forger: Forger, own_store: Store
) -> None:
    visitor.sign_in()
    forger.person["groups"] = ["Panel", "Choir"]
    forger.person["email"] = "asha.khan@council.example"
    visitor.sign_in()
    (account,) = own_store.accounts.list()
    assert (account.email, account.roles) == (EMAIL, frozenset({Role.COUNCILLOR}))
    change = own_store.audit.entries()[1]
    assert (change.action, change.before, change.after) == (
        "change roles",
        "officer",
        "councillor",
    )
    forger.person["groups"] = []
    visitor.client.delete_cookie(SESSION_COOKIE)
    assert visitor.sign_in().status_code == 403
    (account,) = own_store.accounts.list()
    assert account.roles == frozenset()


def test_signing_out_is_on_record(visitor: Visitor, own_store: Store) -> None:
    visitor.sign_in()
    left = visitor.client.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"})
    assert left.status_code == 303
    entry = own_store.audit.entries()[0]
    assert (entry.action, entry.subject, entry.origin) == ("sign out", EMAIL, "127.0.0.1")


def without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


def with_(**changed: object) -> Callable[[Claims], Claims]:
    return lambda claims: claims | changed


NOW = int(time.time())
WRONG_CLAIMS: dict[str, tuple[Callable[[Claims], Claims], str]] = {
    "another audience": (with_(aud="another"), "aud"),
    "no audience": (without("aud"), "aud"),
    "several audiences and no azp": (with_(aud=[CLIENT_ID, "another"]), "azp"),
    "azp is another": (with_(aud=[CLIENT_ID, "another"], azp="another"), "azp"),
    "another issuer": (with_(iss="https://evil.example"), "iss"),
    "no issuer": (without("iss"), "iss"),
    "expired": (with_(exp=NOW - 300), "expired"),
    "no end": (without("exp"), "exp"),
    "issued tomorrow": (with_(iat=NOW + 86_400), "iat"),
    "never issued": (without("iat"), "iat"),
    "another nonce": (with_(nonce="another"), "nonce"),
    "no nonce": (without("nonce"), "nonce"),
    "a hash of another access token": (with_(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "at_hash"),
}


@pytest.mark.parametrize("name", WRONG_CLAIMS)
def test_a_token_with_a_wrong_claim_is_refused(
    visitor: Visitor, forger: Forger, name: str
) -> None:
    forger.alter, why = WRONG_CLAIMS[name]
    visitor.refused(visitor.sign_in(), "cannot be trusted", why)


def part(content: object) -> str:
    return urlsafe_b64encode(dumps(content).encode()).rstrip(b"=").decode()


def unsigned(_: Forger, claims: Claims) -> str:
    return f"{part({'alg': 'none'})}.{part(claims)}."


def signed_by_another(forger: Forger, claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": forger.keys[0].kid}, claims, make_key("first"))


def changed_after_signing(forger: Forger, claims: Claims) -> str:
    header, _, signature = signed(forger, claims).split(".")
    return f"{header}.{part(claims | {'groups': ['Officers'], 'sub': 'other'})}.{signature}"


def signed_with_the_client_secret(_: Forger, claims: Claims) -> str:
    key = OctKey.import_key(CLIENT_SECRET.encode().ljust(32, b"."))
    return jwt.encode({"alg": "HS256"}, claims, key)


def signed_with_the_public_key_as_secret(forger: Forger, claims: Claims) -> str:
    key = OctKey.import_key(urlsafe_b64encode(forger.keys[0].as_pem(private=False)))
    return jwt.encode({"alg": "HS256", "kid": forger.keys[0].kid}, claims, key)


def cut_short(forger: Forger, claims: Claims) -> str:
    return signed(forger, claims).rpartition(".")[0]


def signed(forger: Forger, claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": forger.keys[0].kid}, claims, forger.keys[0])


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        signed_by_another,
        changed_after_signing,
        signed_with_the_client_secret,
        signed_with_the_public_key_as_secret,
        cut_short,
        lambda *_: "not a token",
        lambda *_: "",
        lambda *_: None,
        lambda *_: "é.é.é",
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(
    visitor: Visitor, forger: Forger, sign: Callable[[Forger, Claims], str]
) -> None:
    forger.sign = lambda claims: sign(forger, claims)
    visitor.refused(visitor.sign_in(), "cannot be trusted", "not trusted")


def test_a_key_that_was_changed_meanwhile_is_fetched_anew(
    visitor: Visitor, forger: Forger
) -> None:
    assert visitor.sign_in().status_code == 303
    forger.keys = [make_key("second")]
    assert visitor.sign_in().status_code == 303


def test_a_key_of_an_elliptic_curve_will_do(visitor: Visitor, forger: Forger) -> None:
    forger.keys = [ECKey.generate_key("P-256", {"kid": "curve"})]
    forger.algorithm = "ES256"
    assert visitor.sign_in().status_code == 303


def test_a_state_that_is_not_this_browsers_is_refused(
    visitor: Visitor, settings: Settings, own_store: Store
) -> None:
    refusal = "begun over ten minutes ago or in another window"
    back = visitor.ask()
    other = Visitor(settings, own_store)
    other.refused(other.client.get(back), refusal, "not begun here")
    other.begin()
    other.refused(other.client.get(back), refusal, "not begun here")
    visitor.refused(visitor.client.get(f"{BACK}?code=1&state=1"), refusal, "not begun here")
    visitor.refused(visitor.client.get(back), refusal, "not begun here")


def test_a_state_is_good_once(visitor: Visitor, own_store: Store) -> None:
    back = visitor.ask()
    kept = visitor.client.get_cookie("sign-in", path="/sign-in/openid")
    assert kept
    assert visitor.client.get(back).status_code == 303
    assert visitor.client.get(back).status_code == 403
    visitor.client.set_cookie("sign-in", kept.value, path="/sign-in/openid")
    assert visitor.client.get(back).status_code == 403, "the provider's code was used"
    assert own_store.audit.entries()[0].after == "refused by the provider: invalid_grant"


def test_a_state_is_good_for_ten_minutes(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = visitor.ask()
    monkeypatch.setattr(openid, "WAITS", -1)
    visitor.refused(visitor.client.get(back), "over ten minutes ago", "ten minutes")


def test_a_cookie_sealed_by_somebody_else_is_refused(
    visitor: Visitor, settings: Settings
) -> None:
    assert settings.provider
    forged = openid.OpenId(replace(settings.provider, secret_key="x" * 32))
    address, sealed = forged.begin(f"http://localhost{BACK}", "/")
    back = requests.get(address, allow_redirects=False, timeout=5).headers["Location"]
    visitor.client.set_cookie("sign-in", sealed, path="/sign-in/openid")
    visitor.refused(visitor.client.get(back), "another window", "not begun here")


def test_what_the_provider_refuses_is_said_and_on_record(
    visitor: Visitor, forger: Forger
) -> None:
    forger.denies = "access_denied"
    visitor.refused(visitor.sign_in(), "did not let you in", "provider: access_denied")
    forger.denies = "<script>7\n"
    visitor.refused(visitor.sign_in(), "did not let you in", "provider: script")


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"issuer": "https://evil.example"}, "cannot be trusted"),
        ({"token_endpoint": "http://evil.example/token"}, "cannot be trusted"),
        ({"authorization_endpoint": None}, "cannot be trusted"),
        ({"jwks_uri": "file:///etc/passwd"}, "cannot be trusted"),
    ],
)
def test_a_provider_that_describes_itself_wrongly_is_not_followed(
    visitor: Visitor, forger: Forger, about: Claims, words: str
) -> None:
    forger.about = about
    visitor.refused(visitor.begin(), words, "the provider names")


@pytest.mark.parametrize("endpoint", ["token_endpoint", "jwks_uri"])
def test_a_provider_that_does_not_answer(
    visitor: Visitor, forger: Forger, endpoint: str
) -> None:
    forger.about = {endpoint: f"{forger.address}/nowhere"}
    visitor.refused(visitor.sign_in(), "does not answer", "no answer from the provider")


def test_a_provider_that_is_not_there(settings: Settings, own_store: Store) -> None:
    assert settings.provider
    gone = replace(settings.provider, issuer="http://127.0.0.1:9")
    visitor = Visitor(replace(settings, provider=gone), own_store)
    visitor.refused(visitor.begin(), "does not answer", "no answer from the provider")
    for _ in range(5):
        visitor.begin()
    assert len(own_store.audit.entries()) == 1, "asking on does not fill the record"


def test_a_locked_account_stays_out(visitor: Visitor, own_store: Store) -> None:
    visitor.sign_in()
    (account,) = own_store.accounts.list()
    at = dt.datetime.now(dt.UTC)
    own_store.accounts.lock(account.id, AuditEntry(at, "test", "lock account", EMAIL))
    answer = visitor.sign_in()
    assert answer.status_code == 403
    assert "this account is locked" in text_of(answer)
    assert own_store.audit.entries()[0].subject == EMAIL


def test_the_form_offers_both_ways_or_the_council_s_alone(
    settings: Settings, own_store: Store
) -> None:
    both = Visitor(settings, own_store)
    page = text_of(both.client.get("/sign-in?next=/data"))
    assert 'href="/sign-in/openid?next=/data">Sign in with your council account</a>' in page
    assert 'name="password"' in page
    alone = Visitor(replace(settings, local_sign_in=False), own_store)
    assert 'name="password"' not in text_of(alone.client.get("/sign-in"))
    for path in ("/sign-in", "/sign-in/link/nothing"):
        answer = alone.client.post(
            path, data={"email": EMAIL}, headers={"Origin": "http://localhost"}
        )
        assert answer.status_code in (403, 410)
        assert "Passwords are not used here" in text_of(answer)


def test_without_a_provider_there_is_no_such_way(settings: Settings, own_store: Store) -> None:
    visitor = Visitor(replace(settings, provider=None), own_store)
    assert visitor.begin().status_code == 404
    assert visitor.client.get(f"{BACK}?code=1&state=1").status_code == 404
    assert "/sign-in/openid" not in text_of(visitor.client.get("/sign-in"))


def test_a_real_provider_signs_somebody_in(
    settings: Settings, own_store: Store, tmp_path: Path
) -> None:
    assert settings.provider
    with real_provider(tmp_path) as address:
        requests.put(
            f"{address}/users/7f3", json=without("sub")(PERSON), timeout=5
        ).raise_for_status()
        there = replace(settings.provider, issuer=address)
        visitor = Visitor(replace(settings, provider=there), own_store)
        begun = visitor.begin("/sign-in/openid?next=/data")
        form = {"sub": "7f3"}
        answer = requests.post(begun.location, data=form, allow_redirects=False, timeout=5)
        back = visitor.client.get(answer.headers["Location"])
        assert (back.status_code, back.location) == (303, "/data")
        assert [account.roles for account in own_store.accounts.list()] == [{Role.OFFICER}]
