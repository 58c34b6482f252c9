"""Alembic revisions, forward only, each tolerating the version before it still running."""
