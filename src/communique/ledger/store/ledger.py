"""The verb `add`, and all that can be asked of a ledger afterwards: one object over one store."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import and_, or_, select

from communique.ledger import (
    keep,
    shown,
)
from communique.ledger.adding import Report, Summary, write_all
from communique.ledger.collecting import uncollected
from communique.ledger.engine import LedgerError, NotThere, address_of, clear, name_of, reading, writing
from communique.ledger.filters import VERDICTS, Verdict
from communique.ledger.house import House
from communique.ledger.ids import digest_of
from communique.ledger.intake import Source, Told, files, may_be_many, tasks
from communique.ledger.judgements import EDIT, Edited, add_judgement, withdraw
from communique.ledger.query import Query
from communique.ledger.rows import Received
from communique.ledger.select import Search
from communique.ledger.store.finding import Finding
from communique.ledger.store.merging import Merging
from communique.ledger.store.opened import DEFAULT, moment
from communique.ledger.store.promises import Promises
from communique.ledger.store.questions import query_of
from communique.ledger.tables import page, record, version
from communique.ledger.tasks import GIVEN, Task
from communique.ledger.waiting import number_waiting
from communique.ledger.workers import answers, cores
from communique.ledger.write import gather_some
from communique.records import Span


class Ledger(Finding, Merging, Promises):
    """A ledger in an SQLite file or a PostgreSQL database.

        with Ledger("talks.sqlite", create=True) as ledger:
            ledger.add("pages/")
            for found in ledger.find("type:commitment by:JPN when:2024.."):
                print(found.start, found.words)

    `where` is a path or a `postgresql://` URL; without it $COMMUNIQUE_LEDGER counts, or `communique.sqlite` here.
    Without `create` a ledger must be there. Every method raises `LedgerError` with one clear line when the store fails,
    and `QueryError` for a wrong query. `filters` narrow a query by values as they are: {"who": ["Wang Yi"]}.
    """

    def add(
        self,
        *sources: Source,
        url: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
        workers: int | None = None,
        later: bool = False,
        report: Callable[[Report], None] | None = None,
        house: House | None = None,
    ) -> Summary:
        """Read pages and keep what they say: files, folders, globs, JSONL of readings, bytes, `Page`s, `Reading`s.

        `url`, `published` and `publisher` tell what a page can't; `url` is for one page alone. `workers` processes read
        (by default one a core; with 1 this one does). `report` hears of each page once it is on disk, in order. With `later`
        the pages can be found at once, and their copies and merging wait for `gather`. `house`: where the readers come from, if one was
        started already.
        """
        named = files(sources)
        if url is not None and len(named) != 1:
            raise LedgerError(f"an address is for one page; here are {len(named)}")
        found = tasks(named, Told(url, published, publisher), self._holds)
        alone = len(named) == 1 and not may_be_many(named[0])
        many = workers if workers is not None else 1 if alone else cores()
        with clear(self.name):
            return write_all(self.engine, answers(found, many, house), report, read_here=many <= 1, later=later)

    def gather(self, report: Callable[[int], None] | None = None) -> int:
        """Find the copies of pages that were added to be gathered later, and merge what they tell; how many there were.

        It goes on where it was broken off. `report` hears how many more are done and on disk.
        """
        done = 0
        with clear(self.name), uncollected():
            while (number := self._gather_some()) is not None:
                done += number
                if report is not None:
                    report(number)
        return done

    def _gather_some(self) -> int | None:
        with writing(self.engine) as connection:
            return gather_some(connection)

    def waiting(self) -> int:
        """How many pages wait for `gather`."""
        with self._reading() as connection:
            return number_waiting(connection)

    def reread(
        self, query: str | Query = "", *, workers: int | None = None, report: Callable[[Report], None] | None = None
    ) -> Summary:
        """Read anew the pages of the records found, where another reader read them. Ids and judgements stay.

        Readings that were made elsewhere stay as they are.
        """
        from communique.reading import reader_id

        with self._reading() as connection:
            meant = select(record.c.version).where(record.c.n.in_(Search(connection, query_of(query, None)).numbers()))
            old = select(version.c.n).where(version.c.n.in_(meant), version.c.reader.not_in((reader_id(), GIVEN)))
            owners = list(connection.execute(old.order_by(version.c.n)).scalars())
        many = workers if workers is not None else min(cores(), len(owners))
        with clear(self.name):
            return write_all(self.engine, answers(self._stored(owners), many), report, read_here=many <= 1)

    def _stored(self, owners: Sequence[int]) -> Iterator[Task]:
        for owner in owners:
            with reading(self.engine) as connection:
                told = select(version, page.c.address).join(page, page.c.id == version.c.page)
                row = connection.execute(told.where(version.c.n == owner)).mappings().first()
                if row is None:  # forgotten meanwhile
                    continue
                received = keep.received(row, shown.unpacked(connection, row["bytes"]))
            yield received

    def _holds(self, received: Received) -> bool:
        same = and_(
            version.c.bytes == digest_of(received.data),
            version.c.media == received.media,
            version.c.given_url.is_not_distinct_from(received.given_url),
            version.c.given_published.is_not_distinct_from(received.given_published),
            version.c.given_publisher.is_not_distinct_from(received.given_publisher),
        )
        with self._reading() as connection:
            return connection.execute(select(version.c.n).where(same).limit(1)).first() is not None

    def judge(self, ident: str, verdict: Verdict, note: str | None = None, judge: str | None = None) -> None:
        """Note that a record is right ("accept"), wrong ("reject") or doubtful ("unsure"). Rejected records are found
        no more, unless a query asks for what was judged."""
        if verdict not in VERDICTS:
            raise LedgerError(f"{verdict!r} is not one of {', '.join(VERDICTS)}")
        made = moment()
        with self._writing() as connection:
            if not add_judgement(connection, ident, verdict, note, judge, made):
                raise NotThere(f"{ident}: no record has this id")

    def edit(
        self, ident: str, part: str, was: Span, now: Span, note: str | None = None, judge: str | None = None
    ) -> None:
        """Judge that a record is right but that its stretch `part` (as `show` names it) at `was` should stand at `now`. The
        page and the record stay as they are: what is kept is the judgement, with the words of both places."""
        seen, text = self.show(ident), self.reading(ident).article.text
        if (part, was) not in [(what, span) for what, span, _ in seen.spans]:
            raise LedgerError(f"{ident}: no {part} of it stands at {was[0]} to {was[1]}")
        if not 0 <= now[0] < now[1] <= len(text) or now == was:
            raise LedgerError(f"{ident}: {now[0]} to {now[1]} is no other stretch of its page")
        edited = Edited(part, was, text[slice(*was)], now, text[slice(*now)])
        made = moment()
        with self._writing() as connection:
            add_judgement(connection, ident, EDIT, note, judge, made, edited)

    def withdraw(self, ident: str, judge: str | None = None) -> bool:
        """Take back the last judgement of a record; the one before it holds again. False when none holds."""
        made = moment()
        with self._writing() as connection:
            return withdraw(connection, ident, judge, made)

    def forget(self, ident: str) -> int:
        """Take a page out, by its id or address, or one version of it, without leaving a trace; how many versions."""
        with self._reading() as connection:
            pages = select(page.c.id).where(or_(page.c.id == ident, page.c.address == ident))
            meant = select(version.c.n).where(or_(version.c.page.in_(pages), version.c.id == ident))
            owners = list(connection.execute(meant).scalars())
        if not owners:
            raise LedgerError(f"{ident}: no page has this id or address")
        with clear(self.name):
            keep.forget(self.engine, owners)
        return len(owners)

    def backup(self, target: str | Path) -> None:
        """Write everything to a new SQLite file, which is a ledger itself, whatever this one lives on."""
        with clear(target):
            keep.back_up(self.engine, Path(target))

    def mend(self) -> None:
        """Make anew, from the readings that are kept, what differs from them, and what pages have to do with one another: where
        `check` says so, or this version of Communique keeps more or sees copies better. Judgements stay."""
        with self._writing() as connection:
            keep.mend(connection)

    def check(self) -> list[str]:
        """What is unsound, a line each: every byte and every record is gone through."""
        with clear(self.name):
            return list(keep.faults(self.engine))

    def digest(self) -> str:
        """One value for the content, whatever the order and moments in which it came."""
        with self._reading() as connection:
            return keep.digest(connection)


def restore(backup: str | Path, where: str | Path | None = None) -> str:
    """Bring a backup back as the ledger `where`, which must not be there yet, or on PostgreSQL be empty. Its name."""
    target = where if where is not None else os.environ.get("COMMUNIQUE_LEDGER") or DEFAULT
    name = name_of(target)
    with clear(name):
        if address_of(target).get_backend_name() == "sqlite":
            keep.restore(Path(backup), None, Path(address_of(target).database or ""))
        else:
            with Ledger(target, create=True) as ledger:
                keep.restore(Path(backup), ledger.engine, None)
    return name
