"""The ledger's tables, one definition for SQLite and PostgreSQL.

What was received (`blob`, `page`, `version`) is the ground; what was read from it (`record`, `name`, `link`, `party`,
`role`, `piece`) and the index for searching (`passage`) can be made anew from it at any time, and so can what pages
have to do with one another (`carrying`, `stretch`, `kin`; `entry`, `entry_key`, `member`, `tie`), from all of it
together. What a person decided (`judgement`, `pair_judgement`) can't, and hangs on nothing that a new reading replaces.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeDecorator, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Words(TypeDecorator[str]):
    """Index words with a space between them; on PostgreSQL a tsvector with their places.

    The vector is written out in full and not made by `to_tsvector`, whose parser drops letters that the server's
    locale doesn't know (under the C locale all Chinese).
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """TSVECTOR on PostgreSQL, Text elsewhere."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Words as they are, or as `'word':1,5 'other':2`."""
        if value is None or dialect.name != "postgresql":
            return value
        places: dict[str, list[str]] = {}
        for place, word in enumerate(value.split(" "), 1):
            places.setdefault(word, []).append(str(place))
        return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


# A number that grows with every row, BIGINT where the engine tells the two apart: SQLite only makes a row's number
# of a column declared INTEGER.
Number = BigInteger().with_variant(Integer(), "sqlite")

# Compared byte by byte on both engines, so that an order by such a column is the same on both.
Exact = Text().with_variant(Text(collation="C"), "postgresql")

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    comment="bytes as received and readings as made, compressed, named by the SHA-256 of what they hold",
)

page = Table(
    "page",
    metadata,
    Column("id", Text, primary_key=True),
    Column("address", Text, index=True),
    comment="an address, or, where a page has none, its bytes",
)

