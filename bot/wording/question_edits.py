"""What coordinators read while they change a week's question."""

from collections.abc import Mapping
from typing import Final

from bot.cards import Action, Button, Card, Form, TextInput
from bot.domain.cohorts import Cohort
from bot.domain.plan import Prompt
from bot.markup import refilled
from bot.wording.voice import Voice

INPUTS: Final[Mapping[str, int]] = {"theme": 100, "question": 1500, "focus": 500, "hint": 1000, "follow_up": 500}
"""What can be changed, and how many characters each may have."""


def form(voice: Voice, cohort: Cohort, prompt: Prompt, typed: Mapping[str, str]) -> Form:
    """Ask for a week's question; it holds what somebody typed, for the question as it stands now."""
    labels = {
        "theme": voice.say("Theme, in a few words"),
        "question": voice.say("Question"),
        "focus": voice.say("This week's focus"),
        "hint": voice.say("A hint, for whoever asks"),
        "follow_up": voice.say("Asked a week later: how did it go?"),
    }
    return Form(
        Action("question.save", f"{prompt.week}.{prompt.mark}"),
        voice.say("Week {week} of {weeks}", week=prompt.week, weeks=cohort.weeks),
        tuple(
            TextInput(
                name,
                labels[name],
                refilled(typed.get(name, ""), most),
                is_required=name in ("theme", "question"),
                is_long=name != "theme",
                limit=most,
            )
            for name, most in INPUTS.items()
        ),
        voice.say("Save"),
    )


def needed(voice: Voice) -> str:
    """Something is missing."""
    return voice.say("This one is needed.")


def too_long(voice: Voice, most: int) -> str:
    """Something is longer than a message of ours may be."""
    return voice.say("At most {most} characters, please.", most=most)


def changed_meanwhile(voice: Voice, question: str) -> str:
    """Somebody else was faster; nothing that was typed is lost."""
    return voice.say(
        "Somebody changed this question after you opened it. Yours stands here, nothing of it is lost; it is "
        "“{question}” now. Save once more to put yours in its place.",
        question=question[:200],
    )


def saved(voice: Voice, prompt: Prompt) -> Card:
    """To the coordinator who changed a question."""
    undo = Button(voice.say("Take it back"), Action("question.undo", f"{prompt.week}.{prompt.mark}"))
    return Card(
        voice.say(
            "Saved. Groups in which week {week} has not begun get the question like this; what was posted before stays "
            "as it was.",
            week=prompt.week,
        ),
        kind="question.saved",
        why=voice.say("You changed the question."),
        buttons=(undo, _again(voice, prompt.week)),
    )


def undone(voice: Voice, week: int) -> Card:
    """A question reads as it did before."""
    return Card(
        voice.say("The question of week {week} reads as it did before.", week=week),
        kind="question.undone",
        why=voice.say("You took a change back."),
        buttons=(_again(voice, week),),
    )


def another_now(voice: Voice, week: int) -> Card:
    """A change that was changed since cannot be taken back."""
    return Card(
        voice.say(
            "The question of week {week} was changed since, so I left it alone. Please look once more.", week=week
        ),
        kind="question.another",
        buttons=(_again(voice, week),),
    )


def _again(voice: Voice, week: int) -> Button:
    return Button(voice.say("Change it again"), Action("question.edit", str(week)))


def no_week(voice: Voice, cohort: Cohort) -> Card:
    """There is no such week."""
    return Card(
        voice.count(
            "This cohort has one week. Choose that one.",
            "This cohort has weeks 1 to {n}. Choose one of them.",
            cohort.weeks,
        ),
        kind="question.no_week",
        buttons=(Button(voice.say("Week 1"), Action("question.edit", "1")),),
    )
