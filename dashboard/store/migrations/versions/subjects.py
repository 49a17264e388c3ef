"""Who an account is to the council's own sign-in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subject",
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_subject")),
        sa.UniqueConstraint("account", name=op.f("uq_subject_account")),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_subject_account")),
    )


def downgrade() -> None:
    op.drop_table("subject")