version = Table(
    "version",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("page", Text, ForeignKey("page.id"), nullable=False, index=True),
    Column("bytes", Text, ForeignKey("blob.sha256"), nullable=False, index=True),
    Column("media", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("given_url", Text),
    Column("given_published", Text),
    Column("given_publisher", Text),
    Column("reading", Text, ForeignKey("blob.sha256"), nullable=False, index=True),
    Column("reader", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Exact),
    Column("last", Boolean, nullable=False),
    comment="a page as it was on one day",
)

record = Table(
    "record",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("id", Exact, nullable=False, unique=True),
    Column("version", Number, ForeignKey("version.n"), nullable=False, index=True),
    Column("type", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("kind", Text),
    Column("status", Text),
    Column("start", Exact, nullable=False),
    Column("end", Exact, nullable=False),
    Column("long", Boolean, nullable=False),
    Column("due", Exact),
    Column("by", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("place", Text),
    Column("mechanism", Text),
    Column("session", Integer),
    Column("words", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("last", Boolean, nullable=False),
    Index("ix_record_start_id_last", "start", "id", "last"),
    Index("ix_record_long", "long", sqlite_where=text("long = 1"), postgresql_where=text("long")),
    Index("ix_record_type_start_id_last", "type", "start", "id", "last"),
    comment="what was read: pages, meetings, statements, commitments, positions, mechanisms; an unknown day is empty",
)

name = Table(
    "name",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("key", Exact, nullable=False),
    comment="people, organs, outlets, places, mechanisms: each name once; key is its search words between spaces",
)

link = Table(
    "link",
    metadata,
    Column("name", Text, ForeignKey("name.id"), nullable=False),
    Column("tie", Text, nullable=False),
    Column("record", Number, ForeignKey("record.n"), nullable=False, index=True),
    PrimaryKeyConstraint("name", "tie", "record"),
    comment="source, participant, via, publisher, place or mechanism of a record; mentioned, of a page",
    sqlite_with_rowid=False,
)

party = Table(
    "party",
    metadata,
    Column("party", Exact, nullable=False),
    Column("tie", Text, nullable=False),
    Column("record", Number, ForeignKey("record.n"), nullable=False, index=True),
    PrimaryKeyConstraint("party", "tie", "record"),
    comment="states (ISO 3166-1 alpha-3) and organisations: by, to, or among the parties of a record",
    sqlite_with_rowid=False,
)

role = Table(
    "role",
    metadata,
    Column("name", Text, ForeignKey("name.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("record", Number, ForeignKey("record.n"), nullable=False, index=True),
    PrimaryKeyConstraint("name", "title", "of", "record"),
    comment="the office a page gives a person",
    sqlite_with_rowid=False,
)

passage = Table(
    "passage",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("record", Number, ForeignKey("record.n"), nullable=False, index=True),
    Column("words", Words, nullable=False),
    comment="the search words of a record, or of a stretch of a page",
)

piece = Table(
    "piece",
    metadata,
    Column("version", Number, ForeignKey("version.n"), primary_key=True, autoincrement=False),
    Column("prose", Text, nullable=False, index=True),
    Column("rank", BigInteger, nullable=False),
    Column("weight", Float, nullable=False),
    Column("length", Integer, nullable=False),
    Column("sample", LargeBinary, nullable=False),
    Column("facts", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
    comment="a version's text as far as it takes to find others that carry the same piece",
)

carrying = Table(
    "carrying",
    metadata,
    Column("version", Number, ForeignKey("version.n"), primary_key=True, autoincrement=False),
    Column("head", Number, ForeignKey("version.n"), nullable=False, index=True),
    Column("story", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Column("relation", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Index("ix_carrying_story_place", "story", "place"),
    comment="each page's last version in its story, place 0 nearest the source; head has the same prose and speaks for it",
)

stretch = Table(
    "stretch",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("version", Number, ForeignKey("version.n"), nullable=False, index=True),
    PrimaryKeyConstraint("key", "rank", "version"),
    comment="sampled stretches of three words, of heads alone",
    sqlite_with_rowid=False,
)

kin = Table(
    "kin",
    metadata,
    Column("one", Number, ForeignKey("version.n"), nullable=False),
    Column("other", Number, ForeignKey("version.n"), nullable=False, index=True),
    Column("carried", Float, nullable=False),
    Column("words", Float, nullable=False),
    PrimaryKeyConstraint("one", "other"),
    comment="two heads that carry one piece, one < other",
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("record", Text, nullable=False, index=True),
    Column("version", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("note", Text),
    Column("judge", Text),
    Column("made", Text, nullable=False),
    Column("on_type", Text, nullable=False),
    Column("on_words", Text, nullable=False),
    Column("on_facts", Text, nullable=False),
    Column("last", Boolean, nullable=False),
    Column("edit", Text),
    comment="what a person decided about a record; only ever added to, the last one holds; edit says where its words should stand, and where they stood",
)

entry = Table(
    "entry",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("id", Exact, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("cluster", Exact, nullable=False, index=True),
    comment="what can be merged: a name of a person, body or mechanism, or one page's meeting or commitment; cluster is the first id of those that are one with it",
)

entry_key = Table(
    "entry_key",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("entry", Number, ForeignKey("entry.n"), nullable=False, index=True),
    PrimaryKeyConstraint("key", "entry"),
    comment="what entries that may be one share, as a number",
    sqlite_with_rowid=False,
)

member = Table(
    "member",
    metadata,
    Column("version", Number, ForeignKey("version.n"), nullable=False),
    Column("ref", Text, nullable=False),
    Column("entry", Number, ForeignKey("entry.n"), nullable=False, index=True),
    PrimaryKeyConstraint("version", "ref"),
    comment="the records of a page, by their ids in its reading, and their entries",
    sqlite_with_rowid=False,
)

tie = Table(
    "tie",
    metadata,
    Column("one", Number, ForeignKey("entry.n"), nullable=False),
    Column("other", Number, ForeignKey("entry.n"), nullable=False, index=True),
    Column("outcome", Text, nullable=False),
    Column("points", Float, nullable=False),
    PrimaryKeyConstraint("one", "other"),
    comment="pairs of entries that the rules take for one, or can't tell; what they tell apart is not kept",
    sqlite_with_rowid=False,
)

waiting = Table(
    "waiting",
    metadata,
    Column("kind", Text, nullable=False),
    Column("n", Number, nullable=False),
    PrimaryKeyConstraint("kind", "n"),
    comment="versions that were given no story yet, and entries that were laid beside no other",
    sqlite_with_rowid=False,
)

pair_judgement = Table(
    "pair_judgement",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("one", Text, nullable=False, index=True),
    Column("other", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("undoes", Number),
    Column("note", Text),
    Column("judge", Text),
    Column("made", Text, nullable=False),
    Column("on_one", Text, nullable=False),
    Column("on_other", Text, nullable=False),
    comment="what a person decided about two entries: same, different, unsure; or undo, of an earlier row; only ever added to",
)

evidence = Table(
    "evidence",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("commitment", Text, nullable=False, index=True),
    Column("version", Text, nullable=False, index=True),
    Column("evidence", Text, nullable=False),
    Column("page_version", Text, nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("day", Exact),
    Column("status", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("note", Text),
    Column("judge", Text),
    Column("made", Text, nullable=False),
    Column("on_type", Text, nullable=False),
    Column("on_words", Text, nullable=False),
    Column("on_facts", Text, nullable=False),
    comment="what a person decided about a sentence proposed as evidence of a commitment; only ever added to",
)

score = Table(
    "score",
    metadata,
    Column("n", Number, primary_key=True, autoincrement=False),
    Column("commitment", Text, nullable=False, index=True),
    Column("version", Text, nullable=False, index=True),
    Column("coder", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("value", Integer),
    Column("note", Text),
    Column("made", Text, nullable=False),
    Column("on_type", Text, nullable=False),
    Column("on_words", Text, nullable=False),
    Column("on_facts", Text, nullable=False),
    comment="how far a commitment was complied with, by coder: -1, 0 or 1, interim or final; no value takes one back",
)
