"""Events of a cohort as Discord's own: made, changed and cancelled in the server, so that asking again changes nothing.

Discord takes no nonce for them. What is there is looked at first, and known again by a mark in its description: what
was made before a crash is taken over, and what somebody deleted by hand is not made anew until its time changes.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from adapters.discord.components import Json
from adapters.discord.directory import PLATFORM
from adapters.discord.outcomes import outcome
from adapters.discord.rest import Rest
from adapters.discord.rooms import COHORT
from bot.domain.gatherings import Gathering
from bot.errors import Undeliverable
from bot.ports import Clock, Storage
from bot.wording import gatherings as wording
from bot.wording.voice import Voice

log = logging.getLogger(__name__)

LOOK_EVERY: Final = 20.0
"""Seconds between two looks at our own rows; Discord is asked when one has changed, else every fifteenth time."""
_ASK_EVERY: Final = 15
_PATH: Final = "/guilds/{guild_id}/scheduled-events"
_ONE: Final = f"{_PATH}/{{guild_scheduled_event_id}}"
_MEMBERS_ONLY, _EXTERNAL = 2, 3
_SCHEDULED, _CANCELLED = 1, 4
_LOCATION: Final = 100
Wanted = tuple[Gathering, Json]
"""An event, and what Discord is to show of it."""


class ScheduledEvents:
    """Tends the events of the cohorts on one server. `account` is the bot's own account id."""

    def __init__(self, rest: Rest, storage: Storage, clock: Clock) -> None:
        self._rest, self._storage, self._clock = rest, storage, clock
        self._seen: dict[str, Sequence[Wanted]] = {}
        self.account = ""

    async def keep(self, guild_id: str) -> None:
        """Look after the events of a server, for ever."""
        looks = 0
        while True:
            if looks % _ASK_EVERY == 0 or await self._wanted(guild_id) != self._seen.get(guild_id):
                await self.tend(guild_id)
            looks += 1
            await asyncio.sleep(LOOK_EVERY)

    async def tend(self, guild_id: str) -> None:
        """Make, change and cancel what is not as it should be; what one event lacks keeps no other back."""
        wanted = self._seen[guild_id] = await self._wanted(guild_id)
        if not wanted:
            return
        found = await self._rest.change("GET", _PATH, guild_id=guild_id)
        ours = {_mark_in(event): event for event in found if str(event.get("creator_id")) == self.account}
        for gathering, body in wanted:
            try:
                await self._tend(guild_id, gathering, body, ours.get(_mark(gathering)))
            except Exception as problem:  # whatever it is, the others go on, and this one is tried again
                what, code = type(problem).__name__, getattr(problem, "code", "-")
                log.error("event %s is not as it should be on Discord: %s, code %s", gathering.id, what, code)
                if not isinstance(outcome(problem), Undeliverable):
                    self._seen.pop(guild_id, None)  # it may work at the next look already

    async def _wanted(self, guild_id: str) -> list[Wanted]:
        now, found = self._clock.now(), list[Wanted]()
        async with self._storage.snapshot() as tx:
            for spot in await tx.places.in_workspace(PLATFORM, guild_id):
                cohort = await tx.cohorts.find(spot.cohort_id)
                if cohort is None or spot.group_id or spot.name != COHORT:
                    continue
                for gathering in await tx.gatherings.in_cohort(cohort.id):
                    if gathering.starts_at > now and (gathering.is_announced or gathering.is_cancelled):
                        found.append((gathering, shown(gathering, Voice.to(cohort))))
        return found

    async def _tend(self, guild_id: str, gathering: Gathering, body: Json, there: Json | None) -> None:
        if there is None:
            if gathering.is_announced and not await self._was_made(gathering):
                await self._rest.change("POST", _PATH, body, guild_id=guild_id)
                await self._remember(gathering)
            return
        ids = {"guild_id": guild_id, "guild_scheduled_event_id": str(there["id"])}
        if gathering.is_cancelled:
            if there["status"] == _SCHEDULED:
                await self._rest.change("PATCH", _ONE, {"status": _CANCELLED}, **ids)
        elif changes := {key: value for key, value in body.items() if not _is_same(value, there.get(key))}:
            await self._rest.change("PATCH", _ONE, changes, **ids)
        await self._remember(gathering)

    async def _was_made(self, gathering: Gathering) -> bool:
        """Whether it was made as it is now: then somebody has taken it away since."""
        async with self._storage.snapshot() as tx:
            return await tx.facts.get(_fact(gathering)) == str(gathering.version)

    async def _remember(self, gathering: Gathering) -> None:
        if not await self._was_made(gathering):
            async with self._storage.transaction() as tx:
                await tx.facts.put(_fact(gathering), str(gathering.version))


def shown(gathering: Gathering, voice: Voice) -> Json:
    """Return what Discord shows of an event; for those in the server alone."""
    place = gathering.link or voice.say(wording.IN_THE_CHANNEL)
    return {
        "name": gathering.title,
        "description": f"{wording.about(voice, gathering)}\n\nKith {_mark(gathering)}",
        "scheduled_start_time": gathering.starts_at.isoformat(),
        "scheduled_end_time": gathering.ends_at.isoformat(),
        "privacy_level": _MEMBERS_ONLY,
        "entity_type": _EXTERNAL,
        "entity_metadata": {"location": place if len(place) <= _LOCATION else voice.say(wording.IN_THE_CHANNEL)},
    }


def _is_same(ours: Any, theirs: Any) -> bool:
    """Whether Discord has what we want; it writes moments in its own way."""
    if ours == theirs or not isinstance(ours, str) or not isinstance(theirs, str):
        return bool(ours == theirs)
    try:
        return datetime.fromisoformat(ours) == datetime.fromisoformat(theirs)
    except ValueError:
        return False


def _mark(gathering: Gathering) -> str:
    return hashlib.sha256(f"event:{gathering.id}".encode()).hexdigest()[:10]


def _mark_in(event: Json) -> str:
    return str(event.get("description") or "").rpartition(" ")[2]


def _fact(gathering: Gathering) -> str:
    return f"discord.event.{gathering.id}"
