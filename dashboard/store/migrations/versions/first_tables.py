"""The first tables: loads, observations, published figures, comments, the revision."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATUSES = (
    "status IN ('value', 'missing', 'not due', 'not yet available', 'not applicable', "
    "'suppressed', 'low')"
)
STATES = "state IN ('draft', 'submitted', 'returned', 'approved', 'published')"


def upgrade() -> None:
    op.create_table(
        "load",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("checksum", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("file_month", sa.Text),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.Text, nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("revised", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load")),
        sa.CheckConstraint("file_month LIKE '____-__'", name=op.f("ck_load_file_month")),
        sa.CheckConstraint(
            "new >= 0 AND revised >= 0 AND unchanged >= 0", name=op.f("ck_load_counts")
        ),
    )
    op.create_index(op.f("ix_load_checksum"), "load", ["checksum"])
    op.create_table(
        "observation",
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("load", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("numerator", sa.Text),
        sa.Column("denominator", sa.Text),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row_number", sa.Integer, nullable=False),
        sa.Column("column_number", sa.Integer, nullable=False),
        sa.Column("column_title", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("ref", "month", "load", name=op.f("pk_observation")),
        sa.ForeignKeyConstraint(["load"], ["load.id"], name=op.f("fk_observation_load")),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_observation_month")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_observation_status")),
        sa.CheckConstraint(
            "(status = 'value') = (value IS NOT NULL)", name=op.f("ck_observation_value")
        ),
    )
    op.create_table(
        "published_figure",
        sa.Column("file_month", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("column", sa.Text, nullable=False),
        sa.Column("load", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("value", sa.Text),
        sa.Column("arrow", sa.Text),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row_number", sa.Integer, nullable=False),
        sa.Column("column_number", sa.Integer, nullable=False),
        sa.Column("column_title", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint(
            "file_month", "ref", "column", "load", name=op.f("pk_published_figure")
        ),
        sa.ForeignKeyConstraint(["load"], ["load.id"], name=op.f("fk_published_figure_load")),
        sa.CheckConstraint(
            "file_month LIKE '____-__'", name=op.f("ck_published_figure_file_month")
        ),
        sa.CheckConstraint(
            "arrow IN ('up', 'down', 'similar')", name=op.f("ck_published_figure_arrow")
        ),
        sa.CheckConstraint(
            "arrow IS NULL OR \"column\" = 'change'",
            name=op.f("ck_published_figure_arrow_of_change"),
        ),
    )
    op.create_table(
        "comment",
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("load", sa.Integer),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("row_number", sa.Integer, nullable=False),
        sa.Column("column_number", sa.Integer, nullable=False),
        sa.Column("column_title", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("ref", "month", "version", name=op.f("pk_comment")),
        sa.ForeignKeyConstraint(["load"], ["load.id"], name=op.f("fk_comment_load")),
        sa.CheckConstraint("month LIKE '____-__'", name=op.f("ck_comment_month")),
        sa.CheckConstraint(STATES, name=op.f("ck_comment_state")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_comment_version")),
        sa.CheckConstraint(
            "(load IS NULL) <> (author IS NULL)", name=op.f("ck_comment_origin")
        ),
    )
    revisions = op.create_table(
        "revision",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.CheckConstraint("id = 1", name=op.f("ck_revision_one_row")),
    )
    op.execute(revisions.insert().values(id=1, number=0))


def downgrade() -> None:
    for table in ("revision", "comment", "published_figure", "observation", "load"):
        op.drop_table(table)
