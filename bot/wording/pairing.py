"""What is said of pairs before they are known, to coordinators who decide; and to the two of each when they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Card, Option, Select
from bot.domain.members import Member
from bot.domain.pairing import Unpaired, Why
from bot.domain.proposals import PairProposal
from bot.limits import CARD_TEXT, OPTION_LABEL, OPTIONS
from bot.markup import bare, named, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_ROOM = CARD_TEXT - 600
_WHY = "A person decides who mentors whom; nobody sees a pair before it is published."


@dataclass(frozen=True, slots=True)
class Planned:
    """The pairs nobody knows of yet, with the people in them by id, and who has nobody."""

    pairs: Sequence[PairProposal]
    people: Mapping[str, Member]
    unpaired: Sequence[Unpaired] = ()

    def name(self, member_id: str) -> str:
        """Return somebody's name, ready for a sentence."""
        return named(self.people[member_id].name)


_WITHOUT = {
    Why.NO_MENTORS: "There is no mentor with a free place. Add a mentor, or raise somebody's capacity.",
    Why.VETOES: "Everybody whose hours fit is on a list of people not to be paired. Ask whether a wish can change.",
    Why.HOURS: "No mentor is free for a session when they are. Ask both for one more hour in the week.",
    Why.FULL: "Every mentor who could is needed more by somebody else. Raise a capacity, or add a mentor.",
}


def without_mentor(why: Why) -> str:
    """Say why a learner has no mentor, and what would help."""
    return _WITHOUT[why]


def planned(voice: Voice, plan: Planned) -> Card:
    """To a coordinator: who would get whom."""
    lines = _by_mentor(voice, plan)
    lines += [
        f"- {plan.name(one.learner)} ({plan.people[one.learner].handle}): {voice.say(without_mentor(one.why))}"
        for one in plan.unpaired
    ]
    waiting = any(not pair.is_approved for pair in plan.pairs)
    return Card(
        voice.count("{n} pair; nobody sees it yet.", "{n} pairs; nobody sees them yet.", len(plan.pairs))
        + "\n"
        + fitting(voice, lines, _ROOM)
        + voice.say("\n`/coord pair explain` says why, learner by learner, and gives somebody another mentor."),
        kind="pairing.planned",
        title=voice.say("Proposed pairs"),
        why=voice.say(_WHY),
        buttons=(
            run_button(voice.say("Approve all"), "coord pair approve")
            if waiting
            else run_button(voice.say("Publish"), "coord pair publish"),
            run_button(voice.say("Explain one"), "coord pair explain"),
        ),
    )


def _by_mentor(voice: Voice, plan: Planned) -> list[str]:
    mentors = list(dict.fromkeys(pair.mentor_id for pair in plan.pairs))
    lines = []
    for mentor_id in mentors:
        theirs = [pair for pair in plan.pairs if pair.mentor_id == mentor_id]
        names = ", ".join(plan.name(pair.learner_id) for pair in theirs)
        open_ones = voice.say(" (to be approved)") if any(not pair.is_approved for pair in theirs) else ""
        lines.append(f"- **{plan.name(mentor_id)}**: {names}{open_ones}")
    return lines


def explained(voice: Voice, pair: PairProposal, plan: Planned, reasons: str, others: Sequence[Member]) -> Card:
    """To a coordinator: why these two, and who else has room."""
    chosen = voice.say(" A person chose this pair.") if pair.is_by_hand else ""
    options = tuple(Option(bare(one.name, OPTION_LABEL) or one.handle, one.id) for one in others[:OPTIONS])
    return Card(
        voice.say(
            "{learner} with {mentor}.{chosen} {reasons}",
            learner=plan.name(pair.learner_id),
            mentor=plan.name(pair.mentor_id),
            chosen=chosen,
            reasons=reasons,
        ),
        kind="pairing.explained",
        title=voice.say("Why {name}", name=titled(plan.people[pair.mentor_id].name)),
        why=voice.say("You asked for it."),
        select=Select(Action("pairing.give", pair.id), voice.say("Give them another mentor"), options)
        if options
        else None,
    )


def given(voice: Voice, learner: Member, mentor: Member) -> Card:
    """To a coordinator, after a change by hand."""
    return Card(
        voice.say(
            "{learner} is to get {mentor}. Nobody is told yet; this pair wants your yes once more.",
            learner=named(learner.name),
            mentor=named(mentor.name),
        ),
        kind="pairing.given",
        why=voice.say("You changed a pair."),
        buttons=(run_button(voice.say("All pairs"), "coord pair propose"),),
    )


def given_meanwhile(voice: Voice, pair: PairProposal, learner: Member, mentor: Member, wanted: Member) -> Card:
    """To a coordinator who gave a learner a mentor after somebody else had: nothing is done without another press."""
    return Card(
        voice.say(
            "Somebody else gave {learner} another mentor while you were looking: {mentor} now. Nothing was changed by "
            "you; press below to give them {wanted} all the same.",
            learner=named(learner.name),
            mentor=named(mentor.name),
            wanted=named(wanted.name),
        ),
        kind="pairing.given_meanwhile",
        buttons=(run_button(voice.say("All pairs"), "coord pair propose"),),
        select=Select(
            Action("pairing.give", f"{pair.id}.{pair.mentor_id}"),
            voice.say("Give them another mentor"),
            (Option(bare(wanted.name, OPTION_LABEL) or wanted.handle, wanted.id),),
        ),
    )


