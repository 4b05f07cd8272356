"""A part of a query as SQL over the records, one code for both engines."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeAlias, assert_never

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    bindparam,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy import (
    Text as SqlText,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from communique import knowledge
from communique.ledger.query import And, Filter, Node, Not, Or, Text
from communique.ledger.rows import LONG
from communique.ledger.tables import judgement, link, name, page, party, passage, record, version
from communique.ledger.words import Sought, sought, words

LISTED = 1000
"""Names that one filter may mean and still be listed in a statement, which SQLite holds to 32,766 values."""

Condition: TypeAlias = ColumnElement[bool]
passage_index = table("passage_index", column("rowid"))

TIES = {
    "who": ("source", "participant", "mentioned"),
    "at": ("place",),
    "via": ("via", "publisher"),
    "mechanism": ("mechanism",),
}
SIDES = {"by": ("by", "among"), "to": ("to", "among"), "party": ("by", "to", "among")}


class Conditions:
    """Makes conditions over one connection, which must stay in one transaction: names are looked up once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.lite = connection.dialect.name == "sqlite"
        self.named: dict[Filter, list[str] | Select[Any]] = {}
        self.bounded = not connection.execute(select(record.c.n).where(record.c.long).limit(1)).first()

    def condition(self, node: Node, rows: FromClause, seek: bool, indexed: bool = True) -> Condition:
        """A part of the query as SQL: `seek` through an index to the records, or ask each record. Not `indexed`, an
        index over days or types must not draw SQLite away from the lookup that was decided on."""
        match node:
            case And(nodes):
                return and_(*(self.condition(part, rows, seek, indexed) for part in nodes))
            case Or(nodes):
                return or_(*(self.condition(part, rows, seek, indexed) for part in nodes))
            case Not(part):
                return not_(self.condition(part, rows, seek, indexed))
            case Text(text, prefix):
                phrase = sought(text, prefix)
                return false() if phrase is None else self._says(phrase, rows, seek)
            case Filter():
                if _is_cheap(node):
                    return self.column(node, rows, indexed)
                members = self.members(node)
                if node.name == "page":
                    return rows.c.version.in_(members)
                if node.name == "judged":
                    return self._judged(node, rows)
                inner = members.selected_columns[0]
                return rows.c.n.in_(members) if seek else members.where(inner == rows.c.n).exists()
        assert_never(node)

    def _says(self, phrase: Sought, rows: FromClause, seek: bool) -> Condition:
        if seek:
            return rows.c.n.in_(self.holding(phrase))
        here = select(passage.c.n).where(passage.c.record == rows.c.n)
        if self.lite:
            text = " " + " ".join(phrase.words) + ("" if phrase.prefix else " ")
            return here.where(_holds(literal(" ") + passage.c.words + " ", text, lite=True)).exists()
        return here.where(_vector_match(phrase)).exists()

    def holding(self, phrase: Sought, only_index: bool = False) -> Select[Any]:
        """Records (or passages, which are more) that hold a phrase, by the engine's index."""
        if not self.lite:
            return select(passage.c.record).where(_vector_match(phrase))
        asked = '"' + " ".join(phrase.words) + '"' + (" *" if phrase.prefix else "")
        found = select(passage_index.c.rowid).where(literal_column("passage_index").op("MATCH")(bindparam(None, asked)))
        return found if only_index else select(passage.c.record).where(passage.c.n.in_(found))

    def members(self, node: Filter) -> Select[Any]:
        """The records that a filter by name, party or page means; the versions, for a page."""
        if node.name in SIDES:
            return select(party.c.record).where(party.c.party.in_(node.values), party.c.tie.in_(SIDES[node.name]))
        if node.name == "page":
            pages = select(page.c.id).where(or_(page.c.id.in_(node.values), page.c.address.in_(node.values)))
            return select(version.c.n).where(or_(version.c.id.in_(node.values), version.c.page.in_(pages)))
        if node.name == "judged":
            verdicts = judgement.c.verdict.in_(node.values) if "any" not in node.values else judgement.c.last
            return select(judgement.c.record).where(judgement.c.last, verdicts)
        return select(link.c.record).where(link.c.name.in_(self._names(node)), link.c.tie.in_(TIES[node.name]))

    def _names(self, node: Filter) -> list[str] | Select[Any]:
        """The ids of the names that a filter means, looked up once; a statement where they are too many to list."""
        if node not in self.named:
            meant = select(name.c.id).where(or_(*(self._name(node.name, value) for value in node.values)))
            found = list(self.connection.execute(meant.limit(LISTED + 1)).scalars())
            self.named[node] = found if len(found) <= LISTED else meant
        return self.named[node]

    def _name(self, filter_name: str, value: str) -> Condition:
        """Names that hold the value's words in any order ("Iwaya Takeshi"), or another name of the same thing."""
        spelt = [value, *_also_called(filter_name, value)]
        meant = []
        for one in spelt:
            asked = sought(one.rstrip("*"), prefix=one.endswith("*"))
            if asked is not None:
                *firm, last = asked.words
                parts = [f" {word} " for word in firm] + [f" {last}" if asked.prefix else f" {last} "]
                meant.append(and_(*(_holds(name.c.key, part, self.lite) for part in parts)))
        if filter_name == "at" and (code := _state(value)):
            cities = sorted({f" {' '.join(words(p.name))} " for p in knowledge.places().values() if p.code == code})
            meant.append(and_(name.c.kind == "place", name.c.key.in_(cities)))
        return or_(false(), *meant)

    def _judged(self, node: Filter, rows: FromClause) -> Condition:
        verdicts = tuple(value for value in node.values if value != "none")
        any_at_all = select(judgement.c.record).where(judgement.c.last)
        unjudged = rows.c.id.not_in(any_at_all)
        if not verdicts:
            return unjudged
        meant = rows.c.id.in_(self.members(Filter("judged", verdicts)))
        return or_(meant, unjudged) if "none" in node.values else meant

    def column(self, node: Filter, rows: FromClause, indexed: bool = True) -> Condition:
        """A filter over columns of the record itself."""
        match node.name:
            case "type":
                return plain_text(rows.c.type, indexed).in_(node.values)
            case "kind" | "status":
                return rows.c[node.name].in_(node.values)
            case "rule":
                return or_(*(rows.c.made_by.startswith(value, autoescape=True) for value in node.values))
            case "sure":
                return rows.c.confidence >= float(node.values[0])
            case "due":
                return or_(*(_within(rows.c.due, *_ends(value)) for value in node.values))
        return or_(*(self._touches(rows, *_ends(value), indexed) for value in node.values))

    def begun(self, node: Filter, rows: FromClause) -> Condition:
        """The records among which those of days `node` are: by their first day alone, which an index tells."""
        return or_(*(self._begun(rows.c.start, *_ends(value)) for value in node.values))

    def _begun(self, start: ColumnElement[str], first: str, final: str) -> Condition:
        """Only where no record is `long` may the walk end near the interval's beginning."""
        conditions = [start != ""]
        if final:
            conditions.append(start <= final)
        if first > "0003" and self.bounded:
            conditions.append(start >= (date.fromisoformat(first) - timedelta(LONG)).isoformat())
        return and_(*conditions)

    def _touches(self, rows: FromClause, first: str, final: str, indexed: bool) -> Condition:
        """Records whose days touch an interval; the last day, which no index holds, is asked only of those begun before."""
        start = plain_text(rows.c.start, indexed)
        begun = self._begun(start, first, final)
        return and_(begun, or_(start >= first, rows.c.end >= first)) if first else begun


