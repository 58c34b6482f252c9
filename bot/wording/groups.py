"""A group's first post: why it is there, who is who, how a week goes, what a good answer looks like."""

from dataclasses import dataclass

from bot.cards import Action, Button, Card, Field
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, Member
from bot.markup import named, quoted, titled
from bot.wording import sharing
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

PURPOSE = "Get to know each other, and be a safe place to say what is hard."
_GOOD = "Two or three honest sentences, and a question or an idea for somebody else. Unfinished is fine."
_ASKING = (
    "Say what you are trying to do, what you tried, and what kind of answer would help: here, or in #help for "
    "everybody. Privately and at any time: `/peer help`."
)
_BETWEEN_US = (
    "What is said here stays here, except where somebody is at risk of serious harm. It is about the work, never about "
    "the person. Nobody is ranked, and everybody goes at their own pace. More: `/peer limits`."
)


@dataclass(frozen=True, slots=True)
class Around:
    """Who is there for a group besides its learners: whoever looks after it, and peer mentors (G12)."""

    facilitator: Member | None = None
    peers: tuple[Member, ...] = ()


def welcome(voice: Voice, cohort: Cohort, group: Group, there: Around) -> Card:
    """Everything somebody needs in the first week, in one place (O3); names nobody but the facilitator."""
    return Card(
        voice.say(
            "{purpose} You stay together for all {weeks} weeks.",
            purpose=quoted(group.purpose or voice.say(PURPOSE)),
            weeks=cohort.weeks,
        ),
        kind="group.welcome",
        title=voice.say("Welcome to {name}", name=titled(group.name)),
        why=voice.say("Your group begins."),
        fields=(
            Field(voice.say("Who is who"), _who(voice, there)),
            Field(voice.say("How a week goes"), _a_week(voice, cohort)),
            Field(voice.say("A good answer"), voice.say(_GOOD)),
            Field(voice.say("How to ask for help"), voice.say(_ASKING)),
            Field(voice.say("Between us"), voice.say(_BETWEEN_US)),
            Field(voice.say("Before you share a story"), sharing.well(voice)),
        ),
        buttons=(
            Button(voice.say("Add a line to our norms"), Action("norms.add")),
            run_button(voice.say("Our group"), "peer my group"),
            run_button(voice.say("My page"), "peer me"),
            run_button(voice.say("Privacy"), "peer privacy"),
        ),
        is_pinned=True,
    )


def _who(voice: Voice, there: Around) -> str:
    looks_after = (
        voice.say("{name} looks after this group: a guide, not a grader.", name=named(there.facilitator.name))
        if there.facilitator is not None
        else voice.say("A coordinator looks after this group for now.")
    )
    names = [named(peer.name) for peer in there.peers]
    peers = voice.say(" {names}: here as peer mentor.", names=fitting(voice, names, 300, ", ")) if names else ""
    return (
        looks_after
        + peers
        + voice.say(
            " Everybody else is here to learn and to help each other, and in later weeks to host one. I'm Kith, a "
            "bot: I bring the question and remember things; answers come from people."
        )
    )


def _a_week(voice: Voice, cohort: Cohort) -> str:
    return voice.say(
        "{prompt} comes one question, answered in its thread whenever you like. {check_in} comes a short private "
        "check-in from me. Everything can be skipped; pausing or leaving is one command.",
        prompt=voice.weekly(cohort.plan.rhythm.prompt),
        check_in=voice.weekly(cohort.plan.rhythm.check_in_opens),
    )
