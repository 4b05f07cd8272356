"""Judgements that say where a record's words should begin and end."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; judgements that are there have none of it."""
    op.add_column("judgement", sa.Column("edit", sa.Text))
