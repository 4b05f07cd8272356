"""A query as SQL over the records, one code for both engines, and the plan that makes it quick.

A word that few records hold is looked up in the index, and the records are put in order afterwards. A word that a third
of the ledger holds would have to be looked up a million times for fifty rows: there the records are walked in their
order, newest first, and each is asked whether it holds the word. The plan counts, but never beyond `FEW`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias, TypeGuard, assert_never

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
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
    tuple_,
)
from sqlalchemy import (
    Text as SqlText,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from communique import knowledge
from communique.ledger.query import And, Filter, Node, Not, Or, Query, Text
from communique.ledger.rows import LONG
from communique.ledger.tables import judgement, link, name, page, party, passage, record, version
from communique.ledger.words import Sought, sought, words

FEW = 10_000
"""Records up to which a lookup is quick: they are put in order in some 30 ms."""

WINDOW = 20_000
"""Records that are walked before the walk is given up for a lookup after all. What more than `FEW` of a million
records hold is met fifty times in some 5,000."""

MANY = 100_000
"""Records up to which one part of a query leads to them, when a walk has failed, and the others are asked of each."""

LISTED = 1000
"""Names that one filter may mean and still be listed in a statement, which SQLite holds to 32,766 values."""

CHUNK = 1000
"""Rows fetched at a time when everything is asked for."""

STEM = 4
"""Letters from which a beginning (`coop*`) is looked up; a shorter one stands for too many words."""

Condition: TypeAlias = ColumnElement[bool]
Place: TypeAlias = tuple[str, str]
"""Where a record stands in the order of what is found: its first day ("" for an open one) and its id."""
passage_index = table("passage_index", column("rowid"))

TIES = {
    "who": ("source", "participant", "mentioned"),
    "at": ("place",),
    "via": ("via", "publisher"),
    "mechanism": ("mechanism",),
}
SIDES = {"by": ("by", "among"), "to": ("to", "among"), "party": ("by", "to", "among")}


class Search:
    """One query over one connection, which must stay in one transaction: names are looked up once."""

    def __init__(self, connection: Connection, query: Query, after: Place | None = None) -> None:
        self.connection = connection
        self.query = query
        self.after = after
        self.lite = connection.dialect.name == "sqlite"
        self.named: dict[Filter, list[str] | Select[Any]] = {}
        self.bounded = not connection.execute(select(record.c.n).where(record.c.long).limit(1)).first()
        node = query.node
        parts = () if node is None else node.nodes if isinstance(node, And) else (node,)
        self.wanted: tuple[Node, ...] = tuple(dict.fromkeys(parts))  # what is asked twice is asked once

    def count(self) -> int:
        """How many records the query finds."""
        found = self.numbers().subquery()
        return int(self.connection.execute(select(func.count()).select_from(found)).scalar_one())

    def numbers(self) -> Select[tuple[int]]:
        """The numbers of the records found, for use in another statement."""
        return self._chosen().with_only_columns(record.c.n)

    def every(self, oldest_first: bool = False) -> Iterator[RowMapping]:
        """All that the query finds, in order, fetched as it is taken."""
        chosen = _ordered(self._chosen(), record, oldest_first)
        streamed = self.connection.execution_options(yield_per=CHUNK).execute(chosen)
        yield from streamed.mappings()

    def first(self, limit: int, oldest_first: bool = False) -> list[RowMapping]:
        """The first `limit` records in order: by day, the newest first; within a day by id."""
        driver = self._driver(FEW)
        if driver is None:
            walked = self._walk(limit, oldest_first)
            if walked is not None:
                return walked
            chosen = self._chosen()
        else:
            chosen = self._probed(driver)
        chosen = chosen.where(*self._beyond(oldest_first, indexed=False))
        # an order that no index offers keeps SQLite from walking where a lookup was decided on
        chosen = _ordered(chosen, record, oldest_first, indexed=False).limit(limit)
        return list(self.connection.execute(chosen).mappings())

    def _walk(self, limit: int, oldest_first: bool) -> list[RowMapping] | None:
        """The first rows met on a walk; None when `WINDOW` records were passed before there were enough."""
        along = select(record.c.start).where(*self._along(), *self._beyond(oldest_first))
        last = _ordered(along, record, oldest_first).offset(WINDOW).limit(1)
        end = self.connection.execute(last).scalar()
        chosen = self._probed(None).where(*self._beyond(oldest_first))
        if end is not None:
            chosen = chosen.where(record.c.start <= end if oldest_first else record.c.start >= end)
        found = list(self.connection.execute(_ordered(chosen, record, oldest_first).limit(limit)).mappings())
        return found if len(found) == limit or end is None else None

    def _beyond(self, oldest_first: bool, indexed: bool = True) -> list[Condition]:
        """What comes after the place where the last answer ended."""
        if self.after is None:
            return []
        here = tuple_(_text(record.c.start, indexed), record.c.id)
        there = tuple_(literal(self.after[0], SqlText), literal(self.after[1], SqlText))
        return [here > there if oldest_first else here < there]

    def _along(self) -> list[Condition]:
        """What of the query narrows the walk itself: one type, and the days."""
        return [
            self._column(node, record)
            for node in self.wanted
            if isinstance(node, Filter) and (node.name == "when" or (node.name == "type" and len(node.values) == 1))
        ]

    def _chosen(self) -> Select[Any]:
        """All that the query finds: led to by the part that fewest records fulfil, or every part looked up by itself."""
        driver = self._driver(MANY)
        if driver is not None:
            return self._probed(driver)
        parts = [self._condition(node, record, seek=True) for node in self.wanted]
        return select(record).where(*self._always(record), *parts)

    def _probed(self, driver: Node | None) -> Select[Any]:
        """Every part asked of each record, but for the driver, which leads to the records."""
        conditions = self._always(record)
        for node in self.wanted:
            if driver is not None and node is driver:
                conditions.append(
                    record.c.n.in_(self._led_by(driver)) if _is_side(driver) else self._condition(node, record, True)
                )
            else:
                conditions.append(self._condition(node, record, seek=False, indexed=driver is None))
        return select(record).where(*conditions)

    def _led_by(self, driver: Filter) -> Select[Any]:
        """The records of a party, of which those of the other parties are asked for in the same index."""
        members = self._members(driver)
        for other in self.wanted:
            if other is not driver and _is_side(other):
                here = party.alias()
                both = select(here.c.record).where(
                    here.c.party.in_(other.values), here.c.tie.in_(SIDES[other.name]), here.c.record == party.c.record
                )
                members = members.where(both.exists())
        return members

    def _driver(self, most: int) -> Node | None:
        """The part of the query that fewest records fulfil, when no more than `most` do."""
        sides = [node for node in self.wanted if _is_side(node)]
        counted = [(self._number(node, most), at) for at, node in enumerate(self.wanted)]
        if len(sides) > 1:
            # two parties may each be in half the ledger and seldom meet
            lead = min(sides, key=lambda node: self._up_to(self._members(node), MANY))
            counted.append((self._up_to(self._led_by(lead), most), self.wanted.index(lead)))
        least = min(counted, default=(most + 1, 0))
        return self.wanted[least[1]] if least[0] <= most else None

    def _number(self, node: Node, most: int) -> int:
        """Records that fulfil a part, counted up to a little above `most`; more than that where nobody can tell."""
        match node:
            case Or(nodes):
                return sum(self._number(part, most) for part in nodes)
            case Text(text, prefix):
                phrase = sought(text, prefix)
                if phrase is None or (phrase.prefix and len(phrase.words) == 1 and _is_short(phrase.words[0])):
                    return most + 1
                return self._up_to(self._holding(phrase, only_index=True), most)
            case Filter("page", _):
                return 0
            case Filter("judged", values) if "none" not in values:
                return self._up_to(self._members(node), most)
            case Filter(filter_name, _) if filter_name in TIES or filter_name in SIDES:
                return self._up_to(self._members(node), most)
        return most + 1

    def _up_to(self, members: Select[Any], most: int) -> int:
        some = members.limit(most + 1).subquery()
        return int(self.connection.execute(select(func.count()).select_from(some)).scalar_one())

    def _always(self, rows: FromClause) -> list[Condition]:
        """What holds for every search: last versions, nothing rejected, one copy where that is asked for."""
        conditions: list[Condition] = []
        if not self.query.all_versions:
            conditions.append(rows.c.last)
        if not any(_asks(node, "judged") for node in self.wanted):
            rejected = select(judgement.c.record).where(judgement.c.last, judgement.c.verdict == "reject")
            conditions.append(rows.c.id.not_in(rejected))
        if self.query.one_copy:
            mine, other = version.alias("mine"), version.alias("other")
            earlier = tuple_(func.coalesce(other.c.published, "9999"), other.c.n) < tuple_(
                func.coalesce(mine.c.published, "9999"), mine.c.n
            )
            same = (
                select(other.c.n).join(mine, mine.c.story == other.c.story).where(mine.c.n == rows.c.version, earlier)
            )
            if not self.query.all_versions:
                same = same.where(other.c.last)
            conditions.append(~same.exists())
        return conditions

    def _condition(self, node: Node, rows: FromClause, seek: bool, indexed: bool = True) -> Condition:
        """A part of the query as SQL: `seek` through an index to the records, or ask each record. Not `indexed`, an
        index over days or types must not draw SQLite away from the lookup that was decided on."""
        match node:
            case And(nodes):
                return and_(*(self._condition(part, rows, seek, indexed) for part in nodes))
            case Or(nodes):
                return or_(*(self._condition(part, rows, seek, indexed) for part in nodes))
            case Not(part):
                return not_(self._condition(part, rows, seek, indexed))
            case Text(text, prefix):
                phrase = sought(text, prefix)
                return false() if phrase is None else self._says(phrase, rows, seek)
            case Filter():
                if _is_cheap(node):
                    return self._column(node, rows, indexed)
                members = self._members(node)
                if node.name == "page":
                    return rows.c.version.in_(members)
                if node.name == "judged":
                    return self._judged(node, rows)
                inner = members.selected_columns[0]
                return rows.c.n.in_(members) if seek else members.where(inner == rows.c.n).exists()
        assert_never(node)

    def _says(self, phrase: Sought, rows: FromClause, seek: bool) -> Condition:
        if seek:
            return rows.c.n.in_(self._holding(phrase))
        here = select(passage.c.n).where(passage.c.record == rows.c.n)
        if self.lite:
            text = " " + " ".join(phrase.words) + ("" if phrase.prefix else " ")
            return here.where(_holds(literal(" ") + passage.c.words + " ", text, lite=True)).exists()
        return here.where(_vector_match(phrase)).exists()

    def _holding(self, phrase: Sought, only_index: bool = False) -> Select[Any]:
        """Records (or passages, which are more) that hold a phrase, by the engine's index."""
        if not self.lite:
            return select(passage.c.record).where(_vector_match(phrase))
        asked = '"' + " ".join(phrase.words) + '"' + (" *" if phrase.prefix else "")
        found = select(passage_index.c.rowid).where(literal_column("passage_index").op("MATCH")(bindparam(None, asked)))
        return found if only_index else select(passage.c.record).where(passage.c.n.in_(found))

    def _members(self, node: Filter) -> Select[Any]:
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
        meant = rows.c.id.in_(self._members(Filter("judged", verdicts)))
        return or_(meant, unjudged) if "none" in node.values else meant

    def _column(self, node: Filter, rows: FromClause, indexed: bool = True) -> Condition:
        match node.name:
            case "type":
                return _text(rows.c.type, indexed).in_(node.values)
            case "kind" | "status":
                return rows.c[node.name].in_(node.values)
            case "rule":
                return or_(*(rows.c.made_by.startswith(value, autoescape=True) for value in node.values))
            case "sure":
                return rows.c.confidence >= float(node.values[0])
            case "due":
                return or_(*(_within(rows.c.due, *_ends(value)) for value in node.values))
        return or_(*(self._touches(rows, *_ends(value), indexed) for value in node.values))

    def _touches(self, rows: FromClause, first: str, final: str, indexed: bool) -> Condition:
        """Records whose days touch an interval. Only where no record is `long` may the walk end at its beginning."""
        start = _text(rows.c.start, indexed)
        conditions = [start != ""]
        if final:
            conditions.append(start <= final)
        if first:
            conditions.append(rows.c.end >= first)
            if self.bounded and first > "0003":
                conditions.append(start >= (date.fromisoformat(first) - timedelta(LONG)).isoformat())
        return and_(*conditions)


def _text(column: ColumnElement[str], indexed: bool) -> ColumnElement[str]:
    """A column, or the same as an expression that no index offers."""
    return column if indexed else column.concat("")


def _ordered(chosen: Select[Any], rows: FromClause, oldest_first: bool, indexed: bool = True) -> Select[Any]:
    start = _text(rows.c.start, indexed)
    return chosen.order_by(start, rows.c.id) if oldest_first else chosen.order_by(start.desc(), rows.c.id.desc())


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


def _is_side(node: Node) -> TypeGuard[Filter]:
    return isinstance(node, Filter) and node.name in SIDES


def _asks(node: Node, filter_name: str) -> bool:
    match node:
        case Filter(asked, _):
            return asked == filter_name
        case Not(part):
            return _asks(part, filter_name)
        case And(nodes) | Or(nodes):
            return any(_asks(part, filter_name) for part in nodes)
    return False


def _is_short(word: str) -> bool:
    return word.isascii() and len(word) < STEM


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
