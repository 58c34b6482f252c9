"""What coordinators read while they edit a proposal of groups."""

from collections.abc import Sequence
from typing import Final

from bot.cards import Action, Button, Card, Form, TextInput
from bot.domain.group_drafts import GroupDraft
from bot.domain.members import Member
from bot.markup import bare, named, titled
from bot.wording.common import run_button
from bot.wording.group_drafts import Proposed
from bot.wording.lists import fitting
from bot.wording.voice import Voice

SIZES: Final = ("least", "most", "seed")
NEW: Final = "new"
NONE: Final = "none"
SWAP: Final = "swap"
_WHO = 1000


def look_form(voice: Voice, least: str, most: str, seed: str) -> Form:
    """Ask how large groups are to be."""
    return Form(
        Action("group.look"),
        voice.say("Propose groups"),
        (
            TextInput("least", voice.say("Fewest people in a group"), least[:3], limit=3),
            TextInput("most", voice.say("Most people in a group"), most[:3], limit=3),
            TextInput("seed", voice.say("Another attempt: any number"), seed[:6], is_required=False, limit=6),
        ),
        voice.say("Propose"),
    )


def no_size(voice: Voice, most: int) -> str:
    """That is no number of people in a group."""
    return voice.say("A number from 2 to {most}, please.", most=most)


def upside_down(voice: Voice) -> str:
    """The largest group would be smaller than the smallest."""
    return voice.say("That is fewer than the fewest. Raise this one, or lower the other.")


def no_seed(voice: Voice) -> str:
    """That is no seed."""
    return voice.say("A number of up to six digits, or nothing at all.")


def move_form(voice: Voice, draft: GroupDraft, who: str, to: str) -> Form:
    """Ask who moves where; it holds what somebody had chosen, for the proposal as it stands now."""
    return Form(
        Action("group.move", f"{draft.id}.{draft.mark}"),
        voice.say("Move people"),
        (
            TextInput(
                "who",
                voice.say("Who, by their handles"),
                bare(who, _WHO),
                voice.say("With commas between them: L01, L02."),
                limit=_WHO,
            ),
            TextInput(
                "to",
                voice.say("Where to"),
                bare(to, 8),
                voice.say("A group's number, or: new, none, swap."),
                limit=8,
            ),
        ),
        voice.say("Move"),
    )


def changed_meanwhile(voice: Voice, draft: GroupDraft, who: Member | None) -> str:
    """Somebody else was faster; nothing that was typed is lost."""
    name = titled(who.name) if who is not None else voice.say("Somebody")
    at = voice.say(" at {time}", time=voice.clock(draft.changed_at)) if draft.changed_at is not None else ""
    return voice.say(
        "{name} changed the proposal{at}, after you opened it. Nothing of yours was lost: your choice stands here. "
        "Look at the groups as they are now, then press Move if it still fits.",
        name=name,
        at=at,
    )


def who_is_wrong(voice: Voice, unknown: Sequence[str], people: int, to: str) -> str:
    """What keeps these people from being moved; "" for nothing."""
    if unknown:
        who = fitting(voice, [bare(each, 40) for each in unknown], 300, ", ")
        return voice.say("Nobody in this proposal is called {who}. Handles stand beside names.", who=who)
    if not people:
        return voice.say("Choose at least one person first.")
    if to == SWAP and people != 2:
        return voice.count("Two change places; one is chosen.", "Two change places; {n} are chosen.", people)
    return ""


def no_group(voice: Voice, count: int) -> str:
    """There is no such group."""
    return voice.say("A group's number from 1 to {count}, or: new, none, swap.", count=count)


def same_group(voice: Voice) -> str:
    """Two who are together cannot change places."""
    return voice.say("These two are in the same group already. Choose two of different groups.")


def moved(voice: Voice, proposed: Proposed, people: Sequence[Member]) -> Card:
    """To whoever edits: done, and how to take it back."""
    draft, points = proposed.draft, [group.points for group in proposed.groups]
    who = fitting(voice, [named(one.name) for one in people], 900, ", ")
    done = (
        voice.say("Done: {who}. The proposal wants an approval once more.", who=who)
        if people
        else voice.say("The last change is taken back. The proposal wants an approval once more.")
    )
    fit = voice.say(" The group that fits least has {worst} points of 100.", worst=f"{min(points, default=0):g}")
    broken = (
        voice.say(" **Somebody is beside a person they asked not to be with, or a group has no common hour.**")
        if proposed.faults
        else ""
    )
    return Card(
        f"{done}{fit}{broken}",
        kind="group.moved",
        why=voice.say("You changed the proposal."),
        buttons=(
            Button(voice.say("Undo"), Action("group.undo", f"{draft.id}.{draft.mark}")),
            run_button(voice.say("Show the proposal"), "coord group propose"),
        ),
    )


def nothing_to_undo(voice: Voice) -> Card:
    """Nobody changed the proposal."""
    return Card(
        voice.say("There is no change to take back: the groups stand as they were proposed."),
        kind="group.no_undo",
        buttons=(run_button(voice.say("Show the proposal"), "coord group propose"),),
    )
