"""Run by Alembic: brings the ledger on the connection that `engine` hands over to the newest schema."""

from alembic import context

from communique.ledger.tables import metadata

connection = context.config.attributes["connection"]
# the transaction is the caller's: a schema is changed wholly or not at all, and by one program at a time
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
