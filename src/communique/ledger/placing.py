"""Groups heads by their pairs, and says of every version where in its story it stands and how it came of the source."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, select, update

from communique.ledger import kinship
from communique.ledger.ids import make_id
from communique.ledger.listing import listed
from communique.ledger.pieces import Pieces
from communique.ledger.tables import carrying, piece, version
from communique.relate.copies import descent
from communique.relate.grouping import Pair, grouped
from communique.relate.stories import contenders, ranked

ORIGINAL = "original"
"""The relation of the page nearest the source, and of one that nobody copied."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A version's row of `carrying`, but for its head."""

    story: str
    place: int
    relation: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Known:
    """What grouping asks of a version."""

    id: str
    page: str
    weight: float
    length: int


def alone(page: str) -> Placed:
    """A page that nobody copied."""
    return Placed(make_id("story", page), 0, ORIGINAL, "")


def followers(connection: Connection, heads: Iterable[int]) -> dict[int, list[int]]:
    """All versions that a head speaks for, itself included, by head."""
    asked = listed(connection, heads)
    found = select(carrying.c.head, carrying.c.version).join(asked, asked.c.value == carrying.c.head)
    many: defaultdict[int, list[int]] = defaultdict(list)
    for row in connection.execute(found.order_by(carrying.c.version)):
        many[row.head].append(row.version)
    return dict(many)


class Grouping:
    """Groups heads by their pairs and says of every version where in its story it stands.

    A relation to a source that is on record already is not found out again, unless either page is among the `fresh`;
    with None everything is found out again.
    """

    def __init__(self, connection: Connection, fresh: Collection[int] | None) -> None:
        self.connection = connection
        self.pieces = Pieces(connection)
        self.fresh = fresh

    def renew(self, heads: Collection[int]) -> None:
        """Write what the chains of pairs from these heads come to now."""
        changes = []
        wanted = self.placed(heads)
        held = self.held(wanted)
        for number, place in sorted(wanted.items()):
            if held[number] != place:
                changes.append({"number": number, **asdict(place)})
        if changes:
            self.connection.execute(update(carrying).where(carrying.c.version == bindparam("number")), changes)

    def placed(self, heads: Collection[int]) -> dict[int, Placed]:
        """Where each version stands that the chains of pairs from these heads lead to."""
        pairs = self._chains(heads)
        reached = set(heads) | {number for pair in pairs for number in (pair.one, pair.other)}
        spoken = followers(self.connection, reached)
        told = known(self.connection, [number for many in spoken.values() for number in many])
        chain_of = _components(reached, pairs)
        found: dict[int, Placed] = {}
        for chain in {id(one): one for one in chain_of.values()}.values():
            here = [pair for pair in pairs if chain_of[pair.one] is chain] if len(chain) > 1 else []
            for group in self._groups(chain, here, told):
                found |= self._story([number for head in group for number in spoken[head]], told)
        return found

    def _chains(self, heads: Collection[int]) -> list[Pair]:
        found: dict[kinship.Pair, Pair] = {}
        seen: set[int] = set()
        front = set(heads)
        while front:
            seen |= front
            edges = kinship.stored(self.connection, front)
            found |= {pair: Pair(*pair, *carried) for pair, carried in edges.items()}
            front = {number for pair in edges for number in pair} - seen
        return list(found.values())

    def _groups(self, chain: Collection[int], pairs: list[Pair], told: Mapping[int, Known]) -> list[list[int]]:
        if len(chain) == 1:
            return [list(chain)]
        order = sorted(chain, key=lambda number: told[number].id)
        at = {number: place for place, number in enumerate(order)}
        numbered = [
            Pair(*_rising(at[pair.one], at[pair.other]), carried=pair.carried, words=pair.words) for pair in pairs
        ]

        def places(number: int, hub: int) -> set[int]:
            return self.pieces.likeness(order[number], order[hub]).places()

        groups = grouped(range(len(order)), numbered, [told[number].length for number in order], places)
        return [[order[place] for place in group] for group in groups]

    def _story(self, numbers: Collection[int], told: Mapping[int, Known]) -> dict[int, Placed]:
        if len(numbers) == 1:
            (number,) = numbers
            return {number: alone(told[number].page)}
        order = sorted(numbers, key=lambda number: told[number].id)
        first = contenders(range(len(order)), lambda at: told[order[at]].weight, lambda at: told[order[at]].length)
        members = ranked(
            {at: self.pieces[order[at]] for at in first}, lambda a, b: self.pieces.likeness(order[a], order[b])
        )
        source = order[members[0].page]
        story = make_id("story", told[source].page)
        found: dict[int, Placed] = {}
        for place, one in enumerate(members):
            relation = one.descent.relation if one.descent else ORIGINAL
            found[order[one.page]] = Placed(story, place, relation, "\n".join(one.standing.reasons))
        rest = [order[at] for at in range(len(order)) if at not in first]
        relations = self._relations(source, rest)
        for number in rest:
            relation = relations.get(number) or self._relation(source, number)
            found[number] = Placed(story, len(found), relation, "")
        return found

    def _relation(self, source: int, copy: int) -> str:
        return descent(self.pieces[source], self.pieces[copy], self.pieces.likeness(source, copy)).relation

    def _relations(self, source: int, copies: Collection[int]) -> dict[int, str]:
        """The relations to a source that are on record."""
        if self.fresh is None or source in self.fresh or not copies:
            return {}
        asked = listed(self.connection, [*copies, source])
        found = select(carrying.c.version, carrying.c.story, carrying.c.place, carrying.c.relation)
        rows = {
            row.version: row for row in self.connection.execute(found.join(asked, asked.c.value == carrying.c.version))
        }
        here = rows[source]
        if here.place:
            return {}
        return {
            number: rows[number].relation
            for number in copies
            if number not in self.fresh and rows[number].place and rows[number].story == here.story
        }

    def held(self, numbers: Iterable[int]) -> dict[int, Placed]:
        """Where versions stand on record."""
        asked = listed(self.connection, numbers)
        found = select(carrying).join(asked, asked.c.value == carrying.c.version)
        return {
            row.version: Placed(row.story, row.place, row.relation, row.reasons)
            for row in self.connection.execute(found)
        }


def _rising(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def known(connection: Connection, numbers: Iterable[int]) -> dict[int, Known]:
    """What grouping asks of versions, by number."""
    asked = listed(connection, numbers)
    found = (
        select(version.c.n, version.c.id, version.c.page, piece.c.weight, piece.c.length)
        .join(piece, piece.c.version == version.c.n)
        .join(asked, asked.c.value == version.c.n)
    )
    return {row.n: Known(row.id, row.page, row.weight, row.length) for row in connection.execute(found)}


def _components(numbers: Iterable[int], pairs: Iterable[Pair]) -> dict[int, list[int]]:
    """Each number's chain; those of one chain share the list."""
    chain_of = {number: [number] for number in numbers}
    for pair in pairs:
        one, other = chain_of[pair.one], chain_of[pair.other]
        if one is other:
            continue
        if len(one) < len(other):
            one, other = other, one
        one += other
        chain_of.update(dict.fromkeys(other, one))
    return chain_of
