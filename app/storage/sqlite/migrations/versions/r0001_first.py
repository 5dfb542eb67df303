"""The first schema: journal, projections, documents, working and personal tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything at once."""
    op.create_table(
        "balance",
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Integer(), nullable=False),
        sa.Column("debt", sa.Integer(), nullable=False),
        sa.CheckConstraint("0 <= held AND 0 <= frozen AND held + frozen <= remaining AND debt >= 0", name=op.f("ck_balance_amounts")),
        sa.PrimaryKeyConstraint("holder", "unit", name=op.f("pk_balance")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_balance_debt", "balance", ["unit"], unique=False, sqlite_where=sa.text("debt > 0"))
    op.create_table(
        "cap_use",
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("cap", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n > 0", name=op.f("ck_cap_use_n")),
        sa.PrimaryKeyConstraint("holder", "cap", "period", name=op.f("pk_cap_use")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("reversed", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_card")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_member", "card", ["member_id"], unique=False)
    op.create_index("ix_card_reversed", "card", ["reversed"], unique=False)
    op.create_table(
        "carry",
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("value <> '0'", name=op.f("ck_carry_value")),
        sa.PrimaryKeyConstraint("holder", "rule", name=op.f("pk_carry")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    op.create_table(
        "hold",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("sale_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'captured', 'released')", name=op.f("ck_hold_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_hold_open", "hold", ["id"], unique=False, sqlite_where=sa.text("state = 'open'"))
    op.create_table(
        "hold_lot",
        sa.Column("hold_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.CheckConstraint("points > 0", name=op.f("ck_hold_lot_points")),
        sa.PrimaryKeyConstraint("hold_id", "n", name=op.f("pk_hold_lot")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "holder_event",
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("holder", "seq", "origin", name=op.f("pk_holder_event")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journal",
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("schema_v", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Text(), nullable=True),
        sa.Column("approver_id", sa.Text(), nullable=True),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("occurred_ms", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("reverses_id", sa.Text(), nullable=True),
        sa.Column("cause_key", sa.Text(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_journal_seq")),
        sa.CheckConstraint("length(hash) = 32 AND length(prev_hash) = 32 AND length(sig) = 64", name=op.f("ck_journal_lengths")),
        sa.PrimaryKeyConstraint("origin", "seq", name=op.f("pk_journal")),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_member", "journal", ["member_id", "seq"], unique=False, sqlite_where=sa.text("member_id IS NOT NULL"))
    op.create_index("ux_journal_cause", "journal", ["type", "cause_key"], unique=True, sqlite_where=sa.text("cause_key IS NOT NULL"))
    op.create_index("ux_journal_id", "journal", ["id"], unique=True)
    op.create_table(
        "lot",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("earned_on", sa.Text(), nullable=False),
        sa.Column("available_on", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Text(), nullable=True),
        sa.Column("inactivity_months", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("frozen", sa.Integer(), nullable=False),
        sa.Column("qualifying", sa.Integer(), nullable=False),
        sa.Column("funding", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("0 <= held AND held <= remaining AND remaining <= granted AND granted > 0", name=op.f("ck_lot_amounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lot_available", "lot", ["holder", "unit", "available_on"], unique=False, sqlite_where=sa.text("remaining > 0"))
    op.create_index(
        "ix_lot_inactivity",
        "lot",
        ["holder", "inactivity_months"],
        unique=False,
        sqlite_where=sa.text("inactivity_months IS NOT NULL AND remaining > 0"),
    )
    op.create_index(
        "ix_lot_last_day",
        "lot",
        ["unit", "last_day", "holder"],
        unique=False,
        sqlite_where=sa.text("remaining > 0 AND last_day < '9999-12-31'"),
    )
    op.create_index(
        "ix_lot_oldest", "lot", ["holder", "unit", "earned_on", "origin", "seq", "n"], unique=False, sqlite_where=sa.text("remaining > 0")
    )
    op.create_index(
        "ix_lot_order",
        "lot",
        ["holder", "unit", "last_day", "earned_on", "origin", "seq", "n"],
        unique=False,
        sqlite_where=sa.text("remaining > 0"),
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "person_member",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("honorific", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("phone_reversed", sa.Text(), nullable=False),
        sa.Column("birthday_month", sa.Integer(), nullable=True),
        sa.Column("birthday_day", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_member")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_member_initials", "person_member", ["initials"], unique=False, sqlite_where=sa.text("initials <> ''"))
    op.create_index("ix_person_member_name", "person_member", ["name"], unique=False)
    op.create_index("ix_person_member_phone", "person_member", ["phone"], unique=False, sqlite_where=sa.text("phone <> ''"))
    op.create_index(
        "ix_person_member_phone_reversed", "person_member", ["phone_reversed"], unique=False, sqlite_where=sa.text("phone_reversed <> ''")
    )
    op.create_index("ix_person_member_pinyin", "person_member", ["pinyin"], unique=False, sqlite_where=sa.text("pinyin <> ''"))
    op.create_table(
        "person_staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("pin_hash", sa.Text(), nullable=False),
        sa.Column("wrong_pins", sa.Integer(), nullable=False),
        sa.Column("locked_until_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_staff")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=True),
        sa.Column("quick_position", sa.Integer(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_product_barcode", "product", ["barcode"], unique=False, sqlite_where=sa.text("barcode IS NOT NULL AND active = 1"))
    op.create_index(
        "ix_product_quick", "product", ["quick_position"], unique=False, sqlite_where=sa.text("quick_position IS NOT NULL AND active = 1")
    )
    op.create_index("ux_product_sku", "product", ["sku"], unique=True)
    op.create_table(
        "programme_version",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_programme_version")),
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
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_sale")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sale_day", "sale", ["origin", "business_date"], unique=False)
    op.create_index("ix_sale_member", "sale", ["member_id", "seq"], unique=False, sqlite_where=sa.text("member_id IS NOT NULL"))
    op.create_index("ix_sale_seq", "sale", ["origin", "seq"], unique=False)
    op.create_index("ux_sale_number", "sale", ["number"], unique=True)
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("business_date", sa.Text(), nullable=False),
        sa.Column("opened_ms", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("float_minor", sa.Integer(), nullable=False),
        sa.Column("closed_ms", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ux_shift_open", "shift", ["origin"], unique=True, sqlite_where=sa.text("closed_ms IS NULL"))
    op.create_table(
        "staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tier_history",
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("spend_minor", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", "date", name=op.f("pk_tier_history")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "work_basket",
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_work_basket")),
        sqlite_strict=True,
    )
    op.create_table(
        "work_print_job",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("bytes_accepted", sa.Integer(), nullable=False),
        sa.Column("created_ms", sa.Integer(), nullable=False),
        sa.Column("changed_ms", sa.Integer(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_work_print_job")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_work_print_job_open",
        "work_print_job",
        ["state", "n"],
        unique=False,
        sqlite_where=sa.text("state NOT IN ('printed', 'cancelled')"),
    )
    op.create_index("ux_work_print_job_id", "work_print_job", ["id"], unique=True)
    op.create_table(
        "work_product_search",
        sa.Column("product_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_work_product_search")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_work_product_search_initials", "work_product_search", ["initials"], unique=False)
    op.create_index("ix_work_product_search_name", "work_product_search", ["name"], unique=False)
    op.create_index("ix_work_product_search_pinyin", "work_product_search", ["pinyin"], unique=False)
    op.create_table(
        "posting",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("lot", sa.Text(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_posting_amount")),
        sa.ForeignKeyConstraint(["event_id"], ["journal.id"], name=op.f("fk_posting_event_id")),
        sa.PrimaryKeyConstraint("event_id", "n", name=op.f("pk_posting")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
