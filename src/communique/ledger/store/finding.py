"""What is in a ledger, asked for in many ways."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from communique.ledger import (
    arrived,
    dialogues,
    news,
    people,
    shown,
    together,
)
from communique.ledger.arrived import Arrival
from communique.ledger.found import Found, Screened, found_of
from communique.ledger.news import News
from communique.ledger.people import Dialogue, Person, Present
from communique.ledger.query import Query, filtered
from communique.ledger.select import Place, Search
from communique.ledger.shown import Leaf, Shown
from communique.ledger.store.opened import Opened, there
from communique.ledger.store.questions import Filters, filters_of, pages_unless_records, query_of
from communique.records import Reading
from communique.relate.dialogues import Dialogue as Mechanism


class Finding(Opened):
    """Questions that change nothing."""

    def find(
        self,
        query: str | Query = "",
        *,
        limit: int | None = None,
        oldest_first: bool = False,
        filters: Filters | None = None,
        after: Place | None = None,
    ) -> Iterator[Found]:
        """The records that a query finds, the newest first; without `limit` all of them, fetched as they are taken.

        With `limit`, `after` is where the answer before this one ended: the last record's `start` (or "") and `id`.
        """
        asked = query_of(query, filters)
        return self._find(asked, limit, oldest_first, after)

    def _find(self, asked: Query, limit: int | None, oldest_first: bool, after: Place | None = None) -> Iterator[Found]:
        with self._reading() as connection:
            search = Search(connection, asked, after)
            rows = search.every(oldest_first) if limit is None else search.first(limit, oldest_first)
            yield from found_of(connection, rows)

    def count(self, query: str | Query = "", *, filters: Filters | None = None) -> int:
        """How many records a query finds."""
        with self._reading() as connection:
            return Search(connection, query_of(query, filters)).count()

    def count_at_least(self, query: str | Query = "", *, most: int = 1000) -> tuple[int, bool]:
        """How many records a query finds, and whether that is all of them: quick whatever is asked, since of many only some
        are counted."""
        with self._reading() as connection:
            return Search(connection, query_of(query, None)).count_at_least(most)

    def count_once(self, query: str | Query = "") -> int:
        """How many records a query finds where copies are counted once, reckoned from the stories of all that it finds."""
        with self._reading() as connection:
            return Search(connection, replace(query_of(query, None), copies="all")).count_once()

    def screen(
        self, query: str | Query, *, limit: int, after: Place | None = None, most: int = 1000
    ) -> Screened[Found]:
        """Some of what a query finds, as `find` gives it, how many records there are, and whether that is all of them, as
        `count_at_least` tells: the plan is made once for all."""
        with self._reading() as connection:
            found = Search(connection, query_of(query, None), after).screen(limit, most)
            return Screened(list(found_of(connection, found.rows)), found.number, found.whole, found.once)

    def timeline(
        self,
        one: str,
        other: str,
        query: str | Query = "",
        *,
        limit: int | None = None,
        filters: Filters | None = None,
    ) -> list[Found]:
        """What passed between two parties, the oldest first; with `limit` the newest of it."""
        asked = query_of(query, filters)
        both = filtered(filtered(asked, {"party": [one]}), {"party": [other]})
        if "type" not in filters_of(asked.node):
            both = filtered(both, {"type": ["meeting", "statement", "commitment", "position"]})
        return list(self._find(both, limit, oldest_first=False))[::-1]

    def people(self, name: str, *, most: int = 20) -> list[Person]:
        """Everyone of a name: offices over time, and the `most` newest meetings and statements of each."""
        with self._reading() as connection:
            return list(people.people(connection, name, most))

    def person(self, ident: str, *, most: int = 20) -> Person:
        """The person of an id. LedgerError when there is none."""
        with self._reading() as connection:
            return there(people.person(connection, ident, most), ident)

    def present(self, idents: Sequence[str]) -> dict[str, tuple[Present, ...]]:
        """Who took part in each of these records, with the offices that their pages give them."""
        with self._reading() as connection:
            return people.present(connection, idents)

    def list_people(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> Iterator[Person]:
        """The people of the records found, those on most pages first. Asked for no type of record, everyone on the
        pages that the query finds."""
        asked = query_of(query, filters)
        with self._reading() as connection:
            yield from people.people_among(connection, Search(connection, pages_unless_records(asked)), limit)

    def list_mechanisms(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> Iterator[Dialogue]:
        """The mechanisms of the records found, those on most pages first."""
        asked = query_of(query, filters)
        with self._reading() as connection:
            yield from people.dialogues_among(connection, Search(connection, asked), limit)

    def mechanisms(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> list[Mechanism]:
        """The recurring dialogues of the records found, each with both sides' names, all its sessions on record, gaps in
        their numbering, what was agreed at each, and the next one due; those with most records first."""
        asked = query_of(query, filters)
        with self._reading() as connection:
            return dialogues.dialogues_of(connection, asked, limit)

    def mechanism(self, ident: str, *, most: int) -> tuple[str, list[Found]]:
        """A mechanism's name by the id of that name, and its `most` newest records, the oldest first."""
        with self._reading() as connection:
            return there(people.of_mechanism(connection, ident, most), ident)

    def show(self, ident: str) -> Shown:
        """A record, page or version with the words it stands on. LedgerError when there is none of that id."""
        with self._reading() as connection:
            return there(shown.shown(connection, ident), ident)

    def leaf(self, ident: str) -> Leaf:
        """A page, a version, or the page of a record, with every record that stands on it."""
        with self._reading() as connection:
            return there(shown.leaf(connection, ident), ident)

    def arrivals(self, most: int) -> list[Arrival]:
        """The `most` pages that came in last, the newest first."""
        with self._reading() as connection:
            return list(arrived.arrivals(connection, most))

    def reading(self, ident: str) -> Reading:
        """The reading of a page, of a version, or of the page of a record."""
        with self._reading() as connection:
            return there(shown.reading_of(connection, ident), ident)

    def received(self, ident: str) -> bytes:
        """The bytes of a page as they came."""
        with self._reading() as connection:
            return there(shown.bytes_of(connection, ident), ident)

    def news(self, since: str, *, today: str | None = None, most: int = news.MOST) -> News:
        """What came in since a moment or day (ISO), what is overdue, and what lies ahead; at most so many new ones."""
        with self._reading() as connection:
            return news.news(connection, since, today or date.today().isoformat(), most)

    def state(self) -> tuple[int, ...]:
        """Numbers that change when anything is added, decided, scored or forgotten: what was made of the ledger at one state
        holds as long as they stay."""
        with self._reading() as connection:
            return together.state(connection)
