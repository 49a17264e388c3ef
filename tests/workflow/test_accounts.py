"""Invitations, signing in and what is refused; on both databases."""

from __future__ import annotations

import datetime as dt

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from dashboard.catalogue import Catalogue
from dashboard.people import Account, AuditEntry, Role
from dashboard.store import Store
from dashboard.workflow import accounts, passwords
from dashboard.workflow.accounts import AccountError, TooManyAttempts, may_try_from

AT = dt.datetime(2021, 3, 10, 9, 30, tzinfo=dt.UTC)
MINUTE, SECOND, DAY = dt.timedelta(minutes=1), dt.timedelta(seconds=1), dt.timedelta(days=1)
EMAIL, PASSWORD, HERE = "asha@council.example", "heron kettle march", "192.0.2.7"
WRONG = r"^The e-mail address or the password is not right\."


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of no strength, so that many can be made."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    monkeypatch.setattr(passwords, "_NOBODY", hasher.hash("nobody"))


def entry(action: str = "test", at: dt.datetime = AT) -> AuditEntry:
    return AuditEntry(at, "An administrator", action, "a test", account=1, origin=HERE)


@pytest.fixture
def invite(store: Store, published: Catalogue) -> Invite:
    return Invite(store, published)


class Invite:
    """Invitations to one store, with what matters to a test."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self.store = store
        self.catalogue = catalogue

    def __call__(
        self,
        email: str = EMAIL,
        *roles: Role,
        name: str = "Asha Rahman",
        person: str | None = None,
    ) -> tuple[Account, str]:
        return accounts.invite(
            self.store,
            email=email,
            name=name,
            roles=roles or (Role.MANAGER,),
            person=person,
            catalogue=self.catalogue,
            entry=entry("invite"),
        )

    def accept(self, email: str = EMAIL, *roles: Role) -> Account:
        """Somebody who was invited and has set her password."""
        account, path = self(email, *roles)
        accounts.set_password(self.store, token_of(path), PASSWORD, HERE, AT)
        return account


def token_of(path: str) -> str:
    folder, token = path.rsplit("/", 1)
    assert folder == "/sign-in/link"
    return token


def test_an_invitation_becomes_an_account_that_signs_in(store: Store, invite: Invite) -> None:
    account, path = invite(f" {EMAIL} ", name="  Asha   Rahman ")
    assert (account.email, account.name, account.has_password) == (EMAIL, "Asha Rahman", False)
    with pytest.raises(AccountError, match=WRONG):
        accounts.sign_in(store, EMAIL, "", HERE, AT)
    session = accounts.set_password(store, token_of(path), PASSWORD, HERE, AT)
    known = accounts.recognise(store, session, AT + MINUTE)
    assert known
    assert known.id == account.id
    again = accounts.sign_in(store, EMAIL.upper(), PASSWORD, HERE, AT + DAY)
    assert accounts.recognise(store, again, AT + DAY) == known
    assert accounts.recognise(store, session, AT + DAY) is None


def test_an_invitation_is_on_record_without_its_secrets(store: Store, invite: Invite) -> None:
    _, path = invite(EMAIL, Role.OFFICER, Role.MANAGER)
    accounts.set_password(store, token_of(path), PASSWORD, HERE, AT + MINUTE)
    signed_in, set_it, linked, invited = store.audit.entries()
    assert (signed_in.action, signed_in.after) == ("sign in", "by one-time link")
    assert (invited.action, invited.after) == ("invite", "manager, officer")
    assert linked.action == "make link"
    assert (set_it.action, set_it.by, set_it.subject) == ("set password", "Asha Rahman", EMAIL)
    assert (set_it.at, set_it.origin, set_it.account) == (AT + MINUTE, HERE, 1)
    recorded = str(store.audit.entries())
    assert token_of(path) not in recorded
    assert PASSWORD not in recorded
    assert "argon2" not in recorded


@pytest.mark.parametrize(
    ("email", "name", "person", "refusal"),
    [
        ("asha", "Asha", None, r'^"asha" is not an e-mail address\. Give one such as'),
        ("asha@", "Asha", None, "is not an e-mail address"),
        ("a sha@council.example", "Asha", None, "is not an e-mail address"),
        ("asha@b@council.example", "Asha", None, "is not an e-mail address"),
        (f"{'a' * 250}@b.uk", "Asha", None, "is not an e-mail address"),
        (EMAIL, "  ", None, "the name is missing or too long"),
        (EMAIL, "A" * 201, None, "the name is missing or too long"),
        (EMAIL, "Asha\0", None, "the name is missing or too long"),
        ("asha\0@council.example", "Asha", None, "is not an e-mail address"),
        (EMAIL, "Asha", "nobody", '"nobody" is no key of a person in the catalogue'),
    ],
)
def test_who_cannot_be_invited(
    store: Store, invite: Invite, email: str, name: str, person: str | None, refusal: str
) -> None:
    with pytest.raises(AccountError, match=refusal):
        invite(email, name=name, person=person)
    assert store.accounts.list() == ()
    assert store.audit.entries() == []


def test_signing_in_and_what_was_refused_is_on_record(store: Store, invite: Invite) -> None:
    revision = store.revision()
    invite.accept()
    locked = invite.accept("locked@council.example")
    accounts.lock(store, locked, entry())
    before = len(store.audit.entries())
    token = accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)
    store.accounts.end_session(token, "192.0.2.8", AT + MINUTE)
    store.accounts.end_session(token, "192.0.2.8", AT + MINUTE)
    typed = ("not the password", PASSWORD, PASSWORD, "")
    emails = (EMAIL, locked.email, " Nobody@b\0" + "x" * 300, "")
    for email, password in zip(emails, typed, strict=True):
        with pytest.raises(AccountError):
            accounts.sign_in(store, email, password, HERE, AT)
    made = [
        (one.action, one.by, one.subject, one.after, one.account, one.origin)
        for one in reversed(store.audit.entries()[:-before])
    ]
    cut = "Nobody@b\ufffd" + "x" * 245
    assert made == [
        ("sign in", "Asha Rahman", EMAIL, "by password", 1, HERE),
        ("sign out", "Asha Rahman", EMAIL, "", 1, "192.0.2.8"),
        ("sign in refused", "the public", EMAIL, "wrong password", None, HERE),
        ("sign in refused", "the public", locked.email, "locked", None, HERE),
        ("sign in refused", "the public", cut, "unknown address", None, HERE),
        ("sign in refused", "the public", "", "unknown address", None, HERE),
    ]
    assert not any(secret in str(store.audit.entries()) for secret in (PASSWORD, typed[0]))
    assert store.revision() == revision, "no figure depends on it"


def test_whoever_asks_on_does_not_fill_the_record(store: Store) -> None:
    def refusals() -> int:
        return sum(one.after == "too many attempts" for one in store.audit.entries())

    for number in range(20):
        fail(store, f"guess{number}@council.example", HERE, AT)
    for number in range(3):
        with pytest.raises(TooManyAttempts):
            accounts.sign_in(store, f"other{number}@council.example", "", HERE, AT)
    assert refusals() == 1
    for number in range(20):
        fail(store, f"guess{number}@council.example", HERE, AT + 15 * MINUTE)
    with pytest.raises(TooManyAttempts):
        accounts.sign_in(store, "other@council.example", "", HERE, AT + 15 * MINUTE)
    assert refusals() == 2


def test_nobody_is_invited_twice_or_without_a_role(store: Store, invite: Invite) -> None:
    key = invite.catalogue.people[0].key
    account, _ = invite(person=key)
    assert account.person == key
    with pytest.raises(AccountError, match="has an account already"):
        invite(EMAIL.upper())
    with pytest.raises(AccountError, match="has another account already"):
        invite("brian@council.example", person=key)
    with pytest.raises(AccountError, match=r"no role was given\. Give at least one of: counc"):
        accounts.set_roles(store, account, [], entry())
    assert store.accounts.list() == (account,)


def test_a_link_works_once_and_for_three_days(store: Store, invite: Invite) -> None:
    _, path = invite()
    token = token_of(path)
    for late in (3 * DAY, 4 * DAY):
        with pytest.raises(AccountError, match="used before or is no longer valid"):
            accounts.set_password(store, token, PASSWORD, HERE, AT + late)
    accounts.set_password(store, token, PASSWORD, HERE, AT + 3 * DAY - SECOND)
    with pytest.raises(AccountError, match="used before or is no longer valid"):
        accounts.set_password(store, token, "another one of mine", HERE, AT)
    assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)


def test_a_password_that_is_refused_leaves_the_link(store: Store, invite: Invite) -> None:
    _, path = invite(name="Asha Ann Rahman")
    for poor in ("short", EMAIL, "Asha Ann Rahman", "password1234"):
        with pytest.raises(AccountError, match=r"^The password is"):
            accounts.set_password(store, token_of(path), poor, HERE, AT)
    assert accounts.set_password(store, token_of(path), PASSWORD, HERE, AT)


def test_a_reset_ends_sessions_only_when_it_is_used(store: Store, invite: Invite) -> None:
    account = invite.accept()
    session = accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)
    path = accounts.reset(store, account, entry("make link"))
    assert accounts.recognise(store, session, AT)
    assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)
    accounts.set_password(store, token_of(path), "another one of mine", HERE, AT)
    assert accounts.recognise(store, session, AT) is None
    with pytest.raises(AccountError, match=WRONG):
        accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)


def test_whoever_may_not_enter_hears_the_same(store: Store, invite: Invite) -> None:
    invite.accept()
    locked = invite.accept("locked@council.example")
    invite("invited@council.example")
    accounts.lock(store, locked, entry())
    heard = set()
    for email, password in (
        (EMAIL, "not the password"),
        ("nobody@council.example", PASSWORD),
        (locked.email, PASSWORD),
        (locked.email, "not the password"),
        ("invited@council.example", PASSWORD),
        ("", ""),
        ("not an address", "\0"),
        ("asha\0@council.example", PASSWORD),
    ):
        with pytest.raises(AccountError) as refusal:
            accounts.sign_in(store, email, password, HERE, AT)
        heard.add((type(refusal.value), str(refusal.value)))
    assert len(heard) == 1


def test_as_much_work_whether_or_not_there_is_an_account(
    store: Store, invite: Invite, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite.accept()
    locked = invite.accept("locked@council.example")
    accounts.lock(store, locked, entry())
    invite("invited@council.example")
    verified = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]
            verified.append(password)
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    emails = (EMAIL, "nobody@council.example", locked.email, "invited@council.example")
    for email in emails:
        with pytest.raises(AccountError, match=WRONG):
            accounts.sign_in(store, email, "not the password", HERE, AT)
    assert len(verified) == len(emails)


def fail(store: Store, email: str, origin: str, at: dt.datetime) -> None:
    with pytest.raises(AccountError, match=WRONG):
        accounts.sign_in(store, email, "not the password", origin, at)


def test_five_failures_for_an_address_refuse_the_sixth(store: Store, invite: Invite) -> None:
    invite.accept()
    invite.accept("brian@council.example")
    for minute in range(5):
        fail(store, EMAIL, f"192.0.2.{minute}", AT + minute * MINUTE)
    with pytest.raises(TooManyAttempts, match=r"Try again in 11 minutes\.$"):
        accounts.sign_in(store, EMAIL.upper(), PASSWORD, "198.51.100.1", AT + 4 * MINUTE)
    with pytest.raises(TooManyAttempts, match=r"Try again in 1 minute\.$"):
        accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT + 15 * MINUTE - SECOND)
    assert accounts.sign_in(store, "brian@council.example", PASSWORD, HERE, AT)
    assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT + 15 * MINUTE)


def test_whoever_signs_in_starts_afresh(store: Store, invite: Invite) -> None:
    invite.accept()
    for _ in range(3):
        for _ in range(4):
            fail(store, EMAIL, HERE, AT)
        assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)


def test_an_unknown_address_is_refused_as_a_known_one_is(store: Store) -> None:
    for _ in range(5):
        fail(store, "nobody@council.example", HERE, AT)
    with pytest.raises(TooManyAttempts):
        accounts.sign_in(store, "nobody@council.example", "", "198.51.100.1", AT)


def test_twenty_failures_from_an_origin_refuse_all_of_it(store: Store, invite: Invite) -> None:
    invite.accept()
    for number in range(20):
        fail(store, f"guess{number}@council.example", HERE, AT + number * SECOND)
    with pytest.raises(TooManyAttempts, match=r"Try again in 15 minutes\.$"):
        accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT + 20 * SECOND)
    assert accounts.sign_in(store, EMAIL, PASSWORD, "198.51.100.1", AT + 20 * SECOND)
    assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT + 15 * MINUTE)


seconds = st.lists(st.integers(-900, 0), max_size=30)


@given(seconds, seconds)
def test_nobody_waits_longer_or_shorter_than_the_window(
    for_email: list[int], from_origin: list[int]
) -> None:
    """Second by second: the first moment at which fewer than the most are in the window."""

    def full(second: int) -> bool:
        return any(
            sum(second - 900 < time for time in times) >= most
            for times, most in ((for_email, 5), (from_origin, 20))
        )

    first = next(second for second in range(-900, 902) if not full(second))
    until = may_try_from(
        [AT + time * SECOND for time in sorted(for_email)],
        [AT + time * SECOND for time in sorted(from_origin)],
    )
    if not full(-900):
        assert until is None
    else:
        assert until == AT + first * SECOND


def test_a_change_of_roles_is_on_record_with_both(store: Store, invite: Invite) -> None:
    account, _ = invite(EMAIL, Role.MANAGER, Role.APPROVER)
    accounts.set_roles(store, account, {Role.OFFICER, Role.MANAGER}, entry("change roles"))
    made = store.audit.entries()[0]
    assert (made.before, made.after) == ("approver, manager", "manager, officer")


def test_the_last_administrator_is_kept(store: Store, invite: Invite) -> None:
    account = invite.accept(EMAIL, Role.ADMINISTRATOR)
    with pytest.raises(AccountError, match="is the last administrator"):
        accounts.lock(store, account, entry())
    with pytest.raises(AccountError, match="is the last administrator"):
        accounts.set_roles(store, account, [Role.OFFICER], entry())
    assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)


def test_a_locked_account_gets_no_link(store: Store, invite: Invite) -> None:
    account = accounts.lock(store, invite.accept(), entry())
    with pytest.raises(AccountError, match=r"is locked\. Unlock the account first"):
        accounts.reset(store, account, entry())
    assert not accounts.unlock(store, account, entry()).is_locked
    assert accounts.sign_in(store, EMAIL, PASSWORD, HERE, AT)


def test_whether_an_administrator_can_sign_in(store: Store, invite: Invite) -> None:
    def known() -> bool:
        return accounts.has_administrator(store.accounts.list())

    invite.accept("officer@council.example", Role.OFFICER)
    invite(EMAIL, Role.ADMINISTRATOR)
    assert not known(), "who was invited has no password yet"
    other = invite.accept("other@council.example", Role.ADMINISTRATOR)
    assert known()
    accounts.lock(store, other, entry())
    assert not known()
