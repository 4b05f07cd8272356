"""The migrations make what `tables` says, and no ledger is ever half brought up to date."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from communique.ledger.engine import HEAD, reading
from communique.ledger.store import Ledger
from communique.ledger.tables import metadata


def test_all_migrations_together_make_the_tables(ledger: Ledger) -> None:
    with reading(ledger.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [
            change
            for change in compare_metadata(context, metadata)
            if "passage_index" not in str(change) and "comment" not in str(change[0])
        ]
        held = {index["name"] for index in inspect(connection).get_indexes("passage")}
        assert context.get_current_revision() == HEAD
    if ledger.engine.dialect.name == "postgresql":
        # the index for searching is the engine's own, and no part of the common definition
        found = [change for change in found if "ix_passage_words" not in str(change)]
        assert "ix_passage_words" in held
    assert found == []


def test_the_index_is_in_use(filled: Ledger) -> None:
    with reading(filled.engine) as connection:
        if filled.engine.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(
                "EXPLAIN QUERY PLAN SELECT rowid FROM passage_index WHERE passage_index MATCH '\"customs\"'"
            ).all()
            assert "VIRTUAL TABLE INDEX" in str(plan)
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = connection.exec_driver_sql(
                "EXPLAIN SELECT record FROM passage WHERE words @@ '''customs'''::tsquery"
            ).all()
            assert "ix_passage_words" in str(plan)
