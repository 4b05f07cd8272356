"""A question as a user puts it, as a query that the ledger can answer."""

from collections.abc import Mapping, Sequence

from communique.ledger.filters import WHOLE
from communique.ledger.query import And, Filter, Node, Not, Or, Query, filtered, parse

Filters = Mapping[str, Sequence[str]]


def query_of(query: str | Query, filters: Filters | None) -> Query:
    """A query with its filters. QueryError for a wrong one."""
    return filtered(parse(query) if isinstance(query, str) else query, filters or {})


def pages_unless_records(asked: Query) -> Query:
    """The query over pages, where nothing in it asks for what only other records have."""
    if all(name in ("when", "page", "via", "who", *WHOLE) for name in filters_of(asked.node)):
        return filtered(asked, {"type": ["page"]})
    return asked


def filters_of(node: Node | None) -> set[str]:
    """The names of all filters in a query."""
    if isinstance(node, Filter):
        return {node.name}
    parts: Sequence[Node] = ()
    if isinstance(node, Not):
        parts = (node.node,)
    elif isinstance(node, And | Or):
        parts = node.nodes
    return {name for part in parts for name in filters_of(part)}
