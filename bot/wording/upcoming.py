"""What the bot will do next, and why, in words: for the panel beside the chat and for operators."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explained:
    """One kind of due work: what will happen, and the reason."""

    what: str
    why: str


TIMERS: Mapping[str, Explained] = {
    "onboarding.invite": Explained("Invite to the programme", "The cohort file says when invitations go out"),
    "onboarding.remind": Explained("Remind of the invitation", "Three days without an answer"),
    "onboarding.remind_again": Explained("Remind a last time", "A week without an answer to the invitation"),
    "onboarding.waiting": Explained(
        "Tell the coordinator who hasn't answered", "A week has passed since the invitations"
    ),
    "prompt.post": Explained("Post the week's question", "Every group gets one question a week"),
    "check_in.open": Explained("Open the weekly check-in", "Every learner has one short check-in a week"),
    "check_in.remind": Explained("Remind, if still unanswered", "One reminder per check-in, never two"),
    "check_in.close": Explained("Close the check-in", "The week's check-in ends"),
    "ladder.step": Explained("Follow up on a missed check-in", "A check-in went by without an answer"),
    "draft.remind": Explained("Remind the mentor of a draft, if unsent", "A day has passed since the draft"),
    "draft.overdue": Explained("Tell the coordinator, if the draft is unsent", "Two days have passed since the draft"),
    "case.escalate": Explained("Tell the next person, if nobody has the case", "Nobody has said “I have it” yet"),
    "case.watch": Explained("Look whether the case has a note", "Somebody took the case"),
    "retention.cohort": Explained("Erase what people wrote", "The cohort ended, and the time to keep it is over"),
    "retention.case": Explained("Erase excerpt and notes of a case", "The case was closed, and its time is over"),
    "closing.farewell": Explained("Say thank you", "The cohort has ended"),
    "closing.cohort": Explained("Close the cohort", "Everybody's last day is over"),
    "digest.mentor": Explained("Send a mentor their week", "Mentors get it on Monday mornings"),
    "digest.coordinator": Explained("Send a coordinator the Monday report", "Coordinators get it on Monday mornings"),
}


def explained(action: str) -> Explained:
    """Return the words for a timer's action."""
    return TIMERS.get(action, Explained(action.replace(".", ": ").replace("_", " "), "A timer is set for it"))
