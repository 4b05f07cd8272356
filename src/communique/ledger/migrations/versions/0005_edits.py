"""Judgements that say where a record's words should begin and end; pages are found by their addresses through an index."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column, of which judgements that are there have nothing, and the index."""
    op.add_column("judgement", sa.Column("edit", sa.Text))
    op.create_index("ix_page_address", "page", ["address"])
