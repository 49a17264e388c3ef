"""What each role may do, as one table. Whoever has no account is the public."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from dashboard.people import Role


class Permission(StrEnum):
    """Something that not everybody may do, or that everybody may."""

    READ_EDITIONS = "read editions"
    READ_WORKING_MONTHS = "read working months"
    LOAD_DATA = "load data"
    PUBLISH = "publish"
    USE_DESK = "use the commentary desk"
    WRITE_COMMENTARY = "write commentary"
    APPROVE_COMMENTARY = "approve commentary"
    ACT_FOR_ANOTHER = "act for another"
    NOTE_FIGURES = "note figures"
    DISMISS_WARNINGS = "dismiss warnings"
    SETTLE_PROMISES = "settle promises"
    ACCEPT_FINDINGS = "accept findings"
    MANAGE_ACCOUNTS = "manage accounts"
    READ_AUDIT = "read the audit"


PUBLIC = frozenset({Permission.READ_EDITIONS})
"""What the public may do, and so everybody."""

_MANAGER, _APPROVER = Role.MANAGER, Role.APPROVER
_OFFICER, _ADMINISTRATOR = Role.OFFICER, Role.ADMINISTRATOR

ROLES: dict[Permission, frozenset[Role]] = {
    Permission.READ_EDITIONS: frozenset(Role),
    Permission.READ_WORKING_MONTHS: frozenset(set(Role) - {_ADMINISTRATOR}),
    Permission.LOAD_DATA: frozenset({_OFFICER}),
    Permission.PUBLISH: frozenset({_OFFICER}),
    Permission.USE_DESK: frozenset({_MANAGER, _APPROVER, _OFFICER}),
    Permission.WRITE_COMMENTARY: frozenset({_MANAGER}),
    Permission.APPROVE_COMMENTARY: frozenset({_APPROVER}),
    Permission.ACT_FOR_ANOTHER: frozenset({_OFFICER}),
    Permission.NOTE_FIGURES: frozenset({_MANAGER, _OFFICER}),
    Permission.DISMISS_WARNINGS: frozenset({_MANAGER, _APPROVER, _OFFICER}),
    Permission.SETTLE_PROMISES: frozenset({_MANAGER, _OFFICER}),
    Permission.ACCEPT_FINDINGS: frozenset({_OFFICER}),
    Permission.MANAGE_ACCOUNTS: frozenset({_ADMINISTRATOR}),
    Permission.READ_AUDIT: frozenset({_OFFICER, _ADMINISTRATOR}),
}
"""Which roles give a permission. The rules of a thing itself, such as whose commentary it
is, come on top."""


def may(roles: Collection[Role], permission: Permission) -> bool:
    """Whether somebody with these roles may do that; without any she is the public."""
    return permission in PUBLIC or not ROLES[permission].isdisjoint(roles)
