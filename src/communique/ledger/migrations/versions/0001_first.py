"""The first schema.

Tables are spelt out here and not taken from `tables`: a migration must go on making what it made on its first day.
A test compares the outcome of all migrations with `tables`.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None

Exact = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table, and the index for searching in the engine's own way."""
    op.create_table(
        "blob",
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob"),
    )
    op.create_table(
        "page",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_page"),
    )
    op.create_table(
        "version",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("bytes", sa.Text, nullable=False),
        sa.Column("media", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("given_url", sa.Text),
        sa.Column("given_published", sa.Text),
        sa.Column("given_publisher", sa.Text),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("published", Exact),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("last", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_version"),
        sa.UniqueConstraint("id", name="uq_version_id"),
        sa.ForeignKeyConstraint(["page"], ["page.id"], name="fk_version_page_page"),
        sa.ForeignKeyConstraint(["bytes"], ["blob.sha256"], name="fk_version_bytes_blob"),
        sa.ForeignKeyConstraint(["reading"], ["blob.sha256"], name="fk_version_reading_blob"),
    )
    op.create_table(
        "record",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("id", Exact, nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("start", Exact, nullable=False),
        sa.Column("end", Exact, nullable=False),
        sa.Column("long", sa.Boolean, nullable=False),
        sa.Column("due", Exact),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("to", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("mechanism", sa.Text),
        sa.Column("session", sa.Integer),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("last", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_record"),
        sa.UniqueConstraint("id", name="uq_record_id"),
        sa.ForeignKeyConstraint(["version"], ["version.n"], name="fk_record_version_version"),
    )
    op.create_table(
        "name",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("key", Exact, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_name"),
    )
    op.create_table(
        "link",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("tie", sa.Text, nullable=False),
        sa.Column("record", Number, nullable=False),
        sa.PrimaryKeyConstraint("name", "tie", "record", name="pk_link"),
        sa.ForeignKeyConstraint(["name"], ["name.id"], name="fk_link_name_name"),
        sa.ForeignKeyConstraint(["record"], ["record.n"], name="fk_link_record_record"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party",
        sa.Column("party", Exact, nullable=False),
        sa.Column("tie", sa.Text, nullable=False),
        sa.Column("record", Number, nullable=False),
        sa.PrimaryKeyConstraint("party", "tie", "record", name="pk_party"),
        sa.ForeignKeyConstraint(["record"], ["record.n"], name="fk_party_record_record"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "role",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("of", sa.Text, nullable=False),
        sa.Column("record", Number, nullable=False),
        sa.PrimaryKeyConstraint("name", "title", "of", "record", name="pk_role"),
        sa.ForeignKeyConstraint(["name"], ["name.id"], name="fk_role_name_name"),
        sa.ForeignKeyConstraint(["record"], ["record.n"], name="fk_role_record_record"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passage",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("record", Number, nullable=False),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_passage"),
        sa.ForeignKeyConstraint(["record"], ["record.n"], name="fk_passage_record_record"),
    )
    op.create_table(
        "judgement",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("judge", sa.Text),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("on_type", sa.Text, nullable=False),
        sa.Column("on_words", sa.Text, nullable=False),
        sa.Column("on_facts", sa.Text, nullable=False),
        sa.Column("last", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_judgement"),
    )
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    op.create_index(
        "ix_record_long", "record", ["long"], sqlite_where=sa.text("long = 1"), postgresql_where=sa.text("long")
    )
    op.create_index("ix_version_story", "version", ["story", "last"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_passage_words", "passage", ["words"], postgresql_using="gin")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE passage_index USING fts5"
            "(words, content='passage', content_rowid='n', tokenize='ascii')"
        )


INDEXES = (
    ("version", ("page",)),
    ("version", ("bytes",)),
    ("version", ("reading",)),
    ("record", ("version",)),
    ("record", ("start", "id", "last")),
    ("record", ("type", "start", "id", "last")),
    ("link", ("record",)),
    ("party", ("record",)),
    ("role", ("record",)),
    ("passage", ("record",)),
    ("judgement", ("record",)),
    ("judgement", ("version",)),
)
