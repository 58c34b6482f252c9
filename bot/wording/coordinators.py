"""A coordinator's own first message: what will reach them, and what "I have it" means."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Field
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.signals.severity import Severity
from bot.domain.sizes import EASY_LEARNERS, EASY_MENTORS, Size
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.help import span
from bot.wording.lists import fitting
from bot.wording.voice import Voice

_EASY = Size(EASY_LEARNERS.start, EASY_MENTORS.start)


def briefing(voice: Voice, member: Member, cohort: Cohort, coordinators: Sequence[Member], size: Size = _EASY) -> Card:
    """What a coordinator needs to know before the first alert; a size that is hard to look after wants a yes."""
    names = [named(c.name) for c in coordinators if c.id != member.id]
    others = fitting(voice, names, 800, ", ") or voice.say("nobody else yet")
    with_you = voice.say("{others}. `/coord rota show` says who is on duty; shifts change on Mondays.", others=others)
    return Card(
        voice.say(
            "Hi {name}, {cohort} is set up, and you are one of its coordinators. Please keep private messages from me "
            "open: this is how I reach you.",
            name=named(member.name),
            cohort=named(cohort.name),
        ),
        kind="onboarding.coordinator",
        title=voice.say("What will reach you as a coordinator"),
        why=voice.say("You are a coordinator of {cohort}.", cohort=named(cohort.name)),
        fields=(
            Field(voice.say("When somebody needs a person"), _alerts(voice, cohort)),
            Field(voice.say("What to do then"), voice.say(_THEN)),
            Field(voice.say("What comes regularly"), voice.say(_REGULARLY)),
            Field(voice.say("With you"), with_you),
            *(() if size.is_easy else (Field(voice.say("How many you are"), how_many(voice, size)),)),
        ),
        buttons=(
            *(() if size.is_easy else (Button(voice.say("We mean it so"), Action("cohort.size_meant")),)),
            run_button(voice.say("Who is on duty"), "coord rota show"),
            run_button(voice.say("My commands"), "peer commands"),
        ),
    )


def how_many(voice: Voice, size: Size) -> str:
    """Say how many a cohort has, where that is not the easiest size, and that it is allowed."""
    return voice.say(
        "{learners} learners and {mentors} mentors. 10 to 20 learners and 3 to 6 mentors are easiest to look after; "
        "it works all the same, if you mean it so.",
        learners=size.learners,
        mentors=size.mentors,
    )


def size_meant(voice: Voice) -> Card:
    """To the coordinator who said that the cohort's size is meant."""
    return Card(
        voice.say("Noted. When mentors' weeks get full, `/coord handoff` and `/mentor cover` help early."),
        kind="cohort.size_meant",
        why=voice.say("You pressed it."),
    )


_THEN = (
    "Write to them yourself, shortly and soon. You can read the words if you need to; that is recorded. Leave a note. "
    "I never call anybody: if you believe somebody is in danger, call the emergency number."
)
_REGULARLY = "A report on Monday mornings: figures, and what waits for a person. Nothing else on a schedule."


def _alerts(voice: Voice, cohort: Cohort) -> str:
    critical = cohort.plan.safety.severities[Severity.CRITICAL]
    outside = voice.say("the outside contact") if cohort.plan.safety.outside else voice.say("nobody")
    return voice.say(
        "I write to whoever is on duty, without what was said. Press **I have it** if you can look now; then it is "
        "yours and the others see so. If nobody does within {wait}, the next person hears of it too, in the end "
        "{outside}. A crisis comes at any hour, everything else by day.",
        wait=span(voice, critical.wait),
        outside=outside,
    )


def cannot_reach(voice: Voice, coordinator: Member) -> Card:
    """To the other coordinators: one of them would not hear an alert."""
    return Card(
        voice.say(
            "I can't send private messages to {name}: an alert would not reach them and would go to the next person at "
            "once. Please ask them to open their private messages for me.",
            name=named(coordinator.name),
        ),
        kind="onboarding.unreachable",
        why=voice.say("A coordinator cannot be reached."),
    )
