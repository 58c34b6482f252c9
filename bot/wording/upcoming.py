"""What the bot will do next, and why, in words: for the panel beside the chat and for operators."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.ladder import Rung


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
    "aims.show": Explained("Show somebody their own goals again", "They wrote them at the start, for this week"),
    "group.search": Explained("Look for groups", "A coordinator asked for a proposal"),
    "prompt.post": Explained("Post the week's question", "Every group gets one question a week"),
    "milestone.post": Explained("Remind a group of what is due", "A milestone comes close"),
    "milestone.close": Explained("Tell mentors that a main date is close", "They can be easier to reach then"),
    "milestone.remind": Explained("Remind of somebody's own date", "They were given more time"),
    "fit.ask": Explained("Ask a learner how their pair fits", "They are asked once, in private, after they met"),
    "fit.open": Explained("Bring a wish for another mentor to a coordinator", "Changing mentors opens on this day"),
    "move.waits": Explained("Remind of a proposed change of mentors", "No coordinator has decided so far"),
    "wellbeing.ask": Explained("Ask a mentor how they are", "Mentors are asked once, half way"),
    "training.invite": Explained("Invite a mentor to the training", "It is held live a day later"),
    "training.ask": Explained("Ask a mentor whether they were there", "The live training will be over by then"),
    "training.make_up": Explained("Remind a mentor of the training", "It is open so far; there is one reminder"),
    "training.overdue": Explained("Tell the coordinator whose training is open", "Pairs wait for it"),
    "office.remind": Explained("Remind both of the office hour", "A place is booked; both hear an hour before"),
    "check_in.open": Explained("Open the weekly check-in", "Every learner has one short check-in a week"),
    "check_in.remind": Explained(
        "Remind of the check-in", "It is unanswered so far; there is one reminder a week, never two"
    ),
    "check_in.close": Explained("Close the check-in", "It is unanswered so far, and the week ends"),
    "ladder.step": Explained("Follow up on a missed check-in", "A check-in went by without an answer"),
    "session.choose": Explained("Offer two times for the next session", "Every pair meets regularly"),
    "session.remind": Explained("Remind both of their session", "It is planned; both hear a day and an hour before"),
    "session.ask": Explained("Ask both whether they met", "Their session will be over by then"),
    "session.settle": Explained("Record how the session went", "Nobody who was asked has said so far"),
    "session.step": Explained("Remind of the next step", "It was noted for this day; there is one reminder"),
    "session.note_remind": Explained("Remind the mentor of the note", "Two sessions in a row were missed"),
    "session.note_overdue": Explained("Tell the coordinator about the missing note", "Nobody wrote what was tried"),
    "gathering.announce": Explained("Announce an event to the cohort", "The cohort file plans it, a week ahead"),
    "gathering.remind": Explained("Remind the cohort of an event", "It begins an hour later"),
    "case.follow_up": Explained("Remind of what was arranged", "Whoever has the case chose this day to look again"),
    "encouragement.look": Explained("See who answered others", "A word on Friday for what somebody did"),
    "host.ask": Explained("Ask a learner to host the week", "In these weeks the group owns the question"),
    "review.open": Explained("Begin a round of peer review", "The cohort file has it on this day"),
    "review.remind": Explained("Remind of open reviews", "Two days are left; there is one reminder, to nobody else"),
    "review.pass_on": Explained("Hand on reviews nobody wrote", "The round's last day is over"),
    "review.end": Explained("Close the round of peer review", "Those who took over had five days"),
    "draft.remind": Explained("Remind the mentor of a drafted message", "It has not been sent so far"),
    "draft.overdue": Explained("Tell the coordinator about an unsent message", "Nobody has reached out so far"),
    "case.escalate": Explained("Tell whoever is next about the case", "Nobody has said “I have it” so far"),
    "case.watch": Explained("Ask whether somebody is in touch", "The case was taken, and there is no note so far"),
    "case.review": Explained("Ask whether a case must still be kept", "It is on hold, and today was named for that"),
    "survey.open": Explained("Ask a few questions", "The cohort file says when there is a survey"),
    "survey.close": Explained("Close a survey and make its figures", "It was open long enough for late answers"),
    "report.interim": Explained("Tell the coordinators how the cohort went so far", "Its last day has come"),
    "report.final": Explained("Tell the coordinators how the cohort went", "The last step of its last week is done"),
    "audit.report": Explained("Tell coordinators who looked at what", "They get it once a month"),
    "retention.cohort": Explained("Erase what people wrote", "The cohort ended, and the time to keep it is over"),
    "retention.people": Explained("Put random names in the place of people", "The time to keep who was who is over"),
    "retention.case": Explained("Erase excerpt and notes of a case", "The case was closed, and its time is over"),
    "mydata.sweep": Explained("Empty what was still on its way", "Somebody had their data deleted"),
    "closing.farewell": Explained("Say thank you", "The cohort has ended"),
    "closing.cohort": Explained("Close the cohort", "Everybody's last day is over"),
    "digest.mentor": Explained("Send a mentor their week", "Mentors get it on Monday mornings"),
    "digest.coordinator": Explained("Send a coordinator the Monday report", "Coordinators get it on Monday mornings"),
}

RUNGS: Mapping[Rung, Explained] = {
    Rung.ASK: Explained("Ask how things are, in private", "A check-in went by without an answer"),
    Rung.DRAFT: Explained("Draft a message for the mentor to send", "Two check-ins in a row went by without an answer"),
    Rung.CASE: Explained("Open a case for the coordinator", "Check-in after check-in went by without an answer"),
}


def explained(action: str) -> Explained:
    """Return the words for a timer's action."""
    return TIMERS.get(action, Explained(action.replace(".", ": ").replace("_", " "), "A timer is set for it"))


def delivery(title: str, *, was_tried: bool) -> Explained:
    """A message that is written and waits: for the end of quiet hours, or for another try."""
    what = f"Deliver “{title}”" if title else "Deliver a message"
    return Explained(what, "The last try did not get through" if was_tried else "It waits for the end of quiet hours")


def about_pair(mentor: str, learner: str) -> str:
    """Whose session it is."""
    return f"{learner} and {mentor}"


def about_draft(mentor: str, learner: str) -> str:
    """Whose message a draft is, and to whom."""
    return f"{mentor}, about {learner}"
