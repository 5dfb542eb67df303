"""Earning beyond the sale, lots through time, returns: more of what the events add up to, and a place for programme drafts.

The changed tables are projections: they are made anew, and `migrate` fills them from the journal.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything at once."""
    for changed in ("card", "member", "sale"):
        op.drop_table(changed)
    op.create_table(
        "card",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reversed", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_card")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_member", "card", ["member_id"], unique=False)
    op.create_index("ix_card_reversed", "card", ["reversed"], unique=False)
    op.create_table(
        "challenge_use",
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.CheckConstraint("points > 0", name=op.f("ck_challenge_use_points")),
        sa.PrimaryKeyConstraint("holder", "rule", "period", name=op.f("pk_challenge_use")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consent",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("text_sha", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('given', 'withdrawn')", name=op.f("ck_consent_state")),
        sa.PrimaryKeyConstraint("member_id", "purpose", name=op.f("pk_consent")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("joined_on", sa.Text(), nullable=False),
        sa.Column("sales_count", sa.Integer(), nullable=False),
        sa.Column("last_visit", sa.Text(), nullable=True),
        sa.Column("active_on", sa.Text(), nullable=True),
        sa.Column("referrer_id", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Text(), nullable=True),
        sa.Column("check_in_on", sa.Text(), nullable=True),
        sa.Column("check_in_streak", sa.Integer(), nullable=False),
        sa.Column("tier_base", sa.Text(), nullable=False),
        sa.Column("floor_tier", sa.Text(), nullable=True),
        sa.Column("floor_until", sa.Text(), nullable=True),
        sa.Column("auto_redeem", sa.Integer(), nullable=False),
        sa.Column("profile_done", sa.Integer(), nullable=False),
        sa.CheckConstraint("auto_redeem IN (0, 1) AND profile_done IN (0, 1)", name=op.f("ck_member_flags")),
        sa.CheckConstraint("sales_count >= 0 AND check_in_streak >= 0", name=op.f("ck_member_counts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_valid_until", "member", ["valid_until", "id"], unique=False, sqlite_where=sa.text("valid_until IS NOT NULL"))
    op.create_index("ix_member_floor_until", "member", ["floor_until", "id"], unique=False, sqlite_where=sa.text("floor_until IS NOT NULL"))
    op.create_index("ix_member_referrer_id", "member", ["referrer_id"], unique=False, sqlite_where=sa.text("referrer_id IS NOT NULL"))
    op.create_table(
        "member_group",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("grp", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "grp", name=op.f("pk_member_group")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_member_group_grp", "member_group", ["grp", "member_id"], unique=False)
    op.create_table(
        "returned",
        sa.Column("sale_event_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("qty", sa.Integer(), nullable=False),
        sa.CheckConstraint("qty > 0", name=op.f("ck_returned_qty")),
        sa.PrimaryKeyConstraint("sale_event_id", "line", name=op.f("pk_returned")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reward_facts",
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("reward", name=op.f("pk_reward_facts")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reward_stock",
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 0", name=op.f("ck_reward_stock_n")),
        sa.PrimaryKeyConstraint("reward", name=op.f("pk_reward_stock")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reward_use",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("reward", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name=op.f("ck_reward_use_n")),
        sa.PrimaryKeyConstraint("member_id", "reward", "period", name=op.f("pk_reward_use")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sale",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("occurred_ms", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("total_minor", sa.Integer(), nullable=False),
        sa.Column("earned", sa.Integer(), nullable=False),
        sa.Column("redeemed", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("refunded_minor", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_sale")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sale_day", "sale", ["origin", "business_date"], unique=False)
    op.create_index("ix_sale_member", "sale", ["member_id", "seq"], unique=False, sqlite_where=sa.text("member_id IS NOT NULL"))
    op.create_index("ix_sale_seq", "sale", ["origin", "seq"], unique=False)
    op.create_index("ux_sale_number", "sale", ["number"], unique=True)
    op.create_table(
        "tier_change",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("changed_on", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("metric", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("member_id", "origin", "seq", name=op.f("pk_tier_change")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "voucher",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=True),
        sa.Column("used_event", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('issued', 'used', 'cancelled')", name=op.f("ck_voucher_state")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_voucher")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_voucher_holder", "voucher", ["holder", "issued_on"], unique=False)
    op.create_index("ux_voucher_event", "voucher", ["event_id", "n"], unique=True)
    op.create_table(
        "work_programme_draft",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("base_sha", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("created_ms", sa.Integer(), nullable=False),
        sa.Column("changed_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_programme_draft")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_lot_returned", "lot", ["event_id"], unique=False, sqlite_where=sa.text("substr(id, 1, length(event_id)) <> event_id")
    )
    op.create_table(
        "person_reason",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_person_reason")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_person_member_birthday",
        "person_member",
        ["birthday_month", "birthday_day", "id"],
        unique=False,
        sqlite_where=sa.text("birthday_month IS NOT NULL"),
    )
    op.create_index("ix_tier_history_date", "tier_history", ["date", "member_id"], unique=False)
    op.create_index(
        "ix_lot_pending",
        "lot",
        ["unit", "available_on", "holder"],
        unique=False,
        sqlite_where=sa.text("remaining > 0 AND available_on > earned_on"),
    )
