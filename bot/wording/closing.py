"""The last word: thanks, what was, what is kept, and that the door to a person stays open."""

from dataclasses import dataclass

from bot.cards import Card, Field
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Ended:
    """A learner at the end: no figure here is compared with anybody's."""

    member: Member
    cohort: Cohort
    mentor: Member | None
    answered: int


def to_learner(voice: Voice, ended: Ended) -> Card:
    """To a learner, the day after (K5, O10)."""
    cohort = ended.cohort
    fields = []
    if ended.answered:
        fields.append(
            Field(
                voice.say("What you did"),
                voice.count(
                    "You told us once how it was going. That helped to look after the group.",
                    "You told us {n} times how it was going. That helped to look after the group.",
                    ended.answered,
                ),
            )
        )
    if ended.mentor is not None:
        fields.append(
            Field(
                voice.say("Your mentor"),
                voice.say("A line of thanks to {name} costs a minute and stays.", name=named(ended.mentor.name)),
            )
        )
    fields.append(Field(voice.say("What is kept"), _kept(voice, cohort)))
    fields.append(
        Field(
            voice.say("From here"),
            voice.say(
                "Your group's channel is yours as long as you like. `/peer help` still reaches a coordinator. If you'd "
                "like to come back one day as a peer mentor, tell them; there is no hurry."
            ),
        )
    )
    return Card(
        voice.say(
            "{cohort} ended yesterday. Thank you, {name}, for having been part of it, in whatever way it fitted into "
            "your life. Nothing is expected of you any more, and I stay quiet from now on.",
            cohort=named(cohort.name),
            name=named(ended.member.name),
        ),
        kind="closing.farewell",
        title=voice.say("Thank you"),
        why=voice.say("{cohort} has ended.", cohort=named(cohort.name)),
        fields=tuple(fields),
        buttons=(run_button(voice.say("My data"), "peer mydata show"), run_button(voice.say("Get help"), "peer help")),
    )


def to_mentor(voice: Voice, mentor: Member, cohort: Cohort) -> Card:
    """To a mentor, the day after."""
    return Card(
        voice.say(
            "{cohort} ended yesterday. Thank you, {name}, for the time and the patience you gave. No more digests and "
            "drafts from me; if something about a learner still stays with you, `/peer help` reaches a coordinator.",
            cohort=named(cohort.name),
            name=named(mentor.name),
        ),
        kind="closing.farewell",
        title=voice.say("Thank you"),
        why=voice.say("{cohort} has ended.", cohort=named(cohort.name)),
        fields=(Field(voice.say("What is kept"), _kept(voice, cohort)),),
        buttons=(run_button(voice.say("My data"), "peer mydata show"), run_button(voice.say("Get help"), "peer help")),
    )


def _kept(voice: Voice, cohort: Cohort) -> str:
    return voice.say(
        "What was written in check-ins and drafts is erased on {day}. That and when something happened stays as a "
        "figure.",
        day=voice.day(cohort.ends_on + cohort.plan.retention.texts),
    )
