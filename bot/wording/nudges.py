"""Why something was not sent, and the one sentence said when the bot stops asking."""

from bot.cards import Card
from bot.domain.budget import Silence
from bot.domain.plan import NudgePolicy, Phase
from bot.wording.common import run_button
from bot.wording.voice import Voice


def stopped(voice: Voice, policy: NudgePolicy) -> Card:
    """Once, after the last unanswered nudge in a row: silence without shame."""
    return Card(
        voice.say(
            "I've asked {n} times without hearing from you, so I'll stop asking now. That's fine: nobody sees this but "
            "you. Everything stays open. Whenever you like, `/peer checkin` or any answer starts it again.",
            n=policy.stop_after,
        ),
        kind="nudge.stopped",
        why=voice.say("The programme stops asking after {n} messages without an answer.", n=policy.stop_after),
        buttons=(run_button("Check in now", "peer checkin"), run_button("Get help", "peer help")),
    )


def withheld(voice: Voice, reason: Silence, policy: NudgePolicy, phase: Phase) -> str:
    """Why a nudge was not sent."""
    match reason:
        case Silence.TURNED_OFF:
            return voice.say("You turned nudges off. `/peer nudges on` brings them back.")
        case Silence.STOPPED:
            return voice.say("I stopped asking after {n} messages without an answer.", n=policy.stop_after)
        case Silence.DAY_FULL:
            return voice.say("You already had {n} nudges that day, which is the limit.", n=policy.per_day)
        case Silence.WEEK_FULL:
            return voice.say("You already had {n} nudges that week, which is the limit.", n=phase.nudges_per_week)
        case Silence.WITH_A_PERSON:
            return voice.say("I leave asking to people for now.")
        case Silence.NOT_TAKING_PART:
            return voice.say("You are not taking part at the moment.")


def left(voice: Voice) -> str:
    """Somebody who declined or left gets nothing."""
    return voice.say("You declined or left the programme, so I don't write to you.")


def not_started(voice: Voice) -> str:
    """Somebody who has not agreed yet gets nothing but the invitation."""
    return voice.say("You haven't started yet; I write to you only after you agree to it.")


def paused(voice: Voice) -> str:
    """Somebody who paused gets nothing on a schedule."""
    return voice.say("You paused your part in the programme. `/peer back` starts it again.")
