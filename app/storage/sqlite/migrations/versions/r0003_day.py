"""The counter's whole day: what shifts, refunds, claims, stored value, suspended baskets and rewards at the desk add up to.

A changed table that is a projection is dropped and made anew: `migrate` fills it from the journal.
"""

from __future__ import annotations

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everything at once, table after table by name."""
