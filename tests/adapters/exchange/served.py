"""The exchange before a cohort of learners who go through modules, asked without a network."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from adapters.allowance import Limits
from adapters.exchange import Scope, TokenFile, build
from bot.effects import Reply
from bot.events import Event
from bot.flows.calendar_feed import ADDRESS
from tests.world import Cohort, World

MODULES = '[[module]]\nname = "Tables"\nweek = 1\n[[module]]\nname = "Charts"\nweek = 2\n'
HERE = "https://exchange.example.org"


@dataclass
class Minutes:
    """A clock for limits that a test turns."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Exchange:
    """What a test may ask and turn."""

    cohort: Cohort
    tokens: TokenFile
    client: httpx.AsyncClient
    minutes: Minutes

    def token(self, *scopes: Scope, name: str = "moodle", cohort: str = "test") -> str:
        """Make a token, as `kith token create` does."""
        return self.tokens.create(name, cohort, scopes or tuple(Scope), self.cohort.play.clock.now())

    async def put(self, path: str, token: str, body: Any, **more: Any) -> httpx.Response:
        """Bring something in."""
        return await self.client.put(path, json=body, headers={"authorization": f"Bearer {token}"}, **more)

    async def modules(self) -> dict[str, int | None]:
        """How far each learner has come."""
        async with self.cohort.play.house.storage.snapshot() as tx:
            members = await tx.members.in_cohort((await self.cohort.member("L1")).cohort_id)
            traits = await tx.traits.in_cohort(members[0].cohort_id)
            return {one.handle: traits[one.id].module for one in members if one.id in traits}

    async def audited(self) -> list[tuple[str, str]]:
        """What the audit log says that programs did."""
        async with self.cohort.play.house.storage.snapshot() as tx:
            rows = [row for _, row in await tx.audit.newest(0, 100)]
        return [(row.actor_id, row.what) for row in reversed(rows) if row.actor_id.startswith("token:")]


@asynccontextmanager
async def served(world: World, folder: Path, **more: Any) -> AsyncIterator[Exchange]:
    """Serve it before a cohort."""
    async with world(extra=MODULES, **more) as cohort:
        app, tokens, minutes = cohort.play.house.app, TokenFile(folder / "kith-tokens.json"), Minutes()
        async with cohort.play.house.storage.transaction() as tx:
            await tx.facts.put(ADDRESS, HERE)

        async def handle(event: Event) -> list[Reply]:
            return await app.handle(event)

        web = build(app, tokens, HERE, Limits(minutes), handle)
        transport = httpx.ASGITransport(web)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            yield Exchange(cohort, tokens, client, minutes)
