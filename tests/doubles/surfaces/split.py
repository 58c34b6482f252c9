"""Discord and Slack at once as a surface of rehearsals: two doubles, one bot, a cohort whose groups are on either."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from adapters.clock import SimulatedClock
from adapters.simulation.moving import divided, joined
from adapters.simulation.surface import Deed, Surface
from bot.app import Application
from bot.cohort_file import CohortFile
from bot.events import Account
from bot.ports import Messenger, Storage
from bot.script_file import Fault
from tests.doubles.surfaces import discord, slack


@dataclass(slots=True)
class SplitSurface:
    """People of a cohort, each in the app of their platform; `other` is who somebody is on the first one.

    `rooms` says on which platform a channel is.
    """

    surfaces: Mapping[str, Surface]
    other: Mapping[Account, Account]
    rooms: Mapping[str, str]

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """The ways out: both."""
        return {name: out for surface in self.surfaces.values() for name, out in surface.messengers.items()}

    def connect(self, application: Callable[[], Application]) -> None:
        """Learn how to reach the application of now."""
        for surface in self.surfaces.values():
            surface.connect(application)

    async def ready(self, file: CohortFile, storage: Storage) -> None:
        """Connect the bot to both."""
        for surface in self.surfaces.values():
            await surface.ready(file, storage)

    async def close(self) -> None:
        """Disconnect the bot from both."""
        for surface in self.surfaces.values():
            await surface.close()

    def fail(self, fault: Fault) -> None:
        """Let either platform go down or come back."""
        for surface in self.surfaces.values():
            surface.fail(fault)

    async def says(self, deed: Deed, channel: str, text: str) -> None:
        """Write in a channel, through the account its platform knows, or to the bot."""
        deed = self._in(deed, channel)
        await self._of(deed).says(deed, channel, text)

    async def edits(self, deed: Deed, old: str, new: str) -> None:
        """Change a message of one's own."""
        await self._of(deed).edits(deed, old, new)

    async def presses(self, deed: Deed, label: str, kind: str) -> None:
        """Press a button."""
        await self._of(deed).presses(deed, label, kind)

    async def chooses(self, deed: Deed, option: str, kind: str) -> None:
        """Choose from a list."""
        await self._of(deed).chooses(deed, option, kind)

    async def commands(self, deed: Deed, text: str) -> None:
        """Type a slash command."""
        await self._of(deed).commands(deed, text)

    async def submits(self, deed: Deed, values: Mapping[str, str]) -> None:
        """Send the form opened last."""
        await self._of(deed).submits(deed, values)

    async def leaves(self, deed: Deed) -> None:
        """Leave the workspace."""
        await self._of(deed).leaves(deed)

    async def joins(self, deed: Deed) -> None:
        """Enter the workspace."""
        await self._of(deed).joins(deed)

    def _of(self, deed: Deed) -> Surface:
        return self.surfaces[deed.by.platform]

    def _in(self, deed: Deed, channel: str) -> Deed:
        is_there = self.rooms.get(channel, deed.by.platform) == deed.by.platform
        return deed if is_there else replace(deed, by=self.other[deed.by])


@asynccontextmanager
async def surface(file: CohortFile, clock: SimulatedClock) -> AsyncIterator[tuple[SplitSurface, CohortFile]]:
    """Furnish a server and a workspace for one cohort; yields the surface and the cohort as it lives in both."""
    parts = divided(file, discord.PLATFORM, slack.PLATFORM)
    async with slack.surface(parts[1], clock) as second, discord.surface(parts[0], clock) as first:
        whole = joined(file, first[1], second[1])
        accounts = [[Account(each.platform, each.workspace, each.id) for each in row.accounts] for row in whole.people]
        places = [*whole.groups, *whole.channels]
        yield (
            SplitSurface(
                {discord.PLATFORM: first[0], slack.PLATFORM: second[0]},
                {each[0]: each[-1] for each in accounts},
                {place.channel: place.platform for place in places},
            ),
            whole,
        )
