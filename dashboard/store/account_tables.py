"""The tables of those who may sign in. Of a token only its SHA-256 is kept, as hex digits."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, Table, Text

from dashboard.people import Role
from dashboard.store.columns import Moment, Word
from dashboard.store.tables import check_words, metadata

# Addresses are kept in lower case, so that one is the same however it is typed.
account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("person", Text, unique=True),
    Column("password", Text),
    Column("is_locked", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("email = lower(email)", name="email"),
)

account_role = Table(
    "account_role",
    metadata,
    Column("account", ForeignKey("account.id"), primary_key=True),
    Column("role", Word(Role), primary_key=True),
    check_words("role", Role),
)

# Who somebody is to the council's own sign-in, which alone gives out subjects.
subject = Table(
    "subject",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, unique=True),
    Column("linked_at", Moment, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("origin", Text, nullable=False),
)

link = Table(
    "link",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    check_words("purpose", ("set password",)),
)

# One failed attempt to sign in: for which address, as its SHA-256, and from where.
attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Text, nullable=False, index=True),
    Column("origin", Text, nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
)
