"""Tokens and the like that platforms hand us: in the facts table, encrypted under a key that comes from KITH_KEY."""

from base64 import b64decode, b64encode
from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from storage.schema import facts
from storage.session import Session, put
from storage.vault import KeyKind, Vault

_PREFIX = "secret:"
_GET = select(facts.c.value).where(facts.c.name == bindparam("of_name"))
_ALL = (
    select(facts.c.name, facts.c.value)
    .where(facts.c.name >= bindparam("first"), facts.c.name < bindparam("beyond"))
    .order_by(facts.c.name)
)
_PUT = put(facts, "name")
_FORGET = delete(facts).where(facts.c.name == bindparam("of_name"))


class SqlSecrets:
    """Secrets by name. One that was moved to another name does not open."""

    def __init__(self, session: Session, vault: Vault) -> None:
        self._session, self._vault = session, vault

    async def find(self, name: str) -> str:
        """Return a secret, "" where there is none."""
        kept = await self._session.scalar(_GET, {"of_name": _PREFIX + name})
        return self._open(_PREFIX + name, kept) if kept else ""

    async def all(self, prefix: str) -> Mapping[str, str]:
        """Return every secret whose name begins like this, by name."""
        first = _PREFIX + prefix
        rows = await self._session.rows(_ALL, {"first": first, "beyond": first + "\U0010ffff"})
        return {name.removeprefix(_PREFIX): self._open(name, kept) for name, kept in rows}

    async def put(self, name: str, value: str) -> None:
        """Keep a secret in the place of the one before."""
        sealed = self._vault.wrap(value.encode(), KeyKind.MASTER, _PREFIX + name)
        await self._session.change(_PUT, {"name": _PREFIX + name, "value": b64encode(sealed).decode()})

    async def forget(self, name: str) -> None:
        """Keep a secret no longer."""
        await self._session.change(_FORGET, {"of_name": _PREFIX + name})

    def _open(self, name: str, kept: str) -> str:
        return self._vault.unwrap(b64decode(kept), KeyKind.MASTER, name).decode()
