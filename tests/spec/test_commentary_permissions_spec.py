"""Who may do what: the table is the whole truth."""

from __future__ import annotations

from itertools import combinations

from dashboard.people import Role
from dashboard.workflow.permissions import Permission, may
from tests.spec.table import Row, section, table


@table("commentary_permissions.md", "Roles")
def test_roles(row: Row) -> None:
    permission = Permission(row["permission"])
    assert may([], permission) == (row["public"] == "yes")
    for role in Role:
        assert may([role], permission) == (row[role.value] == "yes"), role
    for several in combinations(Role, 2):
        assert may(several, permission) == any(row[role.value] == "yes" for role in several)


def test_every_permission_stands_in_the_table() -> None:
    lines = section("commentary_permissions.md", "Roles")
    named = [line.split("|")[1].strip() for line in lines if line.startswith("|")]
    assert named[2:] == list(Permission)
