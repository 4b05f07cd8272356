"""Many rows of one table put in at once."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

from sqlalchemy import Connection, Insert, Table
from sqlalchemy.dialects import postgresql, sqlite

from communique.ledger.rows import Row


def if_absent(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    """Insert the rows whose keys are not there yet."""
    many = list(rows)
    if many:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        bulk(connection, dialect.insert(table).on_conflict_do_nothing(), many)


def bulk(connection: Connection, statement: Insert, many: Sequence[Row]) -> None:
    """Insert many rows of the same columns.

    SQLAlchemy makes a dictionary of parameters for every row, which takes as long as SQLite takes to store it; so
    there the statement is compiled once and the driver given plain tuples. None of our types needs work on SQLite.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(statement, many)
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(many[0]))
    connection.exec_driver_sql(compiled.string, list(map(itemgetter(*(compiled.positiontup or ())), many)))
