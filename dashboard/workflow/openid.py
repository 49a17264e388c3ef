"""Who somebody is whom the council's own sign-in has let in, and what she may do here.

An account is found by issuer and subject, which never change. Only the first time it is
found by its e-mail address, and linked. Where groups give roles, they do so at each sign-in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dashboard.people import Account, AuditEntry, Role
from dashboard.settings import Provider
from dashboard.store import AlreadyTaken, LastAdministrator, Store
from dashboard.workflow.accounts import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    AccountError,
    describe,
    is_address,
    record_refusal,
)

LONGEST_SUBJECT = 255
ASK = "Ask an administrator of the dashboard."


@dataclass(frozen=True, slots=True)
class Somebody:
    """What the provider says of a person. `email` is empty where it says none."""

    issuer: str
    subject: str
    email: str
    name: str
    groups: frozenset[str]


def read_claims(claims: Mapping[str, object], provider: Provider) -> Somebody:
    """The person whom checked claims describe. Raises AccountError."""
    subject = _text(claims, "sub", LONGEST_SUBJECT)
    email = _read_email(claims)
    if not subject:
        raise AccountError(f"Your council's sign-in did not say who you are. {ASK}")
    if claims.get("email_verified", True) not in (True, "true"):
        raise AccountError(
            "Your council's sign-in has not verified your e-mail address. Have it verified "
            "there, then sign in again."
        )
    named = " ".join(_text(claims, "name", LONGEST_NAME).split())
    return Somebody(
        issuer=provider.issuer,
        subject=subject,
        email=email,
        name=named or email or subject,
        groups=_read_groups(claims, provider),
    )


def sign_in(
    store: Store, who: Somebody, provider: Provider, origin: str, now: dt.datetime
) -> str:
    """The token of a new session. Raises AccountError, and puts the refusal on record."""
    try:
        account = _find(store, who, provider, origin, now)
        _check_open(account)
        if provider.groups:
            account = _follow_groups(store, account, who, provider, origin, now)
    except AccountError as error:
        record_refusal(store, who.email or who.subject, str(error), origin, now)
        raise
    return store.accounts.begin_session(account.id, origin, now, f"by {who.issuer}")


def _find(
    store: Store, who: Somebody, provider: Provider, origin: str, now: dt.datetime
) -> Account:
    """The account, linked, and made if need be."""
    known = store.accounts.of_subject(who.issuer, who.subject)
    if known:
        return known
    if not who.email:
        raise AccountError(
            "Your council's sign-in gave no e-mail address of yours, so your account here was "
            f"not found. {ASK}"
        )
    account = store.accounts.of_email(who.email)
    if account:
        _check_open(account)
    else:
        account = _make(store, who, provider, origin, now)
    entry = _entry("link account", account, origin, now, after=f"{who.subject} of {who.issuer}")
    try:
        return store.accounts.link_subject(account.id, who.issuer, who.subject, entry)
    except AlreadyTaken as taken:
        raise AccountError(str(taken)) from None


def _make(
    store: Store, who: Somebody, provider: Provider, origin: str, now: dt.datetime
) -> Account:
    """A new account for somebody whose groups give her a role."""
    roles = provider.roles_of(who.groups)
    if not roles:
        why = (
            "none of your groups has a role here" if provider.groups else "you have no account"
        )
        raise AccountError(f"{who.email}: {why}. {ASK}")
    entry = AuditEntry(
        now, who.name, "add account", who.email, after=describe(roles), origin=origin
    )
    try:
        return store.accounts.add(who.email, who.name, roles, None, entry)
    except AlreadyTaken as taken:  # made at this moment, in another window
        raise AccountError(f"{taken} Sign in again.") from None


def _check_open(account: Account) -> None:
    if account.is_locked:
        raise AccountError(f"{account.email}: this account is locked. {ASK}")


def _follow_groups(
    store: Store,
    account: Account,
    who: Somebody,
    provider: Provider,
    origin: str,
    now: dt.datetime,
) -> Account:
    """Give the roles of the groups and no others; the last administrator stays one."""
    roles = provider.roles_of(who.groups)
    if roles != account.roles:
        try:
            account = _set_roles(store, account, roles, origin, now)
        except LastAdministrator:
            roles |= {Role.ADMINISTRATOR}
            if roles != account.roles:
                account = _set_roles(store, account, roles, origin, now)
    if not account.roles:
        raise AccountError(f"{account.email}: none of your groups has a role here. {ASK}")
    return account


def _set_roles(
    store: Store, account: Account, roles: Collection[Role], origin: str, now: dt.datetime
) -> Account:
    entry = _entry(
        "change roles", account, origin, now, describe(account.roles), describe(roles)
    )
    return store.accounts.set_roles(account.id, roles, entry)


def _entry(
    action: str,
    account: Account,
    origin: str,
    now: dt.datetime,
    before: str = "",
    after: str = "",
) -> AuditEntry:
    return AuditEntry(
        at=now,
        by="the council's own sign-in",
        action=action,
        subject=account.email,
        before=before,
        after=after,
        account=account.id,
        origin=origin,
    )


def _read_email(claims: Mapping[str, object]) -> str:
    """The address, or the name to sign in with where that is one."""
    for claim in ("email", "preferred_username"):
        found = _text(claims, claim, LONGEST_EMAIL)
        if is_address(found):
            return found.strip().lower()
    return ""


def _read_groups(claims: Mapping[str, object], provider: Provider) -> frozenset[str]:
    """The groups named; who is in too many has a reference in their place."""
    if not provider.groups:
        return frozenset()
    elsewhere = claims.get("_claim_names")
    if isinstance(elsewhere, Mapping) and provider.groups_claim in elsewhere:
        raise AccountError(
            "You are in more groups than your council's sign-in can list. Ask an administrator "
            "to send only the groups that are assigned to the dashboard."
        )
    found = claims.get(provider.groups_claim, ())
    named = [found] if isinstance(found, str) else found
    if not isinstance(named, list | tuple):
        return frozenset()
    return frozenset(group for group in named if isinstance(group, str))


def _text(claims: Mapping[str, object], claim: str, longest: int) -> str:
    """A claim that is printable text of this length; empty if it is not."""
    found = claims.get(claim)
    is_text = isinstance(found, str) and found.isprintable() and len(found) <= longest
    return str(found) if is_text else ""
