"""What a rehearsal needs of a platform: people who act, and messengers the bot speaks through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.app import Application
from bot.cohort_file import CohortFile
from bot.events import Account
from bot.ports import Messenger, Storage
from bot.script_file import Fault


class NothingToPress(Exception):
    """A script presses what is not there; the text names person and label."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What one person does: `id` is stable over restarts, so that a deed handled twice is done once."""

    id: str
    by: Account


class Surface(Protocol):
    """A platform in a rehearsal. Channels are named by group handle or cohort channel name."""

    @property
    def messengers(self) -> Mapping[str, Messenger]:
        """The ways out, by platform."""

    def connect(self, application: Callable[[], Application]) -> None:
        """Learn how to reach the application of now: another one after a restart."""

    def fail(self, fault: Fault) -> None:
        """Begin or end a fault: the platform down or up, somebody's direct messages closed."""

    async def ready(self, file: CohortFile, storage: Storage) -> None:
        """Prepare the platform for the cohort, once it is stored; called after every start."""

    async def close(self) -> None:
        """Disconnect from the platform, before the storage is closed; more than once does no harm."""

    async def says(self, deed: Deed, channel: str, text: str) -> None:
        """Write in a channel ("" is the private conversation with the bot)."""

    async def edits(self, deed: Deed, old: str, new: str) -> None:
        """Change the newest message of one's own that reads `old`."""

    async def presses(self, deed: Deed, label: str, kind: str) -> None:
        """Press the newest visible button with that label (on a message of that kind, unless ""); NothingToPress."""

    async def chooses(self, deed: Deed, option: str, kind: str) -> None:
        """Choose an option of the newest visible select that has it; NothingToPress."""

    async def commands(self, deed: Deed, text: str) -> None:
        """Type a slash command."""

    async def submits(self, deed: Deed, values: Mapping[str, str]) -> None:
        """Fill in and send the form opened last; what is not named keeps what it showed."""

    async def leaves(self, deed: Deed) -> None:
        """Leave the workspace."""

    async def joins(self, deed: Deed) -> None:
        """Enter the workspace."""
