"""Merging: entries, what ties them, and what people decided about pairs of them.

Pages that were added before are entered right afterwards, in the same transaction (`keep.enter_all`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

Exact = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "entry",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("id", Exact, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("cluster", Exact, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_entry"),
        sa.UniqueConstraint("id", name="uq_entry_id"),
    )
    op.create_table(
        "entry_key",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("entry", Number, nullable=False),
        sa.PrimaryKeyConstraint("key", "entry", name="pk_entry_key"),
        sa.ForeignKeyConstraint(["entry"], ["entry.n"], name="fk_entry_key_entry_entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "member",
        sa.Column("version", Number, nullable=False),
        sa.Column("ref", sa.Text, nullable=False),
        sa.Column("entry", Number, nullable=False),
        sa.PrimaryKeyConstraint("version", "ref", name="pk_member"),
        sa.ForeignKeyConstraint(["version"], ["version.n"], name="fk_member_version_version"),
        sa.ForeignKeyConstraint(["entry"], ["entry.n"], name="fk_member_entry_entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tie",
        sa.Column("one", Number, nullable=False),
        sa.Column("other", Number, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("points", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_tie"),
        sa.ForeignKeyConstraint(["one"], ["entry.n"], name="fk_tie_one_entry"),
        sa.ForeignKeyConstraint(["other"], ["entry.n"], name="fk_tie_other_entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pair_judgement",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("one", sa.Text, nullable=False),
        sa.Column("other", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("undoes", Number),
        sa.Column("note", sa.Text),
        sa.Column("judge", sa.Text),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("on_one", sa.Text, nullable=False),
        sa.Column("on_other", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_pair_judgement"),
    )
    for table, column in (
        ("entry", "cluster"),
        ("entry_key", "entry"),
        ("member", "entry"),
        ("tie", "other"),
        ("pair_judgement", "one"),
        ("pair_judgement", "other"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
