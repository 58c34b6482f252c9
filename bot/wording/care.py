"""Another pace, a pause, another mentor: neutral, kind, nobody blamed."""

from collections.abc import Sequence
from datetime import date

from bot.cards import Card
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def new_pace(voice: Voice, every: int, next_on: date | None) -> Card:
    """To the learner; `next_on` is the day of their next check-in, if there is one."""
    text = (
        voice.say("Your check-ins now come once a week again.")
        if every == 1
        else voice.say(
            "From now on your check-in comes every {n} weeks, to give you room. Tell a coordinator if that "
            "should change.",
            n=every,
        )
    )
    if next_on is not None:
        text += voice.say(" The next one comes on {day}.", day=voice.day(next_on))
    return Card(text, kind="care.pace", why=voice.say("A coordinator changed your pace with you."))


def pace_set(voice: Voice, learner: Member, every: int) -> Card:
    """To the coordinator."""
    return Card(
        voice.count(
            "{name} now has a check-in every week.",
            "{name} now has a check-in every {n} weeks.",
            every,
            name=named(learner.name),
        ),
        kind="care.pace_set",
        why=voice.say("You set it."),
    )


def impossible_pace(voice: Voice, slowest: int) -> Card:
    """A pace that cannot be."""
    return Card(
        voice.say("A check-in can come every week, or up to every {n} weeks. Which would suit them?", n=slowest),
        kind="care.impossible",
        buttons=(run_button(voice.say("Try again"), "coord pace"),),
    )


def not_a_learner(voice: Voice, member: Member) -> Card:
    """Only learners have check-ins."""
    return Card(
        voice.say(
            "{name} is not a learner and has no check-ins, so there is no pace to set. Did you mean somebody else?",
            name=named(member.name),
        ),
        kind="care.not_a_learner",
        buttons=(run_button(voice.say("Try again"), "coord pace"),),
    )


def has_left(voice: Voice, member: Member) -> Card:
    """To a coordinator who arranges something for somebody who takes no part any more."""
    return Card(
        voice.say(
            "{name} takes no part any more, so nothing was arranged, and nobody was told. Should they come back, "
            "`/peer start` opens the door, and this works again.",
            name=named(member.name),
        ),
        kind="care.has_left",
        buttons=(run_button(voice.say("This week"), "coord report"),),
    )


def care_given(voice: Voice, until: date) -> Card:
    """To the learner."""
    return Card(
        voice.say(
            "Take the time you need: until {day} nothing is expected of you, and nothing counts as missed. "
            "`/peer help` stays open, `/peer back` ends it early.",
            day=voice.day(until),
        ),
        kind="care.pause",
        why=voice.say("A coordinator arranged it for you."),
    )


def care_set(voice: Voice, learner: Member, until: date) -> Card:
    """To the coordinator."""
    return Card(
        voice.say("{name} has a care pause until {day}.", name=named(learner.name), day=voice.day(until)),
        kind="care.pause_set",
        why=voice.say("You set it."),
    )


def past_day(voice: Voice, day: date) -> Card:
    """A day that is over."""
    return Card(
        voice.say("{day} has passed. Please give a day from today on.", day=voice.day(day)),
        kind="care.past",
        buttons=(run_button(voice.say("Try again"), "coord care"),),
    )


def moved_away(voice: Voice, learner: Member) -> Card:
    """To the mentor before: neutral, with thanks."""
    return Card(
        voice.say("{name} moved to another mentor. Thank you for the time you gave them.", name=named(learner.name)),
        kind="pairing.moved",
        why=voice.say("A coordinator changed the pairing."),
    )


def new_learner(voice: Voice, learner: Member) -> Card:
    """To the new mentor."""
    return Card(
        voice.say(
            "{name} is now your learner. A short hello this week is a good start; `/mentor reachout {handle}` drafts "
            "one.",
            name=named(learner.name),
            handle=learner.handle,
        ),
        kind="pairing.new_learner",
        why=voice.say("A coordinator changed the pairing."),
    )


def not_trained(voice: Voice, mentor: Member) -> Card:
    """To a coordinator who hands somebody to a mentor whose training is open."""
    return Card(
        voice.say(
            "{name} has not finished the mentor training yet, so nobody was moved. It takes a good half hour in chat: "
            "`/mentor training`. `/coord training` shows who is through.",
            name=named(mentor.name),
        ),
        kind="pairing.mentor_not_trained",
        buttons=(run_button(voice.say("Who is through"), "coord training"),),
    )


def new_mentor(voice: Voice, mentor: Member) -> Card:
    """To the learner."""
    return Card(
        voice.say("{name} is now your mentor and will say hello soon. Nothing else changes.", name=named(mentor.name)),
        kind="pairing.new_mentor",
        why=voice.say("A coordinator changed the pairing."),
    )


def handed_over(voice: Voice, learner: Member, mentor: Member) -> Card:
    """To the coordinator."""
    return Card(
        voice.say(
            "{learner} is now with {mentor}. All of them have been told, in neutral words.",
            learner=named(learner.name),
            mentor=named(mentor.name),
        ),
        kind="pairing.handed_over",
        why=voice.say("You set it."),
    )


def wrong_roles(voice: Voice) -> Card:
    """Not a learner and a mentor."""
    return Card(
        voice.say("This needs the learner first and the new mentor second. Nothing was changed."),
        kind="pairing.wrong_roles",
        buttons=(run_button(voice.say("Try again"), "coord handoff"),),
    )


def already_theirs(voice: Voice, learner: Member, mentor: Member) -> Card:
    """Nothing to change."""
    return Card(
        voice.say(
            "{learner} is already with {mentor}, so there is nothing to change.",
            learner=named(learner.name),
            mentor=named(mentor.name),
        ),
        kind="pairing.already",
    )


def _outside(voice: Voice, cohort: Cohort) -> str:
    if not cohort.plan.safety.outside:
        return voice.say("If nobody answers, nobody else hears of it: add an outside contact to the cohort file.")
    return voice.say("If nobody answers, {outside} hears of it.", outside=quoted(cohort.plan.safety.outside))


def rota(voice: Voice, people: Sequence[Member], cohort: Cohort) -> Card:
    """Who is on call."""
    if not people:
        return Card(
            voice.say(
                "Nobody is on call right now. Set a rotation in the cohort file; until then only the outside contact "
                "hears of a case."
            ),
            kind="rota.show",
            why=voice.say("You asked for it."),
        )
    then = fitting(voice, [named(person.name) for person in people[1:]], 1000, ", ")
    rest = voice.say(", then {names}", names=then) if then else ""
    return Card(
        voice.say(
            "On call now: **{first}**{rest}. Shifts change on Mondays at 00:00 UTC. {outside}",
            first=named(people[0].name),
            rest=rest,
            outside=_outside(voice, cohort),
        ),
        kind="rota.show",
        why=voice.say("You asked for it."),
    )
