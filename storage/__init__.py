"""Where Kith remembers: SQLite by default, PostgreSQL to scale out."""
