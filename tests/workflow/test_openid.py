"""Whose account it is that the council's own sign-in let in, and what roles she has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.people import Account, AuditEntry, Role
from dashboard.settings import Provider
from dashboard.store import Store
from dashboard.workflow import accounts, openid
from dashboard.workflow.accounts import AccountError
from dashboard.workflow.openid import Somebody, read_claims

AT = dt.datetime(2021, 3, 10, 9, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
EMAIL, HERE = "asha@council.example", "192.0.2.7"
ISSUER = "https://id.council.example"
INVITED = Provider(ISSUER, "id", "secret", "k" * 32)
GROUPS = replace(
    INVITED,
    groups=(
        ("Officers", Role.OFFICER),
        ("Officers", Role.APPROVER),
        ("Managers", Role.MANAGER),
        ("IT", Role.ADMINISTRATOR),
    ),
)
ASHA = Somebody(ISSUER, "7f3", EMAIL, "Asha Rahman", frozenset({"Officers", "Choir"}))


def entry(action: str = "test") -> AuditEntry:
    return AuditEntry(AT, "test", action, "a test")


def add(store: Store, *roles: Role, email: str = EMAIL, name: str = "Asha") -> Account:
    return store.accounts.add(email, name, roles, None, entry())


def sign_in(store: Store, who: Somebody = ASHA, provider: Provider = GROUPS) -> Account:
    """The account whose session it is, once signed in."""
    token = openid.sign_in(store, who, provider, HERE, AT)
    account = accounts.recognise(store, token, AT + MINUTE)
    assert account
    return account


def in_groups(*groups: str) -> Somebody:
    return replace(ASHA, groups=frozenset(groups))


def made(store: Store) -> list[tuple[str, str, str]]:
    entries = reversed(store.audit.entries())
    return [(one.action, one.before, one.after) for one in entries if one.action != "test"]


def test_a_group_with_a_role_makes_an_account(store: Store) -> None:
    account = sign_in(store)
    assert (account.email, account.name) == (EMAIL, "Asha Rahman")
    assert account.roles == {Role.OFFICER, Role.APPROVER}
    assert account.is_linked
    assert made(store) == [
        ("add account", "", "approver, officer"),
        ("link account", "", f"7f3 of {ISSUER}"),
        ("sign in", "", f"by {ISSUER}"),
    ]


@pytest.mark.parametrize(
    ("provider", "why"),
    [(GROUPS, "none of your groups has a role here"), (INVITED, "you have no account")],
)
def test_a_stranger_without_a_role_is_refused(
    store: Store, provider: Provider, why: str
) -> None:
    with pytest.raises(AccountError, match=why) as refusal:
        sign_in(store, in_groups("Choir"), provider)
    assert store.accounts.list() == ()
    assert made(store) == [("sign in refused", "", str(refusal.value))]
    assert store.audit.entries()[0].subject == EMAIL


def test_whoever_was_invited_keeps_her_roles_where_no_group_gives_any(store: Store) -> None:
    invited = add(store, Role.COUNCILLOR)
    account = sign_in(store, provider=INVITED)
    assert (account.id, account.roles) == (invited.id, frozenset({Role.COUNCILLOR}))
    assert [action for action, _, _ in made(store)] == ["link account", "sign in"]


def test_an_account_is_found_by_its_address_only_the_first_time(store: Store) -> None:
    first = sign_in(store, provider=GROUPS)
    moved = replace(ASHA, email="asha.khan@council.example")
    assert sign_in(store, moved).id == first.id
    assert sign_in(store, replace(ASHA, email="")).id == first.id
    # Her old address was given to somebody else, who must not become her.
    with pytest.raises(AccountError, match="belongs to somebody else in the council's own"):
        sign_in(store, replace(ASHA, subject="8a1"))
    with pytest.raises(AccountError, match="belongs to somebody else"):
        sign_in(store, replace(ASHA, issuer="https://other.example"))
    assert len(store.accounts.list()) == 1


def test_what_is_forgotten_can_be_linked_anew(store: Store) -> None:
    account = sign_in(store)
    token = openid.sign_in(store, ASHA, GROUPS, HERE, AT)
    assert not accounts.unlink(store, account, entry("unlink account")).is_linked
    assert accounts.recognise(store, token, AT) is None
    assert store.accounts.of_subject(ISSUER, "7f3") is None
    assert sign_in(store, replace(ASHA, subject="8a1")).id == account.id


def test_a_subject_is_one_whatever_its_case(store: Store) -> None:
    sign_in(store)
    assert store.accounts.of_subject(ISSUER, "7F3") is None


def test_roles_follow_the_groups_both_ways(store: Store) -> None:
    add(store, Role.COUNCILLOR)
    assert sign_in(store, in_groups("Managers")).roles == {Role.MANAGER}
    assert sign_in(store, in_groups("Managers", "Officers")).roles == {
        Role.MANAGER,
        Role.OFFICER,
        Role.APPROVER,
    }
    token = openid.sign_in(store, in_groups("Managers"), GROUPS, HERE, AT)
    with pytest.raises(AccountError, match="none of your groups has a role here"):
        sign_in(store, in_groups())
    left = accounts.recognise(store, token, AT)
    assert left
    assert left.roles == frozenset(), "a session begun before may do no more either"
    assert [change[1:] for change in made(store) if change[0] == "change roles"] == [
        ("councillor", "manager"),
        ("manager", "approver, manager, officer"),
        ("approver, manager, officer", "manager"),
        ("manager", ""),
    ]


def test_roles_that_stay_are_not_on_record_again(store: Store) -> None:
    for _ in range(3):
        sign_in(store)
    assert [action for action, _, _ in made(store)].count("change roles") == 0


def test_the_last_administrator_stays_one(store: Store) -> None:
    sign_in(store, in_groups("IT"))
    assert sign_in(store, in_groups("Managers")).roles == {Role.MANAGER, Role.ADMINISTRATOR}
    assert sign_in(store, in_groups()).roles == {Role.ADMINISTRATOR}
    add(store, Role.ADMINISTRATOR, email="other@council.example")
    with pytest.raises(AccountError, match="none of your groups"):
        sign_in(store, in_groups())


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_locked_account_is_refused_and_left_as_it_is(store: Store, is_linked: bool) -> None:
    account = sign_in(store) if is_linked else add(store, Role.OFFICER)
    store.accounts.lock(account.id, entry("lock account"))
    before = store.accounts.list()
    with pytest.raises(AccountError, match=r"this account is locked\. Ask an administrator"):
        sign_in(store, in_groups("Managers"))
    assert store.accounts.list() == before


CLAIMS: Mapping[str, object] = {"sub": "7f3", "email": EMAIL, "name": "Asha  Rahman"}


def read(changed: Mapping[str, object], provider: Provider = GROUPS) -> Somebody:
    claims = {**CLAIMS, **changed}
    return read_claims({k: v for k, v in claims.items() if v is not None}, provider)


@pytest.mark.parametrize(
    ("changed", "email"),
    [
        ({}, EMAIL),
        ({"email": "Asha@Council.Example "}, EMAIL),
        ({"email": None}, ""),
        ({"email": None, "preferred_username": EMAIL}, EMAIL),
        ({"email": "", "preferred_username": EMAIL}, EMAIL),
        ({"email": None, "preferred_username": "asha"}, ""),
        ({"email": None, "upn": EMAIL}, ""),
        ({"email": 7, "preferred_username": ["a@b"]}, ""),
        ({"email": "asha\0@council.example"}, ""),
        ({"email_verified": True}, EMAIL),
        ({"email_verified": "true"}, EMAIL),
    ],
)
def test_whose_address_it_is(changed: dict[str, object], email: str) -> None:
    assert read(changed).email == email


@pytest.mark.parametrize("verified", [False, "false", 0, "", "no"])
def test_an_address_that_was_not_verified_is_refused(verified: object) -> None:
    with pytest.raises(AccountError, match="has not verified your e-mail address"):
        read({"email_verified": verified})
    with pytest.raises(AccountError, match="has not verified"):
        read({"email": None, "preferred_username": EMAIL, "email_verified": verified})


@pytest.mark.parametrize("subject", [None, "", 7, "x" * 256, "a\0b"])
def test_nobody_is_nobody(subject: object) -> None:
    with pytest.raises(AccountError, match="did not say who you are"):
        read({"sub": subject})


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "Asha Rahman"),
        ({"name": None}, EMAIL),
        ({"name": " "}, EMAIL),
        ({"name": "A" * 201}, EMAIL),
        ({"name": None, "email": None}, "7f3"),
    ],
)
def test_what_she_is_called(changed: dict[str, object], name: str) -> None:
    assert read(changed).name == name


@pytest.mark.parametrize(
    ("changed", "groups"),
    [
        ({}, ()),
        ({"groups": ["Officers", "IT"]}, ("Officers", "IT")),
        ({"groups": "Officers"}, ("Officers",)),
        ({"groups": ["Officers", 7, None, ["IT"]]}, ("Officers",)),
        ({"groups": {"Officers": True}}, ()),
        ({"roles": ["Officers"]}, ()),
    ],
)
def test_which_groups_she_is_in(changed: dict[str, object], groups: Collection[str]) -> None:
    assert read(changed).groups == set(groups)


def test_groups_are_read_from_the_claim_that_is_set() -> None:
    provider = replace(GROUPS, groups_claim="roles")
    assert read({"roles": ["Officers"], "groups": ["IT"]}, provider).groups == {"Officers"}
    assert read({"groups": ["IT"]}, INVITED).groups == frozenset()


def test_too_many_groups_take_no_role_away() -> None:
    with pytest.raises(AccountError, match="in more groups than your council's sign-in can"):
        read({"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {}}})


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)
names = st.sampled_from(
    ["sub", "email", "email_verified", "preferred_username", "name", "groups", "_claim_names"]
)


@given(st.dictionaries(names, anything))
def test_whatever_claims_say_is_read_or_refused(claims: dict[str, object]) -> None:
    try:
        who = read_claims(claims, GROUPS)
    except AccountError:
        return
    assert who.subject
    assert who.name
    assert (who.subject + who.email + who.name).isprintable()
