"""To people who are not part of it, or not any more: kind, and never without a way to help."""

from bot.cards import Action, Button, Card, Look
from bot.domain.access import Standing
from bot.domain.cohorts import Cohort
from bot.domain.helplines import FIND_A_HELPLINE
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.voice import Voice


def stranger(voice: Voice) -> Card:
    """To somebody the bot does not know."""
    return Card(
        voice.say(
            "I'm Kith, a programme's bot, and I don't know you yet. If you'd like to take part, ask a coordinator of "
            "the programme to add you.\n\nI am no emergency service: if you or somebody else might be in danger, call "
            "your local emergency number, or find a line near you at [{found}](https://{found}).",
            found=FIND_A_HELPLINE,
        ),
        kind="refusal.stranger",
    )


def refused(voice: Voice, where: Standing, member: Member, cohort: Cohort) -> Card:
    """To a member who asks for what is not theirs now."""
    match where:
        case Standing.NOT_STARTED:
            return _not_started(voice, cohort)
        case Standing.OVER:
            return _over(voice, cohort)
        case _:
            return _left(voice, member, cohort)


def _not_started(voice: Voice, cohort: Cohort) -> Card:
    return Card(
        voice.say(
            "You haven't started in {cohort} yet, so I keep nothing about you and this isn't open for you. Start takes "
            "two minutes, and saying no is fine too. If you need a person now, `/peer help` works already.",
            cohort=named(cohort.name),
        ),
        kind="refusal.not_started",
        buttons=(
            Button(voice.say("Start"), Action("onboarding.start"), Look.PRIMARY),
            Button(voice.say("Decline"), Action("onboarding.decline")),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )


def _left(voice: Voice, member: Member, cohort: Cohort) -> Card:
    return Card(
        voice.say(
            "You aren't part of {cohort} any more, {name}, so there is nothing to do here. If you changed your mind, "
            "Start brings you back. `/peer help` reaches a person either way.",
            cohort=named(cohort.name),
            name=named(member.name),
        ),
        kind="refusal.left",
        buttons=(
            Button(voice.say("Start"), Action("onboarding.start")),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )


def _over(voice: Voice, cohort: Cohort) -> Card:
    return Card(
        voice.say(
            "{cohort} ended on {day}, so nothing is expected of you any more. Thank you for having been part of it. "
            "`/peer help` still reaches a coordinator, and `/peer privacy` says what is kept and until when.",
            cohort=named(cohort.name),
            day=voice.day(cohort.ends_on),
        ),
        kind="refusal.over",
        buttons=(
            run_button(voice.say("Get help"), "peer help"),
            run_button(voice.say("Privacy"), "peer privacy"),
        ),
    )
