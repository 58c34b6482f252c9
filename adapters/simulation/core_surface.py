"""The barest platform: it keeps cards in memory and turns deeds into events. No wire, no rendering."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from adapters.simulation.surface import Deed, NothingToPress
from bot.app import Application
from bot.cards import Action, Card, ChoiceInput, FieldErrors, Form
from bot.cohort_file import CohortFile
from bot.commands import Parsed
from bot.effects import Reply
from bot.errors import PlatformDown, Undeliverable
from bot.events import (
    Account,
    ActionChosen,
    CommandInvoked,
    Event,
    FormSubmitted,
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessageReceived,
    Place,
    Pointed,
)
from bot.ports import Delivery, Settle, Storage, TargetKind
from bot.script_file import Fault
from bot.wording.commands import MENUS


@dataclass(slots=True)
class Shown:
    """A card somebody can see: `to` is an account id or a channel; `nonce` is the delivery that brought it."""

    to: str
    card: Card
    nonce: str = ""


@dataclass(slots=True)
class CoreSurface:
    """One platform's people and channels; `closed` are those that take nothing from the bot.

    `application` is set once the house stands, and anew after a restart.
    """

    platform: str = "local"
    workspace: str = "demo"
    channels: frozenset[str] = frozenset()
    settle: Settle = field(default=Settle())
    shown: list[Shown] = field(default_factory=list)
    forms: dict[str, Form] = field(default_factory=dict)
    opened_in: dict[str, Place] = field(default_factory=dict)
    """Where somebody opened the form they have open."""
    said: list[MessageReceived] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    """People whose direct messages are closed, and channels that are not there."""
    is_down: bool = False
    application: Callable[[], Application] | None = None

    @classmethod
    def of(cls, file: CohortFile) -> "CoreSurface":
        """Return the platform a cohort file's channels are on."""
        places = {group.channel for group in file.groups} | {channel.channel for channel in file.channels}
        return cls(channels=frozenset(places))

    @property
    def messengers(self) -> Mapping[str, "CoreSurface"]:
        """The ways out: this platform alone."""
        return {self.platform: self}

    def connect(self, application: Callable[[], Application]) -> None:
        """Learn how to reach the application of now."""
        self.application = application

    async def ready(self, file: CohortFile, storage: Storage) -> None:
        """Nothing to prepare: channels and people are known from the file."""

    async def close(self) -> None:
        """Nothing is connected."""

    def fail(self, fault: Fault) -> None:
        """Go down or come back; close or open somebody's direct messages."""
        if fault.dm_closed:
            (self.closed.discard if fault.is_over else self.closed.add)(fault.dm_closed)
        if fault.down == self.platform:
            self.is_down = not fault.is_over

    # --- the way out ---

    async def send(self, delivery: Delivery) -> str:
        """Show a card, or change one that was shown."""
        if self.is_down:
            raise PlatformDown("the platform is down")
        if delivery.target.id in self.closed:
            is_direct = delivery.target.kind is TargetKind.MEMBER
            raise Undeliverable("direct messages are closed" if is_direct else "the channel is not there")
        if delivery.revises:
            self.shown[int(delivery.revised_remote_id)].card = delivery.card
            return delivery.revised_remote_id
        self.shown.append(Shown(delivery.target.id, delivery.card, delivery.id))
        return str(len(self.shown) - 1)

    async def find(self, delivery: Delivery) -> str | None:
        """Look a delivery up by its id."""
        if self.is_down:
            raise PlatformDown("the platform is down")
        return next((str(n) for n, shown in enumerate(self.shown) if shown.nonce == delivery.id), None)

    # --- the way in ---

    async def says(self, deed: Deed, channel: str, text: str) -> None:
        """Write in a channel, or to the bot."""
        place = self._place(deed, channel)
        event = MessageReceived(deed.id, self._now(), deed.by, place, f"m:{deed.id}", text)
        self.said.append(event)
        await self._happens(event)

    async def edits(self, deed: Deed, old: str, new: str) -> None:
        """Change a message of one's own."""
        for number in range(len(self.said) - 1, -1, -1):
            message = self.said[number]
            if message.by == deed.by and message.text == old:
                self.said[number] = replace(message, text=new)
                await self._happens(
                    MessageEdited(deed.id, self._now(), deed.by, message.place, message.message_id, new)
                )
                return
        raise NothingToPress(f"{deed.by.id} never wrote what they want to edit")

    async def presses(self, deed: Deed, label: str, kind: str) -> None:
        """Press a button."""
        for shown in self._visible(deed, kind):
            for button in shown.card.buttons:
                if button.label == label:
                    await self._act(deed, button.action, "", shown)
                    return
        raise NothingToPress(f"{deed.by.id} sees no button “{label}”{f' on {kind}' if kind else ''}")

    async def chooses(self, deed: Deed, option: str, kind: str) -> None:
        """Choose from a select."""
        for shown in self._visible(deed, kind):
            select = shown.card.select
            for choice in select.options if select else ():
                if select is not None and option in (choice.label, choice.value):
                    await self._act(deed, select.action, choice.value, shown)
                    return
        raise NothingToPress(f"{deed.by.id} sees nothing to choose “{option}” from")

    async def points(self, deed: Deed, label: str, text: str) -> None:
        """Use the menu of the newest message with that text."""
        message = next((said for said in reversed(self.said) if said.text == text), None)
        if message is None or label not in MENUS:
            raise NothingToPress(f"{deed.by.id} finds no message “{text}”, or no “{label}” in its menu")
        action = Action(MENUS[label].name, Pointed(message.message_id.replace(":", "-"), message.by.id).subject)
        await self._happens(ActionChosen(deed.id, self._now(), deed.by, message.place, action))

    async def commands(self, deed: Deed, text: str) -> None:
        """Type a slash command."""
        understood = self._app().parse_command(text)
        if isinstance(understood, Parsed):
            name, arguments = understood.command.name, understood.arguments
        else:
            name, arguments = understood.typed, {}
        await self._happens(CommandInvoked(deed.id, self._now(), deed.by, self._place(deed, ""), name, arguments))

    async def submits(self, deed: Deed, values: Mapping[str, str]) -> None:
        """Send the form opened last."""
        form = self.forms.pop(deed.by.id, None)
        if form is None:
            raise NothingToPress(f"{deed.by.id} has no open form")
        unknown = set(values) - {field.name for field in form.inputs}
        if unknown:
            raise NothingToPress(f"the form “{form.title}” has no {', '.join(sorted(unknown))}")
        filled = {field.name: values.get(field.name, field.value) for field in form.inputs}
        _check_choices(form, filled)
        place = self.opened_in.get(deed.by.id) or self._place(deed, "")
        await self._happens(FormSubmitted(deed.id, self._now(), deed.by, place, form.action, filled))

    async def leaves(self, deed: Deed) -> None:
        """Leave the workspace."""
        await self._happens(MemberLeft(deed.id, self._now(), deed.by))

    async def joins(self, deed: Deed) -> None:
        """Enter the workspace."""
        await self._happens(MemberJoined(deed.id, self._now(), deed.by))

    def _app(self) -> Application:
        if self.application is None:
            raise RuntimeError("the surface has no application yet")
        return self.application()

    def _now(self) -> datetime:
        return self._app().clock.now()

    def _place(self, deed: Deed, channel: str) -> Place:
        return Place(self.platform, self.workspace, channel or f"dm:{deed.by.id}", is_direct=not channel)

    def _visible(self, deed: Deed, kind: str) -> Iterator[Shown]:
        """Yield what somebody sees, the newest first."""
        for shown in reversed(self.shown):
            if (shown.to == deed.by.id or shown.to in self.channels) and (not kind or shown.card.kind == kind):
                yield shown

    async def _act(self, deed: Deed, action: Action, value: str, shown: Shown) -> None:
        channel = shown.to if shown.to in self.channels else ""
        await self._happens(ActionChosen(deed.id, self._now(), deed.by, self._place(deed, channel), action, value))

    async def _happens(self, event: Event) -> None:
        replies = await self._app().handle(event)
        by = getattr(event, "by", None)
        if isinstance(by, Account):
            place = getattr(event, "place", None)
            if isinstance(place, Place) and any(not isinstance(reply.answer, Card) for reply in replies):
                self.opened_in[by.id] = place
            self._show(Deed(event.id, by), replies)

    def _show(self, deed: Deed, replies: list[Reply]) -> None:
        for reply in replies:
            match reply.answer:
                case Form() as form:
                    self.forms[deed.by.id] = form
                case FieldErrors() as errors:
                    self.forms[deed.by.id] = errors.form
                case Card() as card:
                    self.shown.append(Shown(deed.by.id, card))


def _check_choices(form: Form, filled: Mapping[str, str]) -> None:
    for box in form.inputs:
        value = filled[box.name]
        if isinstance(box, ChoiceInput) and value and value not in [option.value for option in box.options]:
            raise NothingToPress(f"“{value}” is not a choice of {box.label}")
        if box.is_required and not value:
            raise NothingToPress(f"{box.label} must be filled in")
