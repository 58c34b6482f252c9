"""A real problem, brought to the group: the post with its three kinds of answer, and what helped in the end."""

from bot.cards import Action, Button, Card, ChoiceInput, Field, Form, Option, TextInput
from bot.domain.members import Group, Member
from bot.domain.problems import HELPED_LIMIT, PROBLEM_LIMIT, Helped, Problem
from bot.markup import named, passage, refilled, titled
from bot.wording.common import run_button
from bot.wording.voice import Voice

_HELPED = {
    Helped.OPTION: "An option somebody suggested",
    Helped.EXPERIENCE: "Somebody's similar experience",
    Helped.TOGETHER: "What we adapted together",
    Helped.ELSE: "Something else",
}


def form(voice: Voice, text: str = "") -> Form:
    """What somebody is stuck on, and whether their name stands above it."""
    shown = (Option(voice.say("With my name"), "yes"), Option(voice.say("Without my name"), "no"))
    return Form(
        Action("problem.submit"),
        voice.say("A real problem"),
        (
            TextInput(
                "words",
                voice.say("What are you stuck on, what did you try?"),
                refilled(text, PROBLEM_LIMIT),
                is_long=True,
                limit=PROBLEM_LIMIT,
            ),
            ChoiceInput("named", voice.say("How it stands in your group"), shown, "yes"),
        ),
        voice.say("Ask my group"),
    )


def posted(voice: Voice, problem: Problem, asker: Member) -> Card:
    """In the group's channel: the problem in its asker's words, and three ways to answer it in the thread."""
    return Card(
        passage(problem.words, 1800),
        kind="problem.posted",
        title=_title(voice, problem, asker),
        why=voice.say("Somebody in your group brought a problem of theirs with `/peer problem`."),
        fields=(
            Field(voice.say("Suggest an option"), voice.say("“One thing you could try is …”")),
            Field(voice.say("Tell a similar experience"), voice.say("“Something like it happened to me, and …”")),
            Field(voice.say("Adapt it together"), voice.say("“In your place I'd keep … and change … What fits?”")),
        ),
        has_thread=True,
    )


def settled(voice: Voice, problem: Problem, asker: Member) -> Card:
    """The same post, once its asker said what helped."""
    helped = voice.say(_HELPED[problem.helped or Helped.ELSE])
    lesson = f"\n{passage(problem.lesson, HELPED_LIMIT)}" if problem.lesson else ""
    return Card(
        passage(problem.words, 1800),
        kind="problem.posted",
        title=_title(voice, problem, asker),
        why=voice.say("Somebody in your group brought a problem of theirs with `/peer problem`."),
        fields=(
            Field(voice.say("What helped"), helped + lesson),
            Field(voice.say("Settled"), voice.say("Thank you to everybody who thought along.")),
        ),
        has_thread=True,
    )


def _title(voice: Voice, problem: Problem, asker: Member) -> str:
    if problem.is_named:
        return voice.say("{name} asks the group", name=titled(asker.name))
    return voice.say("Somebody asks the group")


def asked(voice: Voice, problem: Problem, group: Group) -> Card:
    """To the asker: it stands there, and how to close it."""
    return Card(
        voice.say(
            "Your problem is in {group} now, with a thread for answers. When it's settled, or when you've heard "
            "enough, say what helped: that is worth a lot to whoever answered.",
            group=named(group.name),
        ),
        kind="problem.asked",
        buttons=(Button(voice.say("Say what helped"), Action("problem.close", problem.id)),),
    )


def close_form(voice: Voice, problem: Problem) -> Form:
    """What helped."""
    options = tuple(Option(voice.say(label), helped.value) for helped, label in _HELPED.items())
    return Form(
        Action("problem.closed", problem.id),
        voice.say("What helped?"),
        (
            ChoiceInput("helped", voice.say("What helped most"), options),
            TextInput(
                "lesson",
                voice.say("In a sentence, for the group"),
                is_required=False,
                is_long=True,
                limit=HELPED_LIMIT,
            ),
        ),
        voice.say("Close it"),
    )


def closed(voice: Voice) -> Card:
    """To the asker: the group sees what helped."""
    return Card(voice.say("Thank you. Your group sees what helped, and it is settled."), kind="problem.closed")


def closed_already(voice: Voice) -> Card:
    """To an asker who closes twice."""
    return Card(
        voice.say("This one is settled already. Another problem? `/peer problem` brings it to your group."),
        kind="problem.settled",
        buttons=(run_button(voice.say("Bring a problem"), "peer problem"),),
    )


def no_words(voice: Voice) -> Card:
    """To somebody who sent an empty box."""
    text = voice.say("There is nothing in it so far. Two sentences are plenty to begin with.")
    return Card(text, kind="problem.empty")


def no_group(voice: Voice) -> Card:
    """To somebody who is in no group at the moment."""
    return Card(
        voice.say("You are in no group at the moment, so I can't ask one. `/peer help` reaches a person with it."),
        kind="problem.no_group",
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )
