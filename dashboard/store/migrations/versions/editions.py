"""Months as published, instead of months that are open. Findings may be accepted by setup.

What was opened stays in the record of changes; nothing is published by this step, so the
public sees no figure until somebody publishes one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

REFUSAL = "An edition stays as it was published. Publish a new version instead."

# A row that takes the place of another would, on SQLite, remove it without being asked.
SQLITE = f"""
CREATE TRIGGER edition_is_not_changed BEFORE UPDATE ON edition
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;

CREATE TRIGGER edition_is_not_removed BEFORE DELETE ON edition
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;

CREATE TRIGGER edition_is_not_replaced BEFORE INSERT ON edition
WHEN EXISTS (SELECT 1 FROM edition WHERE month = NEW.month AND version = NEW.version)
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END;
"""

POSTGRESQL = f"""
CREATE FUNCTION refuse_change_of_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER edition_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON edition
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_edition();
"""


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("month", "version", name=op.f("pk_edition")),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_edition_month")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_edition_version")),
        sa.CheckConstraint("version = 1 OR reason <> ''", name=op.f("ck_edition_reason")),
    )
    triggers = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL
    # One statement each: SQLite's driver takes no more at a time.
    for trigger in triggers.strip().split("\n\n"):
        op.execute(trigger)
    with op.batch_alter_table("finding_decision") as decisions:
        decisions.alter_column("account", existing_type=sa.Integer, nullable=True)
    op.drop_table("opening")
