"""Up to which month the public may read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("month", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_opening_month")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening")),
    )
