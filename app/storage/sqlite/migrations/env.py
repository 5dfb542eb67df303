"""Alembic's environment: the connection comes from `upgrade`; batch mode, since SQLite alters tables by copying them."""

from __future__ import annotations

from alembic import context

from app.storage.sqlite.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True)
connection.exec_driver_sql("BEGIN IMMEDIATE")
try:
    context.run_migrations()
except BaseException:
    connection.exec_driver_sql("ROLLBACK")
    raise
connection.exec_driver_sql("COMMIT")
