"""The last word: thanks, what was, what is kept, and that the door to a person stays open."""

from dataclasses import dataclass, field

from bot.cards import Action, Button, Card, Field
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.recognition import Badge
from bot.domain.surveys import Survey
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.recognition import badges, come_back_buttons, show_button
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Learned:
    """What everybody reads of the whole cohort: never of fewer than five people. `promised` is the coordinators'."""

    satisfaction: Survey | None = None
    questions: tuple[str, ...] = ()
    change: tuple[float, ...] = ()
    promised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """A learner at the end: no figure here is compared with anybody's."""

    member: Member
    cohort: Cohort
    mentor: Member | None
    answered: int
    learned: Learned = field(default_factory=Learned)
    badges: tuple[Badge, ...] = ()


def to_learner(voice: Voice, ended: Ended) -> Card:
    """To a learner, the day after (K5, O10)."""
    cohort = ended.cohort
    return Card(
        voice.say(
            "{cohort} ended yesterday. Thank you, {name}, for having been part of it, in whatever way it fitted into "
            "your life. Nothing is expected of you any more. I stay quiet from now on, but for one hello in a month.",
            cohort=named(cohort.name),
            name=named(ended.member.name),
        ),
        kind="closing.farewell",
        title=voice.say("Thank you"),
        why=voice.say("{cohort} has ended.", cohort=named(cohort.name)),
        fields=_summary(voice, ended),
        buttons=(
            *come_back_buttons(voice),
            show_button(voice) if ended.badges else run_button(voice.say("My data"), "peer mydata show"),
            run_button(voice.say("Get help"), "peer help"),
            _no_hello(voice),
        ),
    )


def _summary(voice: Voice, ended: Ended) -> tuple[Field, ...]:
    """What somebody did and gave, what is kept, and the way back in."""
    fields = []
    if ended.answered:
        fields.append(
            Field(
                voice.say("What you did"),
                voice.count(
                    "You told us once how it was going. That helped to look after the group.",
                    "You told us {n} times how it was going. That helped to look after the group.",
                    ended.answered,
                ),
            )
        )
    if ended.badges:
        fields.append(Field(voice.say("What you gave"), badges(voice, ended.badges)))
    if ended.mentor is not None:
        fields.append(
            Field(
                voice.say("Your mentor"),
                voice.say("A line of thanks to {name} costs a minute and stays.", name=named(ended.mentor.name)),
            )
        )
    fields += [*_learned(voice, ended.learned), Field(voice.say("What is kept"), _kept(voice, ended.cohort))]
    fields.append(
        Field(
            voice.say("From here"),
            voice.say(
                "Your group's channel is yours as long as you like. `/peer help` still reaches a coordinator. Would "
                "you come back one day as a peer mentor, for a group like yours? You know what it is like."
            ),
        )
    )
    return tuple(fields)


def _learned(voice: Voice, learned: Learned) -> tuple[Field, ...]:
    """What was learned and what will be different, in plain words (M14)."""
    lines = []
    told = learned.satisfaction.result() if learned.satisfaction is not None else None
    if told is not None:
        mean = f"{told.means[0]:.1f}"
        lines.append(voice.say("- Satisfaction half way: {mean} of 5, of {n} people.", mean=mean, n=told.n))
    for question, change in zip(learned.questions, learned.change, strict=False):
        lines.append(
            voice.say(
                "- “{question}”: {change} from the beginning to the end.",
                question=quoted(voice.word(question), 60),
                change=f"{change:+.1f}",
            )
        )
    lines += [voice.say("- Next time: {words}", words=quoted(words, 160)) for words in learned.promised]
    return (Field(voice.say("What we learned, and what changes"), fitting(voice, lines, FIELD_VALUE)),) if lines else ()


def _no_hello(voice: Voice) -> Button:
    return Button(voice.say("No hello later"), Action("closing.quiet"))


def later(voice: Voice, member: Member, cohort: Cohort) -> Card:
    """Four weeks later, once: what has stayed, and that the door to a person is open (O10)."""
    return Card(
        voice.say(
            "Four weeks ago {cohort} ended. What of it do you use today, {name}? If something has got stuck since, "
            "`/peer help` still reaches a person. There is nothing to answer, and this was my last message.",
            cohort=named(cohort.name),
            name=named(member.name),
        ),
        kind="closing.later",
        title=voice.say("One last hello"),
        why=voice.say(
            "{cohort} ended four weeks ago, and everybody hears once more who wants to.", cohort=named(cohort.name)
        ),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def quiet(voice: Voice) -> Card:
    """To somebody who wants no last hello."""
    return Card(
        voice.say("Then it is quiet from now on. `/peer help` still reaches a person whenever you like."),
        kind="closing.quiet",
        why=voice.say("You pressed it."),
    )


def to_mentor(voice: Voice, mentor: Member, cohort: Cohort, learned: Learned = Learned()) -> Card:
    """To a mentor, the day after."""
    return Card(
        voice.say(
            "{cohort} ended yesterday. Thank you, {name}, for the time and the patience you gave. No more digests and "
            "drafts from me; if something about a learner still stays with you, `/peer help` reaches a coordinator.",
            cohort=named(cohort.name),
            name=named(mentor.name),
        ),
        kind="closing.farewell",
        title=voice.say("Thank you"),
        why=voice.say("{cohort} has ended.", cohort=named(cohort.name)),
        fields=(*_learned(voice, learned), Field(voice.say("What is kept"), _kept(voice, cohort))),
        buttons=(
            run_button(voice.say("My data"), "peer mydata show"),
            run_button(voice.say("Get help"), "peer help"),
            _no_hello(voice),
        ),
    )


def _kept(voice: Voice, cohort: Cohort) -> str:
    return voice.say(
        "What was written in check-ins and drafts is erased on {day}. That something happened, and when, stays "
        "as a figure.",
        day=voice.day(cohort.ends_on + cohort.plan.retention.texts),
    )