def changed_since(voice: Voice) -> Card:
    """To a coordinator who approved pairs that somebody else changed meanwhile."""
    return Card(
        voice.say(
            "Somebody changed these pairs after you opened them, so nothing was approved. Please look at them as they "
            "are now, then approve."
        ),
        kind="pairing.changed_since",
        buttons=(run_button(voice.say("See the pairs"), "coord pair propose"),),
    )


def approved(voice: Voice, count: int) -> Card:
    """To a coordinator, after their yes."""
    return Card(
        voice.count("{n} pair is approved. ", "{n} pairs are approved. ", count)
        + voice.say("Nobody is told before you publish."),
        kind="pairing.approved",
        why=voice.say("You approved them."),
        buttons=(run_button(voice.say("Publish"), "coord pair publish"),),
    )


def not_trained(voice: Voice, plan: Planned, waiting: Mapping[str, Sequence[PairProposal]]) -> Card:
    """To a coordinator: why nothing was published, and what would help."""
    lines = [
        voice.say("- {mentor}: {names}", mentor=plan.name(mentor), names=", ".join(plan.name(p.learner_id) for p in of))
        for mentor, of in waiting.items()
    ]
    ready = len(plan.pairs) - sum(len(pairs) for pairs in waiting.values())
    buttons = [run_button(voice.say("Who is through"), "coord training")]
    if ready:
        label = voice.count("Publish the other one", "Publish the other {n}", ready)
        buttons.append(Button(label, Action("pairing.publish_ready")))
    return Card(
        voice.say("Nothing was published: these pairs wait until their mentor has finished the training.\n")
        + fitting(voice, lines, _ROOM)
        + voice.say("\nThe training can be made up in chat at any time: `/mentor training`."),
        kind="pairing.not_trained",
        buttons=tuple(buttons),
    )


def not_approved(voice: Voice, count: int) -> Card:
    """To a coordinator who publishes what nobody has approved."""
    return Card(
        voice.count(
            "Nothing was published: {n} pair still wants a coordinator's yes.",
            "Nothing was published: {n} pairs still want a coordinator's yes.",
            count,
        ),
        kind="pairing.not_approved",
        buttons=(
            run_button(voice.say("See the pairs"), "coord pair propose"),
            run_button(voice.say("Approve all"), "coord pair approve"),
        ),
    )


def published(voice: Voice, count: int) -> Card:
    """To a coordinator, when everybody is being told."""
    return Card(
        voice.count("{n} pair is published; both are told.", "{n} pairs are published; everybody is told.", count),
        kind="pairing.published",
        why=voice.say("You published them."),
        buttons=(run_button(voice.say("Move somebody later"), "coord handoff"),),
    )


def nothing_planned(voice: Voice) -> Card:
    """To a coordinator, when there is nobody to pair or nothing proposed."""
    return Card(
        voice.say(
            "No pair waits to be published. `/coord pair propose` looks for a mentor for everybody who has none; "
            "`/coord repair` is for those who have one."
        ),
        kind="pairing.nothing",
        buttons=(run_button(voice.say("Propose pairs"), "coord pair propose"),),
    )


def all_trained(voice: Voice, pairs: Sequence[PairProposal]) -> Card:
    """To the coordinator on duty: the last mentor is through."""
    is_open = any(not pair.is_approved for pair in pairs)
    return Card(
        voice.count(
            "Every mentor has finished the training. {n} pair waits for you.",
            "Every mentor has finished the training. {n} pairs wait for you.",
            len(pairs),
        ),
        kind="pairing.all_trained",
        why=voice.say("You are on duty, and pairs waited for the training."),
        buttons=(
            run_button(voice.say("See the pairs"), "coord pair propose"),
            run_button(voice.say("Approve all"), "coord pair approve")
            if is_open
            else run_button(voice.say("Publish"), "coord pair publish"),
        ),
    )


def your_mentor(voice: Voice, mentor: Member) -> Card:
    """To a learner, when the pairs are published."""
    return Card(
        voice.say(
            "Your mentor is {name}: somebody who guides and asks, and never grades. In week 1 I offer you two times to "
            "meet; a short hello before is welcome. If it doesn't fit, `/peer fit` says so in private.",
            name=named(mentor.name),
        ),
        kind="pairing.your_mentor",
        why=voice.say("The pairs were published."),
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )


def your_learners(voice: Voice, learners: Sequence[Member]) -> Card:
    """To a mentor, when the pairs are published."""
    names = fitting(voice, [f"{named(one.name)} ({one.handle})" for one in learners], 900, ", ")
    return Card(
        voice.say(
            "These are your learners: {names}. A short hello to each of them is a good start; `/mentor template` has "
            "the minutes of a first session.",
            names=names,
        ),
        kind="pairing.your_learners",
        why=voice.say("The pairs were published."),
        buttons=(
            run_button(voice.say("My week"), "mentor week"),
            run_button(voice.say("Agenda of a session"), "mentor template"),
        ),
    )
