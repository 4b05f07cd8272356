"""Stories as they are asked for: their pages with how each came of the one nearest the source, and two laid side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select

from communique.ledger.pieces import Pieces
from communique.ledger.select import Search
from communique.ledger.tables import carrying, page, record, version
from communique.relate.diff import Diff, diff_of

CHUNK = 500
"""Stories whose pages are fetched at a time."""


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A page of a story: `relation` to the one nearest the source (original, identical, syndicated, edited, spun,
    spliced), and what speaks for its own standing; the farther from the source, the less there is."""

    page: str
    version: str
    relation: str
    title: str | None
    publisher: str | None
    published: str | None
    address: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryTold:
    """Pages that carry one piece, the one nearest the source first, and why it is that."""

    id: str
    pages: int
    title: str | None
    publisher: str | None
    first: str | None
    last: str | None
    reasons: tuple[str, ...]
    members: tuple[StoryPage, ...]


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A page of a story as one line of a table."""

    story: str
    pages: int
    place: int
    relation: str
    page: str
    version: str
    title: str | None
    publisher: str | None
    published: str | None
    address: str | None
    reasons: tuple[str, ...]


def rows_of(stories: Iterable[StoryTold]) -> Iterator[StoryRow]:
    """Stories page by page."""
    for story in stories:
        for place, one in enumerate(story.members):
            yield StoryRow(
                story.id, story.pages, place, one.relation, one.page, one.version, one.title, one.publisher,
                one.published, one.address, one.reasons,
            )  # fmt: skip


def stories_among(connection: Connection, search: Search, limit: int | None) -> Iterator[StoryTold]:
    """Stories of two pages or more that the records found stand in, those of most pages first."""
    meant = (
        select(carrying.c.story)
        .join(record, record.c.version == carrying.c.version)
        .where(record.c.n.in_(search.numbers()))
        .distinct()
    )
    size = func.count()
    chosen = select(carrying.c.story).where(carrying.c.story.in_(meant)).group_by(carrying.c.story).having(size > 1)
    ids = list(connection.execute(chosen.order_by(size.desc(), carrying.c.story).limit(limit)).scalars())
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        told = _stories(connection, carrying.c.story.in_(some))
        yield from (told[ident] for ident in some)


def story_of(connection: Connection, ident: str) -> StoryTold | None:
    """The story of this id, or the one in which the last version of a page stands, by any id or address of it; None when
    there is no such thing."""
    number = version_of(connection, ident)
    of = select(carrying.c.story).where(or_(carrying.c.story == ident, carrying.c.version == (number or 0))).limit(1)
    story = connection.execute(of).scalar()
    return None if story is None else _stories(connection, carrying.c.story == story)[story]


def story_holding(connection: Connection, number: int) -> StoryTold | None:
    """The story in which a version stands."""
    story = connection.execute(select(carrying.c.story).where(carrying.c.version == number)).scalar()
    return None if story is None else _stories(connection, carrying.c.story == story)[story]


def diff_between(connection: Connection, source: str, copy: str | None) -> Diff | None:
    """Two pages of the ledger laid side by side; with one alone, the page nearest its source and it. None when there is no
    such page."""
    numbers: list[int | None] = [version_of(connection, source)]
    if copy is None:
        nearest = carrying.alias()
        first = select(nearest.c.version).join(carrying, carrying.c.story == nearest.c.story)
        numbers.insert(
            0, connection.execute(first.where(nearest.c.place == 0, carrying.c.version == numbers[0])).scalar()
        )
    else:
        numbers.append(version_of(connection, copy))
    if None in numbers:
        return None
    one, other = (number for number in numbers if number is not None)
    held = Pieces(connection)
    ids = dict(
        connection.execute(select(version.c.n, version.c.id).where(version.c.n.in_((one, other)))).tuples().all()
    )
    return diff_of(held[one], held[other], (ids[one], ids[other]))


def version_of(connection: Connection, ident: str) -> int | None:
    """The version that an id of a version or a record means; the last one of a page by id or address."""
    own, owner = select(version.c.n).where(version.c.id == ident), select(record.c.version).where(record.c.id == ident)
    of_page = select(version.c.n).where(version.c.page == ident, version.c.last)
    pages = select(page.c.id).where(page.c.address == ident)
    of_address = select(version.c.n).where(version.c.page.in_(pages), version.c.last)
    for found in (own, owner, of_page, of_address):
        number: int | None = connection.execute(found.limit(1)).scalar()
        if number is not None:
            return number
    return None


def _stories(connection: Connection, meant: ColumnElement[bool]) -> dict[str, StoryTold]:
    rows = (
        select(carrying, version, page.c.address)
        .join(version, version.c.n == carrying.c.version)
        .join(page, page.c.id == version.c.page)
        .where(meant)
        .order_by(carrying.c.story, carrying.c.place)
    )
    told: dict[str, list[StoryPage]] = {}
    for row in connection.execute(rows):
        reasons = tuple(row.reasons.split("\n")) if row.reasons else ()
        told.setdefault(row.story, []).append(
            StoryPage(row.page, row.id, row.relation, row.title, row.publisher, row.published, row.address, reasons)
        )
    return {ident: _told(ident, members) for ident, members in told.items()}


def _told(ident: str, members: Sequence[StoryPage]) -> StoryTold:
    nearest = members[0]
    days = sorted(one.published for one in members if one.published)
    first, last = (days[0], days[-1]) if days else (None, None)
    return StoryTold(
        ident, len(members), nearest.title, nearest.publisher, first, last, nearest.reasons, tuple(members)
    )
