"""What Alembic runs: the migrations still missing, on the connection handed to it."""

from alembic import context

from dashboard.store.tables import metadata

# The caller's transaction goes around all of it. SQLite takes back changed tables too,
# which Alembic does not expect of it.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
