"""The way in: what people do becomes an event, and what the core answers is shown to them alone."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.local.arrivals import Spot, private_answer
from adapters.local.checks import faults
from adapters.local.core import Core
from adapters.local.records import BOT, MESSAGE_LIMIT, Arrival, Channel, Dialog, Draft, Message, Person
from adapters.local.workspace import Workspace
from bot.cards import Action, Card, FieldErrors, Form
from bot.commands import Parsed
from bot.effects import Reply
from bot.events import (
    Account,
    ActionChosen,
    CommandInvoked,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessageReceived,
    PersonEvent,
    Pointed,
)
from bot.ports import Clock
from bot.wording import surface
from bot.wording.commands import MENUS

_CLOSED = "This form is no longer open. Please open it again."


class NotPossible(Exception):
    """The platform itself says no, before the core hears of it; the text is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an act: the person's own message, the bot's private messages, the form that opened."""

    said: Message | None = None
    shown: tuple[Message, ...] = ()
    dialog: Dialog | None = None


class Gateway:
    """Acts of people. Every act is stored before the core hears of it and finished after the core has committed."""

    def __init__(
        self, workspace: Workspace, core: Core, clock: Clock, handled: Callable[[], None] = lambda: None
    ) -> None:
        """`handled` is called after every event, for whoever wants to look at the outbox at once."""
        self._workspace, self.core, self._clock, self._handled = workspace, core, clock, handled

    async def say(self, person_id: str, channel_id: str, text: str, reply_to: str = "") -> Answer:
        """Write to a channel; `reply_to` is the message answered. A text that begins with a slash is a command."""
        if text.lstrip().startswith("/"):
            return await self.command(person_id, channel_id, text, await self._thread(person_id, reply_to))
        person, _ = await self._in(person_id, channel_id)
        text = _clean(text)
        answered = await self._workspace.author_of(reply_to, person_id) if reply_to else None
        draft = Draft(channel_id, person.id, self._clock.now(), text, thread=await self._thread(person_id, reply_to))
        message, arrival = await self._workspace.arrivals.add_message(
            draft, lambda event_id, message: self._received(event_id, message, answered)
        )
        answer = await self._deliver(arrival)
        return dataclasses.replace(answer, said=message)

    async def edit(self, person_id: str, message_id: str, text: str) -> Answer:
        """Change one's own message."""
        message = await self._message(person_id, message_id)
        if message.author_id != person_id:
            raise NotPossible("You can change only what you wrote yourself.")
        text, at = _clean(text), self._clock.now()
        place = self._workspace.place(message.channel_id, message.thread)
        by = self._workspace.account(person_id)
        return await self._deliver(
            await self._workspace.arrivals.add_edit(
                message, text, lambda event_id: MessageEdited(event_id, at, by, place, message.id, text)
            )
        )

    async def press(self, person_id: str, message_id: str, action_id: str, value: str = "") -> Answer:
        """Press a button of a message, or choose `value` of its select."""
        message = await self._message(person_id, message_id)
        action = _offered(message.card, action_id, value)
        return await self._act(
            person_id,
            Spot(message.channel_id, message.thread),
            lambda event_id, by, place: ActionChosen(event_id, self._clock.now(), by, place, action, value),
        )

    async def point(self, person_id: str, message_id: str, label: str) -> Answer:
        """Choose an entry of the menu on somebody's message."""
        message = await self._message(person_id, message_id)
        if label not in MENUS or message.private_to:
            raise NotPossible("There is nothing of that name to do with this message.")
        author = "" if message.is_by_bot else message.author_id
        pointed = Pointed(message.id, author).subject or Pointed(message.id).subject
        action = Action(MENUS[label].name, pointed)
        return await self._act(
            person_id,
            Spot(message.channel_id, message.thread),
            lambda event_id, by, place: ActionChosen(event_id, self._clock.now(), by, place, action),
        )

    async def command(self, person_id: str, channel_id: str, text: str, thread: str = "") -> Answer:
        """Type a slash command; a word nobody knows goes to the core too, which names the nearest."""
        await self._in(person_id, channel_id)
        understood = self.core.parse_command(_clean(text))
        if isinstance(understood, Parsed):
            name, arguments = understood.command.name, dict(understood.arguments)
        else:
            name, arguments = understood.typed, {}
        return await self._act(
            person_id,
            Spot(channel_id, thread),
            lambda event_id, by, place: CommandInvoked(event_id, self._clock.now(), by, place, name, arguments),
        )

    async def submit(self, person_id: str, dialog_id: str, values: Mapping[str, str]) -> Answer:
        """Send in the form somebody has open; what the platform can check itself never reaches the core."""
        dialog = await self._dialog(person_id, dialog_id)
        form = dialog.asked.form
        kept = {given.name: _clean(values.get(given.name, ""), can_be_empty=True) for given in form.inputs}
        wrong = faults(form, kept)
        if wrong.errors:
            shown = await self._workspace.dialogs.open(person_id, dialog.channel_id, dialog.thread, wrong)
            return Answer(dialog=shown)
        by, place = self._workspace.account(person_id), self._workspace.place(dialog.channel_id, dialog.thread)
        arrival = await self._workspace.arrivals.add_submission(
            dialog, lambda event_id: FormSubmitted(event_id, self._clock.now(), by, place, form.action, kept)
        )
        if arrival is None:
            raise NotPossible(_CLOSED)
        return await self._deliver(arrival)

    async def cancel(self, person_id: str, dialog_id: str) -> None:
        """Close a form without sending it."""
        dialog = await self._workspace.dialogs.of(person_id)
        if dialog is not None and dialog.id == dialog_id:
            await self._workspace.dialogs.close(dialog_id)

    async def join(self, person: Person) -> Answer:
        """Let somebody into the workspace."""
        await self._workspace.directory.put_people([dataclasses.replace(person, is_here=True)])
        return await self._come_or_go(person.id, MemberJoined)

    async def leave(self, person_id: str) -> Answer:
        """Let somebody leave the workspace; private messages no longer reach them."""
        person = await self._person(person_id)
        await self._workspace.directory.put_people([dataclasses.replace(person, is_here=False)])
        return await self._come_or_go(person_id, MemberLeft)

    async def redeliver(self) -> int:
        """After a start: hand over again what the core may not have heard, same ids; return how many that were."""
        waiting = await self._workspace.arrivals.waiting()
        for arrival in waiting:
            await self._deliver(arrival)
        return len(waiting)

    async def _come_or_go(self, person_id: str, kind: type[MemberJoined] | type[MemberLeft]) -> Answer:
        channels = await self._workspace.directory.channels_of(person_id)
        by = self._workspace.account(person_id)
        arrival = await self._workspace.arrivals.add(
            Spot(channels[-1].id), lambda event_id: kind(event_id, self._clock.now(), by)
        )
        return await self._deliver(arrival)

    async def _act(self, person_id: str, spot: Spot, making: Callable[..., PersonEvent]) -> Answer:
        by, place = self._workspace.account(person_id), self._workspace.place(spot.channel_id, spot.thread)
        arrival = await self._workspace.arrivals.add(spot, lambda event_id: making(event_id, by, place))
        return await self._deliver(arrival)

    async def _deliver(self, arrival: Arrival) -> Answer:
        replies = await self.core.handle(arrival.event)
        cards = [each for each in [await self._answer(arrival, reply) for reply in replies] if isinstance(each, Card)]
        asked = [reply.answer for reply in replies if not isinstance(reply.answer, Card)]
        drafts = [private_answer(arrival, position, card, BOT) for position, card in enumerate(cards)]
        dialog = await self._open(arrival, asked[-1]) if asked else None
        shown = await self._workspace.arrivals.finish(arrival, drafts)
        self._handled()
        return Answer(shown=tuple(shown), dialog=dialog)

    async def _answer(self, arrival: Arrival, reply: Reply) -> Card | Form | FieldErrors:
        """Take a message away where its writer asked for it: here anybody may always delete what they wrote."""
        if reply.removes is None:
            return reply.answer
        message = await self._workspace.messages.find(reply.removes.message_id, arrival.event.by.id)
        if message is None or message.author_id != arrival.event.by.id:
            return reply.answer
        await self._workspace.messages.remove(message.id, surface.removed(reply.removes.done), self._clock.now())
        return reply.removes.done

    async def _open(self, arrival: Arrival, asked: Form | FieldErrors) -> Dialog:
        with_errors = asked if isinstance(asked, FieldErrors) else FieldErrors(asked)
        return await self._workspace.dialogs.open(arrival.event.by.id, arrival.channel_id, arrival.thread, with_errors)

    def _received(self, event_id: str, message: Message, answered: Person | None) -> MessageReceived:
        reply_to: Account | None = self._workspace.account(answered.id) if answered is not None else None
        by, place = (
            self._workspace.account(message.author_id),
            self._workspace.place(message.channel_id, message.thread),
        )
        return MessageReceived(event_id, message.at, by, place, message.id, message.text, reply_to)

    async def _thread(self, person_id: str, reply_to: str) -> str:
        if not reply_to:
            return ""
        message = await self._message(person_id, reply_to)
        if message.private_to:
            raise NotPossible("Only you see this message, so it cannot be answered in a thread.")
        return message.thread or message.id

    async def _person(self, person_id: str) -> Person:
        person = await self._workspace.directory.person(person_id)
        if person is None:
            raise NotPossible("There is nobody of that name here.")
        return person

    async def _in(self, person_id: str, channel_id: str) -> tuple[Person, Channel]:
        person, channel = await self._person(person_id), await self._workspace.directory.channel(channel_id)
        if channel is None or not await self._workspace.allowed(person_id, channel_id):
            raise NotPossible("This channel is not there, or you are not in it.")
        return person, channel

    async def _message(self, person_id: str, message_id: str) -> Message:
        message = await self._workspace.messages.find(message_id, person_id)
        if message is None:
            raise NotPossible("This message is not there any more.")
        return message

    async def _dialog(self, person_id: str, dialog_id: str) -> Dialog:
        dialog = await self._workspace.dialogs.of(person_id)
        if dialog is None or dialog.id != dialog_id:
            raise NotPossible(_CLOSED)
        return dialog


def _offered(card: Card | None, action_id: str, value: str) -> Action:
    """Return the action a message offers; what it does not offer cannot be pressed."""
    if card is not None:
        for button in card.buttons:
            if button.action.id == action_id and not value:
                return button.action
        select = card.select
        if select is not None and select.action.id == action_id:
            if value in [option.value for option in select.options]:
                return select.action
            raise NotPossible("Please choose one of the list.")
    raise NotPossible("This button is no longer there.")


def _clean(text: str, *, can_be_empty: bool = False) -> str:
    """Return a text as every part of the house can hold it; refuse what is empty or too long."""
    whole = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\x00", "")
    if len(whole) > MESSAGE_LIMIT:
        raise NotPossible(f"A message has at most {MESSAGE_LIMIT:,} characters. This one has {len(whole):,}.")
    if not whole.strip() and not can_be_empty:
        raise NotPossible("There is nothing to send yet: please write something first.")
    return whole
