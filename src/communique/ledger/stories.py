"""Every page's last version in its story, kept up as versions come and go.

Versions with the same prose that name the same days are one piece without being laid side by side: the one of lowest
rank is their head and speaks for them all, however many they are. Heads that carry one piece are paired (`kinship`), and
what a chain of pairs leads to is grouped anew (`placing`) whenever one of its pages changes. So the stories depend on
which versions there are and not on the order in which they came.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict

from sqlalchemy import Connection, delete, func, insert, select, update

from communique.ledger import kinship
from communique.ledger.listing import listed
from communique.ledger.pieces import sample_of
from communique.ledger.placing import Grouping, alone, followers, known
from communique.ledger.tables import carrying, kin, piece, stretch, version
from communique.ledger.waiting import those_waiting, wait_no_more

TOGETHER = 256
"""Versions that are put into their stories at a time when all are made anew."""


class Stories:
    """The changes of one transaction: `withdraw` versions before their rows change, `admit` those that are last
    afterwards, and `settle` in the end."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dirty: set[int] = set()
        self.entering: set[int] = set()
        self.gaining: set[int] = set()
        self.fresh: set[int] = set()

    def withdraw(self, numbers: Iterable[int]) -> None:
        """Take versions out of their stories, or off those that wait for one."""
        numbers = list(numbers)
        wait_no_more(self.connection, "version", numbers)
        gone = self._heads(numbers)
        if not gone:
            return
        heads = {number for number, head in gone.items() if number == head}
        self.dirty |= set(gone.values()) - heads
        self._leave(heads)
        self.dirty -= heads
        self.entering -= heads
        spoken = followers(self.connection, heads)
        self.connection.execute(delete(carrying).where(carrying.c.version.in_(list(gone))))
        for head in sorted(heads):
            left = [number for number in spoken.get(head, ()) if number not in gone]
            if left:
                ranks = kinship.pieces(self.connection, left)
                heir = min(left, key=lambda number: (ranks[number].rank, number))
                self._follow(head, heir)
                self.entering.add(heir)
                self.dirty.add(heir)

    def admit(self, numbers: Iterable[int]) -> None:
        """Put versions in, each alone in its story until `settle`."""
        numbers = list(numbers)
        wait_no_more(self.connection, "version", numbers)
        rows = kinship.pieces(self.connection, numbers)
        if not rows:
            return
        heads = self._classes({row.prose for row in rows.values()})
        before = dict(heads)
        for row in rows.values():
            heads[row.prose] = min(heads.get(row.prose, (row.rank, row.version)), (row.rank, row.version))
        told = known(self.connection, rows)
        self.connection.execute(
            insert(carrying),
            [
                {"version": number, "head": heads[row.prose][1], **asdict(alone(told[number].page))}
                for number, row in sorted(rows.items())
            ],
        )
        for prose, (_, old) in before.items():
            new = heads[prose][1]
            if new != old:
                self._leave({old})
                self.entering.discard(old)
                self.dirty.discard(old)
                self._follow(old, new)
        self.entering |= {head for _, head in heads.values() if head in rows}
        self.dirty |= {head for _, head in heads.values()}
        self.fresh |= rows.keys()

    def settle(self) -> None:
        """Find what the new ones carry, and group anew whatever that touches."""
        pushed = kinship.enter(self.connection, self.entering)
        paired = {number for pair in kinship.stored(self.connection, pushed) for number in pair} & pushed
        touched = kinship.settle(self.connection, self.entering | self._still(self.gaining) | paired)
        groups = Grouping(self.connection, self.fresh)
        groups.renew(self._still(self.dirty) | self.entering | touched)
        self.dirty, self.entering, self.gaining, self.fresh = set(), set(), set(), set()

    def _leave(self, heads: Collection[int]) -> None:
        gaining, partners = kinship.leave(self.connection, heads)
        self.gaining |= gaining
        self.dirty |= partners

    def _follow(self, old: int, new: int) -> None:
        self.connection.execute(update(carrying).where(carrying.c.head == old).values(head=new))

    def _heads(self, numbers: Iterable[int]) -> dict[int, int]:
        asked = listed(self.connection, numbers)
        found = select(carrying.c.version, carrying.c.head).join(asked, asked.c.value == carrying.c.version)
        return {row.version: row.head for row in self.connection.execute(found)}

    def _still(self, numbers: Iterable[int]) -> set[int]:
        """Those that are heads at this moment."""
        return {number for number, head in self._heads(numbers).items() if number == head}

    def _classes(self, proses: Collection[str]) -> dict[str, tuple[int, int]]:
        found = (
            select(piece.c.prose, piece.c.rank, piece.c.version)
            .join(carrying, carrying.c.version == piece.c.version)
            .where(piece.c.prose.in_(sorted(proses)), carrying.c.head == carrying.c.version)
        )
        return {row.prose: (row.rank, row.version) for row in self.connection.execute(found)}


