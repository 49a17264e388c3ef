"""Commentary is written here: steps of a text, drafts, notes, dismissals and promises."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MONTH = "month LIKE '____-__'"
STEPS = "step IN ('save', 'submit', 'return', 'approve', 'reopen')"
DOUBTS = "doubt IN ('spurious', 'break in series', 'other')"


def upgrade() -> None:
    _add_steps()
    _add_notes()
    _add_dismissals()
    _add_promises()


def _add_steps() -> None:
    op.create_table(
        "comment_step",
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("acting_for", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("begun_from", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("ref", "month", "version", name=op.f("pk_comment_step")),
        _of_version("comment_step"),
        sa.CheckConstraint(STEPS, name=op.f("ck_comment_step_step")),
        sa.CheckConstraint(
            "step NOT IN ('return', 'reopen') OR reason <> ''",
            name=op.f("ck_comment_step_reason"),
        ),
        sa.CheckConstraint(
            "begun_from >= 0 AND begun_from < version",
            name=op.f("ck_comment_step_begun_from"),
        ),
    )
    op.create_table(
        "comment_draft",
        sa.Column("account", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("begun_from", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "account", "ref", "month", "window", name=op.f("pk_comment_draft")
        ),
        sa.CheckConstraint(MONTH, name=op.f("ck_comment_draft_month")),
        sa.CheckConstraint("begun_from >= 0", name=op.f("ck_comment_draft_begun_from")),
    )


def _add_notes() -> None:
    op.create_table(
        "figure_note",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("doubt", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *_by_somebody(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_note")),
        sa.CheckConstraint(MONTH, name=op.f("ck_figure_note_month")),
        sa.CheckConstraint(DOUBTS, name=op.f("ck_figure_note_doubt")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_figure_note_text")),
    )
    op.create_index(op.f("ix_figure_note_ref"), "figure_note", ["ref", "month"])
    op.create_table(
        "figure_note_withdrawal",
        sa.Column("note", sa.Integer, nullable=False),
        *_by_somebody(),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("note", name=op.f("pk_figure_note_withdrawal")),
        sa.ForeignKeyConstraint(
            ["note"], ["figure_note.id"], name=op.f("fk_figure_note_withdrawal_note")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_figure_note_withdrawal_reason")),
    )


def _add_dismissals() -> None:
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        *_by_somebody(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dismissal")),
        sa.CheckConstraint(MONTH, name=op.f("ck_dismissal_month")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_dismissal_reason")),
    )
    op.create_index(op.f("ix_dismissal_ref"), "dismissal", ["ref", "month"])


def _add_promises() -> None:
    op.create_table(
        "promise_settled",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        *_by_somebody(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_settled")),
        sa.UniqueConstraint(
            "ref", "month", "version", "text", name=op.f("uq_promise_settled_ref")
        ),
        _of_version("promise_settled"),
        sa.CheckConstraint("text <> ''", name=op.f("ck_promise_settled_text")),
        sa.CheckConstraint("outcome <> ''", name=op.f("ck_promise_settled_outcome")),
    )


def _of_version(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["ref", "month", "version"],
        ["comment.ref", "comment.month", "comment.version"],
        name=op.f(f"fk_{table}_ref"),
    )


def _by_somebody() -> tuple[sa.Column[str], sa.Column[int], sa.Column[object]]:
    return (
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    for table in ("promise_settled", "dismissal"):
        op.drop_table(table)
    for table in ("figure_note_withdrawal", "figure_note", "comment_draft", "comment_step"):
        op.drop_table(table)
