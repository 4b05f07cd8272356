"""What became of commitments: evidence that people confirmed or rejected, and coders' scores."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

Exact = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables; nothing that is there changes."""
    op.create_table(
        "evidence",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("page_version", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("day", Exact),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("judge", sa.Text),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("on_type", sa.Text, nullable=False),
        sa.Column("on_words", sa.Text, nullable=False),
        sa.Column("on_facts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_evidence"),
    )
    op.create_table(
        "score",
        sa.Column("n", Number, autoincrement=False, nullable=False),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("coder", sa.Text, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("note", sa.Text),
        sa.Column("made", sa.Text, nullable=False),
        sa.Column("on_type", sa.Text, nullable=False),
        sa.Column("on_words", sa.Text, nullable=False),
        sa.Column("on_facts", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_score"),
    )
    for table in ("evidence", "score"):
        for column in ("commitment", "version"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_evidence_page_version", "evidence", ["page_version"])
