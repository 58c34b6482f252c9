"""A very small bot to put behind the workspace: it knows three commands, two buttons and one form."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from adapters.local.records import Channel, Person
from adapters.local.workspace import Workspace
from bot import commands
from bot.cards import Action, Button, Card, ChoiceInput, Field, FieldErrors, Form, Look, Option, Select, TextInput
from bot.commands import Command, NotUnderstood, Parameter, Parsed, Wants
from bot.domain.members import Role
from bot.effects import Removal, Reply, Urgency
from bot.events import ActionChosen, CommandInvoked, Event, FormSubmitted
from bot.ports import Delivery, DeliveryState, Target, TargetKind

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AMINA = Person("L04", "Amina Odhiambo", "learner", "Asia/Kolkata", "member-4")
RUI = Person("L06", "Rui Costa", "learner", "Europe/Lisbon", "member-6")
MARTA = Person("M1", "Marta Lopes", "mentor", "Europe/Lisbon", "member-m1")
WANJIRU = Person("C1", "Wanjirũ Kamau", "coordinator", "Africa/Nairobi", "member-c1")
PEOPLE = (AMINA, RUI, MARTA, WANJIRU)

CHECK_IN = Card(
    "How is week 1 going, <@member-4>? It is open until <t:1772996400>.",
    "check_in.open",
    title="Your check-in, week 1",
    why="There is one short check-in a week.",
    fields=(Field("Due", "Sunday"), Field("Takes", "a minute")),
    buttons=(
        Button("Going fine", Action("check_in.fine", "7"), Look.PRIMARY),
        Button("Tell a bit more", Action("check_in.more", "7")),
        Button("Decline", Action("check_in.skip", "7"), Look.DANGER),
    ),
    select=Select(
        Action("check_in.mood", "7"), "How do you feel?", (Option("Fine", "fine"), Option("Hard right now", "hard"))
    ),
)
FORM = Form(
    Action("check_in.submit", "7"),
    "Week 1",
    (
        ChoiceInput("mood", "How is it going?", (Option("Going fine", "fine"), Option("Hard right now", "hard"))),
        TextInput("hardest", "What was hardest?", hint="A few words are enough", is_long=True, limit=200),
        TextInput("link", "A link, if you like", is_required=False),
    ),
)


class TinyBot:
    """Implements the adapter's `Core`; `heard` holds what reached it. With `dies` it ends as a killed process would."""

    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.dies = False
        self.removes = ""  # the message that `/peer away` takes away
        self.commands: Mapping[str, Command] = {command.name: command for command in _COMMANDS}

    def parse_command(self, text: str) -> Parsed | NotUnderstood:
        """Understand a command line."""
        return commands.parse(text, self.commands)

    async def handle(self, event: Event) -> list[Reply]:
        """Answer; the same event twice is answered once."""
        if self.dies:
            raise KilledError
        if event.id in [earlier.id for earlier in self.heard]:
            return []
        self.heard.append(event)
        if isinstance(event, CommandInvoked) and event.name == "peer away" and self.removes:
            return [
                Reply(Card("This is how.", "removal.how"), Removal("", self.removes, Card("Gone.", "removal.done")))
            ]
        return [Reply(answer) for answer in _answers(event)]


class KilledError(BaseException):
    """The process ended here."""


def _answers(event: Event) -> list[Card | Form | FieldErrors]:
    match event:
        case CommandInvoked(name="peer checkin") | ActionChosen(action=Action(name="check_in.more")):
            return [FORM]
        case CommandInvoked(name="peer away", arguments=arguments):
            return [Card(f"Away from {arguments.get('from_day')}.", "absence.noted")]
        case CommandInvoked(name=name) if name.startswith("peer"):
            return [Card(f"You asked for `{name}`.", "status.shown")]
        case CommandInvoked():
            return [Card("I don't know this command.", "refusal.unknown")]
        case ActionChosen(action=action, value=value):
            return [Card(f"You chose {action.name} {value}".strip(), "choice.noted")]
        case FormSubmitted(values=values) if values["hardest"] == "wrong":
            return [FieldErrors(_filled(values), {"hardest": "That is not it."})]
        case FormSubmitted(values=values):
            return [Card(f"Noted: {values['mood']}.", "check_in.thanks")]
        case _:
            return []


def _filled(values: Mapping[str, str]) -> Form:
    return replace(FORM, inputs=tuple(replace(given, value=values[given.name]) for given in FORM.inputs))


_COMMANDS = (
    Command("peer me", "Your progress, dates and what is open", None),
    Command("peer checkin", "Answer this week's check-in", None),
    Command(
        "peer away",
        "Tell when you are away",
        None,
        (Parameter("from_day", Wants.DAY, "First day"), Parameter("until", Wants.DAY, "Last day", is_required=False)),
    ),
    Command("mentor week", "Your mentees this week", Role.MENTOR),
    Command("coord case list", "Every open case", Role.COORDINATOR),
)


class StillClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.at

    def move(self, **by: float) -> None:
        """Move it forward."""
        self.at += timedelta(**by)


async def fill(workspace: Workspace) -> None:
    """Put four people and three channels into a workspace."""
    await workspace.directory.put_people(PEOPLE)
    everybody = [person.id for person in PEOPLE]
    await workspace.directory.put_channel(Channel("#cohort", "spring-practice", "Everybody in the cohort"), everybody)
    await workspace.directory.put_channel(Channel("#baobab", "baobab", "Peer group Baobab"), ["L04", "L06", "M1"])


def delivery(card: Card, to: str, kind: TargetKind = TargetKind.MEMBER, id: str = "d1", **more: str) -> Delivery:
    """Return a claimed outbox row for a card."""
    return Delivery(
        id=id,
        seq=1,
        key=id,
        lane="lane",
        urgency=Urgency.NOTICE,
        target=Target(kind, "local", "local", to),
        card=card,
        state=DeliveryState.SENDING,
        at=START,
        next_at=START,
        recipient_id="",
        **more,
    )
