"""A query as SQL over the records, one code for both engines, and the plan that makes it quick.

A word that few records hold is looked up in the index, and the records are put in order afterwards. A word that a third
of the ledger holds would have to be looked up a million times for fifty rows: there the records are walked in their
order, newest first, and each is asked whether it holds the word. The plan counts, but never beyond `FEW`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias, TypeGuard

from sqlalchemy import Connection, FromClause, RowMapping, Select, and_, func, literal, select, tuple_
from sqlalchemy import Text as SqlText

from communique.ledger.conditions import SIDES, TIES, Condition, Conditions, plain_text
from communique.ledger.found import Screened
from communique.ledger.listing import listed
from communique.ledger.query import And, Filter, Node, Not, Or, Query, Text
from communique.ledger.tables import carrying, judgement, party, record
from communique.ledger.words import sought

FEW = 10_000
"""Records up to which a lookup is quick: they are put in order in some 30 ms."""

WINDOW = 20_000
"""Records that are walked before the walk is given up for a lookup after all. What more than `FEW` of a million
records hold is met fifty times in some 5,000."""

COUNTED = 4_000
"""Records that are walked to say how many a query finds at least."""

MANY = 100_000
"""Records up to which one part of a query leads to them, when a walk has failed, and the others are asked of each."""

CHUNK = 1000
"""Rows fetched at a time when everything is asked for."""

STEM = 4
"""Letters from which a beginning (`coop*`) is looked up; a shorter one stands for too many words."""

Place: TypeAlias = tuple[str, str]
"""Where a record stands in the order of what is found: its first day ("" for an open one) and its id."""


class Search:
    """One query over one connection, which must stay in one transaction: names are looked up once."""

    def __init__(self, connection: Connection, query: Query, after: Place | None = None) -> None:
        self.connection = connection
        self.query = query
        self.after = after
        self.conditions = Conditions(connection)
        node = query.node
        parts = () if node is None else node.nodes if isinstance(node, And) else (node,)
        self.wanted: tuple[Node, ...] = tuple(dict.fromkeys(parts))  # what is asked twice is asked once
        self._leads: dict[int, Node | None] = {}
        self._reached: dict[tuple[bool, bool], str | None] = {}

    def count(self) -> int:
        """How many records the query finds."""
        found = self.numbers().subquery()
        return int(self.connection.execute(select(func.count()).select_from(found)).scalar_one())

    def count_at_least(self, most: int) -> tuple[int, bool]:
        """How many records the query finds, and whether that is all of them: where many would have to be gone through, those
        met on a walk, and no more than `most`."""
        driver = self._driver(FEW)
        if driver is None:
            met, whole = self._met(most)
            return len(met), whole
        found = self._probed(driver).with_only_columns(record.c.n).subquery()
        return int(self.connection.execute(select(func.count()).select_from(found)).scalar_one()), True

    def _met(self, most: int) -> tuple[list[int], bool]:
        """The numbers of records met on a walk past `COUNTED` records of the query's days and type, at most `most`, and
        whether that is all there are."""
        reach = self._reach(False, [])
        within = [*self._along(exactly=True), *([record.c.start >= reach] if reach is not None else [])]
        last = _ordered(select(record.c.start).where(*within), record, False).offset(COUNTED).limit(1)
        end = self.connection.execute(last).scalar()
        whole = end is None and reach is None
        end = reach if end is None else end
        chosen = self._probed(None)
        if end is not None:
            chosen = chosen.where(record.c.start >= end)
        some = _ordered(chosen, record, False).limit(most + 1).with_only_columns(record.c.n)
        met = list(self.connection.execute(some).scalars())
        return (met[:most], False) if len(met) > most else (met, whole)

    def count_once(self, numbers: Sequence[int] | None = None) -> int:
        """How many records the query finds where those that copies tell again are left out, as with `copies:one`: the stories
        of all that is found are gone through, which is quick for thousands and not for more. `numbers`: of all that is found,
        where they are known."""
        where = select(carrying.c.story, carrying.c.place).select_from(record)
        where = where.outerjoin(carrying, carrying.c.version == record.c.version)
        known = select(listed(self.connection, numbers).c.value) if numbers is not None else self.numbers()
        places: dict[str, list[int]] = {}
        alone = 0
        for story, place in self.connection.execute(where.where(record.c.n.in_(known))):
            if story is None:
                alone += 1
            else:
                places.setdefault(story, []).append(place)
        return alone + sum(some.count(min(some)) for some in places.values())

    def screen(self, limit: int, most: int) -> Screened[RowMapping]:
        """The first `limit` records, the newest first, and how many there are, as `count_at_least` tells: what is looked up is
        looked up once for all of it."""
        driver = self._driver(FEW)
        walked = self._walk(limit, False) if driver is None else None
        driver = self._driver(MANY) if driver is None and walked is None else driver
        if walked is None and driver is not None:
            places = self._probed(driver).with_only_columns(record.c.start, record.c.id, record.c.n)
            met = self.connection.execute(_ordered(places, record, False, indexed=False)).all()
            here = [row.n for row in met if self.after is None or (row.start, row.id) < self.after][:limit]
            asked = self.connection.execute(select(record).where(record.c.n.in_(here))).mappings()
            rows = {row["n"]: row for row in asked}
            return self._screen([rows[number] for number in here], [row.n for row in met], True, most)
        rest = self.first(limit) if walked is None else walked
        if self.after is None and len(rest) < limit:
            return self._screen(rest, [row["n"] for row in rest], True, most)
        return self._screen(rest, *self._met(most), most)

    def _screen(self, rows: list[RowMapping], numbers: Sequence[int], whole: bool, most: int) -> Screened[RowMapping]:
        every = whole and len(numbers) <= most and self.query.copies == "all"
        return Screened(rows, max(len(numbers), len(rows)), whole, self.count_once(numbers) if every else None)

    def among(self, members: Select[Any]) -> Select[Any]:
        """What the query finds of these records: they lead to it, and each part is asked of each."""
        parts = [self.conditions.condition(node, record, seek=False, indexed=False) for node in self.wanted]
        return self._selected([record.c.n.in_(members), *parts])

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
        end = self._reach(oldest_first, self._beyond(oldest_first))
        chosen = self._probed(None).where(*self._beyond(oldest_first))
        if end is not None:
            chosen = chosen.where(record.c.start <= end if oldest_first else record.c.start >= end)
        found = list(self.connection.execute(_ordered(chosen, record, oldest_first).limit(limit)).mappings())
        return found if len(found) == limit or end is None else None

    def _reach(self, oldest_first: bool, beyond: Sequence[Condition]) -> str | None:
        """The day to which a walk of `WINDOW` records leads; None where there are not so many."""
        key = (oldest_first, bool(beyond))
        if key not in self._reached:
            along = _ordered(select(record.c.start).where(*self._along(), *beyond), record, oldest_first)
            self._reached[key] = self.connection.execute(along.offset(WINDOW).limit(1)).scalar()
        return self._reached[key]

    def _beyond(self, oldest_first: bool, indexed: bool = True) -> list[Condition]:
        """What comes after the place where the last answer ended."""
        if self.after is None:
            return []
        here = tuple_(plain_text(record.c.start, indexed), record.c.id)
        there = tuple_(literal(self.after[0], SqlText), literal(self.after[1], SqlText))
        return [here > there if oldest_first else here < there]

    def _along(self, exactly: bool = False) -> list[Condition]:
        """What of the query narrows the walk itself: one type, and the days; not `exactly`, as far as the index tells them."""
        narrowing: list[Condition] = []
        for node in self.wanted:
            if isinstance(node, Filter) and node.name == "when" and not exactly:
                narrowing.append(self.conditions.begun(node, record))
            elif isinstance(node, Filter) and (node.name == "when" or (node.name == "type" and len(node.values) == 1)):
                narrowing.append(self.conditions.column(node, record))
        return narrowing

    def _chosen(self) -> Select[Any]:
        """All that the query finds: led to by the part that fewest records fulfil, or every part looked up by itself."""
        driver = self._driver(MANY)
        if driver is not None:
            return self._probed(driver)
        parts = [self.conditions.condition(node, record, seek=True) for node in self.wanted]
        return self._selected(parts)

    def _probed(self, driver: Node | None) -> Select[Any]:
        """Every part asked of each record, but for the driver, which leads to the records."""
        conditions: list[Condition] = []
        for node in self.wanted:
            if driver is not None and node is driver:
                conditions.append(
                    record.c.n.in_(self._led_by(driver))
                    if _is_side(driver)
                    else self.conditions.condition(node, record, True)
                )
            else:
                conditions.append(self.conditions.condition(node, record, seek=False, indexed=driver is None))
        return self._selected(conditions)

    def _led_by(self, driver: Filter) -> Select[Any]:
        """The records of a party, of which those of the other parties are asked for in the same index."""
        members = self.conditions.members(driver)
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
        if most not in self._leads:
            self._leads[most] = self._lead(most)
        return self._leads[most]

    def _lead(self, most: int) -> Node | None:
        sides = [node for node in self.wanted if _is_side(node)]
        counted = [(self._number(node, most), at) for at, node in enumerate(self.wanted)]
        if len(sides) > 1:
            # two parties may each be in half the ledger and seldom meet
            lead = min(sides, key=lambda node: self._up_to(self.conditions.members(node), MANY))
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
                return self._up_to(self.conditions.holding(phrase, only_index=True), most)
            case Filter("page", _):
                return 0
            case Filter("judged", values) if "none" not in values:
                return self._up_to(self.conditions.members(node), most)
            case Filter(filter_name, _) if filter_name in TIES or filter_name in SIDES:
                return self._up_to(self.conditions.members(node), most)
        return most + 1

    def _up_to(self, members: Select[Any], most: int) -> int:
        some = members.limit(most + 1).subquery()
        return int(self.connection.execute(select(func.count()).select_from(some)).scalar_one())

    def _selected(self, parts: Iterable[Condition]) -> Select[Any]:
        """The records that the parts leave, with what holds for every search: last versions, nothing rejected, and, which is
        dear and so asked last, no copies where they are to be folded."""
        folded = [~self._folded(record)] if self.query.copies != "all" else []
        return select(record).where(*self._standing(record), *parts, *folded)

    def _folded(self, rows: FromClause) -> Condition:
        """Whether a record stands on a copy and is told by a page nearer the source: by the nearest one of all, or, with
        `one`, by any that this query finds as well."""
        mine = carrying.alias("mine")
        if self.query.copies == "originals":
            return select(mine.c.version).where(mine.c.version == rows.c.version, mine.c.place > 0).exists()
        nearer, told = carrying.alias("nearer"), record.alias("told")
        # no index over days or types: from the few pages of the story to their records, or SQLite goes through all of a type
        # and a stretch of days for each record that is asked
        found = [self.conditions.condition(node, told, seek=False, indexed=False) for node in self.wanted]
        return (
            select(told.c.n)
            .join(nearer, nearer.c.version == told.c.version)
            .join(mine, and_(mine.c.story == nearer.c.story, mine.c.place > nearer.c.place))
            .where(mine.c.version == rows.c.version, *self._standing(told), *found)
            .exists()
        )

    def _standing(self, rows: FromClause) -> list[Condition]:
        conditions: list[Condition] = []
        if not self.query.all_versions:
            conditions.append(rows.c.last)
        if not any(_asks(node, "judged") for node in self.wanted):
            rejected = select(judgement.c.record).where(judgement.c.last, judgement.c.verdict == "reject")
            conditions.append(rows.c.id.not_in(rejected))
        return conditions


def _ordered(chosen: Select[Any], rows: FromClause, oldest_first: bool, indexed: bool = True) -> Select[Any]:
    start = plain_text(rows.c.start, indexed)
    return chosen.order_by(start, rows.c.id) if oldest_first else chosen.order_by(start.desc(), rows.c.id.desc())


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