def clear(connection: Connection) -> None:
    """Take all stories out; versions and pieces stay."""
    for table in (kin, stretch, carrying):
        connection.execute(delete(table))


def derive(connection: Connection) -> None:
    """Make all stories anew from the versions and their pieces."""
    clear(connection)
    every = list(connection.execute(select(version.c.n).where(version.c.last).order_by(version.c.n)).scalars())
    for start in range(0, len(every), TOGETHER):
        stories = Stories(connection)
        stories.admit(every[start : start + TOGETHER])
        stories.settle()


def faults(connection: Connection) -> Iterator[str]:
    """Where stories differ from what the pieces give, a line each."""
    yield from _unsound_heads(connection)
    heads = list(connection.execute(select(carrying.c.version).where(carrying.c.head == carrying.c.version)).scalars())
    for start in range(0, len(heads), TOGETHER):
        some = heads[start : start + TOGETHER]
        yield from _unsound(connection, some)


def _unsound_heads(connection: Connection) -> Iterator[str]:
    lasts = set(connection.execute(select(version.c.n).where(version.c.last)).scalars())
    rows = connection.execute(select(carrying.c.version, carrying.c.head)).all()
    if lasts != {row.version for row in rows} | set(connection.execute(those_waiting("version")).scalars()):
        yield "the stories are not those of the last versions"
    found = select(piece.c.prose, piece.c.rank, piece.c.version).join(version, version.c.n == piece.c.version)
    heads: dict[str, tuple[int, int]] = {}
    prose_of = {}
    for prose, rank, number in connection.execute(
        found.where(version.c.last, version.c.n.not_in(those_waiting("version")))
    ):
        heads[prose] = min(heads.get(prose, (rank, number)), (rank, number))
        prose_of[number] = prose
    if any(row.version in prose_of and heads[prose_of[row.version]][1] != row.head for row in rows):
        yield "versions with the same prose are not together"
    speaking = select(carrying.c.version).where(carrying.c.head == carrying.c.version)
    for table, column in ((stretch, stretch.c.version), (kin, kin.c.one), (kin, kin.c.other)):
        if connection.execute(select(func.count()).select_from(table).where(column.not_in(speaking))).scalar_one():
            yield f"rows of {table.name} are those of no head"


def _unsound(connection: Connection, heads: list[int]) -> Iterator[str]:
    rows = kinship.pieces(connection, heads)
    made = {(key, row.rank, row.version) for row in rows.values() for key in sample_of(row.sample)}
    there = select(stretch).where(stretch.c.version.in_(heads))
    if made != {tuple(row) for row in connection.execute(there)}:
        yield "the index of stretches differs from the pieces"
    held = kinship.stored(connection, heads)
    pairs: dict[kinship.Pair, tuple[float, float]] = {}
    for found in kinship.compared(connection, heads, {}):
        pairs |= found
    if pairs != held:
        yield f"the pages that carry one piece are not those on record ({len(held)} pairs, not {len(pairs)})"
        return
    groups = Grouping(connection, None)
    wanted = groups.placed(heads)
    for number, place in groups.held(wanted).items():
        if place != wanted[number]:
            yield f"{known(connection, [number])[number].id}: its story differs from what its pages give"