def plain_text(column: ColumnElement[str], indexed: bool) -> ColumnElement[str]:
    """A column, or the same as an expression that no index offers."""
    return column if indexed else column.concat("")


def _is_cheap(node: Node) -> bool:
    """Whether a part asks only for columns of the record itself."""
    match node:
        case Filter(filter_name, _):
            return filter_name in ("type", "kind", "status", "rule", "sure", "due", "when")
        case Not(part):
            return _is_cheap(part)
        case And(nodes) | Or(nodes):
            return all(map(_is_cheap, nodes))
    return False


def _vector_match(phrase: Sought) -> Condition:
    asked = " <-> ".join(f"'{word}'" for word in phrase.words) + (":*" if phrase.prefix else "")
    return passage.c.words.op("@@")(cast(literal(asked, SqlText), TSQUERY))


def _holds(text: ColumnElement[str], part: str, lite: bool) -> Condition:
    return (func.instr(text, part) if lite else func.strpos(text, part)) > 0


def _within(day: ColumnElement[str], first: str, final: str) -> Condition:
    return and_(day.is_not(None), *([day >= first] if first else []), *([day <= final] if final else []))


def _ends(interval: str) -> tuple[str, str]:
    first, _, final = interval.partition("..")
    return first, final


def _also_called(filter_name: str, value: str) -> Iterable[str]:
    outlet = knowledge.outlet_by_name().get(value.casefold()) if filter_name == "via" else None
    return (outlet.name, *outlet.aliases) if outlet else ()


def _state(value: str) -> str | None:
    if value in knowledge.states():
        return value
    code, how = knowledge.state_by_name().get(value.casefold(), ("", ""))
    return code if how == "name" else None
