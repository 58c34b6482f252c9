"""One person's timeline at the desk: what was sent and why, and whether something came back. No message text."""

from bot.domain.check_ins import CheckIn, CheckInState
from bot.domain.members import Member, MemberState, Role
from bot.wording.voice import Voice

_STATES = {
    MemberState.INVITED: "Invited; hasn't answered so far.",
    MemberState.ACTIVE: "Takes part.",
    MemberState.PAUSED: "Paused for now; the place is kept.",
    MemberState.LEFT: "Has left the programme.",
    MemberState.DECLINED: "Declined the invitation.",
    MemberState.GONE: "Not in the workspace at the moment; the place is kept.",
}
ROLES = {Role.LEARNER: "Learner", Role.MENTOR: "Mentor", Role.COORDINATOR: "Coordinator"}
SENT = {
    "onboarding.invitation": "The invitation",
    "onboarding.reminder": "A reminder of the invitation",
    "onboarding.begun": "A welcome",
    "check_in.open": "The week's check-in",
    "check_in.reminder": "The one reminder of the check-in",
    "nudge.check_in": "A gentle question, in private",
    "session.choose": "Two times for the next session",
    "session.planned": "The time of a session",
    "session.agreed": "The time of a session",
    "session.was_moved": "Another time for a session",
    "session.was_called_off": "A session was called off",
    "session.reminder": "A reminder of a session",
    "session.ask": "Whether they met",
    "gathering.reminder": "A reminder of an event",
    "reach_out.message": "A message somebody wrote to them",
    "digest.mentor": "Their week as a mentor",
}
"""Kinds of messages that tell nobody of a case, a report or a private answer. No other is shown on a timeline."""


def state(voice: Voice, person: Member) -> str:
    """Where somebody stands."""
    return voice.say(_STATES[person.state])


def sent(voice: Voice, kind: str) -> str:
    """A message that was sent, by its kind; never what it said."""
    return voice.say(SENT[kind])


def check_in(voice: Voice, check_in: CheckIn) -> str:
    """How a check-in ended."""
    match check_in.state:
        case CheckInState.SKIPPED:
            return voice.say("Skipped the check-in of week {week}, which is fine", week=check_in.week)
        case CheckInState.OVERDUE if check_in.answered_at is None:
            return voice.say("The check-in of week {week} closed without an answer", week=check_in.week)
        case _:
            return voice.say("Answered the check-in of week {week}", week=check_in.week)


def session(voice: Voice, *, attended: bool) -> str:
    """Whether a session took place."""
    return voice.say("Met their mentor") if attended else voice.say("A session did not take place")
