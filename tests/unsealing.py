"""Reading messages in a database file past the storage, with the key."""

import sqlite3

from storage.deliveries import opened
from storage.vault import Vault


def unsealing(connection: sqlite3.Connection, key: bytes) -> sqlite3.Connection:
    """Let a connection's statements use `opened(card, id)` on the outbox."""
    vault = Vault(key)
    connection.create_function("opened", 2, lambda kept, delivery_id: opened(kept, delivery_id, vault))
    return connection
