"""A load may take back another one; an upload waits until it is confirmed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In words of both databases: Alembic itself cannot add a reference on SQLite.
    op.execute(
        "ALTER TABLE load ADD COLUMN undoes INTEGER "
        "CONSTRAINT fk_load_undoes REFERENCES load (id)"
    )
    op.create_index(op.f("ix_load_undoes"), "load", ["undoes"], unique=True)
    op.create_table(
        "upload",
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_upload")),
    )
