"""Those who may sign in: their roles, sessions, one-time links and failed attempts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROLES = "role IN ('councillor', 'manager', 'approver', 'officer', 'administrator')"


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("password", sa.Text),
        sa.Column("is_locked", sa.Boolean, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("person", name=op.f("uq_account_person")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_account_email")),
    )
    op.create_table(
        "account_role",
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("account", "role", name=op.f("pk_account_role")),
        sa.ForeignKeyConstraint(
            ["account"], ["account.id"], name=op.f("fk_account_role_account")
        ),
        sa.CheckConstraint(ROLES, name=op.f("ck_account_role_role")),
    )
    op.create_table(
        "session",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_session")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_session_account")),
    )
    op.create_index(op.f("ix_session_account"), "session", ["account"])
    op.create_table(
        "link",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_link")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_link_account")),
        sa.CheckConstraint("purpose IN ('set password')", name=op.f("ck_link_purpose")),
    )
    op.create_index(op.f("ix_link_account"), "link", ["account"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    for column in ("email", "origin", "at"):
        op.create_index(op.f(f"ix_attempt_{column}"), "attempt", [column])
