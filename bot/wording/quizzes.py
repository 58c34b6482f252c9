"""Questions with a right answer: in private, one at a time, explained at once, and marked by nobody."""

from bot.cards import Action, Button, Card, Look, Option, Select
from bot.domain.surveys import QuizQuestion, Survey
from bot.limits import OPTION_LABEL
from bot.markup import bare, quoted
from bot.wording import surveys
from bot.wording.voice import Voice

_LONG, _SHORT = 900, 200


def question(voice: Voice, survey: Survey, number: int, asked: QuizQuestion) -> Card:
    """One question, by its place from 0."""
    options = (Option(bare(option, OPTION_LABEL), str(place)) for place, option in enumerate(asked.options))
    return Card(
        voice.say(
            "Question {number} of {all}: {question}",
            number=number + 1,
            all=len(survey.questions),
            question=quoted(asked.text, _LONG),
        ),
        kind="quiz.question",
        title=surveys.title(voice, survey),
        why=voice.say("You are answering a learning check."),
        select=Select(Action("quiz.answer", f"{survey.id}:{number}"), voice.say("Choose an answer"), tuple(options)),
    )


def explained(voice: Voice, survey: Survey, number: int, asked: QuizQuestion, *, is_right: bool) -> Card:
    """The answer to an answer: what holds and why, and the next question where there is one."""
    explanation = quoted(asked.explanation, _LONG)
    if is_right:
        said = voice.say("Yes, that is it. {explanation}", explanation=explanation)
    else:
        said = voice.say(
            "Here it is “{right}”. {explanation}", right=quoted(asked.right, _SHORT), explanation=explanation
        )
    is_last = number + 1 == len(survey.questions)
    following = Button(voice.say("Next question"), Action("quiz.ask", f"{survey.id}:{number + 1}"), Look.PRIMARY)
    return Card(
        f"{said}\n{_over(voice)}" if is_last else said,
        kind="quiz.explained",
        why=voice.say("You are answering a learning check."),
        buttons=() if is_last else (following,),
    )


def _over(voice: Voice) -> str:
    """Below the last explanation."""
    return voice.say(
        "That was the last question, thank you. Nobody sees what you in particular chose. If something is still "
        "unclear, `/peer help` reaches a person."
    )


def answered(voice: Voice, survey: Survey) -> Card:
    """What the message turns into; the questions stay there to be read again."""
    return Card(
        voice.say("{title}: answered. Thank you.", title=surveys.title(voice, survey)),
        kind="survey.answered",
        buttons=(surveys.begin(survey, voice.say("Look at it again")),),
    )


def changed(voice: Voice) -> Card:
    """To somebody who answers a question that the cohort file no longer has."""
    return Card(
        voice.say("These questions were changed meanwhile, so this one is gone. You have nothing to do."),
        kind="refusal.survey",
    )
