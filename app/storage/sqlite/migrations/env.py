"""Alembic's environment: the connection comes from `upgrade`, within its caller's transaction; batch mode, since SQLite alters tables by
copying them.
"""

from __future__ import annotations

from alembic import context

from app.storage.sqlite.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
