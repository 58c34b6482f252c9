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
            "I haven't heard from you for a while, so I'll stop asking now. That's fine: nobody sees this but you, and "
            "everything stays open. Whenever you like, `/peer checkin` or any answer starts it again."
        ),
        kind="nudge.stopped",
        why=voice.count(
            "I stop asking after one message without an answer.",
            "I stop asking after {n} messages without an answer.",
            policy.stop_after,
        ),
        buttons=(run_button(voice.say("Check in now"), "peer checkin"), run_button(voice.say("Get help"), "peer help")),
    )


def withheld(voice: Voice, reason: Silence, policy: NudgePolicy, phase: Phase) -> str:
    """Why a nudge was not sent."""
    match reason:
        case Silence.TURNED_OFF:
            return voice.say("You turned reminders off. `/peer nudges on` brings them back.")
        case Silence.STOPPED:
            return voice.count(
                "I stopped asking after one message without an answer.",
                "I stopped asking after {n} messages without an answer.",
                policy.stop_after,
            )
        case Silence.DAY_FULL:
            return voice.count(
                "I had reminded you once that day, and I stop there.",
                "I had reminded you {n} times that day, and I stop there.",
                policy.per_day,
            )
        case Silence.WEEK_FULL:
            return voice.count(
                "I had reminded you once that week, and I stop there.",
                "I had reminded you {n} times that week, and I stop there.",
                phase.nudges_per_week,
            )
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
