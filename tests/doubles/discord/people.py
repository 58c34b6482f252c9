"""People on Discord, as tests play them: they write, press, pick, run commands, join and leave, and see."""

from typing import TYPE_CHECKING, Any, TypeVar

from tests.doubles.discord.components import SELECTS, Type, walk
from tests.doubles.discord.content import MOST_CONTENT
from tests.doubles.discord.filling import filled, picked
from tests.doubles.discord.interactions import Act, Interaction
from tests.doubles.discord.messages import Draft, Message
from tests.doubles.discord.model import THREADS, Channel, Guild, Kind, Member, User
from tests.doubles.discord.permissions import IN_PRIVATE, May, in_channel
from tests.doubles.discord.screen import Modal, Screen, Seen, label_of, screen_of
from tests.doubles.discord.typing_commands import Invocation, find_command, invocation, menu

if TYPE_CHECKING:
    from tests.doubles.discord.double import Discord


T = TypeVar("T")
PATIENCE = 10  # seconds of real time, for a bot under load while the double's clock stands


class NotPossible(AssertionError):
    """Discord's own app would not let this person do this."""


class Person:
    """Somebody with an account. Whatever they do, they do as far as Discord lets them."""

    def __init__(self, discord: "Discord", user: User) -> None:
        self._discord = discord
        self.user = user

    @property
    def id(self) -> str:
        """The account's id."""
        return self.user.id

    @property
    def mention(self) -> str:
        """How a message mentions them."""
        return f"<@{self.user.id}>"

    @property
    def chat(self) -> Channel:
        """Their private chat with the bot."""
        return self._discord.state.private_channel(self.user)

    def sees(self) -> Screen:
        """Return everything Discord shows them now."""
        return screen_of(self._discord, self.user)

    async def says(self, place: Channel, text: str, *, answering: Message | Seen | None = None) -> Message:
        """Write a message."""
        sending = May.SEND_MESSAGES_IN_THREADS if place.kind in THREADS else May.SEND_MESSAGES
        self._needs(place, May.VIEW_CHANNEL | (sending if place.guild is not None else May.SEND_MESSAGES))
        if place.guild is None and place.recipient is not self.user:
            raise NotPossible(f"{self.user.name} is not in this private chat")
        if not 0 < len(text.strip()) <= MOST_CONTENT:
            raise NotPossible(f"a message of {len(text.strip())} characters")
        answered = _message(answering) if answering is not None else None
        draft = Draft(place, self.user, text.strip(), replies_to=answered, kind=19 if answered else 0)
        return self._did(self._discord.messages.post(draft))

    async def opens_thread(self, place: Channel, title: str) -> Channel:
        """Open a thread in a channel."""
        self._needs(place, May.VIEW_CHANNEL | May.CREATE_PUBLIC_THREADS)
        return self._did(self._discord.places.add_thread(place, Kind.PUBLIC_THREAD, title, self.user))

    async def edits(self, message: Message, text: str) -> Message:
        """Change one of their messages."""
        if message.author is not self.user:
            raise NotPossible(f"{self.user.name} did not write this")
        return self._did(self._discord.messages.change(message, content=text.strip()))

    async def deletes(self, message: Message | Seen) -> None:
        """Delete a message: their own, or as a moderator another's."""
        message = _message(message)
        if message.author is not self.user:
            self._needs(message.channel, May.MANAGE_MESSAGES)
        self._discord.messages.delete(message)
        self._discord.changed()

    async def reacts(self, message: Message | Seen, emoji: str, *, takes_back: bool = False) -> None:
        """React to a message, or take it back."""
        message = _message(message)
        self._needs(message.channel, May.VIEW_CHANNEL | May.READ_MESSAGE_HISTORY)
        self._discord.messages.react(message, self.user, emoji, add=not takes_back)
        self._discord.changed()

    async def opens(self, message: Message | Seen, filename: str) -> bytes:
        """Open a file of a message."""
        attachments = self._visible(message).draft.attachments
        found = [one["id"] for one in attachments if one["filename"] == filename]
        if not found:
            raise NotPossible(f"no file {filename!r}; there are {[one['filename'] for one in attachments]}")
        return self._discord.state.files[found[0]]

    async def presses(self, message: Message | Seen, label: str, *, waits: bool = True) -> Interaction:
        """Press a button and wait for the bot's first answer."""
        message = self._visible(message)
        buttons = [one for _, one in walk(message.draft.components) if one["type"] == Type.BUTTON]
        fits = [one for one in buttons if label_of(one) == label and one.get("custom_id")]
        if not fits or fits[0].get("disabled"):
            raise NotPossible(f"no button {label!r} to press; there are {[label_of(one) for one in buttons]}")
        data = {"custom_id": fits[0]["custom_id"], "component_type": int(Type.BUTTON), "id": fits[0]["id"]}
        return await self._acts(Act.COMPONENT, message.channel, data, waits, message=message)

    async def selects(self, message: Message | Seen, *values: Any, under: str = "", waits: bool = True) -> Interaction:
        """Pick from a select, by the labels; `under` names its placeholder where there are several."""
        message = self._visible(message)
        selects = [one for _, one in walk(message.draft.components) if one["type"] in SELECTS]
        fits = [one for one in selects if under in ("", one.get("placeholder")) and not one.get("disabled")]
        if len(fits) != 1:
            raise NotPossible(f"{len(fits)} selects fit {under!r}")
        data = {"custom_id": fits[0]["custom_id"], "component_type": fits[0]["type"], "id": fits[0]["id"]}
        data |= picked(fits[0], values, message.channel.guild)
        return await self._acts(Act.COMPONENT, message.channel, data, waits, message=message)

    async def submits(self, modal: Modal, values: dict[str, Any], *, waits: bool = True) -> Interaction:
        """Send a form, its values by label; what is left out stays as it was filled in."""
        opened = modal.interaction
        self._discord.interactions.forms.pop(self.user.id, None)
        components, resolved = filled(modal.shape, values, opened.channel.guild)
        data: dict[str, Any] = {"custom_id": modal.shape["custom_id"], "components": components}
        if resolved:
            data["resolved"] = resolved
        more = {"message": opened.message, "parent": opened}
        return await self._acts(Act.FORM, opened.channel, data, waits, **more)

    async def closes_form(self) -> None:
        """Close the open form without sending it; the bot hears nothing of that."""
        self._discord.interactions.forms.pop(self.user.id, None)

    async def runs(self, line: str, *, at: Channel | None = None, waits: bool = True, **options: Any) -> Interaction:
        """Run a slash command: `ada.runs("/peer away", from_day="2026-03-02")`."""
        place = at or self._anywhere()
        command = self._command(line, place)
        data = invocation(command, options, place.guild)
        return await self._acts(Act.COMMAND, place, data, waits)

    async def types(self, line: str, option: str, text: str, *, at: Channel | None = None, **options: Any) -> list[str]:
        """Type into an option that completes itself, and return what is suggested."""
        place = at or self._anywhere()
        command = self._command(line, place)
        data = invocation(command, {**options, option: text}, place.guild, focused=option)
        asked = await self._acts(Act.AUTOCOMPLETE, place, data, True)
        return [one["name"] for one in asked.choices or []]

    async def uses(self, name: str, on: "Message | Seen | Person", *, waits: bool = True) -> Interaction:
        """Pick an entry of the context menu of a message or a person."""
        target = on.user if isinstance(on, Person) else self._visible(on)
        place = target.channel if isinstance(target, Message) else self._anywhere()
        member = self._member(place)
        data = menu(self._discord, name, target, place, member)
        return await self._acts(Act.COMMAND, place, data, waits)

    async def joins(self, guild: Guild) -> Member:
        """Join a server."""
        return self._did(self._discord.members.join(guild, self.user))

    async def leaves(self, guild: Guild) -> None:
        """Leave a server."""
        self._discord.members.leave(guild, self.user)
        self._discord.changed()

    async def closes_dms(self) -> None:
        """Take no more private messages from people of the servers they are in."""
        self.user.takes_dms = False

    async def opens_dms(self) -> None:
        """Take private messages again."""
        self.user.takes_dms = True

    def _did(self, result: T) -> T:
        self._discord.changed()
        return result

    def _member(self, place: Channel) -> Member | None:
        if place.guild is None:
            return None
        member = place.guild.members.get(self.user.id)
        if member is None:
            raise NotPossible(f"{self.user.name} is not in {place.guild.name}")
        return member

    def _needs(self, place: Channel, needed: May) -> None:
        member = self._member(place)
        rights = IN_PRIVATE if member is None else in_channel(place, member, self._discord.clock.now())
        if needed & ~rights:
            raise NotPossible(f"{self.user.name} lacks {needed & ~rights!r} in {place.name or 'this chat'}")

    def _visible(self, message: Message | Seen) -> Message:
        message = _message(message)
        if all(one.message is not message for one in self.sees()[message.channel]):
            raise NotPossible(f"{self.user.name} does not see this message")
        return message

    def _anywhere(self) -> Channel:
        for guild in self._discord.state.guilds.values():
            for channel in guild.channels.values() if self.user.id in guild.members else ():
                rights = in_channel(channel, guild.members[self.user.id], self._discord.clock.now())
                if channel.kind == Kind.TEXT and May.USE_APPLICATION_COMMANDS in rights:
                    return channel
        return self.chat

    def _command(self, line: str, place: Channel) -> Invocation:
        self._needs(place, May.VIEW_CHANNEL | May.USE_APPLICATION_COMMANDS)
        return find_command(self._discord, line, place, self._member(place))

    async def _acts(self, act: Act, place: Channel, data: dict[str, Any], waits: bool, **more: Any) -> Interaction:
        started = self._discord.interactions.start(act, self.user, place, data, **more)
        if waits:
            await self._first_answer(started)
        return started

    async def _first_answer(self, started: Interaction) -> None:
        discord = self._discord
        try:
            await discord.until(
                lambda: started.reply is not None or started.has_failed(discord.clock.now()),
                within=PATIENCE,
            )
        except TimeoutError:
            return  # their app now says that the bot did not answer; sees().failures has it


def _message(given: Message | Seen) -> Message:
    return given.message if isinstance(given, Seen) else given
