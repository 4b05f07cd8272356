"""What is new in a ledger since a day: meetings, commitments, changes of wording, what is overdue and what lies ahead."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from difflib import SequenceMatcher
from itertools import islice

from sqlalchemy import Connection, RowMapping, select

from communique.ledger.conditions import plain_text
from communique.ledger.following import Standing, standings
from communique.ledger.found import Found, found_of
from communique.ledger.listing import slices
from communique.ledger.query import Query, filtered
from communique.ledger.select import Search
from communique.ledger.shown import reading_of
from communique.ledger.tables import page, record, version
from communique.relate.lives import SETTLED
from communique.relate.sentences import sentences

SPAN = re.compile(r"(\d{1,4})([dwm])")
DAYS = {"d": 1, "w": 7, "m": 30}

FEW = 4000
"""Versions that came in up to which their records are looked up: of more, most are not shown anyway."""

CHUNK = 200
"""Rows fetched at a time."""

MOST = 200
"""Entries of one kind that a digest holds: what is more than that is no digest."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of a page that reads otherwise in a later version; empty where there was, or is, none."""

    page: str
    version: str
    title: str | None
    address: str | None
    publisher: str | None
    published: str | None
    added: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class News:
    """What came into a ledger since `since`, and how things stand on `today` (both ISO).

    `ahead` are planned meetings from today on, `due` commitments that are still open and fall due from today on.
    """

    since: str
    today: str
    meetings: tuple[Found, ...]
    commitments: tuple[Found, ...]
    changes: tuple[Change, ...]
    overdue: tuple[Standing, ...]
    ahead: tuple[Found, ...]
    due: tuple[Standing, ...]


def moment_of(told: str) -> str | None:
    """The moment that "7d", "2w", "3m" or a day means, as the ledger writes moments; None where it is neither."""
    span = SPAN.fullmatch(told)
    if span:
        now = datetime.now(UTC)
        long = min(timedelta(int(span[1]) * DAYS[span[2]]), now - datetime(1970, 1, 1, tzinfo=UTC))
        return (now - long).isoformat(timespec="seconds")
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        return None


def news(connection: Connection, since: str, today: str, most: int = MOST) -> News:
    """What is new since the moment `since` came (UTC), by when pages were added and not by their own days; at most so many
    new meetings, commitments and changes."""
    yesterday = (date.fromisoformat(today) - timedelta(1)).isoformat()
    ahead = {"type": ["meeting"], "status": ["planned"], "when": [f"{today}.."]}
    return News(
        since,
        today,
        tuple(found_of(connection, _fresh(connection, since, "meeting", most))),
        tuple(found_of(connection, _fresh(connection, since, "commitment", most))),
        tuple(islice(_changes(connection, since), most)),
        _unsettled(connection, f"..{yesterday}", today)[::-1],
        tuple(found_of(connection, _first(connection, ahead))),
        _unsettled(connection, f"{today}..", today),
    )


def _fresh(connection: Connection, since: str, sort: str, most: int) -> list[RowMapping]:
    """Records of pages that came in since, each wording once, without what an earlier version of its page said."""
    kept: dict[tuple[str, str], RowMapping] = {}
    arrived = _arrived(connection, since, sort)
    while len(kept) < most and (some := list(islice(arrived, CHUNK))):
        said = _said_before(connection, {row["page"] for row in some}, since)
        for row in some:
            if (row["page"], sort, row["words"]) not in said:
                kept.setdefault((row["by"], row["words"]), row)
    return list(kept.values())[:most]


def _arrived(connection: Connection, since: str, sort: str) -> Iterator[RowMapping]:
    """Records of versions that came in since, the newest day first: looked up by their versions where these are few, else
    met on a walk along all records."""
    fresh = select(version.c.n).where(version.c.added >= since).order_by(version.c.n.desc()).limit(FEW + 1)
    numbers = list(connection.execute(fresh).scalars())
    told = select(record, version.c.page, version.c.id.label("of")).join(version, version.c.n == record.c.version)
    told = told.where(record.c.last)
    if len(numbers) > FEW:
        walked = told.where(record.c.type == sort, version.c.added >= since).order_by(
            record.c.start.desc(), record.c.id.desc()
        )
        yield from connection.execution_options(yield_per=CHUNK).execute(walked).mappings()
        return
    found: list[RowMapping] = []
    its = plain_text(record.c.type, indexed=False) == sort  # by versions, not by all records of a type
    for some in slices(numbers):
        found += connection.execute(told.where(record.c.version.in_(some), its)).mappings()
    yield from sorted(found, key=lambda row: (row["start"], row["id"]), reverse=True)


def _said_before(connection: Connection, pages: Iterable[str], since: str) -> set[tuple[str, str, str]]:
    """What versions of these pages that came in before said, as (page, type, words)."""
    # asked in two steps, and without the type: as one, all records of a type are gone through
    earlier = select(version.c.n, version.c.page).where(version.c.page.in_(list(pages)), version.c.added < since)
    of = dict(connection.execute(earlier).tuples().all())
    said: set[tuple[str, str, str]] = set()
    for some in slices(list(of)):
        told = select(record.c.version, record.c.type, record.c.words).where(record.c.version.in_(some))
        said |= {(of[owner], sort, words) for owner, sort, words in connection.execute(told)}
    return said


def _first(connection: Connection, filters: dict[str, list[str]]) -> list[RowMapping]:
    asked = filtered(Query(None, copies="one"), filters)
    return Search(connection, asked).first(MOST, oldest_first=True)


def _unsettled(connection: Connection, days: str, today: str) -> tuple[Standing, ...]:
    """Commitments due on some days that nothing has settled, the next due first."""
    rows = _first(connection, {"type": ["commitment"], "due": [days]})
    held = [one for one in standings(connection, rows, today) if one.status not in SETTLED]
    return tuple(sorted(held, key=lambda one: (one.due or "", one.id)))


def _changes(connection: Connection, since: str) -> Iterator[Change]:
    earlier = version.alias("earlier")
    before = select(earlier.c.id).where(earlier.c.page == version.c.page, earlier.c.n < version.c.n)
    last = before.order_by(earlier.c.n.desc()).limit(1).scalar_subquery().label("was")
    told = select(version, page.c.address, last).join(page, page.c.id == version.c.page)
    told = told.where(version.c.added >= since, before.exists()).order_by(version.c.n.desc())
    for row in connection.execution_options(yield_per=CHUNK).execute(told).mappings():
        for old, new in changed(_spoken(connection, row["was"]), _spoken(connection, row["id"])):
            yield Change(
                row["page"], row["id"], row["title"], row["address"], row["publisher"], row["published"],
                row["added"], old, new,
            )  # fmt: skip


def _spoken(connection: Connection, ident: str) -> list[str]:
    reading = reading_of(connection, ident)
    text = reading.article.text if reading is not None else ""
    return [" ".join(text[start:end].split()) for start, end in sentences(text)]


def changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The sentences in which two versions differ, as (before, after); one of them is empty where there is none."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for number in range(max(b - a, d - c)):
                yield (
                    old[a + number] if a + number < b else "",
                    new[c + number] if c + number < d else "",
                )
