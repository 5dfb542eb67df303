"""The till's database in SQLite: tables, the one writer, readers, projections, print jobs."""
