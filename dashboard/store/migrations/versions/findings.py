"""What was decided about findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "finding_decision",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_decision")),
        sa.CheckConstraint(
            "decision IN ('accept', 'reopen')", name=op.f("ck_finding_decision_decision")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_finding_decision_reason")),
    )
    op.create_index(op.f("ix_finding_decision_key"), "finding_decision", ["key"])


def downgrade() -> None:
    op.drop_table("finding_decision")
