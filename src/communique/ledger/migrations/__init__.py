"""The steps by which a ledger's schema grew; Alembic runs those that a ledger lacks."""
