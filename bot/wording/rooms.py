"""What stands at the top of a room the bot made, and what coordinators hear when one is missing."""

from collections.abc import Sequence

from bot.cards import Card
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.events import Lack
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_HELP = "help"


def for_everybody(voice: Voice, cohort: Cohort, name: str) -> Card:
    """At the top of a channel of the whole cohort: what it is for, and how people are with each other there."""
    about = (
        voice.say(
            "Questions belong here, from anybody to everybody: what you try to do, what you tried, what kind of answer "
            "would help. Privately and at any time: `/peer help`."
        )
        if name == _HELP
        else voice.say("This is where all of {cohort} meets: news, and what concerns everybody.", cohort=_of(cohort))
    )
    return Card(
        voice.say(
            "{about}\n\n**Between us:** it is about the work, never about the person. What is said here stays here, "
            "except where somebody is at risk of serious harm. Nobody has to write.",
            about=about,
        ),
        kind="room.everybody",
        title=voice.say("What this channel is for"),
        why=voice.say("The channel is new."),
        buttons=(run_button(voice.say("Get help"), "peer help"), run_button(voice.say("Privacy"), "peer privacy")),
        is_pinned=True,
    )


def for_coordinators(voice: Voice, cohort: Cohort) -> Card:
    """At the top of the coordinators' room: what it is for, and what better stays out of it."""
    return Card(
        voice.say(
            "This is the coordinators' room of {cohort}: only you are in it, and I don't read along.\n\n**Alerts come "
            "privately** to whoever is on duty, never here. Please speak of learners by case number, and leave out "
            "what they wrote: a case keeps it encrypted and records who looked.",
            cohort=_of(cohort),
        ),
        kind="room.coordinators",
        title=voice.say("Among coordinators"),
        why=voice.say("The room is new."),
        buttons=(
            run_button(voice.say("Open cases"), "coord case list"),
            run_button(voice.say("Who is on duty"), "coord rota show"),
        ),
        is_pinned=True,
    )


def for_pair(voice: Voice, cohort: Cohort, mentor: Member, learner: Member) -> Card:
    """At the top of a pair's room: for the two of them, and what the bot does there and what it doesn't."""
    return Card(
        voice.say(
            "{learner}, {mentor}: this is a place for the two of you, for as long as {cohort} goes on.\n\n**Between "
            "you:** what is said here stays here, except where somebody is at risk of serious harm. A mentor is a "
            "guide, not a grader.\n\n**I don't listen here:** what you write is neither read nor counted. For times "
            "and next steps there is `/peer session`, for a person beyond you two `/peer help`.",
            learner=named(learner.name),
            mentor=named(mentor.name),
            cohort=_of(cohort),
        ),
        kind="room.pair",
        title=voice.say("For the two of you"),
        why=voice.say("You are a pair."),
        buttons=(
            run_button(voice.say("Our session"), "peer session"),
            run_button(voice.say("Privacy"), "peer privacy"),
        ),
        is_pinned=True,
    )


def made_anew(voice: Voice, room: str) -> Card:
    """To coordinators: a room of the bot's was deleted or put away; there will be another."""
    return Card(
        voice.say(
            "The room of {room} was deleted or archived. I make a new one, let its people in and pin what belongs "
            "there. What was written in the old one I can't bring back; a sentence from you in the new one helps "
            "people to find their way.",
            room=quoted(room),
        ),
        kind="room.made_anew",
        why=voice.say("A room I had made is gone."),
    )


def named_is_gone(voice: Voice, room: str, *, can_be_picked: bool) -> Card:
    """To coordinators: a channel that was chosen by hand is gone, and only a person can choose another.

    `can_be_picked`: whether `/coord setup` offers another one.
    """
    other = (
        voice.say("or pick another one with `/coord setup`")
        if can_be_picked
        else voice.say("or ask whoever hosts me to name another one")
    )
    return Card(
        voice.say(
            "The channel of {room} was deleted or archived, and what belongs there can't be posted. I didn't make it, "
            "so I don't replace it: bring it back, {other}.",
            room=quoted(room),
            other=other,
        ),
        kind="room.named_is_gone",
        why=voice.say("A channel the programme needs is gone."),
    )


def trouble(voice: Voice, room: str, lack: Lack, people: Sequence[str] = ()) -> Card:
    """To coordinators: a room is not as it should be, and what would help."""
    match lack:
        case Lack.RIGHT:
            sentence = voice.say(
                "I may not make or look after the room of {room}. Whoever set me up finds with `kith doctor` which "
                "permission is missing; then I go on by myself. For a channel of the whole cohort, `/coord setup` can "
                "pick one that is there already.",
                room=quoted(room),
            )
        case Lack.HOME:
            sentence = voice.say(
                "The room of {room} would be a thread in the cohort's channel, and there is none. Pick one with "
                "`/coord setup`, and I make the room within minutes.",
                room=quoted(room),
            )
        case Lack.FULL:
            sentence = voice.say(
                "There is no space for the room of {room}: the server or workspace has as many channels as it may "
                "have. Archive or delete some that nobody needs, and I make the room within minutes.",
                room=quoted(room),
            )
        case Lack.PERSON:
            sentence = voice.say(
                "I couldn't let these into the room of {room}: {people}. Guests and people of other workspaces have to "
                "be let in by hand. Please add them there, or ask an admin to.",
                people=fitting(voice, [named(person) for person in people], 800, ", "),
                room=quoted(room),
            )
    return Card(sentence, kind="room.trouble", why=voice.say("A room is not as it should be."))


def _of(cohort: Cohort) -> str:
    return named(cohort.name)
