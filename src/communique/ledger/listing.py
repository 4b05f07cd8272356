"""Many values in one statement, however many they are."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ARRAY, BigInteger, Connection, FromClause, Text, cast, func, literal
from sqlalchemy.types import TypeEngine

T = TypeVar("T")

SOME = 500
"""Values in one list of a statement."""

HIGHEST = 2**63 - 1
"""A rank or number that no row exceeds."""


def listed(connection: Connection, numbers: Iterable[int]) -> FromClause:
    """Numbers as a table with the column `value`: one parameter, where a list in the statement would have one for each, and
    SQLAlchemy would take longer over them than SQLite over the rows."""
    return _table(connection, list(numbers), BigInteger())


def named(connection: Connection, ids: Iterable[str]) -> FromClause:
    """The same for ids."""
    return _table(connection, list(ids), Text())


def _table(connection: Connection, values: list[Any], kind: TypeEngine[Any]) -> FromClause:
    if connection.dialect.name == "sqlite":
        return func.json_each(json.dumps(values)).table_valued("value")
    return func.unnest(cast(literal(values, ARRAY(kind)), ARRAY(kind))).table_valued("value").render_derived()


def slices(items: Sequence[T], size: int = SOME) -> Iterator[Sequence[T]]:
    """A list in pieces that a statement can hold."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
