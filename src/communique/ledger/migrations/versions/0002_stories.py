"""Stories: which pages carry one piece. The rows are filled by `engine` once every migration is through."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of stories; what told identical texts before goes."""
    op.create_table(
        "piece",
        sa.Column("version", Number, autoincrement=False, nullable=False),
        sa.Column("prose", sa.Text, nullable=False),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("sample", sa.LargeBinary, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("words", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_piece"),
        sa.ForeignKeyConstraint(["version"], ["version.n"], name="fk_piece_version_version"),
    )
    op.create_table(
        "carrying",
        sa.Column("version", Number, autoincrement=False, nullable=False),
        sa.Column("head", Number, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("relation", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_carrying"),
        sa.ForeignKeyConstraint(["version"], ["version.n"], name="fk_carrying_version_version"),
        sa.ForeignKeyConstraint(["head"], ["version.n"], name="fk_carrying_head_version"),
    )
    op.create_table(
        "stretch",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("rank", sa.BigInteger, nullable=False),
        sa.Column("version", Number, nullable=False),
        sa.PrimaryKeyConstraint("key", "rank", "version", name="pk_stretch"),
        sa.ForeignKeyConstraint(["version"], ["version.n"], name="fk_stretch_version_version"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kin",
        sa.Column("one", Number, nullable=False),
        sa.Column("other", Number, nullable=False),
        sa.Column("carried", sa.Float, nullable=False),
        sa.Column("words", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("one", "other", name="pk_kin"),
        sa.ForeignKeyConstraint(["one"], ["version.n"], name="fk_kin_one_version"),
        sa.ForeignKeyConstraint(["other"], ["version.n"], name="fk_kin_other_version"),
        sqlite_with_rowid=False,
    )
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    op.drop_index("ix_version_story", "version")
    op.drop_column("version", "story")


INDEXES = (
    ("piece", ("prose",)),
    ("carrying", ("head",)),
    ("carrying", ("story", "place")),
    ("stretch", ("version",)),
    ("kin", ("other",)),
)
