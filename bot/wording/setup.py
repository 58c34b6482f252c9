"""Setting a cohort up from inside the chat: which channels are whose, what is scanned, who can be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Action, Card, ChoiceInput, Form, Option, PickInput
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.limits import OPTION_LABEL
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

SAVE = "setup.save"
COHORT, HELP, COORDINATORS, SCAN = "cohort", "help", "coordinators", "scan"
PICKED = (COHORT, HELP, COORDINATORS)
"""The places that `/coord setup` gives a channel."""
NOTHING, CHANNELS, ALL, AS_IT_IS = "nothing", "channels", "all", "as_it_is"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen so far: channel ids by the place's name, and the names of what is scanned."""

    places: Mapping[str, str]
    scan: tuple[str, ...] = ()
    scan_choice: str = AS_IT_IS


def form(voice: Voice, chosen: Chosen) -> Form:
    """The form of `/coord setup`; what is chosen already stands in it."""
    return Form(
        Action(SAVE),
        voice.say("Set up the cohort"),
        (
            PickInput(
                COHORT,
                voice.say("The whole cohort's channel"),
                chosen.places.get(COHORT, ""),
                voice.say("News, and the Start button"),
            ),
            PickInput(HELP, voice.say("The help channel"), chosen.places.get(HELP, ""), voice.say("Questions to all")),
            PickInput(
                COORDINATORS,
                voice.say("The coordinators' channel"),
                chosen.places.get(COORDINATORS, ""),
                voice.say("Private, and never scanned"),
            ),
            ChoiceInput(SCAN, voice.say("Where rules look for worrying words"), _scans(voice, chosen), _scan(chosen)),
        ),
        voice.say("Save"),
    )


def _scan(chosen: Chosen) -> str:
    return AS_IT_IS if chosen.scan and chosen.scan_choice == AS_IT_IS else chosen.scan_choice.replace(AS_IT_IS, NOTHING)


def _scans(voice: Voice, chosen: Chosen) -> tuple[Option, ...]:
    names = ", ".join(f"#{name}" for name in chosen.scan)
    as_it_is = voice.say("As it is: {names}", names=names)
    kept = (Option(as_it_is if len(as_it_is) <= OPTION_LABEL else voice.say("As it is"), AS_IT_IS),)
    return (
        *(kept if chosen.scan else ()),
        Option(voice.say("Only in messages to me"), NOTHING),
        Option(voice.say("In the cohort's and the help channel, too"), CHANNELS),
        Option(voice.say("In every group's channel as well"), ALL),
    )


def taken(voice: Voice, name: str) -> str:
    """Below a channel that is somebody else's already; `name` is what it is."""
    return voice.say("This is the channel of {name} already. Please pick another one.", name=f"#{name}")


def twice(voice: Voice) -> str:
    """Below a channel that was picked for two things."""
    return voice.say("You picked this one twice. Each of them needs a channel of its own.")


def elsewhere(voice: Voice, platform: str) -> str:
    """Below a channel whose place is on another platform."""
    return voice.say(
        "This one is on {platform}. Please use `/coord setup` there to change it.", platform=platform.title()
    )


def nobody_outside(voice: Voice) -> str:
    """Below the choice to scan where nobody would hear of a case in the end."""
    return voice.say(
        "Scanning channels needs somebody outside who hears when no coordinator answers. Please have `outside` added "
        "to the cohort file first."
    )


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it: names whose channel is another now, names that are newly scanned, who gets a test message."""

    moved: Sequence[str]
    scanned: Sequence[str]
    tested: Sequence[Member]
    needs_invitation: bool = False


def saved(voice: Voice, cohort: Cohort, what: Saved) -> Card:
    """To the coordinator who set it up: what is true now, what comes next."""
    moved = ", ".join(f"#{name}" for name in what.moved)
    scanned = ", ".join(f"#{name}" for name in what.scanned)
    now = ", ".join(f"#{name}" for name in cohort.plan.safety.scan)
    people = fitting(voice, [named(person.name) for person in what.tested], 600, ", ")
    parts = [
        voice.say("**New channels:** {moved}.", moved=moved) if moved else voice.say("The channels stay as they were."),
        voice.say("**Scanned:** {now}, of people who agreed to it.", now=now)
        if now
        else voice.say("**Scanned:** only messages to me."),
        voice.say("The privacy notice goes to {scanned} now.", scanned=scanned) if scanned else "",
        voice.say("Please write `/invite @Kith` in each channel you picked: only then can I post there.")
        if what.needs_invitation and moved
        else "",
        voice.say(
            "**A test message** goes to {people}, outside their quiet hours. Whom I can't reach I name to the others.",
            people=people,
        ),
    ]
    return Card(
        "\n".join(part for part in parts if part),
        kind="setup.saved",
        title=voice.say("{cohort} is set up", cohort=quoted(cohort.name, 80)),
        why=voice.say("You set it up."),
        buttons=(run_button(voice.say("Who is on duty"), "coord rota show"),),
    )


def test(voice: Voice, cohort: Cohort, by: Member) -> Card:
    """To every coordinator: this is how an alert would reach you."""
    return Card(
        voice.say(
            "This is a test: {name} has just set up {cohort}. An alert would reach you just like this, so all is well. "
            "There is nothing to do.",
            name=named(by.name),
            cohort=named(cohort.name),
        ),
        kind="setup.test",
        why=voice.say("You are a coordinator of {cohort}.", cohort=named(cohort.name)),
    )
