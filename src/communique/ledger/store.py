"""The verb `add`, and all that can be asked of a ledger afterwards: one object over one store."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar, get_args

from sqlalchemy import Connection, and_, or_, select

from communique.ledger import (
    arrived,
    clusters,
    coding,
    dialogues,
    doubts,
    following,
    keep,
    news,
    pairs,
    people,
    shown,
    together,
    told,
)
from communique.ledger.adding import Report, Summary, write_all
from communique.ledger.arrived import Arrival
from communique.ledger.children import cores
from communique.ledger.clusters import Merged, MergedShown
from communique.ledger.coding import STAGES, Decided, Decision, Stage
from communique.ledger.collecting import uncollected
from communique.ledger.doubts import Doubt
from communique.ledger.engine import LedgerError, NotThere, address_of, clear, name_of, open_engine, reading, writing
from communique.ledger.filters import VERDICTS, WHOLE, Verdict
from communique.ledger.following import Followed, Standing
from communique.ledger.found import Found, Screened, found_of
from communique.ledger.ids import digest_of
from communique.ledger.intake import Source, Told, files, may_be_many, tasks
from communique.ledger.judgements import EDIT, Edited, add_judgement, withdraw
from communique.ledger.news import News
from communique.ledger.pairs import PairJudged, UncertainPair
from communique.ledger.people import Dialogue, Person, Present
from communique.ledger.query import And, Filter, Node, Not, Or, Query, filtered, parse
from communique.ledger.regroup import judge_anew
from communique.ledger.rows import Received
from communique.ledger.select import Place, Search
from communique.ledger.shown import Leaf, Shown
from communique.ledger.tables import page, record, version
from communique.ledger.tasks import GIVEN, Task
from communique.ledger.told import StoryTold
from communique.ledger.waiting import gather_some, number_waiting
from communique.ledger.workers import answers
from communique.records import Reading, Span
from communique.relate.agreement import VALUES, Agreement
from communique.relate.dialogues import Dialogue as Mechanism
from communique.relate.diff import Diff
from communique.relate.signs import Kind, Outcome
from communique.relate.undertakings import Progress

DEFAULT = "communique.sqlite"
"""The ledger that is meant when none is named, in the working folder; $COMMUNIQUE_LEDGER names another."""

Filters = Mapping[str, Sequence[str]]


class Ledger:
    """A ledger in an SQLite file or a PostgreSQL database.

        with Ledger("talks.sqlite", create=True) as ledger:
            ledger.add("pages/")
            for found in ledger.find("type:commitment by:JPN when:2024.."):
                print(found.start, found.words)

    `where` is a path or a `postgresql://` URL; without it $COMMUNIQUE_LEDGER counts, or `communique.sqlite` here.
    Without `create` a ledger must be there. Every method raises `LedgerError` with one clear line when the store fails,
    and `QueryError` for a wrong query. `filters` narrow a query by values as they are: {"who": ["Wang Yi"]}.
    """

    def __init__(self, where: str | Path | None = None, *, create: bool = False) -> None:
        self.where = where if where is not None else os.environ.get("COMMUNIQUE_LEDGER") or DEFAULT
        self.engine = open_engine(self.where, create=create)
        self.name = name_of(self.where)

    def close(self) -> None:
        """Let go of the store."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with clear(self.name), reading(self.engine) as connection:
            yield connection

    def add(
        self,
        *sources: Source,
        url: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
        workers: int | None = None,
        later: bool = False,
        report: Callable[[Report], None] | None = None,
    ) -> Summary:
        """Read pages and keep what they say: files, folders, globs, JSONL of readings, bytes, `Page`s, `Reading`s.

        `url`, `published` and `publisher` tell what a page can't; `url` is for one page alone. `workers` processes read
        (by default one a core; with 1 this one does). `report` hears of each page once it is on disk, in order. With `later`
        the pages can be found at once, and their copies and merging wait for `gather`.
        """
        named = files(sources)
        if url is not None and len(named) != 1:
            raise LedgerError(f"an address is for one page; here are {len(named)}")
        found = tasks(named, Told(url, published, publisher), self._holds)
        alone = len(named) == 1 and not may_be_many(named[0])
        many = workers if workers is not None else 1 if alone else cores()
        with clear(self.name):
            return write_all(self.engine, answers(found, many), report, read_here=many <= 1, later=later)

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
            meant = select(record.c.version).where(record.c.n.in_(Search(connection, _asked(query, None)).numbers()))
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
        asked = _asked(query, filters)
        return self._find(asked, limit, oldest_first, after)

    def _find(self, asked: Query, limit: int | None, oldest_first: bool, after: Place | None = None) -> Iterator[Found]:
        with self._reading() as connection:
            search = Search(connection, asked, after)
            rows = search.every(oldest_first) if limit is None else search.first(limit, oldest_first)
            yield from found_of(connection, rows)

    def count(self, query: str | Query = "", *, filters: Filters | None = None) -> int:
        """How many records a query finds."""
        with self._reading() as connection:
            return Search(connection, _asked(query, filters)).count()

    def count_at_least(self, query: str | Query = "", *, most: int = 1000) -> tuple[int, bool]:
        """How many records a query finds, and whether that is all of them: quick whatever is asked, since of many only some
        are counted."""
        with self._reading() as connection:
            return Search(connection, _asked(query, None)).count_at_least(most)

    def count_once(self, query: str | Query = "") -> int:
        """How many records a query finds where copies are counted once, reckoned from the stories of all that it finds."""
        with self._reading() as connection:
            return Search(connection, replace(_asked(query, None), copies="all")).count_once()

    def screen(self, query: str | Query, *, limit: int, after: Place | None = None, most: int = 1000) -> Screened:
        """Some of what a query finds, as `find` gives it, how many records there are, and whether that is all of them, as
        `count_at_least` tells: the plan is made once for all."""
        with self._reading() as connection:
            found = Search(connection, _asked(query, None), after).screen(limit, most)
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
        asked = _asked(query, filters)
        both = filtered(filtered(asked, {"party": [one]}), {"party": [other]})
        if "type" not in _filters(asked.node):
            both = filtered(both, {"type": ["meeting", "statement", "commitment", "position"]})
        return list(self._find(both, limit, oldest_first=False))[::-1]

    def people(self, name: str, *, most: int = 20) -> list[Person]:
        """Everyone of a name: offices over time, and the `most` newest meetings and statements of each."""
        with self._reading() as connection:
            return list(people.people(connection, name, most))

    def person(self, ident: str, *, most: int = 20) -> Person:
        """The person of an id. LedgerError when there is none."""
        with self._reading() as connection:
            return _there(people.person(connection, ident, most), ident)

    def present(self, idents: Sequence[str]) -> dict[str, tuple[Present, ...]]:
        """Who took part in each of these records, with the offices that their pages give them."""
        with self._reading() as connection:
            return people.present(connection, idents)

    def list_people(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> Iterator[Person]:
        """The people of the records found, those on most pages first. Asked for no type of record, everyone on the
        pages that the query finds."""
        asked = _asked(query, filters)
        with self._reading() as connection:
            yield from people.people_among(connection, Search(connection, _pages_unless_records(asked)), limit)

    def list_mechanisms(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> Iterator[Dialogue]:
        """The mechanisms of the records found, those on most pages first."""
        asked = _asked(query, filters)
        with self._reading() as connection:
            yield from people.dialogues_among(connection, Search(connection, asked), limit)

    def mechanisms(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> list[Mechanism]:
        """The recurring dialogues of the records found, each with both sides' names, all its sessions on record, gaps in
        their numbering, what was agreed at each, and the next one due; those with most records first."""
        asked = _asked(query, filters)
        with self._reading() as connection:
            return dialogues.dialogues_of(connection, asked, limit)

    def stories(
        self, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> list[StoryTold]:
        """Stories of two pages or more, those of most pages first: all in which a record that is found stands. Asked for
        no type of record, all in which a page that is found stands."""
        asked = _pages_unless_records(_asked(query, filters))
        with self._reading() as connection:
            return list(told.stories_among(connection, Search(connection, asked), limit))

    def story(self, ident: str) -> StoryTold:
        """The story of this id, or that a page stands in, by its id or address or that of a record on it."""
        with self._reading() as connection:
            return _there(told.story_of(connection, ident), ident)

    def difference(self, page: str, other: str | None = None) -> Diff:
        """What was inserted, deleted, replaced and moved from one page to the other; with one page alone, from the page
        nearest its source."""
        with self._reading() as connection:
            found = _there(told.diff_between(connection, page, other), page if other is None else f"{page} or {other}")
        if other is None and found.source == found.copy:
            raise LedgerError(f"{page}: it is nearest the source itself; name another page to lay it beside")
        return found

    def mechanism(self, ident: str, *, most: int) -> tuple[str, list[Found]]:
        """A mechanism's name by the id of that name, and its `most` newest records, the oldest first."""
        with self._reading() as connection:
            return _there(people.of_mechanism(connection, ident, most), ident)

    def show(self, ident: str) -> Shown:
        """A record, page or version with the words it stands on. LedgerError when there is none of that id."""
        with self._reading() as connection:
            return _there(shown.shown(connection, ident), ident)

    def leaf(self, ident: str) -> Leaf:
        """A page, a version, or the page of a record, with every record that stands on it."""
        with self._reading() as connection:
            return _there(shown.leaf(connection, ident), ident)

    def arrivals(self, most: int) -> list[Arrival]:
        """The `most` pages that came in last, the newest first."""
        with self._reading() as connection:
            return list(arrived.arrivals(connection, most))

    def reading(self, ident: str) -> Reading:
        """The reading of a page, of a version, or of the page of a record."""
        with self._reading() as connection:
            return _there(shown.reading_of(connection, ident), ident)

    def received(self, ident: str) -> bytes:
        """The bytes of a page as they came."""
        with self._reading() as connection:
            return _there(shown.bytes_of(connection, ident), ident)

    def judge(self, ident: str, verdict: Verdict, note: str | None = None, judge: str | None = None) -> None:
        """Note that a record is right ("accept"), wrong ("reject") or doubtful ("unsure"). Rejected records are found
        no more, unless a query asks for what was judged."""
        if verdict not in VERDICTS:
            raise LedgerError(f"{verdict!r} is not one of {', '.join(VERDICTS)}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with clear(self.name), writing(self.engine) as connection:
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
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with clear(self.name), writing(self.engine) as connection:
            add_judgement(connection, ident, EDIT, note, judge, made, edited)

    def withdraw(self, ident: str, judge: str | None = None) -> bool:
        """Take back the last judgement of a record; the one before it holds again. False when none holds."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with clear(self.name), writing(self.engine) as connection:
            return withdraw(connection, ident, judge, made)

    def clusters(
        self, kind: Kind, query: str | Query = "", *, limit: int | None = None, filters: Filters | None = None
    ) -> Iterator[Merged]:
        """People, organisations, mechanisms, meetings or commitments over all pages, each once: those that the records
        found belong to, or that are named on their pages."""
        with self._reading() as connection:
            search = Search(connection, _asked(query, filters))
            yield from clusters.clusters_among(connection, kind, search, limit)

    def cluster(self, ident: str) -> MergedShown:
        """A cluster with its accounts, by its id or that of a record in it. LedgerError when there is none."""
        with self._reading() as connection:
            return _there(clusters.cluster_of(connection, ident), ident)

    def tellings(self, ident: str) -> tuple[Found, ...]:
        """The records that are one with a meeting or commitment, of pages as they are now, the earliest page first."""
        with self._reading() as connection:
            return together.tellings(connection, ident)

    def grounds(self, idents: Sequence[str]) -> dict[str, tuple[str, tuple[Span, ...]]]:
        """For each of these meetings the text of its page, and the stretches of it that the meeting stands on."""
        with self._reading() as connection:
            return together.grounds(connection, idents)

    def pages_of(self, idents: Sequence[str]) -> dict[str, int]:
        """On how many pages the same is told, for each of these meetings and commitments."""
        with self._reading() as connection:
            return together.pages_of(connection, idents)

    def spellings(self, ident: str) -> tuple[str, int] | None:
        """The cluster of a person or mechanism by the id of one of its names, and how many spellings are one in it."""
        with self._reading() as connection:
            return together.spellings(connection, ident)

    def carried(self, versions: Sequence[str]) -> dict[str, tuple[str, int]]:
        """The story of each of these versions that is its page's last, and its place there; 0 is nearest the source."""
        with self._reading() as connection:
            return together.carried(connection, versions)

    def pairs(self, kind: Kind | None = None, *, limit: int | None = None) -> list[UncertainPair]:
        """Pairs that may be one and that nobody has judged, the likeliest first."""
        with self._reading() as connection:
            return list(pairs.uncertain(connection, kind, limit))

    def doubt(self, one: str, other: str) -> Doubt | None:
        """What keeps two records apart that the rules take for one; None where nothing but their likeness does."""
        with self._reading() as connection:
            return doubts.doubt_of(connection, one, other)

    def near(self, ident: str, *, most: int = 8) -> list[UncertainPair]:
        """Pairs of a record of this cluster and another that may be one with it, the likeliest first."""
        with self._reading() as connection:
            return doubts.near(connection, ident, most)

    def words_of(self, ident: str) -> tuple[str, str]:
        """The words of one side of a pair on the first page that has it, and where they stand."""
        with self._reading() as connection:
            return clusters.words_of(connection, ident)

    def judge_pair(
        self, one: str, other: str, verdict: Outcome, note: str | None = None, judge: str | None = None
    ) -> None:
        """Note that two records, or two clusters' first records, are the "same", "different", or that it is "unsure".

        It beats the rules until it is taken back. LedgerError for two of different kinds, and for one twice.
        """
        if verdict not in get_args(Outcome):
            raise LedgerError(f"{verdict!r} is not one of {', '.join(get_args(Outcome))}")
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with clear(self.name), writing(self.engine) as connection:
            rows = [_there(pairs.entry_row(connection, ident), ident) for ident in (one, other)]
            if rows[0]["kind"] != rows[1]["kind"]:
                raise LedgerError(f"a {rows[0]['kind']} and a {rows[1]['kind']} are never one")
            if rows[0]["id"] == rows[1]["id"]:
                raise LedgerError(f"{one} and {other} are one record")
            pairs.add_pair(connection, rows[0], rows[1], verdict, note, judge, made)
            judge_anew(connection, [row["id"] for row in rows])

    def undo(self, judge: str | None = None) -> PairJudged | None:
        """Take back the last judgement on a pair that `judge` made (None: nobody named), and say which; None when none is
        left. Undone again, the one before. Another's judgement is not undone but overruled, by judging the pair anew."""
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with clear(self.name), writing(self.engine) as connection:
            undone = pairs.undo_last(connection, judge, made)
            if undone is not None:
                judge_anew(connection, [undone.one, undone.other])
        return undone

    def pair_judgements(self) -> list[PairJudged]:
        """Everything that was ever decided about pairs, what was taken back too, from the first to the last."""
        with self._reading() as connection:
            return pairs.history(connection)

    def set_aside(self) -> list[PairJudged]:
        """Judgements on pairs that contradict later ones, which hold in their place."""
        with self._reading() as connection:
            return pairs.contradicted(connection)

    def follow(self, ident: str, *, most: int = 10, today: str | None = None) -> Followed:
        """What became of a commitment: sentences of later pages proposed as evidence, what people decided about them,
        how it stands on `today` by what they confirmed, and coders' scores."""
        with self._reading() as connection:
            found = following.followed(connection, ident, most, today or date.today().isoformat())
        if found is None:
            raise NotThere(f"{ident}: no commitment has this id")
        return found

    def decide(
        self,
        ident: str,
        evidence: str,
        verdict: Decision,
        judge: str | None = None,
        note: str | None = None,
        status: Progress | None = None,
    ) -> None:
        """Confirm or reject a sentence as evidence of commitment `ident`, or take the judge's last word back ("undo").

        `status` says what the sentence tells of, where that is something else than what was proposed.
        """
        with self._reading() as connection:
            meant = following.evidence_of(connection, ident, evidence)
        if meant is None:
            raise NotThere(f"{evidence}: no evidence of {ident} has this id")
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        decided = Decided(
            evidence, meant.version, meant.words, meant.day, status or meant.status, verdict, note, judge, made
        )
        with clear(self.name), writing(self.engine) as connection:
            coding.add_decision(connection, meant.found_by or ident, decided)

    def score(self, ident: str, value: int | None, coder: str, *, final: bool = False, note: str | None = None) -> None:
        """Score how far a commitment was complied with: -1, 0 or +1, or None to take the coder's last score back."""
        if value is not None and value not in VALUES:
            raise LedgerError(f"{value} is not one of -1, 0, +1")
        made = datetime.now(UTC).isoformat(timespec="microseconds")
        with clear(self.name), writing(self.engine) as connection:
            if not coding.add_score(connection, ident, value, coder, "final" if final else "interim", note, made):
                raise NotThere(f"{ident}: no commitment has this id")

    def agreement(self, stage: Stage = "final") -> tuple[Agreement, ...]:
        """How far every two coders agree over the commitments that both scored at a stage."""
        if stage not in STAGES:
            raise LedgerError(f"{stage!r} is not one of {', '.join(STAGES)}")
        with self._reading() as connection:
            return coding.agreement(connection, stage)

    def commitments(
        self,
        query: str | Query = "",
        *,
        limit: int | None = None,
        filters: Filters | None = None,
        today: str | None = None,
    ) -> Iterator[Standing]:
        """The commitments that a query finds, each with how it stands on `today` by what people confirmed."""
        asked = filtered(_asked(query, filters), {"type": ["commitment"]})
        with self._reading() as connection:
            search = Search(connection, asked)
            rows = search.every() if limit is None else search.first(limit)
            yield from following.standings(connection, rows, today or date.today().isoformat())

    def standing(self, ident: str, *, today: str | None = None) -> Standing:
        """How a commitment stands by what people confirmed, without looking for new evidence."""
        with self._reading() as connection:
            return _there(following.standing(connection, ident, today or date.today().isoformat()), ident)

    def news(self, since: str, *, today: str | None = None, most: int = news.MOST) -> News:
        """What came in since a moment or day (ISO), what is overdue, and what lies ahead; at most so many new ones."""
        with self._reading() as connection:
            return news.news(connection, since, today or date.today().isoformat(), most)

    def state(self) -> tuple[int, ...]:
        """Numbers that change when anything is added, decided, scored or forgotten: what was made of the ledger at one state
        holds as long as they stay."""
        with self._reading() as connection:
            return together.state(connection)

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
        """Make anew what pages have to do with one another: where `check` says so, or this version sees copies better."""
        with clear(self.name), writing(self.engine) as connection:
            keep.derive(connection)

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


def _asked(query: str | Query, filters: Filters | None) -> Query:
    return filtered(parse(query) if isinstance(query, str) else query, filters or {})


def _pages_unless_records(asked: Query) -> Query:
    """The query over pages, where nothing in it asks for what only other records have."""
    if all(name in ("when", "page", "via", "who", *WHOLE) for name in _filters(asked.node)):
        return filtered(asked, {"type": ["page"]})
    return asked


def _filters(node: Node | None) -> set[str]:
    """The names of all filters in a query."""
    if isinstance(node, Filter):
        return {node.name}
    parts: Sequence[Node] = ()
    if isinstance(node, Not):
        parts = (node.node,)
    elif isinstance(node, And | Or):
        parts = node.nodes
    return {name for part in parts for name in _filters(part)}


T = TypeVar("T")


def _there(found: T | None, ident: str) -> T:
    if found is None:
        raise NotThere(f"{ident}: nothing in the ledger has this id")
    return found
