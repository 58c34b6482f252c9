"""Groups and pairs at the desk: how a proposal stands, and what can be done with it."""

from collections.abc import Sequence

from bot.cards import Action, Button, Look
from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.members import Member
from bot.domain.proposals import PairProposal
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.group_drafts import Proposed
from bot.wording.voice import Voice


def standing(voice: Voice, proposed: Proposed, who: Member | None) -> str:
    """How a proposal stands: who sees it, how good it is, who touched it last."""
    draft, points = proposed.draft, [group.points for group in proposed.groups]
    lines = [
        voice.say("Approved, and still seen by coordinators alone. Publishing tells everybody.")
        if draft.state is DraftState.APPROVED
        else voice.say("Only coordinators see this. Approve it when it is right; publishing is a step of its own."),
        voice.say(
            "The group that fits least has {worst} points of 100; no proposal for these people has more than {most}. "
            "The mean is {mean}, of at most {limit}.",
            worst=f"{min(points, default=0):g}",
            most=f"{draft.bound_worst / 100:g}",
            mean=f"{round(sum(points) / max(len(points), 1), 2):g}",
            limit=f"{draft.bound_mean / 100:g}",
        ),
    ]
    if proposed.faults:
        lines.append(
            voice.say("**Somebody is beside a person they asked not to be with, or a group has no common hour.**")
        )
    if who is not None and draft.changed_at is not None and draft.state is DraftState.OPEN:
        lines.append(
            voice.say("{name} changed it at {time}.", name=named(who.name), time=voice.short(draft.changed_at))
        )
    if who is not None and draft.state is DraftState.APPROVED:
        lines.append(voice.say("{name} approved it.", name=named(who.name)))
    return "\n".join(lines)


def choices(voice: Voice, draft: GroupDraft) -> tuple[Button, ...]:
    """What can be done with a proposal as it stands."""
    seen = f"{draft.id}.{draft.mark}"
    decide = (
        Button(voice.say("Publish now"), Action("group.publish", seen), Look.PRIMARY)
        if draft.state is DraftState.APPROVED
        else Button(voice.say("Approve"), Action("group.approve", seen), Look.PRIMARY)
    )
    undo = (Button(voice.say("Undo the last change"), Action("group.undo", seen)),) if draft.before else ()
    return (decide, *undo, Button(voice.say("Drop it"), Action("group.drop", seen), Look.DANGER))


def pairs(voice: Voice, count: int, open_ones: int) -> str:
    """How proposed pairs stand."""
    if not count:
        return voice.say("No pair is proposed at the moment.")
    if not open_ones:
        return voice.count(
            "{n} pair is approved; nobody else sees it.", "{n} pairs are approved; nobody else sees them.", count
        )
    return voice.count(
        "{n} proposed pair wants a coordinator's yes; nobody else sees it.",
        "{n} proposed pairs want a coordinator's yes; nobody else sees them.",
        open_ones,
    )


def another(voice: Voice) -> str:
    """The label of a list of mentors with room."""
    return voice.say("Another mentor")


def pair_choices(voice: Voice, found: Sequence[PairProposal], mark: str, without: int) -> tuple[Button, ...]:
    """What can be done about pairs."""
    waiting = any(not pair.is_approved for pair in found)
    decide: tuple[Button, ...] = ()
    if found:
        decide = (
            Button(voice.say("Approve all"), Action("pairing.approve", mark), Look.PRIMARY)
            if waiting
            else run_button(voice.say("Publish"), "coord pair publish"),
        )
    propose = (run_button(voice.say("Propose pairs"), "coord pair propose"),) if without or found else ()
    return (*decide, *propose)
