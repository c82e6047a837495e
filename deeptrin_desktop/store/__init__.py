"""Everything that is kept, but for keys: the port `Store` on SQLite, and the files around it."""
