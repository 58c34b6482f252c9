"""Small things that must be known after a restart."""

from sqlalchemy import bindparam, func, select

from storage.schema import facts
from storage.session import Session, put

_GET = select(facts.c.value).where(facts.c.name == bindparam("of_name"))
_BEGINNING = select(facts.c.name, facts.c.value).where(
    func.substr(facts.c.name, 1, bindparam("length")) == bindparam("beginning")
)
_PUT = put(facts, "name")


class SqlFacts:
    """The facts table: a text by its name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def get(self, name: str) -> str:
        """Return a fact, "" where there is none."""
        return await self._session.scalar(_GET, {"of_name": name}) or ""

    async def beginning(self, prefix: str) -> dict[str, str]:
        """Return every fact whose name begins so."""
        rows = await self._session.rows(_BEGINNING, {"length": len(prefix), "beginning": prefix})
        return {row.name: row.value for row in rows}

    async def put(self, name: str, value: str) -> None:
        """Store a fact in the place of the one before."""
        await self._session.change(_PUT, {"name": name, "value": value})
