"""What Alembic runs: the revisions, on the connection and inside the transaction that storage.migrate opened."""

from alembic import context

from storage.schema import metadata


def _run() -> None:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transactional_ddl=True,  # also on SQLite, where our BEGIN IMMEDIATE makes it true
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_run()
