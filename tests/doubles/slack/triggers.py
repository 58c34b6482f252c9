"""What an interaction leaves in the app's hands for a while: trigger ids and response addresses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.doubles.slack.apps import Installation
from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.ids import Ids

TRIGGER_LIVES = timedelta(seconds=3)
ADDRESS_LIVES = timedelta(minutes=30)
MOST_USES = 5


@dataclass(slots=True)
class Trigger:
    """The right to open one form before one person, within three seconds."""

    id: str
    installation: Installation
    user_id: str
    made_at: datetime
    view_id: str = ""
    is_used: bool = False


class Triggers:
    """Every trigger given out."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_id: dict[str, Trigger] = {}

    def new(self, installation: Installation, user_id: str, now: datetime, view_id: str = "") -> str:
        """Give one out; `view_id` is the form in which somebody pressed a button."""
        trigger_id = f"{self._ids.new('')}.{self._ids.new('')}.{self._ids.secret()}"
        self._by_id[trigger_id] = Trigger(trigger_id, installation, user_id, now, view_id)
        return trigger_id

    def exchange(self, trigger_id: str, installation: Installation, now: datetime) -> Trigger:
        """Use one up; SlackError where it is not good, or no longer."""
        trigger = self._by_id.get(trigger_id)
        if trigger is None or trigger.installation is not installation:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if now - trigger.made_at > TRIGGER_LIVES:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger


@dataclass(slots=True)
class Address:
    """A response_url: five answers in half an hour, to one person in one conversation, about one message."""

    ticket: str
    installation: Installation
    user_id: str
    channel_id: str
    made_at: datetime
    message_ts: str = ""
    uses: int = 0


class Addresses:
    """Every response_url given out."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._by_ticket: dict[str, Address] = {}

    def new(self, installation: Installation, user_id: str, channel_id: str, now: datetime) -> Address:
        """Give one out."""
        address = Address(self._ids.secret(), installation, user_id, channel_id, now)
        self._by_ticket[address.ticket] = address
        return address

    def use(self, ticket: str, now: datetime) -> Address:
        """Use one; SlackError where it is not known, too old, or used up."""
        address = self._by_ticket.get(ticket)
        if address is None:
            raise SlackError("invalid_url")
        if now - address.made_at > ADDRESS_LIVES:
            raise SlackError("expired_url")
        if address.uses >= MOST_USES:
            raise SlackError("used_url")
        address.uses += 1
        return address
