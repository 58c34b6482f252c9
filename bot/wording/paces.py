"""A group's own pace: what a coordinator sees before it holds, and what the group reads; nobody is compared."""

from dataclasses import dataclass

from bot.cards import Action, Button, Card, Field, Look
from bot.domain.cohorts import Cohort
from bot.domain.members import Group
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted
from bot.wording.lists import fitting
from bot.wording.voice import Voice


@dataclass(frozen=True, slots=True)
class Pace:
    """A group as it would go: `own` is the cohort as it would live it, in its week `week` of the next question."""

    group: Group
    behind: int
    own: Cohort
    week: int


def preview(voice: Voice, pace: Pace) -> Card:
    """To a coordinator, before anything holds: the next question, the dates, what falls away."""
    dates = [
        voice.say("- {name}: {day}", name=named(one.name), day=voice.day(one.due_on))
        for one in pace.own.plan.milestones
    ]
    return Card(
        voice.count(
            "**{name}** would be one week behind the cohort. Its check-ins, sessions and last day stay; the last "
            "question it would have had falls away.",
            "**{name}** would be {n} weeks behind the cohort (0: with everybody). Its check-ins, sessions and last day "
            "stay; the last questions it would have had fall away.",
            pace.behind,
            name=named(pace.group.name),
        ),
        kind="pace.preview",
        why=voice.say("You asked for it; nothing holds before you press."),
        fields=(
            Field(voice.say("Its next question"), _question(voice, pace)),
            *((Field(voice.say("Its dates"), fitting(voice, dates, FIELD_VALUE)),) if dates else ()),
        ),
        buttons=(Button(voice.say("Let it hold"), Action("pace.set", f"{pace.group.id}:{pace.behind}"), Look.PRIMARY),),
    )


def _question(voice: Voice, pace: Pace) -> str:
    prompt = pace.own.plan.prompt(pace.week)
    return quoted(prompt.theme, 150) if prompt is not None else voice.say("None: the weeks with a question are over.")


def holds(voice: Voice, group: Group) -> Card:
    """To the coordinator who pressed."""
    return Card(
        voice.say(
            "It holds from the next question on, and **{name}** has heard. The same command moves it back.",
            name=named(group.name),
        ),
        kind="pace.holds",
        why=voice.say("You pressed it."),
    )


def told(voice: Voice, pace: Pace) -> Card:
    """In the group: what comes next, and that nothing is to be made up."""
    return Card(
        voice.say(
            "This group goes at its own pace: the next question is *{theme}*, and our dates move along. There is "
            "nothing to make up; `/peer me` shows your dates.",
            theme=_question(voice, pace),
        ),
        kind="pace.told",
        why=voice.say("A coordinator changed the pace of this group."),
    )


def no_group(voice: Voice, typed: str) -> Card:
    """No group of that name."""
    return Card(
        voice.say(
            "There is no group “{typed}” here, and nothing was changed. Write its name, like *Cedar*.",
            typed=quoted(typed, 40),
        ),
        kind="pace.no_group",
    )


def impossible(voice: Voice, most: int) -> Card:
    """So many weeks cannot be."""
    text = (
        voice.say("From 0 to {most} weeks are possible for it now; nothing was changed.", most=most)
        if most > 0
        else voice.say("There is no week to spare just now: a group's pace changes after its first week.")
    )
    return Card(text, kind="pace.impossible")
