"""Alembic: one file a revision in `versions`. A new revision also changes `database.REVISION`, the tables, and a test's stored database."""
