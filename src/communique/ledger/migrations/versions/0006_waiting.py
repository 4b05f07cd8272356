"""What was put in and is not gathered yet: laid beside no other page or record."""

import sqlalchemy as sa
from alembic import op

from communique.ledger.tables import Number

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table; in ledgers that are there nothing waits."""
    op.create_table(
        "waiting",
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("n", Number, nullable=False),
        sa.PrimaryKeyConstraint("kind", "n", name="pk_waiting"),
        sqlite_with_rowid=False,
    )
