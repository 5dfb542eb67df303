"""The counter's whole day: what shifts, refunds, claims, stored value, suspended baskets and rewards at the desk add up to.

A changed table that is a projection is dropped and made anew: `migrate` fills it from the journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything at once, table after table by name."""
    op.create_index("ix_journal_reward", "journal", ["business_date"], unique=False, sqlite_where=sa.text("type = 'reward_issued'"))
    op.create_table(
        "person_badge",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_person_badge")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ux_person_badge_code", "person_badge", ["code_hash"], unique=True)
    op.create_table(
        "right_set",
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("answer IN ('yes', 'needs_approval', 'no')", name=op.f("ck_right_set_answer")),
        sa.PrimaryKeyConstraint("act", "role", name=op.f("pk_right_set")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.drop_table("shift")
    op.create_table(
        "shift",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("opened_ms", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_seq", sa.Integer(), nullable=False),
        sa.Column("float_minor", sa.Integer(), nullable=False),
        sa.Column("closed_ms", sa.Integer(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closed_seq", sa.Integer(), nullable=True),
        sa.Column("z_no", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ux_shift_open", "shift", ["origin"], unique=True, sqlite_where=sa.text("closed_ms IS NULL"))
    op.create_index("ix_shift_closed", "shift", ["origin", "closed_seq"], unique=False, sqlite_where=sa.text("closed_seq IS NOT NULL"))
    op.create_index("ix_shift_day", "shift", ["business_date", "origin", "opened_seq"], unique=False)
    op.create_table(
        "work_provider_order",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("charge", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("created_ms", sa.Integer(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "act IN ('cancel', 'refund') AND amount_minor > 0 AND declined IN (0, 1)", name=op.f("ck_work_provider_order_order")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_work_provider_order")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gift_card",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("sold_on", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_gift_card")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
